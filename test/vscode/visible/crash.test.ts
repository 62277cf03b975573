import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processes } from "../processes";
import { openVisibleWindow, type VisibleWindow } from "./window";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';

describe("a language server that crashes, in the visible editor", function () {
  this.timeout(180_000);

  let window: VisibleWindow;
  /** Those that have been there, the last one last. */
  const seen: number[] = [];

  before(async function () {
    // The first time, the host is downloaded.
    this.timeout(600_000);
    window = await openVisibleWindow("crash", async (folder) => {
      await mkdir(folder);
      await writeFile(join(folder, "main.tf"), KEY);
    });
    await window.page.getByRole("treeitem", { name: "main.tf" }).dblclick();
  });

  after(() => window?.close());

  /** The id of a process of the server that was not there before; undefined when there is none for so many milliseconds. */
  async function nextServer(patience: number): Promise<number | undefined> {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(5)) {
      const found = processes().find(({ id, command }) => isServer(command) && !seen.includes(id));
      if (found) {
        seen.push(found.id);
        return found.id;
      }
    }
    return undefined;
  }

  function isServer(command: string): boolean {
    return command.includes(dirname(window.folder)) && /dist[\\/]server\.js/.test(command);
  }

  async function kill(): Promise<void> {
    const id = await nextServer(30_000);
    assert(id, "there is a server");
    process.kill(id, "SIGKILL");
  }

  const status = (text: string): Promise<void> =>
    window.page
      .getByRole("button", { name: `WAF-SEC-030: ${text}` })
      .first()
      .waitFor();

  it("is started again, whatever it was doing, and has its findings again", async () => {
    await status("Violations: 1");
    await kill();
    await status("Checking the workspace");
    // As soon as it is there, before it has said anything.
    await kill();
    await status("Violations: 1");
    await window.page.locator(".view-line").first().click();
    await window.page.keyboard.press("Control+Home");
    await window.page.keyboard.type("# typed\n");
    await kill();
    await window.page.keyboard.type("# while it was away\n");
    await status("Violations: 1");
    await window.page.locator(".squiggly-error").first().waitFor();
  });

  it("is given up the fifth time, and the status bar says so", async () => {
    await kill();
    await status("Violations: 1");
    await kill();
    await status("The language server crashed five times in three minutes and was not started again.");
    assert.equal(await nextServer(5000), undefined);
    await window.page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  });

  it("is there again when it is started by command", async () => {
    await window.page.keyboard.press("F1");
    await window.page.keyboard.type("WAF-SEC-030: Restart");
    await window.page.locator(".quick-input-list-row, .quick-input-list-entry").first().waitFor();
    await window.page.keyboard.press("Enter");
    assert(await nextServer(30_000));
    await status("Violations: 1");
  });
});
