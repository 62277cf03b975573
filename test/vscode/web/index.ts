/** The entry point that VS Code calls in its web worker: runs the tests, and sends Mocha's report where it came from. */
import { commands, extensions, Uri } from "vscode";
import "mocha/mocha.js";
import { expectViolations, open, quickFixes, uri } from "../suite/editor";

/** What the first test would have to wait for: the extension, all findings, HashiCorp's parser. */
async function start(): Promise<void> {
  const key = 'resource "aws_kms_key" "tofu"';
  // Files in memory cannot be searched for those of Terraform: the extension starts with the first that is opened.
  const editor = await open(uri("tofu/main.tofu"));
  await expectViolations(editor.document.uri, [`1: kms-key-rotation: ${key}`]);
  await quickFixes(editor, key);
  await commands.executeCommand("workbench.action.closeActiveEditor");
}

export async function run(): Promise<void> {
  mocha.setup({ ui: "bdd", reporter: "json", timeout: 30_000 });
  before(start);
  await import("../suite/changes.test");
  await import("../suite/files.test");
  await import("../suite/keys.test");
  await import("../suite/project-file.test");
  await import("../suite/report.test");
  await import("../suite/settings.test");
  await import("../suite/typing.test");
  await import("./browser.test");
  const runner = await new Promise<Mocha.Runner>((done) => {
    const runner = mocha.run(() => done(runner));
  });
  const extension = extensions.getExtension("waf-sec-030.waf-sec-030");
  if (!extension) throw new Error("the extension is not there");
  // The JSON reporter leaves its report in the runner.
  const report = JSON.stringify((runner as Mocha.Runner & { testResults: unknown }).testResults);
  await fetch(Uri.joinPath(extension.extensionUri, "..", "results").toString(true), { method: "POST", body: report });
  if (runner.failures > 0) throw new Error(`${runner.failures} failed`);
}
