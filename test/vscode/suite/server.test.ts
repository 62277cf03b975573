import assert from "node:assert/strict";
import * as vscode from "vscode";
import { processes } from "../processes";
import { eventually, expectViolations, uri } from "./editor";

const FINDING = '3: kms-key-rotation: resource "aws_kms_key" "unopened"';

describe("the language server", () => {
  const file = () => uri("unopened.tf");

  beforeEach(() => expectViolations(file(), [FINDING]));

  it("is restarted by command, and has its findings again", async () => {
    const before = serverProcess();
    await vscode.commands.executeCommand("wafSec030.restart");
    await expectViolations(file(), [FINDING]);
    assert.notEqual(serverProcess(), before);
  });

  it("scans the workspace by command", async () => {
    await vscode.commands.executeCommand("wafSec030.scan");
    await expectViolations(file(), [FINDING]);
  });

  it("is started again when it is killed, and has its findings again", async () => {
    const before = serverProcess();
    assert(before);
    process.kill(before, "SIGKILL");
    assert(await eventually(() => ![undefined, before].includes(serverProcess())));
    await expectViolations(file(), [FINDING]);
  });
});

/** The id of the server's process: a child of the extension host, in which the tests run. */
function serverProcess(): number | undefined {
  return processes().find(({ parent, command }) => parent === process.pid && command.includes("server.js"))?.id;
}
