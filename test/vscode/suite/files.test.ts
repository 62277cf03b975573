import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { eventually, expectFindings, open, replaceAll, uri } from "./editor";

const KEY = 'resource "aws_kms_key" "disk"';
const BAD = `${KEY} {\n}\n`;
const GOOD = `${KEY} {\n  enable_key_rotation = true\n}\n`;
const FINDING = `1: kms-key-rotation: ${KEY}`;

describe("files", () => {
  it("lists the findings of files that no editor has open", async () => {
    await expectFindings(uri("unopened.tf"), ['3: kms-key-rotation: resource "aws_kms_key" "unopened"']);
  });

  it("reads OpenTofu's files, and JSON", async () => {
    await expectFindings(uri("tofu/main.tofu"), ['1: kms-key-rotation: resource "aws_kms_key" "tofu"']);
    const json = await eventually(() => vscode.languages.getDiagnostics(uri("json/main.tf.json")).length === 1);
    if (!json) {
      throw new Error("no finding in main.tf.json");
    }
  });

  it("follows another program that creates, changes, renames and deletes a file", async () => {
    const file = uri("disk/main.tf");
    const renamed = uri("disk/renamed.tf");
    await mkdir(uri("disk").fsPath);
    await writeFile(file.fsPath, BAD);
    await expectFindings(file, [FINDING]);
    await writeFile(file.fsPath, GOOD);
    await expectFindings(file, []);
    await writeFile(file.fsPath, BAD);
    await expectFindings(file, [FINDING]);
    await rename(file.fsPath, renamed.fsPath);
    await expectFindings(file, []);
    await expectFindings(renamed, [FINDING]);
    await rm(uri("disk").fsPath, { recursive: true });
    await expectFindings(renamed, []);
  });

  it("follows the workspace edits that create, rename and delete a file", async () => {
    const file = uri("edited.tf");
    const renamed = uri("edited-renamed.tf");
    await edit((change) => {
      change.createFile(file, { contents: Buffer.from(BAD) });
    });
    await expectFindings(file, [FINDING]);
    await edit((change) => change.renameFile(file, renamed));
    await expectFindings(file, []);
    await expectFindings(renamed, [FINDING]);
    await edit((change) => change.deleteFile(renamed));
    await expectFindings(renamed, []);
  });

  it("trusts the editor over the disk while a file is open, and the disk again when it is closed", async () => {
    const file = uri("unsaved.tf");
    await writeFile(file.fsPath, BAD);
    await expectFindings(file, [FINDING]);
    const editor = await open(file);
    await replaceAll(editor, GOOD);
    await expectFindings(file, []);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await expectFindings(file, [FINDING]);
    await rm(file.fsPath);
    await expectFindings(file, []);
  });
});

async function edit(build: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  build(change);
  if (!(await vscode.workspace.applyEdit(change))) {
    throw new Error("the workspace edit was refused");
  }
}
