import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npm } from "../../scripts/npm.mjs";
import { Client } from "../lsp/client";
import { readTarball, strayIn, TARBALL, textIn } from "./archives";

const MEGABYTE = 1_000_000;

const CONTENT = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "SECURITY.md",
  "dist/THIRD_PARTY_NOTICES.txt",
  "dist/cli.js",
  "dist/library.d.ts",
  "dist/library.js",
  "dist/main.wasm.gz",
  "dist/server.js",
  "docs/library.md",
  "package.json",
];

/** A program that uses everything the library has, as TypeScript with all its checks. */
const CONSUMER = `import {
  applyEdits,
  type CheckedWorkspace,
  checkWorkspace,
  type CheckOptions,
  type FixedWorkspace,
  type ResultFinding,
  type Results,
  UnusableInputError,
} from "waf-sec-030";

const options: CheckOptions = {
  files: { "main.tf": "" },
  settings: { checks: { "kms-key-alias": "off" }, ebsDefault: "cmk" },
  language: "de",
};
export async function main(): Promise<string> {
  try {
    const workspace: CheckedWorkspace = await checkWorkspace(options);
    const results: Results = await workspace.results({ all: true, fixes: true });
    const finding: ResultFinding | undefined = results.findings[0];
    const line: number | undefined = finding?.range.start.line;
    const { edits, fixed }: FixedWorkspace = await workspace.fixAll({ checks: ["kms-key-rotation"] });
    // @ts-expect-error a format that there is not
    workspace.report("pdf");
    // @ts-expect-error results are read-only
    results.findings = [];
    return applyEdits("", edits) + workspace.report("html") + line + fixed[0]?.title;
  } catch (error) {
    if (error instanceof UnusableInputError) return error.message;
    throw error;
  }
}
`;

describe("the npm package", function () {
  this.timeout(120_000);

  const files = readTarball();
  const manifest = JSON.parse(textIn(files, "package/package.json"));
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "installed-"));
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    npm(["install", resolve(TARBALL), "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
      cwd: folder,
    });
    cpSync("examples", join(folder, "examples"), { recursive: true });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function node(...args: string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  }

  it("holds only what runs", () => {
    assert.deepEqual([...files.keys()].sort(), CONTENT.map((path) => `package/${path}`).sort());
    assert.deepEqual(strayIn(files), []);
  });

  it("is smaller than 3 MB", () => {
    const { size } = statSync(TARBALL);
    assert(size < 3 * MEGABYTE, `${size} bytes`);
  });

  it("depends on nothing, runs nothing when it is installed, and may be published", () => {
    for (const absent of ["dependencies", "devDependencies", "peerDependencies", "scripts", "private", "contributes"]) {
      assert(!(absent in manifest), absent);
    }
    assert.deepEqual(
      readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")),
      ["waf-sec-030"],
    );
    for (const path of [manifest.bin["waf-sec-030"], manifest.main, manifest.types]) {
      assert(files.has(`package/${path.replace(/^\.\//, "")}`), path);
    }
  });

  it("checks by npx", () => {
    const output = npm(["exec", "--offline", "--", "waf-sec-030", "--version"], { cwd: folder, encoding: "utf8" });
    assert.equal(String(output).trim(), manifest.version);
    const { status, stdout } = node("node_modules/waf-sec-030/dist/cli.js", "check", "examples");
    assert.equal(status, 1);
    assert.match(stdout, /violations: [1-9]/);
  });

  it("writes the report", () => {
    const { status, stdout } = node("node_modules/waf-sec-030/dist/cli.js", "report", "examples");
    assert.equal(status, 0);
    assert.match(stdout, /^# WAF-SEC-030/);
  });

  it("serves an editor", async () => {
    const command = [join(folder, "node_modules/waf-sec-030/dist/cli.js"), "lsp", "--stdio"] as const;
    const client = await Client.start({ folders: [join(folder, "examples")], command });
    await client.ready();
    assert((client.status?.violations ?? 0) > 0);
    await client.stop();
  });

  it("is a library for both kinds of modules", () => {
    const use = `checkWorkspace({ paths: ["examples"] }).then((workspace) => workspace.results()).then(({ summary }) => console.log(summary.fail > 0))`;
    const imported = node("--input-type=module", "--eval", `import { checkWorkspace } from "waf-sec-030"; ${use}`);
    assert.equal(imported.stdout, "true\n", imported.stderr);
    const required = node("--eval", `const { checkWorkspace } = require("waf-sec-030"); ${use}`);
    assert.equal(required.stdout, "true\n", required.stderr);
  });

  it("has types that a strict program compiles with", () => {
    const compiler = createRequire(__filename).resolve("typescript/bin/tsc");
    const consumers = ["consumer.mts", "consumer.cts"];
    for (const file of consumers) writeFileSync(join(folder, file), CONSUMER);
    const options = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--skipDefaultLibCheck"];
    const { status, stdout } = node(compiler, ...options, ...consumers);
    assert.equal(status, 0, stdout);
    // Types of the engine would be promises too.
    assert(textIn(files, "package/dist/library.d.ts").length < 20_000);
  });

  it("does what its documentation shows", () => {
    const blocks = [...readFileSync("docs/library.md", "utf8").matchAll(/^```(\w+)\n(.*?)^```$/gms)];
    const of = (language: string): string[] =>
      blocks.filter((block) => block[1] === language).map((block) => block[2]!);
    mkdirSync(join(folder, "infra"));
    writeFileSync(join(folder, "infra/main.tf"), of("hcl").join(""));
    const programs = of("js");
    assert(programs.length > 0);
    const outputs = programs.map((program) => node("--input-type=module", "--eval", program));
    assert.deepEqual(
      outputs.map(({ stdout, stderr }) => stdout + stderr),
      of("text"),
    );
  });
});
