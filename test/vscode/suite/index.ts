/** The entry point that VS Code calls in its extension host: runs the tests that suit the workspace it has open. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { env, workspace } from "vscode";

export function run(): Promise<void> {
  const mocha = new Mocha({
    timeout: 30_000,
    reporter: "json",
    reporterOptions: { output: process.env["WAF_SEC_030_RESULTS"] },
  });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith(".test.js") && suits(file.slice(0, -".test.js".length))) {
      mocha.addFile(join(__dirname, file));
    }
  }
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}

/** Which tests run in several folders, which in German, and which in one folder and English. */
function suits(name: string): boolean {
  if (workspace.workspaceFile !== undefined) return ["folders", "report"].includes(name);
  if (env.language !== "en") return ["german", "report", "typing"].includes(name);
  return !["folders", "german"].includes(name);
}
