/** The entry point that VS Code calls in its extension host: runs the tests that suit the workspace it has open. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { workspace } from "vscode";

export function run(): Promise<void> {
  const mocha = new Mocha({
    timeout: 30_000,
    reporter: "json",
    reporterOptions: { output: process.env["WAF_SEC_030_RESULTS"] },
  });
  const severalFolders = workspace.workspaceFile !== undefined;
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith(".test.js") && file.startsWith("folders") === severalFolders) {
      mocha.addFile(join(__dirname, file));
    }
  }
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}
