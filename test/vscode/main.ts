/**
 * Runs the suite in a real VS Code: in a folder, in a workspace of two folders, and what is about words in a folder of a VS
 * Code that speaks German; leaves Mocha's JSON report of each in out/results/. With --electron in a desktop VS Code that is
 * downloaded, which speaks English only, else in VS Code's server from npm.
 */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { runTests } from "@vscode/test-electron";
import { installHost } from "./host/install";
import { runSuite } from "./host/run-suite";
import { createFolder, createWorkspaceOfTwo } from "./workspaces";

const ENTRY = "out/vscode/index.js";
const RESULTS = resolve("out/results");

interface Run {
  readonly workspace: string;
  readonly language?: string;
}

type Runner = (run: Run, env: NodeJS.ProcessEnv) => Promise<number>;

async function inServer(): Promise<Runner> {
  const host = await installHost();
  return ({ workspace, ...options }, env) => runSuite(host, workspace, ENTRY, { ...options, env });
}

function inDesktop(): Runner {
  return ({ workspace }, extensionTestsEnv) =>
    runTests({
      extensionDevelopmentPath: resolve("."),
      extensionTestsPath: resolve(ENTRY),
      launchArgs: [workspace, "--disable-extensions"],
      extensionTestsEnv,
    });
}

async function main(): Promise<void> {
  const isDesktop = process.argv.includes("--electron");
  const run = isDesktop ? inDesktop() : await inServer();
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
