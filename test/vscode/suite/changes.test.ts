import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, open, quickFixes, read, remove, replaceAll, uri, write } from "./editor";

const KEY = 'resource "aws_kms_key" "changed"';
const BAD = `${KEY} {\n}\n`;
const GOOD = `${KEY} {\n  enable_key_rotation = true\n}\n`;
const FINDING = `1: kms-key-rotation: ${KEY}`;
/** The scheme of the documents that the preview of a refactoring shows. */
const PREVIEW = "vscode-bulkeditpreview-editor";
const ON_SAVE = "editor.codeActionsOnSave";

describe("changes", () => {
  const file = (): vscode.Uri => uri("changed.tf");
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    await write(file(), BAD);
    editor = await open(file());
    await expectViolations(file(), [FINDING]);
  });

  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await remove(file());
    await expectViolations(file(), []);
  });

  it("waives a finding with the reason that is given", async () => {
    const waive = (await quickFixes(editor, KEY)).find(({ command }) => command?.command === "wafSec030.waive");
    assert(waive?.command);
    assert(!waive.isPreferred);
    await vscode.commands.executeCommand("wafSec030.waive", ...(waive.command.arguments ?? []), "rotated by hand");
    await expectViolations(file(), []);
    assert.equal(editor.document.getText(), `# waf-sec-030:ignore[kms-key-rotation] rotated by hand\n${BAD}`);
  });

  it("offers the page of the check, which VS Code itself opens", async () => {
    const title = "Open the documentation of kms-key-rotation";
    const page = (await quickFixes(editor, KEY)).find((action) => action.title === title);
    // What stands behind the command `vscode.open`.
    assert.equal(page?.command?.command, "_workbench.open");
    assert.match(JSON.stringify(page.command.arguments), /https:.*kms-key-rotation/);
  });

  it("fixes all when a file is saved, if the settings say so", async () => {
    const settings = vscode.workspace.getConfiguration();
    await settings.update(ON_SAVE, { "source.fixAll": "explicit" }, vscode.ConfigurationTarget.Workspace);
    try {
      await replaceAll(editor, `\n${BAD}`);
      await vscode.commands.executeCommand("workbench.action.files.save");
      assert.equal(editor.document.getText(), `\n${GOOD}`);
      assert(!editor.document.isDirty);
    } finally {
      await settings.update(ON_SAVE, undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("fixes all of the file by command", async () => {
    await vscode.commands.executeCommand("wafSec030.fixAll");
    await expectViolations(file(), []);
    assert.equal(editor.document.getText(), GOOD);
  });

  it("fixes the workspace by command, once its preview is accepted", async () => {
    const others = [uri("unopened.tf"), uri("tofu/main.tofu")];
    const before = await Promise.all(others.map(read));
    for (const answer of ["discard", "apply"]) {
      let settled = false;
      const command = vscode.commands.executeCommand("wafSec030.fixAllWorkspace").then(() => {
        settled = true;
      });
      assert(await eventually(() => vscode.workspace.textDocuments.some(({ uri: { scheme } }) => scheme === PREVIEW)));
      assert.equal(editor.document.getText(), BAD);
      // The answer means nothing before the preview is there, and a document of the preview before may be there still.
      const answered = async () => {
        await vscode.commands.executeCommand(`refactorPreview.${answer}`);
        return settled;
      };
      assert(await eventually(answered), `the preview takes no "${answer}"`);
      await command;
      assert.equal(editor.document.getText(), answer === "apply" ? GOOD : BAD);
    }
    for (const [index, other] of others.entries()) {
      await expectViolations(other, []);
      assert.match(await read(other), /enable_key_rotation = true/);
      await write(other, before[index] ?? "");
    }
    await expectViolations(uri("unopened.tf"), ['3: kms-key-rotation: resource "aws_kms_key" "unopened"']);
  });
});
