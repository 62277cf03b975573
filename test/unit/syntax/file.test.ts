// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
import assert from "node:assert/strict";
import { type File, parse, type TextEdit } from "../../../server/src/engine/syntax/index";
import { checkFile, outline, parseChecked } from "./support";

const BLOCKS = Array.from({ length: 40 }, (_, index) => `resource "a" "b${index}" {\n  c = ${index}\n}\n\n`);
const TEXT = BLOCKS.join("");

/** Edits a text and asserts that the result is what a parse of the new text gives. Returns both files. */
function edit(text: string, ...edits: TextEdit[]): { before: File; after: File } {
  const before = parse(text);
  const after = before.edit(edits);
  const expected = edits.reduce(
    (all, { start, end, text: inserted }) => all.slice(0, start) + inserted + all.slice(end),
    text,
  );
  checkFile(after, expected);
  assert.deepEqual(outline(after), outline(parse(expected)));
  return { before, after };
}

/** How many items of the file were parsed anew. */
function renewed({ before, after }: { before: File; after: File }): number {
  const known = new Set(before.items);
  return after.items.filter((item) => !known.has(item)).length;
}

/** An edit that replaces the first `old` in the text. */
function replacing(text: string, old: string, by: string): TextEdit {
  const start = text.indexOf(old);
  assert.ok(start >= 0);
  return { start, end: start + old.length, text: by };
}

describe("positions", () => {
  it("count lines by \\n, \\r\\n and \\r, characters by UTF-16 code units", () => {
    const file = parseChecked("a = 1\nb = 2\r\n# 𝒳\rc = 3");
    assert.deepEqual(file.positionAt(0), { line: 0, character: 0 });
    assert.deepEqual(file.positionAt(5), { line: 0, character: 5 });
    assert.deepEqual(file.positionAt(6), { line: 1, character: 0 });
    assert.deepEqual(file.positionAt(13), { line: 2, character: 0 });
    assert.deepEqual(file.positionAt(17), { line: 2, character: 4 });
    assert.deepEqual(file.positionAt(18), { line: 3, character: 0 });
    assert.deepEqual(file.positionAt(99), { line: 3, character: 5 });
    assert.equal(file.offsetAt({ line: 2, character: 4 }), 17);
    assert.equal(file.offsetAt({ line: 3, character: 0 }), 18);
  });

  it("outside of the text are its nearest", () => {
    const file = parseChecked("ab = 1\r\nc = 2\n");
    assert.equal(file.offsetAt({ line: 0, character: 99 }), 6);
    assert.equal(file.offsetAt({ line: 1, character: 99 }), 13);
    assert.equal(file.offsetAt({ line: 2, character: 0 }), 14);
    assert.equal(file.offsetAt({ line: 2, character: 5 }), 14);
    assert.equal(file.offsetAt({ line: 9, character: 0 }), 14);
    assert.equal(file.offsetAt({ line: -1, character: 3 }), 0);
    assert.deepEqual(file.positionAt(-5), { line: 0, character: 0 });
  });

  it("of an empty file", () => {
    const file = parseChecked("");
    assert.deepEqual(file.positionAt(0), { line: 0, character: 0 });
    assert.equal(file.offsetAt({ line: 0, character: 0 }), 0);
    assert.equal(file.offsetAt({ line: 3, character: 1 }), 0);
    assert.equal(file.itemAt(0), undefined);
  });

  it("find items, and place spans", () => {
    const file = parseChecked(TEXT);
    const item = file.items[2];
    assert.ok(item?.node?.kind === "block");
    const start = file.startOf(item);
    // The blank line behind a block belongs to the next.
    assert.equal(start, (BLOCKS[0]?.length ?? 0) * 2 - 1);
    assert.equal(file.itemAt(start), item);
    assert.equal(file.itemAt(start - 1), file.items[1]);
    assert.equal(file.itemAt(TEXT.length), file.items.at(-1));
    const [attribute] = item.node.body;
    assert.ok(attribute);
    const span = file.spanOf(item, attribute);
    assert.equal(TEXT.slice(span.start, span.end), "c = 2");
    assert.deepEqual(file.rangeOf(item, attribute), {
      start: { line: 9, character: 2 },
      end: { line: 9, character: 7 },
    });
    assert.equal(file.startOf({ ...item }), -1);
  });
});

