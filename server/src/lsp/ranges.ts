/** How positions and ranges of a document lie to each other. A range's end counts as touched: a cursor may stand there. */
import type { Position, Range } from "vscode-languageserver";

export function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

/** Whether the first range lies in the second and is smaller. */
export function isInside(inner: Range, outer: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end) && !isSame(inner, outer);
}

export function isSame(a: Range, b: Range): boolean {
  return isAt(a.start, b.start) && isAt(a.end, b.end);
}

function isAt(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
