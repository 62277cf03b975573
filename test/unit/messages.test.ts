import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { languageOf, render } from "../../shared/src";

const MESSAGES = "shared/src/messages";

/** Keys that are composed of a property and a status, with no word of their own that could be searched for. */
const COMPOSED = /^(?:encryption-enabled|cmk)-(?:pass|fail|unverified|not-applicable)$/;

function sourcesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(dir, path));
}

/** The texts by key, read from the files themselves. */
async function allTexts(): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  for (const path of sourcesBelow(MESSAGES).filter((path) => !path.endsWith("index.ts"))) {
    const module: Record<string, Record<string, Record<string, string>>> = await import(`../../${path}`);
    for (const texts of Object.values(module)) {
      for (const [key, text] of Object.entries(texts)) {
        assert.ok(!found.has(key), `${key} is there twice`);
        found.set(key, text);
      }
    }
  }
  return found;
}

describe("messages", () => {
  it("are there in both languages, with the same arguments", async () => {
    for (const [key, { en, de }] of await allTexts()) {
      assert.ok(en && de, key);
      const places = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();
      assert.deepEqual(places(de), places(en), key);
    }
  });

  it("are all used", async () => {
    const source = [...sourcesBelow("server/src"), ...sourcesBelow("shared/src"), ...sourcesBelow("scripts")]
      .filter((path) => !path.startsWith(MESSAGES))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const literals = new Set([...source.matchAll(/"([\w.-]+)"/g)].map((match) => match[1]));
    // `trace.${step.kind}`: any key that begins, or ends, like the written part of a template.
    const starts = [...source.matchAll(/`([\w.-]{3,})\$\{/g)].map((match) => match[1] as string);
    const ends = [...source.matchAll(/\}([\w.-]{3,})`/g)].map((match) => match[1] as string);
    const unused = [...(await allTexts()).keys()].filter(
      (key) =>
        !literals.has(key) &&
        !COMPOSED.test(key) &&
        !starts.some((start) => key.startsWith(start)) &&
        !ends.some((end) => key.endsWith(end)),
    );
    assert.deepEqual(unused, []);
  });

  it("take their arguments, messages among them, and leave out what is missing", () => {
    const message = { key: "trace.argument", args: ["var.key", { key: "trace.local", args: ["x"] }] } as const;
    assert.equal(render(message, "en"), "x is defined here sets var.key");
    assert.equal(render({ key: "trace.local" }, "de"), " ist hier definiert");
  });

  it("are German for every kind of German, else English", () => {
    assert.deepEqual(["de", "de-AT", "DE", "en-GB", "fr", undefined].map(languageOf), [
      "de",
      "de",
      "de",
      "en",
      "en",
      "en",
    ]);
  });
});
