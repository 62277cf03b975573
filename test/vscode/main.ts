/**
 * Runs the suite in a real VS Code, once in a folder and once in a workspace of two folders, and leaves Mocha's JSON report
 * of each in out/results/. With --electron in a desktop VS Code that is downloaded, else in VS Code's server from npm.
 */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { runTests } from "@vscode/test-electron";
import { installHost } from "./host/install";
import { runSuite } from "./host/run-suite";
import { createFolder, createWorkspaceOfTwo } from "./workspaces";

const ENTRY = "out/vscode/index.js";
const RESULTS = resolve("out/results");

type Runner = (workspace: string, env: NodeJS.ProcessEnv) => Promise<number>;

async function inServer(): Promise<Runner> {
  const host = await installHost();
  return (workspace, env) => runSuite(host, workspace, ENTRY, env);
}

function inDesktop(): Runner {
  return (workspace, extensionTestsEnv) =>
    runTests({
      extensionDevelopmentPath: resolve("."),
      extensionTestsPath: resolve(ENTRY),
      launchArgs: [workspace, "--disable-extensions"],
      extensionTestsEnv,
    });
}

async function main(): Promise<void> {
  const run = process.argv.includes("--electron") ? inDesktop() : await inServer();
  await mkdir(RESULTS, { recursive: true });
  const workspaces = { folder: await createFolder(), folders: await createWorkspaceOfTwo() };
  for (const [name, workspace] of Object.entries(workspaces)) {
    // A suite with failures ends with an exit code or an exception, and has written its report all the same.
    const code = await run(workspace, { WAF_SEC_030_RESULTS: resolve(RESULTS, `vscode-${name}.json`) }).catch(
      (error) => {
        console.error(String(error));
        return 1;
      },
    );
    process.exitCode ||= code;
  }
}

void main();
