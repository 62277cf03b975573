/**
 * Fuzzes the parser: valid texts, damaged texts, their prefixes, and edits, which must give what a fresh parse gives.
 *
 *   npx tsx test/fuzz/syntax.ts [texts] [seed]
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, parseExpression, parseTemplate } from "../../server/src/engine/syntax/index";
import { checkExpression, checkFile, outline, parseChecked } from "../unit/syntax/support";
import { chance, pick, type Random, random } from "../unit/terraform/random";
import { damage, damaged, hclFile } from "./generator";

const FIXTURES = join(__dirname, "../fixtures");

/** Longer files only make each round slower. */
const MAX_LENGTH = 6000;

/** How many edits follow each other on one text. */
const EDITS = 6;

/** Checks `count` texts, made from the seed, generated ones and fixtures by turns. Throws with the text that fails. */
export function fuzzSyntax(count: number, seed: number): void {
  const next = random(seed);
  const fixtures = fixtureTexts();
  for (let round = 0; round < count; round++) {
    const generated = round % 2 === 0;
    const text = generated ? hclFile(next) : pick(next, fixtures);
    attempt(text, () => {
      const { errors } = parseChecked(text);
      if (generated) assert.deepEqual(errors, [], "a valid text has no errors");
      const broken = damaged(next, damaged(next, text));
      attempt(broken, () => parseChecked(broken));
      const prefix = broken.slice(0, Math.floor(next() * broken.length));
      attempt(prefix, () => parseChecked(prefix));
      checkExpression(parseExpression(broken), { start: 0, end: broken.length });
      checkExpression(parseTemplate(broken), { start: 0, end: broken.length });
      checkEdits(next, text);
    });
  }
}

/** Edits the text again and again; every time the file must be the one that a parse of the whole text gives. */
function checkEdits(next: Random, text: string): void {
  let before = text;
  let file = parse(text);
  for (let count = 0; count < EDITS; count++) {
    const edit = damage(next, before);
    const after = before.slice(0, edit.start) + edit.text + before.slice(edit.end);
    const edited = file.edit([edit]);
    attempt(JSON.stringify({ before, edit }), () => {
      checkFile(edited, after);
      assert.deepEqual(outline(edited), outline(parse(after)), "an edited file is the same as one parsed afresh");
    });
    // Sometimes back again, as undo does.
    if (chance(next, 0.3)) continue;
    file = edited;
    before = after;
  }
}

function fixtureTexts(): readonly string[] {
  return readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tf"))
    .map((path) => readFileSync(join(FIXTURES, path), "utf8"))
    .filter((text) => text.length <= MAX_LENGTH);
}

function attempt(text: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof FuzzError) throw error;
    throw new FuzzError(`${error instanceof Error ? error.message : error}\nin ${JSON.stringify(text)}`, {
      cause: error,
    });
  }
}

class FuzzError extends Error {}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [count = 2000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
  process.stdout.write(`${count} texts, seed ${seed}\n`);
  fuzzSyntax(count, seed);
}
