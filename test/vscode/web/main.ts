/** Runs the suite in VS Code in a browser, and leaves Mocha's JSON report in out/results/. */
import { mkdir, writeFile } from "node:fs/promises";
import { openBrowser } from "../host/browser";
import { installHost } from "../host/install";
import { startWorkbench } from "./workbench";

const MINUTES = 60_000;

async function main(): Promise<void> {
  const host = await installHost();
  const workbench = await startWorkbench(host, "out/vscode/web/index.js");
  const browser = await openBrowser(host);
  try {
    const page = await browser.newPage();
    const log: string[] = [];
    // VS Code's page calls these two when it is started for tests.
    await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
      log.push(`${type}: ${args.map(String).join(" ")}`);
    });
    const exit = new Promise<number>((done) => void page.exposeFunction("codeAutomationExit", done));
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`the suite did not end:\n${log.join("\n")}`)), 4 * MINUTES).unref();
    });
    await page.goto(workbench.url);
    const ended = exit.then((code) => {
      process.exitCode = code;
      if (code !== 0) console.error(log.join("\n"));
    });
    const report = await Promise.race([workbench.report, ended.then(() => undefined), late]);
    if (report !== undefined) {
      await mkdir("out/results", { recursive: true });
      await writeFile("out/results/vscode-web.json", report);
      await Promise.race([ended, late]);
    }
  } finally {
    await browser.close();
    workbench.stop();
  }
}

void main();
