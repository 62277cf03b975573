import assert from "node:assert/strict";
import * as vscode from "vscode";
import { expectViolations, open, quickFixes, replaceAll, uri } from "./editor";

const DATABASE = 'resource "aws_db_instance" "app"';
const KEY = 'resource "aws_kms_key" "unopened"';

describe("two workspace folders", () => {
  it("checks both", async () => {
    await expectViolations(uri("unopened.tf", "shop"), [`3: kms-key-rotation: ${KEY}`]);
    await expectViolations(uri("unopened.tf", "billing"), [`3: kms-key-rotation: ${KEY}`]);
  });

  it("offers the keys of a file's own module alone", async () => {
    for (const [folder, other] of [
      ["shop", "billing"],
      ["billing", "shop"],
    ] as const) {
      const editor = await open(uri("typing.tf", folder));
      const key = `resource "aws_kms_key" "${folder}" {\n  enable_key_rotation = true\n}\n`;
      await replaceAll(editor, `${key}\n${DATABASE} {\n}\n`);
      await expectViolations(editor.document.uri, [`5: rds-storage-encrypted: ${DATABASE}`]);
      const titles = (await quickFixes(editor, DATABASE)).map(({ title }) => title);
      assert(
        titles.some((title) => title.includes(`aws_kms_key.${folder}`)),
        titles.join("\n"),
      );
      assert(!titles.some((title) => title.includes(`aws_kms_key.${other}`)), titles.join("\n"));
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });

  it("reads the settings of each folder", async () => {
    const checks = { "waf-sec-030.tf.aws.kms-key-rotation": "off" };
    const file = uri("unopened.tf", "billing");
    const settings = vscode.workspace.getConfiguration("wafSec030", file);
    await settings.update("checks", checks, vscode.ConfigurationTarget.WorkspaceFolder);
    await expectViolations(file, []);
    await expectViolations(uri("unopened.tf", "shop"), [`3: kms-key-rotation: ${KEY}`]);
    await settings.update("checks", undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await expectViolations(file, [`3: kms-key-rotation: ${KEY}`]);
  });

  it("clears the findings of a folder that is removed, and has them again when it is added", async () => {
    const folder = uri("", "billing");
    const file = uri("unopened.tf", "billing");
    assert(vscode.workspace.updateWorkspaceFolders(1, 1));
    await expectViolations(file, []);
    assert(vscode.workspace.updateWorkspaceFolders(1, 0, { uri: folder, name: "billing" }));
    await expectViolations(file, [`3: kms-key-rotation: ${KEY}`]);
  });
});
