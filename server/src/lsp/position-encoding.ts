/** How characters of a line are counted: the engine in UTF-16 code units, some clients in bytes or in code points. */
import { PositionEncodingKind } from "vscode-languageserver";

/** A position's `character` in the client's counting and in ours, for the text of its line. */
export interface PositionEncoding {
  readonly kind: PositionEncodingKind;
  /** Behind the end of the line, or within a character, counts as the place before it. */
  toUtf16(line: string, character: number): number;
  fromUtf16(line: string, character: number): number;
}

const ENCODINGS: readonly PositionEncoding[] = [
  { kind: PositionEncodingKind.UTF16, toUtf16: (_, character) => character, fromUtf16: (_, character) => character },
  countingBy(PositionEncodingKind.UTF8, bytesOf),
  countingBy(PositionEncodingKind.UTF32, () => 1),
];

/** The first of the client's encodings that we know; a client that names none counts as the protocol did before there was a choice. */
export function encodingFor(wanted: readonly PositionEncodingKind[] = []): PositionEncoding {
  const [utf16] = ENCODINGS;
  const known = wanted.map((kind) => ENCODINGS.find((encoding) => encoding.kind === kind));
  return known.find((encoding) => encoding !== undefined) ?? utf16!;
}

/** @param lengthOf how much a code point counts */
function countingBy(kind: PositionEncodingKind, lengthOf: (codePoint: number) => number): PositionEncoding {
  return {
    kind,
    toUtf16(line, character) {
      let [units, counted] = [0, 0];
      for (const each of line) {
        counted += lengthOf(each.codePointAt(0)!);
        if (counted > character) break;
        units += each.length;
      }
      return units;
    },
    fromUtf16(line, character) {
      let [units, counted] = [0, 0];
      for (const each of line) {
        units += each.length;
        if (units > character) break;
        counted += lengthOf(each.codePointAt(0)!);
      }
      return counted;
    },
  };
}

/** How many bytes UTF-8 has for a code point; half of a pair is written as the replacement character, which has three. */
function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
