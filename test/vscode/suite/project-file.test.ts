import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, open, ourDiagnostics, replaceAll, uri, write } from "./editor";

const FILE = "unopened.tf";
const FINDING = '3: kms-key-rotation: resource "aws_kms_key" "unopened"';

describe("the project file", () => {
  beforeEach(() => expectViolations(uri(FILE), [FINDING]));

  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    // By the editor, which then lets go of the document: a server that is started later would have it open again.
    const gone = new vscode.WorkspaceEdit();
    gone.deleteFile(uri(".waf-sec-030.yml"));
    await vscode.workspace.applyEdit(gone);
    await expectViolations(uri(FILE), [FINDING]);
  });

  it("is followed on disk and as it is typed, with what does not count at its place", async () => {
    const file = uri(".waf-sec-030.yml");
    await write(file, "checks:\n  kms-key-rotation: off\n");
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
});
