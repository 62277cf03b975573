import assert from "node:assert/strict";
import { appendFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe, { type RunOptions } from "axe-core";
import type { Frame, Locator, Page } from "playwright-core";
import { openVisibleWindow, type VisibleWindow } from "./window";

const PICTURES = "out/pictures";

/** The picture for the README is renewed on request only, so that a test run leaves the checkout as it was. */
const README_PICTURE = process.env["UPDATE_MEDIA"] ? "media/report.png" : `${PICTURES}/report.png`;

/** Themes that VS Code brings, one of each kind, and by what a webview knows that kind. */
const THEMES = {
  light: ["Default Light Modern", ".vscode-light"],
  "high-contrast-light": ["Default High Contrast Light", ".vscode-high-contrast-light"],
  "high-contrast-dark": ["Default High Contrast", ".vscode-high-contrast:not(.vscode-high-contrast-light)"],
  dark: ["Default Dark Modern", ".vscode-dark"],
} as const;

/** The sections of which pictures are taken. */
const SECTIONS = ["maturity", "coverage", "key-map"];

/** A name that would do harm if it were taken for HTML. */
const HOSTILE = '<img src=x onerror="document.title=1">';

describe("the report in the visible editor", function () {
  this.timeout(120_000);

  let editor: VisibleWindow;
  let page: Page;
  let report: Frame;
  /** What a page wanted to do and its content security policy did not let it. */
  const refused: string[] = [];

  before(async function () {
    // The first time, the host is downloaded.
    this.timeout(600_000);
    await mkdir(PICTURES, { recursive: true });
    editor = await openVisibleWindow("shop", (folder) => cp("examples", folder, { recursive: true }));
    page = editor.page;
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refused.push(message.text());
    });
  });

  after(() => editor?.close());

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await page?.screenshot({ path: `${PICTURES}/failed.png` });
  });

  it("is opened by a click on the status bar, which shows violations, waivers and maturity level", async () => {
    const entry = page.locator("[id$='wafSec030'] a").filter({ hasText: "/5" });
    // The window, the extension and the server start, and the workspace is read.
    await entry.waitFor({ timeout: 90_000 });
    assert.match((await entry.textContent()) ?? "", /^\s*\d+\s+\d+\s+[1-5]\/5\s*$/);
    await entry.click();
    report = await reportFrame(page);
    assert.match((await report.locator("h1").textContent()) ?? "", /WAF-SEC-030/);
  });

  for (const [name, [theme, kind]] of Object.entries(THEMES)) {
    it(`follows the theme, and is accessible: ${name}`, async () => {
      await setTheme(editor.folder, theme);
      await report.locator(`body${kind}`).waitFor();
      for (const section of SECTIONS) {
        await report.locator(`#${section}`).evaluate((heading) => heading.scrollIntoView());
        await page.screenshot({ path: `${PICTURES}/report-${name}-${section}.png` });
      }
      assert.deepEqual(await defects(report), []);
    });
  }

  it("shows the controls of one framework", async () => {
    const rows = report.locator(".filtered tbody tr").filter({ visible: true });
    assert((await rows.count()) > 10);
    await frameworks(report).selectOption("GDPR");
    assert.deepEqual(await rows.locator("th").allTextContents(), ["GDPR"]);
  });

  it("leads to the places within it by keyboard, with the focus", async () => {
    await report.getByRole("link", { name: "Coverage by data category" }).first().press("Enter");
    assert.equal(await report.evaluate(() => document.activeElement?.id), "coverage");
    await page.screenshot({ path: README_PICTURE });
  });

  it("follows what is typed, and leaves the reader where they are", async () => {
    const violations = report.locator("dd a[href='#requirements']");
    const before = Number(await violations.textContent());
    const at = await report.evaluate(() => window.scrollY);
    assert(at > 0);
    await appendFile(join(editor.folder, "new.tf"), `resource "aws_sns_topic" ${JSON.stringify(HOSTILE)} {\n}\n`);
    await report.getByText(HOSTILE).first().waitFor({ state: "attached" });
    assert(Number(await violations.textContent()) > before);
    assert.deepEqual(await report.evaluate(() => [document.activeElement?.id, window.scrollY > 0]), ["coverage", true]);
    assert.equal(await frameworks(report).inputValue(), "GDPR");
    assert.equal(await report.locator("img").count(), 0);
    await rm(join(editor.folder, "new.tf"));
    await report.getByText(HOSTILE).first().waitFor({ state: "detached" });
  });

  it("opens a file at the line, beside itself", async () => {
    const place = report.getByRole("link", { name: /^non-compliant\/main\.tf:\d+$/ }).first();
    const line = (await place.textContent())?.split(":")[1];
    await place.click();
    await page.locator(".tab.active", { hasText: "main.tf" }).waitFor();
    await page.getByRole("button", { name: `Ln ${line}, Col 1` }).waitFor();
    assert.equal(await report.locator("h1").isVisible(), true);
  });

  it("is there again, where the reader was, when the window is reloaded", async () => {
    // Not by the browser: VS Code first keeps what is to be kept.
    await runCommand(page, "Developer: Reload Window");
    await page.waitForEvent("load");
    report = await reportFrame(page);
    await report.waitForFunction(() => window.scrollY > 0);
    assert.equal(await frameworks(report).inputValue(), "GDPR");
  });

  it("is written into one HTML file, which works without a script and is accessible", async () => {
    await runCommand(page, "WAF-SEC-030: Export Report as HTML");
    await page.getByText("Save the report").waitFor();
    await page.keyboard.press("Enter");
    const file = join(editor.folder, "waf-sec-030.html");
    await page.getByText("The report was written to waf-sec-030.html.").waitFor();
    assert(!(await readFile(file, "utf8")).includes("<script"));

    const exported = await editor.browser.newPage({ viewport: { width: 1000, height: 900 } });
    await exported.goto(pathToFileURL(file).href);
    for (const colorScheme of ["light", "dark"] as const) {
      await exported.emulateMedia({ colorScheme });
      await exported.screenshot({ path: `${PICTURES}/exported-${colorScheme}.png` });
      assert.deepEqual(await defects(exported), []);
    }
    await exported.emulateMedia({ forcedColors: "active" });
    await exported.screenshot({ path: `${PICTURES}/exported-forced-colors.png` });
    assert.deepEqual(await defects(exported), []);
    await frameworks(exported).selectOption("TISAX");
    assert.equal(await exported.locator(".filtered tbody tr").filter({ visible: true }).count(), 1);
    await exported.close();
  });

  it("wants nothing that its content security policy forbids", () => {
    assert.deepEqual(
      refused.filter((text) => !text.includes("frame-ancestors")),
      [],
    );
  });
});

/** The innermost of the frames in which VS Code shows a webview. */
async function reportFrame(page: Page): Promise<Frame> {
  for (const end = Date.now() + 30_000; Date.now() < end; await page.waitForTimeout(100)) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator("main#content")
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
  }
  throw new Error("no report is shown");
}

function frameworks(frame: Frame | Page): Locator {
  return frame.getByRole("combobox", { name: "Framework" });
}

async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.keyboard.type(title);
  await page.getByRole("option", { name: title }).first().click();
}

async function setTheme(folder: string, theme: string): Promise<void> {
  await mkdir(join(folder, ".vscode"), { recursive: true });
  await writeFile(join(folder, ".vscode/settings.json"), JSON.stringify({ "workbench.colorTheme": theme }));
}

/** What axe finds, each with the elements that it is about. */
async function defects(frame: Frame | Page): Promise<string[]> {
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
    { resultTypes: ["violations"] } satisfies RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join("; ")}`),
  );
}
