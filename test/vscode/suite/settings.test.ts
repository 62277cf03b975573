import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, expectViolations, ourDiagnostics, uri } from "./editor";

const FILE = "unopened.tf";
const FINDING = '3: kms-key-rotation: resource "aws_kms_key" "unopened"';

describe("settings", () => {
  beforeEach(() => expectViolations(uri(FILE), [FINDING]));

  afterEach(async () => {
    for (const name of ["checks", "enable", "exclude", "scope"]) {
      await set(name, undefined);
    }
    await expectViolations(uri(FILE), [FINDING]);
  });

  it("switches a check off", async () => {
    await set("checks", { "waf-sec-030.tf.aws.kms-key-rotation": "off" });
    await expectViolations(uri(FILE), []);
  });

  it("changes a check's severity", async () => {
    await set("checks", { "waf-sec-030.tf.aws.kms-key-rotation": "hint" });
    const changed = await eventually(() => {
      const [diagnostic] = ourDiagnostics(uri(FILE));
      return diagnostic?.severity === vscode.DiagnosticSeverity.Hint;
    });
    assert(changed);
  });

  it("lists only the files that are open", async () => {
    await set("scope", "openFiles");
    await expectViolations(uri(FILE), []);
  });

  it("leaves out what is excluded", async () => {
    await set("exclude", [FILE]);
    await expectViolations(uri(FILE), []);
  });

  it("can be switched off", async () => {
    await set("enable", false);
    await expectViolations(uri(FILE), []);
  });
});

function set(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration("wafSec030").update(name, value, vscode.ConfigurationTarget.Workspace);
}
