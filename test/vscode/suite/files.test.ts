import * as vscode from "vscode";
import { expectViolations, open, remove, replaceAll, uri, write } from "./editor";

const KEY = 'resource "aws_kms_key" "disk"';
const BAD = `${KEY} {\n}\n`;
const GOOD = `${KEY} {\n  enable_key_rotation = true\n}\n`;
const FINDING = `1: kms-key-rotation: ${KEY}`;

describe("files", () => {
  it("lists the findings of files that no editor has open", async () => {
    await expectViolations(uri("unopened.tf"), ['3: kms-key-rotation: resource "aws_kms_key" "unopened"']);
  });

  it("reads OpenTofu's files, and JSON", async () => {
    await expectViolations(uri("tofu/main.tofu"), ['1: kms-key-rotation: resource "aws_kms_key" "tofu"']);
    await expectViolations(uri("json/main.tf.json"), ['1: kms-key-rotation: "json"']);
  });

  it("follows the workspace edits that create, rename and delete a file", async () => {
    const file = uri("edited.tf");
    const renamed = uri("edited-renamed.tf");
    await edit((change) => {
      change.createFile(file, { contents: new TextEncoder().encode(BAD) });
    });
    await expectViolations(file, [FINDING]);
    await edit((change) => change.renameFile(file, renamed));
    await expectViolations(file, []);
    await expectViolations(renamed, [FINDING]);
    await edit((change) => change.deleteFile(renamed));
    await expectViolations(renamed, []);
  });

  it("trusts the editor over the disk while a file is open, and the disk again when it is closed", async () => {
    const file = uri("unsaved.tf");
    await write(file, BAD);
    await expectViolations(file, [FINDING]);
    const editor = await open(file);
    await replaceAll(editor, GOOD);
    await expectViolations(file, []);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await expectViolations(file, [FINDING]);
    await remove(file);
    await expectViolations(file, []);
  });
});

async function edit(build: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  build(change);
  if (!(await vscode.workspace.applyEdit(change))) {
    throw new Error("the workspace edit was refused");
  }
}
