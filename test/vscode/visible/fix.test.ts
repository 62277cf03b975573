import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openWindow } from "../host/browser";
import { installHost } from "../host/install";
import { installExtension, type RunningServer, startServer } from "../host/server";

const VSIX = "out/waf-sec-030.vsix";

/** Pictures for the README are renewed on request only, so that a test run leaves the checkout as it was. */
const PICTURES = process.env["UPDATE_MEDIA"] ? "media" : "out/pictures";

const DATABASE = 'resource "aws_db_instance" "orders" {';

const TEXT = `${DATABASE}
  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.m7g.large"
}

resource "aws_kms_key" "orders" {
  description         = "Encrypts the orders of the shop"
  enable_key_rotation = true
}

resource "aws_kms_alias" "orders" {
  name          = "alias/orders"
  target_key_id = aws_kms_key.orders.key_id
}
`;

const FIXED = TEXT.replace(
  /^ {2}identifier[^}]*/m,
  `  identifier        = "orders"
  engine            = "postgres"
  instance_class    = "db.m7g.large"
  storage_encrypted = true
  kms_key_id        = aws_kms_key.orders.arn
`,
);

describe("the visible editor, with the packaged extension", function () {
  this.timeout(120_000);

  let temporary: string;
  let folder: string;
  let server: RunningServer;
  let browser: Browser;
  let page: Page;

  before(async function () {
    // The first time, the host is downloaded.
    this.timeout(600_000);
    const host = await installHost();
    temporary = await mkdtemp(join(tmpdir(), "visible-"));
    const data = join(temporary, "data");
    folder = join(temporary, "shop");
    await mkdir(folder);
    await mkdir(PICTURES, { recursive: true });
    await writeFile(join(folder, "main.tf"), TEXT);
    await installExtension(host, data, VSIX);
    server = await startServer(host, data);
    browser = await openBrowser(host);
    page = await browser.newPage({ viewport: { width: 1360, height: 720 }, deviceScaleFactor: 2 });
    page.setDefaultTimeout(30_000);
    await openWindow(page, server.port, folder);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(temporary, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") {
      await page?.screenshot({ path: "out/pictures/failed.png" });
    }
  });

  it("underlines the violation", async () => {
    await page.getByRole("treeitem", { name: "main.tf" }).dblclick();
    await page.locator(".squiggly-error").first().waitFor();
  });

  it("lists it in the Problems view", async () => {
    await page.keyboard.press("Control+Shift+M");
    await page.locator(".markers-panel").getByText("WAF-SEC-030").first().waitFor();
  });

  it("mends it when the light bulb and the first fix are clicked", async () => {
    // On the words, not beyond the end of the line, where the middle of the line lies.
    await line(page, DATABASE).click({ position: { x: 100, y: 5 } });
    // The light bulb stands in the line or, where the line has no room for it, in the gutter.
    await page.locator(".lightBulbWidget, [class*=codicon-gutter-lightbulb]").filter({ visible: true }).first().click();
    const fix = page.locator(".action-widget").getByText("aws_kms_key.orders").first();
    await fix.waitFor();
    await page.screenshot({ path: join(PICTURES, "editor.png") });
    await fix.click();

    await line(page, "storage_encrypted = true").waitFor();
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    await page.locator(".markers-panel").getByText("No problems have been detected in the workspace.").waitFor();
  });

  it("has changed nothing but what the fix says", async () => {
    await page.keyboard.press("Control+S");
    await page.locator(".tabs-container .tab:not(.dirty)").waitFor();
    assert.equal(await readFile(join(folder, "main.tf"), "utf8"), FIXED);
  });
});

/** The line of the editor that shows the text; VS Code draws its spaces as no-break spaces. */
function line(page: Page, text: string) {
  return page.locator(".view-line", { hasText: new RegExp(escapeRegExp(text).replaceAll(" ", "\\s")) });
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