describe("edits", () => {
  it("parse only the block that is edited", () => {
    const files = edit(TEXT, replacing(TEXT, "c = 20\n", "c = [1,\n 2]\n"));
    assert.equal(renewed(files), 1);
    assert.equal(files.after.items[39], files.before.items[39]);
    assert.equal(files.after.positionAt(files.after.length).line, 161);
  });

  it("of one character after the other", () => {
    let file = parse(TEXT);
    let text = TEXT;
    const start = text.indexOf("  c = 7");
    for (const [index, character] of [...'  x = f("${a}", [\n  ])\n'].entries()) {
      const at = start + index;
      text = text.slice(0, at) + character + text.slice(at);
      const next = file.edit([{ start: at, end: at, text: character }]);
      assert.deepEqual(outline(next), outline(parse(text)));
      assert.ok(renewed({ before: file, after: next }) <= 3, "the blocks around are not parsed");
      file = next;
    }
  });

  it("between two blocks leave both", () => {
    const at = (BLOCKS[0]?.length ?? 0) - 1;
    assert.equal(renewed(edit(TEXT, { start: at, end: at, text: "# a\n" })), 1);
  });

  it("at the start and at the end of the file", () => {
    assert.equal(renewed(edit(TEXT, { start: 0, end: 0, text: "a = 1\n" })), 1);
    assert.equal(renewed(edit(TEXT, { start: TEXT.length, end: TEXT.length, text: "a = 1\n" })), 1);
    edit("", { start: 0, end: 0, text: "a = 1" });
    edit("a = 1", { start: 0, end: 5, text: "" });
    edit("a = 1", { start: 5, end: 5, text: "2" });
  });

  it("that delete whole blocks", () => {
    const length = BLOCKS[0]?.length ?? 0;
    assert.equal(renewed(edit(TEXT, { start: length - 1, end: length * 3 - 1, text: "" })), 0);
    const all = edit(TEXT, { start: 0, end: TEXT.length, text: TEXT });
    assert.equal(renewed(all), all.before.items.length);
  });

  it("follow each other", () => {
    const first = replacing(TEXT, "c = 3\n", "c = 333\n");
    const text = TEXT.replace("c = 3\n", "c = 333\n");
    edit(TEXT, first, replacing(text, "c = 4\n", ""), { start: 0, end: 0, text: "# a\n" });
  });

  it("that open and close what reaches far", () => {
    for (const [old, by] of [
      ["c = 1\n", "c = <<EOT\n"],
      ["c = 1\n", 'c = "${[\n'],
      ["c = 1\n", "/*\n"],
      ["c = 1\n}", "c = 1\n"],
      ["c = 38\n", "EOT\n"],
    ] as const) {
      const change = replacing(TEXT, old, by);
      const { after } = edit(TEXT, change);
      const back = after.edit([{ start: change.start, end: change.start + by.length, text: old }]);
      assert.deepEqual(outline(back), outline(parse(TEXT)));
    }
    const opened = TEXT.replace("c = 1\n", "c = <<EOT\n");
    edit(opened, replacing(opened, "c = 30\n", "\nEOT\n"));
  });

  it("outside of the text are at its end", () => {
    const file = parse("a = 1\n");
    assert.equal(file.edit([{ start: 50, end: 60, text: "b = 2\n" }]).text, "a = 1\nb = 2\n");
    assert.equal(file.edit([{ start: -5, end: 4, text: "b = " }]).text, "b = 1\n");
    assert.equal(file.edit([{ start: 4, end: 2, text: "2" }]).text, "a = 21\n");
  });

  it("around a byte order mark", () => {
    edit("\ufeffa = 1\nb = 2\n", { start: 0, end: 1, text: "" });
    edit("a = 1\nb = 2\n", { start: 0, end: 0, text: "\ufeff" });
    edit("\ufeffa = 1\nb = 2\n", { start: 0, end: 0, text: "# c\n" });
    edit("# c\n\ufeffa = 1\nb = 2\n", { start: 0, end: 4, text: "" });
  });

  it("between \\r and \\n", () => {
    edit("a = 1\r\nb = 2\r\n", { start: 6, end: 6, text: "x" });
    edit("a = 1\rb = 2\r\n", { start: 6, end: 6, text: "\n" });
  });
});
