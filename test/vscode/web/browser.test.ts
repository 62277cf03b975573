import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, open, quickFixes, remove, uri, write } from "../suite/editor";

const KEY = 'resource "aws_kms_key" "main"';

describe("in a browser", () => {
  it("runs in a web worker, in a workspace that is on no disk", () => {
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    assert.equal(typeof process, "undefined");
    assert.equal(uri("").scheme, "memory");
    assert.equal(vscode.env.remoteName, undefined);
  });

  it("follows calls into modules whose names want encoding, and files that a configuration reads", async () => {
    const files = {
      "modül a/main.tf": `variable "rotate" {}\n\n${KEY} {\n  enable_key_rotation = var.rotate\n}\n`,
      "calling/main.tf": `module "key" {\n  source = "../modül a"\n  rotate = jsondecode(file("\${path.module}/key.json")).rotate\n}\n`,
      "calling/key.json": '{ "rotate": false }',
    };
    for (const [path, text] of Object.entries(files)) await write(uri(path), text);
    const module = uri("modül a/main.tf");
    await expectViolations(module, ["4: kms-key-rotation: enable_key_rotation = var.rotate"]);
    await write(uri("calling/key.json"), '{ "rotate": true }');
    await expectViolations(module, []);
    await remove(uri("calling"));
    await remove(uri("modül a"));
  });

  it("says above a finding why it is one", async () => {
    const file = uri("unopened.tf");
    await open(file);
    let hovers: vscode.Hover[] = [];
    const shown = await eventually(async () => {
      hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", file, new vscode.Position(2, 3));
      return hovers.length > 0;
    });
    assert(shown);
    assert.match(hovers.map(({ contents }) => contents.map(textOf).join()).join(), /enable_key_rotation/);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("has its findings again after a restart, and after a scan", async () => {
    const finding = '3: kms-key-rotation: resource "aws_kms_key" "unopened"';
    for (const command of ["wafSec030.restart", "wafSec030.scan"]) {
      await vscode.commands.executeCommand(command);
      await expectViolations(uri("unopened.tf"), [finding]);
    }
  });

  it("offers only fixes that HashiCorp's parser, in the worker, has read", async () => {
    const editor = await open(uri("unopened.tf"));
    const fixes = await quickFixes(editor, 'resource "aws_kms_key" "unopened"');
    assert(
      fixes.some(({ isPreferred }) => isPreferred),
      fixes.map(({ title }) => title).join(),
    );
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
});

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === "string" ? content : content.value;
}
