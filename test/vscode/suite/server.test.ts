import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as vscode from "vscode";
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

function processes(): { id: number; parent: number; command: string }[] {
  // Small containers have no `ps`, but every Linux has this folder.
  return existsSync("/proc/self") ? processesOfLinux() : processesOfPs();
}

function processesOfLinux() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1];
        return [{ id: Number(id), parent: Number(parent), command: readFileSync(`/proc/${id}/cmdline`, "utf8") }];
      } catch {
        return []; // It ended meanwhile.
      }
    });
}

function processesOfPs() {
  const list = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return [...list.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, id, parent, command]) => ({
    id: Number(id),
    parent: Number(parent),
    command: command ?? "",
  }));
}
