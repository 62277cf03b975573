import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, open, ourDiagnostics, replaceAll, uri } from "./editor";

const FILE = "unopened.tf";
const FINDING = '3: kms-key-rotation: resource "aws_kms_key" "unopened"';

describe("the project file", () => {
  beforeEach(() => expectViolations(uri(FILE), [FINDING]));

  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    for (const name of [".waf-sec-030.yml", ".waf-sec-030.json"]) {
      await vscode.workspace.fs.delete(uri(name)).then(undefined, () => {});
    }
    await expectViolations(uri(FILE), [FINDING]);
  });

  it("is followed on disk and as it is typed, with what does not count at its place", async () => {
    const file = uri(".waf-sec-030.yml");
    await vscode.workspace.fs.writeFile(file, Buffer.from("checks:\n  kms-key-rotation: off\n"));
    await expectViolations(uri(FILE), []);
    const editor = await open(file);
    await replaceAll(editor, "exlude: [a]\n");
    await expectViolations(uri(FILE), [FINDING]);
    assert(await eventually(() => ourDiagnostics(file).length === 1));
    const [problem] = ourDiagnostics(file);
    assert.equal(problem && editor.document.getText(problem.range), "exlude");
    await replaceAll(editor, `exclude: [${FILE}]\n`);
    await expectViolations(uri(FILE), []);
    assert(await eventually(() => ourDiagnostics(file).length === 0));
  });

  it("is completed from its schema", async () => {
    const file = uri(".waf-sec-030.json");
    await vscode.workspace.fs.writeFile(file, Buffer.from('{ "checks": {  } }\n'));
    await open(file);
    const labelsAt = async (character: number): Promise<unknown[]> => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        file,
        new vscode.Position(0, character),
      );
      return items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    assert(await eventually(async () => (await labelsAt(13)).includes("kms-key-rotation")));
    assert((await labelsAt(1)).includes("ebsDefault"));
  });
});
