/** Runs the suite inside the extension host of VS Code's server, as @vscode/test-electron does inside the desktop VS Code. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser, openWindow } from "./browser";
import type { Host } from "./install";
import { type ServerOptions, startServer } from "./server";

const MINUTES = 60_000;

/**
 * Opens the workspace and runs the suite's entry point in it.
 * @param options `env` is read by the suite
 * @returns the exit code of the suite
 * @throws when VS Code does not start or the suite does not end within five minutes
 */
export async function runSuite(host: Host, workspace: string, entry: string, options: ServerOptions): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), "vscode-"));
  try {
    const server = await startServer(host, data, options);
    try {
      const browser = await openBrowser(host);
      try {
        return await runInPage(await browser.newPage(), server.port, workspace, entry);
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function runInPage(page: Page, port: number, workspace: string, entry: string): Promise<number> {
  const log: string[] = [];
  // VS Code's page calls these two when it is started for tests.
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    log.push(`${type}: ${args.map(String).join(" ")}`);
  });
  const exit = new Promise<number>((done) => void page.exposeFunction("codeAutomationExit", done));
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${resolve(path)}`;
  await openWindow(page, port, workspace, [
    ["extensionDevelopmentPath", remote(".")],
    ["extensionTestsPath", remote(entry)],
  ]);
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`the suite did not end:\n${log.join("\n")}`)), 5 * MINUTES).unref();
  });
  return Promise.race([exit, timeout]);
}
