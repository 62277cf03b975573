import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "../lsp/client";

const EXAMPLE = "examples/checks/kms-key-rotation/main.tf";

const CONFINE = join(__dirname, "confine.cjs");

/** What `confine.cjs` ends a program with. */
const FORBIDDEN = 97;

/** Node's own: reading is all that is allowed. */
const READ_ONLY = [
  process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
  "--allow-fs-read=*",
];

/** Runs a program that may read, and nothing else. */
function confined(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...READ_ONLY, "--require", CONFINE, ...args], { encoding: "utf8" });
}

describe("without network, processes and writing", function () {
  this.timeout(180_000);

  it("the command line checks, fixes and reports", () => {
    for (const [command, status] of [
      [["check", "examples", "--format=json"], 1],
      [["fix", "examples"], 1],
      [["report", "examples", "--format=html"], 0],
    ] as const) {
      const run = confined("dist/cli.js", ...command);
      assert.equal(run.status, status, `${command.join(" ")}: ${run.stderr}`);
      assert(run.stdout.length > 100);
    }
  });

  it("the library checks", () => {
    const use = `require(${JSON.stringify(resolve("dist/library.js"))}).checkWorkspace({ paths: ["examples"] })
      .then((workspace) => workspace.results({ fixes: true }))
      .then(({ summary }) => console.log(summary.fail > 0))`;
    const { stdout, stderr } = confined("--eval", use);
    assert.equal(stdout, "true\n", stderr);
  });

  it("the server finds, explains and fixes", async () => {
    const before = process.env["NODE_OPTIONS"];
    process.env["NODE_OPTIONS"] = `--require=${JSON.stringify(CONFINE)}`;
    try {
      const client = await Client.start({ folders: [resolve("examples")] });
      await client.ready();
      const path = resolve(EXAMPLE);
      await client.open(path, readFileSync(path, "utf8"));
      const [diagnostic] = client.diagnostics(path);
      assert(diagnostic);
      assert((await client.actions(path, diagnostic)).some(({ kind }) => kind === "quickfix"));
      await client.stop();
    } finally {
      if (before === undefined) delete process.env["NODE_OPTIONS"];
      else process.env["NODE_OPTIONS"] = before;
    }
  });

  it("whatever needs them is ended", () => {
    for (const [name, program] of [
      ["connect", 'require("node:net").connect(80, "127.0.0.1")'],
      ["connect", 'require("node:https").get("https://127.0.0.1")'],
      ["fetch", 'fetch("http://127.0.0.1")'],
      ["bind", 'require("node:dgram").createSocket("udp4").bind()'],
      ["execSync", 'require("node:child_process").execSync("git")'],
      ["execFile", 'require("node:child_process").execFile("node")'],
    ] as const) {
      const { status, stderr } = confined("--eval", program);
      assert.equal(status, FORBIDDEN, program);
      assert.match(stderr, new RegExp(`forbidden: ${name}`), program);
    }
    assert.match(confined("--eval", 'require("node:fs").writeFileSync("out/x", "")').stderr, /ERR_ACCESS_DENIED/);
  });
});
