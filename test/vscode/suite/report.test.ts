import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, read, remove, uri } from "./editor";

const german = vscode.env.language === "de";

describe("the report", () => {
  const folder = () => uri("");
  const tabs = () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("wafSec030.report"));

  before(() => expectViolations(uri("unopened.tf"), ['3: kms-key-rotation: resource "aws_kms_key" "unopened"']));

  afterEach(() => vscode.window.tabGroups.close(tabs()));

  it("is shown in one tab, however often it is asked for", async () => {
    for (let times = 0; times < 2; times++) await vscode.commands.executeCommand("wafSec030.showReport", folder());
    assert(await eventually(() => tabs().length > 0));
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    assert.deepEqual(
      tabs().map(({ label, isActive }) => [label, isActive]),
      [[several ? "WAF-SEC-030: shop" : "WAF-SEC-030", true]],
    );
  });

  for (const [command, name, begin] of [
    ["exportHtml", "report.html", `<!DOCTYPE html>\n<html lang="${german ? "de" : "en"}">`],
    ["exportMarkdown", "report.md", `# WAF-SEC-030: ${german ? "Nachweis" : "evidence"}`],
    ["exportJson", "report.json", '{\n  "control": "WAF-SEC-030"'],
  ] as const) {
    it(`is written by ${command}`, async () => {
      const file = uri(name);
      await vscode.commands.executeCommand(`wafSec030.${command}`, folder(), file);
      const text = await read(file);
      await remove(file);
      assert.equal(text.slice(0, begin.length), begin);
      assert.match(text, /unopened\.tf/);
    });
  }
});
