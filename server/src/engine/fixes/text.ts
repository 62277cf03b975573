/** Lines, indentation and edits of a text. Offsets are UTF-16 code units. */
import type { File, TextEdit } from "../syntax";

/** A file with its text, which {@link File} joins anew at every access. */
export interface Page {
  readonly file: File;
  readonly text: string;
}

/** The text after the edits, which are sorted and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let end = 0;
  for (const edit of edits) {
    result += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return result + text.slice(end);
}

/** The line ending that most lines of the text have; `\n` where it has none. */
export function lineEnding(text: string): "\n" | "\r\n" {
  let lf = 0;
  let crlf = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (text[at - 1] === "\r") crlf++;
    else lf++;
  }
  return crlf > lf ? "\r\n" : "\n";
}

/** Where the line begins that the offset is on; after the byte order mark on the first line. */
export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}

/** Where the line ends that the offset is on: at its line break, or at the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  if (feed < 0) return text.length;
  return feed > offset && text[feed - 1] === "\r" ? feed - 1 : feed;
}

/** Where the next line begins, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed < 0 ? text.length : feed + 1;
}

/** The white space that the line of the offset begins with. */
export function indentation(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), lineEnd(text, offset)))?.[0] ?? "";
}

/** Whether only white space stands between the start of the line and the offset. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === "";
}

export function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}

/** A part of the original text, or a text that takes the place of one. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/**
 * One list of edits that does what several do, one after the other, each against the result of the one before.
 * @param length of the original text
 */
export function composed(length: number, lists: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  let pieces: readonly Piece[] = [{ start: 0, end: length }];
  // From the end, so that none moves another.
  for (const edits of lists) pieces = edits.reduceRight(replaced, pieces);
  const result: TextEdit[] = [];
  let end = 0;
  let text = "";
  for (const piece of [...pieces, { start: length, end: length }]) {
    if ("text" in piece) {
      text += piece.text;
      continue;
    }
    if (text !== "" || piece.start > end) result.push({ start: end, end: piece.start, text });
    end = piece.end;
    text = "";
  }
  return result;
}

function replaced(pieces: readonly Piece[], edit: TextEdit): readonly Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  let isWritten = false;
  for (const piece of pieces) {
    const end = offset + ("text" in piece ? piece.text.length : piece.end - piece.start);
    if (offset < edit.start) result.push(part(piece, 0, Math.min(end, edit.start) - offset));
    if (!isWritten && end >= edit.start) {
      result.push({ text: edit.text });
      isWritten = true;
    }
    if (end > edit.end) result.push(part(piece, Math.max(offset, edit.end) - offset, end - offset));
    offset = end;
  }
  return result;
}

function part(piece: Piece, from: number, to: number): Piece {
  if ("text" in piece) return { text: piece.text.slice(from, to) };
  return { start: piece.start + from, end: piece.start + to };
}
