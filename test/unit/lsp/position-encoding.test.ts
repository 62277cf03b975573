import assert from "node:assert/strict";
import fc from "fast-check";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { Documents } from "../../../server/src/lsp/documents";
import { encodingFor } from "../../../server/src/lsp/position-encoding";

/** How many units of an encoding a text has, told by Node and not by us. */
const LENGTHS = {
  "utf-8": (text: string) => Buffer.byteLength(text),
  "utf-16": (text: string) => text.length,
  "utf-32": (text: string) => [...text].length,
};

type Kind = keyof typeof LENGTHS;

const KINDS = Object.keys(LENGTHS) as Kind[];
const characters = fc.constantFrom("a", " ", "ä", "ß", "€", "語", "😀", "👩‍💻", "\u0301");
const line = fc.array(characters, { maxLength: 12 });

describe("the position encoding", () => {
  it("is the first that the client names and we know, UTF-16 where it names none", () => {
    assert.equal(encodingFor().kind, "utf-16");
    assert.equal(encodingFor([]).kind, "utf-16");
    assert.equal(encodingFor(["utf-7"]).kind, "utf-16");
    assert.equal(encodingFor(["utf-7", "utf-32", "utf-8"]).kind, "utf-32");
    assert.equal(encodingFor(["utf-8", "utf-16"]).kind, "utf-8");
  });

  for (const kind of KINDS) {
    it(`counts a line in ${kind} as Node does, there and back`, () => {
      const encoding = encodingFor([kind]);
      const property = fc.property(line, line, (before, after) => {
        const [start, text] = [before.join(""), [...before, ...after].join("")];
        assert.equal(encoding.fromUtf16(text, start.length), LENGTHS[kind](start));
        assert.equal(encoding.toUtf16(text, LENGTHS[kind](start)), start.length);
      });
      fc.assert(property);
    });
  }

  it("takes what is no place in the line as the one before it", () => {
    const [utf8, utf32] = [encodingFor(["utf-8"]), encodingFor(["utf-32"])];
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 99].map((character) => utf8.toUtf16("ä😀", character)),
      [0, 0, 1, 1, 1, 1, 3, 3],
    );
    assert.equal(utf8.fromUtf16("ä😀", 2), 2);
    assert.equal(utf32.fromUtf16("ä😀", 2), 1);
    assert.equal(utf32.toUtf16("ä😀", 99), 3);
    assert.equal(utf8.fromUtf16("\ud83d", 1), 3);
  });
});

describe("changes of a document", () => {
  for (const kind of KINDS) {
    it(`come to the same text in ${kind}`, () => {
      const ends = fc.constantFrom("\n", "\r\n", "\r");
      const text = fc.array(fc.oneof(characters, ends), { maxLength: 20 }).map((parts) => parts.join(""));
      const edit = fc.record({ from: fc.nat(), length: fc.nat(4), text });
      const property = fc.property(text, fc.array(edit, { maxLength: 4 }), (before, edits) => {
        const documents = new Documents(encodingFor([kind]));
        const path = documents.open({ uri: "file:///a.tf", languageId: "terraform", version: 1, text: before });
        let expected = before;
        for (const each of edits) {
          const places = placesIn(expected, kind);
          const start = each.from % places.length;
          const end = Math.min(start + each.length, places.length - 1);
          const [a, b] = [places[start]!, places[end]!];
          const change: TextDocumentContentChangeEvent = {
            range: { start: a.position, end: b.position },
            text: each.text,
          };
          const document = documents.get(path)!;
          const taken = documents.change(document, change, document.version + 1);
          assert.deepEqual(taken, { start: a.offset, end: b.offset, text: each.text });
          expected = expected.slice(0, a.offset) + each.text + expected.slice(b.offset);
          assert.equal(documents.textOf(path), expected);
        }
      });
      fc.assert(property);
    });
  }
});

/** Every place between two characters, counted by Node. */
function placesIn(text: string, kind: Kind): { offset: number; position: { line: number; character: number } }[] {
  const places = [];
  let [offset, line] = [0, 0];
  for (const whole of text.split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const content = whole.replace(/[\r\n]+$/, "");
    let before = "";
    for (const character of [...content, ""]) {
      places.push({ offset: offset + before.length, position: { line, character: LENGTHS[kind](before) } });
      before += character;
    }
    offset += whole.length;
    line++;
  }
  if (/[\r\n]$/.test(text)) places.push({ offset, position: { line, character: 0 } });
  if (places.length === 0) places.push({ offset: 0, position: { line: 0, character: 0 } });
  return places;
}
