import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { openVisibleWindow, type VisibleWindow } from "./window";

const PICTURES = "out/pictures";

/** Themes that VS Code brings, with the class by which the window knows their kind. */
const THEMES = {
  light: ["Default Light Modern", "vs"],
  dark: ["Default Dark Modern", "vs-dark"],
  "high-contrast-light": ["Default High Contrast Light", "hc-light"],
  "high-contrast-dark": ["Default High Contrast", "hc-black"],
} as const;

const DATABASE = 'resource "aws_db_instance" "orders"';

const TEXT = `resource "aws_kms_key" "shop" {
  description         = "Data of the shop"
  enable_key_rotation = true
}

resource "aws_kms_alias" "shop" {
  name          = "alias/shop"
  target_key_id = aws_kms_key.shop.key_id
}

locals {
  key = aws_kms_key.shop.arn
}

resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = local.key
}

${DATABASE} {
  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.m7g.large"
}
`;

describe("the views of the visible editor", function () {
  this.timeout(120_000);

  let window: VisibleWindow;
  let page: Page;

  async function open(language: string): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    const fill = async (folder: string): Promise<void> => {
      await mkdir(folder);
      await writeFile(join(folder, "main.tf"), TEXT);
    };
    window = await openVisibleWindow("shop", fill, { language, settings: { "wafSec030.inlayHints": true } });
    page = window.page;
    await page.getByRole("treeitem", { name: "main.tf" }).dblclick();
    await page.locator(".squiggly-error").first().waitFor();
  }

  const picture = (name: string): Promise<Buffer> => page.screenshot({ path: `${PICTURES}/${name}.png` });
  const lens = (text: string): Locator => page.locator(".codelens-decoration", { hasText: text });
  const status = (): Locator => page.locator("[id$='wafSec030'] a").first();

  async function setTheme(theme: string, kind: string): Promise<void> {
    await mkdir(join(window.folder, ".vscode"), { recursive: true });
    await writeFile(join(window.folder, ".vscode/settings.json"), JSON.stringify({ "workbench.colorTheme": theme }));
    await page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** To the top of the text: what stands above its first line comes late, and would be out of sight. */
  async function home(): Promise<void> {
    // Into the first group of editors, wherever the focus and the text are.
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+Home");
    await page.locator(".view-line", { hasText: "locals" }).waitFor();
  }

  /** Waits for what comes late above the first line: the editor may keep the text where it is, and that out of sight. */
  async function atTheTop(what: Locator): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      await home();
      const isThere = await what.waitFor({ timeout: 2_500 }).then(
        () => true,
        () => false,
      );
      if (isThere) return;
    }
    await what.waitFor();
  }

  async function command(title: string): Promise<void> {
    await page.keyboard.press("F1");
    await page.keyboard.type(title);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  }

  async function walkthrough(command_: string, title: string): Promise<void> {
    await command(command_);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
    await page.locator(".getting-started-step").first().waitFor();
  }

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await picture("failed");
  });

  describe("in English", () => {
    before(async function () {
      this.timeout(600_000);
      await open("en");
      await page.keyboard.press("Control+Shift+M");
      await page.locator(".markers-panel").getByText("WAF-SEC-030").first().waitFor();
    });

    after(() => window?.close());

    it("have a lens above the key and a hint behind the indirect key", async () => {
      await atTheTop(lens("protects 1 data store: aws_sns_topic.orders"));
      await page.locator(".view-line", { hasText: "→ aws_kms_key.shop, CMK, rotates" }).waitFor();
    });

    for (const [name, [theme, kind]] of Object.entries(THEMES)) {
      it(`show squiggle, hover, actions, problems and status in the theme ${name}`, async () => {
        await setTheme(theme, kind);
        await home();
        await picture(`editor-${name}`);

        const header = page.locator(".view-line", { hasText: /aws_db_instance/ });
        await header.hover({ position: { x: 120, y: 8 } });
        await page.locator(".monaco-hover:visible", { hasText: "Remedy" }).waitFor();
        await picture(`hover-${name}`);

        await header.click({ position: { x: 120, y: 8 } });
        await page
          .locator(".lightBulbWidget, [class*=codicon-gutter-lightbulb]")
          .filter({ visible: true })
          .first()
          .click();
        await page.locator(".action-widget").getByText("aws_kms_key.shop").first().waitFor();
        await picture(`actions-${name}`);
        await page.keyboard.press("Escape");

        await page.locator("[id='status.languageStatus']").hover();
        await page.locator(".hover-language-status:visible").first().waitFor();
        await picture(`status-${name}`);
        await page.mouse.move(700, 60);
      });
    }

    it("list what the key protects when the lens is clicked", async () => {
      await home();
      await atTheTop(lens("protects 1 data store"));
      await lens("protects 1 data store").locator("a").click();
      await page.locator(".reference-zone-widget, .zone-widget").getByText("main.tf").first().waitFor();
      await picture("references");
      await page.keyboard.press("Escape");
    });

    it("walk through what there is to know", async () => {
      await page.keyboard.press("Control+J");
      await walkthrough("Welcome: Open Walkthrough...", "Encryption at Rest for Terraform");
      for (const [name, [theme, kind]] of Object.entries(THEMES)) {
        await setTheme(theme, kind);
        const steps = page.locator(".getting-started-step");
        assert.equal(await steps.count(), 6);
        await steps.nth(2).click();
        await page.locator(".getting-started-media iframe").first().waitFor();
        // The picture fades in.
        await page.waitForTimeout(300);
        await picture(`walkthrough-${name}`);
      }
    });
  });

  describe("in German", () => {
    before(async function () {
      this.timeout(600_000);
      await open("de");
    });

    after(() => window?.close());

    it("speak German: lens, hint, status, commands and walkthrough", async () => {
      await atTheTop(lens("schützt 1 Datenspeicher: aws_sns_topic.orders"));
      await page.locator(".view-line", { hasText: "→ aws_kms_key.shop, CMK, rotiert" }).waitFor();
      assert.match((await status().getAttribute("aria-label")) ?? "", /Verstöße: 2/);
      await page.keyboard.press("F1");
      await page.keyboard.type("WAF-SEC-030");
      await page
        .locator(".quick-input-list .monaco-list-row", { hasText: "Alles im Arbeitsbereich beheben" })
        .waitFor();
      await picture("german-commands");
      await page.keyboard.press("Escape");
      await walkthrough("Welcome: Open Walkthrough...", "Verschlüsselung ruhender Daten für Terraform");
      await picture("german-walkthrough");
    });
  });
});
