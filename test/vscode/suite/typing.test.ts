import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  apply,
  eventually,
  expectViolations,
  open,
  ourDiagnostics,
  quickFixes,
  replaceAll,
  select,
  type,
  uri,
} from "./editor";

const KEY = 'resource "aws_kms_key" "main"';
const ALIAS =
  'resource "aws_kms_alias" "main" {\n  name          = "alias/main"\n  target_key_id = aws_kms_key.main.id\n}\n';
const DATABASE = 'resource "aws_db_instance" "app"';

describe("typing", () => {
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    editor = await open(uri("typing.tf"));
    await replaceAll(editor, "");
  });

  it("shows a violation as soon as the block is complete, and clears it as soon as it is fixed", async () => {
    await type(`${KEY} {\n  description = "Data of the shop"\n}\n`);
    await expectViolations(editor.document.uri, [`1: kms-key-rotation: ${KEY}`]);

    select(editor, "}");
    await type("  enable_key_rotation = true\n");
    await expectViolations(editor.document.uri, []);
  });

  it("says what it found, where it is documented, and who says so", async () => {
    await replaceAll(editor, `${KEY} {\n}\n`);
    await expectViolations(editor.document.uri, [`1: kms-key-rotation: ${KEY}`]);
    const [diagnostic] = ourDiagnostics(editor.document.uri);
    assert(diagnostic && typeof diagnostic.code === "object");
    assert.equal(diagnostic.code.value, "waf-sec-030.tf.aws.kms-key-rotation");
    assert.match(diagnostic.code.target.toString(), /kms-key-rotation/);
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.notEqual(diagnostic.message, "");
  });

  it("underlines the attribute that decides", async () => {
    await replaceAll(editor, `${KEY} {\n  enable_key_rotation = false\n}\n`);
    await expectViolations(editor.document.uri, ["2: kms-key-rotation: enable_key_rotation = false"]);
  });

  it("applies the preferred fix by VS Code's own command", async () => {
    // With its alias, so that there is nothing else to mend: of several preferred fixes VS Code lets the user choose.
    await type(`${KEY} {\n}\n\n${ALIAS}`);
    await expectViolations(editor.document.uri, [`1: kms-key-rotation: ${KEY}`]);
    select(editor, KEY);
    // The command needs VS Code to have noticed the diagnostic, so it is given again until the text has changed.
    const fixed = await eventually(async () => {
      await vscode.commands.executeCommand("editor.action.autoFix");
      return editor.document.getText() === `${KEY} {\n  enable_key_rotation = true\n}\n\n${ALIAS}`;
    });
    assert(fixed, editor.document.getText());
    await expectViolations(editor.document.uri, []);
  });

  it("offers each key of the module for a database, and the chosen one is used", async () => {
    const keys = ["main", "other"].map(
      (name) => `resource "aws_kms_key" "${name}" {\n  enable_key_rotation = true\n}\n`,
    );
    await replaceAll(editor, `${keys.join("\n")}\n${DATABASE} {\n  engine = "postgres"\n}\n`);
    await expectViolations(editor.document.uri, [`9: rds-storage-encrypted: ${DATABASE}`]);

    const fixes = await quickFixes(editor, DATABASE);
    const other = fixes.find(({ title }) => title.includes("aws_kms_key.other"));
    assert(other, fixes.map(({ title }) => title).join("\n"));
    assert(fixes.some(({ title }) => title.includes("aws_kms_key.main")));
    await apply(other);
    assert.equal(
      editor.document.getText().slice(editor.document.getText().indexOf(DATABASE)),
      `${DATABASE} {\n  engine            = "postgres"\n  storage_encrypted = true\n  kms_key_id        = aws_kms_key.other.arn\n}\n`,
    );
    await expectViolations(editor.document.uri, []);
  });

  it("keeps the findings of the other blocks while one is broken", async () => {
    await replaceAll(editor, `${KEY} {\n}\n\nresource "aws_kms_key" "broken" {\n  description = \n}\n`);
    const broken = await eventually(() => vscode.languages.getDiagnostics(editor.document.uri).length >= 2);
    assert(broken);
    const diagnostics = ourDiagnostics(editor.document.uri);
    assert(diagnostics.some(({ range }) => range.isEqual(new vscode.Range(0, 0, 0, KEY.length))));

    select(editor, "description = ");
    await vscode.commands.executeCommand("cursorEnd");
    await type('"mended"');
    await expectViolations(editor.document.uri, [
      `1: kms-key-rotation: ${KEY}`,
      '4: kms-key-rotation: resource "aws_kms_key" "broken"',
    ]);
  });

  it("follows undo and redo", async () => {
    await replaceAll(editor, `${KEY} {\n}\n`);
    await expectViolations(editor.document.uri, [`1: kms-key-rotation: ${KEY}`]);
    await replaceAll(editor, `${KEY} {\n  enable_key_rotation = true\n}\n`);
    await expectViolations(editor.document.uri, []);
    await vscode.commands.executeCommand("undo");
    await expectViolations(editor.document.uri, [`1: kms-key-rotation: ${KEY}`]);
    await vscode.commands.executeCommand("redo");
    await expectViolations(editor.document.uri, []);
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
