import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, open, replaceAll, uri } from "./editor";

const KEY = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}
`;
const TOPIC = `
locals {
  key = aws_kms_key.main.arn
}

resource "aws_sns_topic" "orders" {
  kms_master_key_id = local.key
}
`;
const TITLE = "protects 1 data store: aws_sns_topic.orders";

describe("keys in the editor", () => {
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    editor = await open(uri("typing.tf"));
    await replaceAll(editor, KEY + TOPIC);
    await expectViolations(editor.document.uri, []);
  });

  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("tells above a key what it protects, and lists that on a click", async () => {
    const [lens] = await lenses();
    assert.equal(lens?.command?.title, TITLE);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await vscode.commands.executeCommand("closeReferenceSearch");
    await set("codeLens", false);
    assert(await eventually(async () => (await lenses()).length === 0));
    await set("codeLens", undefined);
    assert(await eventually(async () => (await lenses()).length === 1));
  });

  it("tells behind an indirect key what it comes down to, when asked to", async () => {
    assert.deepEqual(await hints(), []);
    await set("inlayHints", true);
    try {
      assert(await eventually(async () => (await hints()).length === 1));
      assert.deepEqual(await hints(), ["→ aws_kms_key.main, CMK, rotates"]);
    } finally {
      await set("inlayHints", undefined);
    }
  });

  async function lenses(): Promise<vscode.CodeLens[]> {
    return vscode.commands.executeCommand("vscode.executeCodeLensProvider", editor.document.uri, 9);
  }

  async function hints(): Promise<string[]> {
    const { lineCount } = editor.document;
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      editor.document.uri,
      new vscode.Range(0, 0, lineCount, 0),
    );
    return found.map(({ label }) =>
      typeof label === "string" ? label : label.map(({ value }: { value: string }) => value).join(""),
    );
  }
});

function set(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration("wafSec030").update(name, value, vscode.ConfigurationTarget.Workspace);
}
