/**
 * Makes the README's animation: a block is typed, underlined, and mended by the light bulb. Needs the packaged extension.
 *   tsx test/vscode/visible/animation.ts [file]
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Colour, GIFEncoder, nearestColorIndex, quantize } from "gifenc";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { openVisibleWindow } from "./window";

const KEY = `resource "aws_kms_key" "orders" {
  enable_key_rotation = true
}

resource "aws_kms_alias" "orders" {
  name          = "alias/orders"
  target_key_id = aws_kms_key.orders.key_id
}

`;

const TYPED = `resource "aws_s3_bucket" "invoices" {
  bucket = "example-invoices"
}
`;

/** The part of the window that is shown, in its own pixels. */
const CLIP = { x: 0, y: 0, width: 880, height: 680 };

const COLOURS = 128;

interface Frame {
  readonly image: PNG;
  /** How long it is shown, in milliseconds. */
  delay: number;
}

/** A picture of the window for every change of it. */
class Recorder {
  readonly frames: Frame[] = [];

  constructor(private readonly page: Page) {}

  async shoot(delay: number): Promise<void> {
    const image = PNG.sync.read(await this.page.screenshot({ clip: CLIP, caret: "initial", scale: "css" }));
    const last = this.frames.at(-1);
    if (last?.image.data.equals(image.data)) last.delay += delay;
    else this.frames.push({ image, delay });
  }
}

async function record(page: Page): Promise<readonly Frame[]> {
  const recorder = new Recorder(page);
  await page.getByRole("treeitem", { name: "main.tf" }).dblclick();
  await page.locator(".codelens-decoration").first().waitFor();
  await page.keyboard.press("Control+B");
  await page.locator(".view-line").first().click();
  await page.keyboard.press("Control+End");
  await page.waitForTimeout(300);
  await recorder.shoot(900);
  for (const [index, character] of [...TYPED].entries()) {
    await page.keyboard.type(character);
    if (index % 3 === 2 || character === "\n") await recorder.shoot(110);
  }
  await page.locator(".squiggly-warning, .squiggly-error").first().waitFor();
  await recorder.shoot(1500);
  await page.locator(".view-line", { hasText: "aws_s3_bucket" }).click({ position: { x: 120, y: 8 } });
  const bulb = page.locator(".lightBulbWidget, [class*=codicon-gutter-lightbulb]").filter({ visible: true }).first();
  await bulb.waitFor();
  await recorder.shoot(900);
  await bulb.click();
  const fix = page.locator(".action-widget").getByText("aws_kms_key.orders").first();
  await fix.waitFor();
  await recorder.shoot(1800);
  await fix.click();
  await page.locator(".view-line", { hasText: "kms_master_key_id" }).waitFor();
  await page.locator(".squiggly-warning, .squiggly-error").first().waitFor({ state: "detached" });
  await page.locator(".codelens-decoration", { hasText: "aws_s3_bucket.invoices" }).waitFor();
  await recorder.shoot(3500);
  return recorder.frames;
}

/** Each frame but the first holds only what changed; the rest of it is transparent. */
function encode(frames: readonly Frame[]): Uint8Array {
  const gif = GIFEncoder();
  const { width, height } = CLIP;
  const palette = paletteOf(frames);
  const indexOf = nearestIn(palette);
  const transparentIndex = palette.length;
  let before: Uint8Array | undefined;
  for (const { image, delay } of frames) {
    const shown = Uint8Array.from({ length: width * height }, (_, at) => indexOf(colourAt(image, at)));
    const pixels = before ? shown.map((index, at) => (index === before?.[at] ? transparentIndex : index)) : shown;
    const isPartial = before !== undefined;
    gif.writeFrame(pixels, width, height, {
      palette: [...palette, [0, 0, 0]],
      transparent: isPartial,
      transparentIndex,
      dispose: 1,
      delay,
    });
    before = shown;
  }
  gif.finish();
  return gif.bytes();
}

/** Red, green and blue of a pixel as one number. */
function colourAt({ data }: PNG, pixel: number): number {
  return data.readUIntBE(pixel * 4, 3);
}

/** The colours that are there most, as they are: a window has few, and large areas of each. The others are summed up. */
function paletteOf(frames: readonly Frame[]): readonly Colour[] {
  const counts = new Map<number, number>();
  const samples = frames.filter((_, index) => index % 6 === 0 || index > frames.length - 4);
  for (const { image } of samples) {
    for (let pixel = 0; pixel < image.width * image.height; pixel++) {
      const colour = colourAt(image, pixel);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, COLOURS / 2);
  const others = quantize(Buffer.concat(samples.map(({ image }) => image.data)), COLOURS / 2 - 1);
  return [...frequent.map(([colour]) => [colour >> 16, (colour >> 8) & 255, colour & 255]), ...others];
}

function nearestIn(palette: readonly Colour[]): (colour: number) => number {
  const known = new Map<number, number>();
  return (colour) => {
    const found = known.get(colour) ?? nearestColorIndex(palette, [colour >> 16, (colour >> 8) & 255, colour & 255]);
    known.set(colour, found);
    return found;
  };
}

async function main(file = "media/fix.gif"): Promise<void> {
  const window = await openVisibleWindow(
    "shop",
    async (folder) => {
      await mkdir(folder);
      await writeFile(join(folder, "main.tf"), KEY);
    },
    {
      settings: {
        "editor.autoClosingBrackets": "never",
        "editor.autoClosingQuotes": "never",
        "editor.autoIndent": "none",
        "editor.quickSuggestions": { other: "off", strings: "off" },
        "editor.cursorBlinking": "solid",
        "workbench.colorTheme": "Default Light Modern",
        "editor.fontSize": 14,
      },
    },
  );
  try {
    await window.page.setViewportSize({ width: CLIP.width, height: CLIP.height });
    await writeFile(file, encode(await record(window.page)));
  } finally {
    await window.close();
  }
}

void main(process.argv[2]);
