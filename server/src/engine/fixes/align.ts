/**
 * Alignment of `=` and of comments at line ends around edits, as `terraform fmt` would leave it, in text that was aligned
 * before; other text keeps its own style.
 */
import type { TextEdit } from "../syntax";
import { columns, type Line, linesOf } from "./cells";
import type { Page } from "./text";

/** White space to be replaced, and its new width. */
interface Pad {
  readonly start: number;
  readonly end: number;
  readonly width: number;
}

type Cell = "equals" | "comment";

/**
 * The edits together with the padding that they make necessary.
 * @param edits sorted and not overlapping, against `before`; `after` is the file with them applied.
 */
export function aligned(before: Page, after: Page, edits: readonly TextEdit[]): readonly TextEdit[] {
  const moves = new Moves(edits);
  const old = new Map<number, boolean>();
  for (const lines of affected(before, edits))
    for (const cell of ["equals", "comment"] as const)
      for (const chain of chains(lines, cell)) {
        const clean = wanted(before.text, chain, cell, new Map()).every((pad) => pad.end - pad.start === pad.width);
        for (const line of chain) old.set(line[cell] as number, clean);
      }

  const pads: Pad[] = [];
  for (const lines of affected(after, moves.inserted)) {
    const widths = new Map<number, number>();
    for (const cell of ["equals", "comment"] as const)
      for (const chain of chains(lines, cell).filter((each) => touches(after.text, each, moves.inserted))) {
        const known = chain.map((line) => old.get(moves.back(line[cell] as number) ?? -1));
        const target = known.every((clean) => clean !== false)
          ? wanted(after.text, chain, cell, widths)
          : cell === "equals"
            ? matched(after.text, chain, known)
            : [];
        for (const pad of target) widths.set(pad.end, pad.width);
        pads.push(...target.filter((pad) => pad.end - pad.start !== pad.width));
      }
  }
  return moves.compose(pads);
}

/** The lines that the regions stand on, with all that could share a chain with them: item by item, attributes together. */
function affected(page: Page, regions: readonly { start: number; end: number }[]): readonly (readonly Line[])[] {
  const { items } = page.file;
  const groups: (readonly Line[])[] = [];
  let start = 0;
  for (let first = 0; first < items.length; ) {
    let last = first;
    let end = start + (items[first]?.text.length ?? 0);
    while (items[last]?.node?.kind === "attribute" && items[last + 1]?.node?.kind === "attribute") {
      last++;
      end += items[last]?.text.length ?? 0;
    }
    if (regions.some((region) => region.start <= end && region.end >= start)) groups.push(linesOf(page, first, last));
    first = last + 1;
    start = end;
  }
  return groups;
}

/** Runs of consecutive lines that have the cell. */
function chains(lines: readonly Line[], cell: Cell): readonly (readonly Line[])[] {
  const result: Line[][] = [];
  let chain: Line[] | undefined;
  for (const line of lines) {
    if (line[cell] === undefined) chain = undefined;
    else if (chain) chain.push(line);
    else {
      chain = [line];
      result.push(chain);
    }
  }
  return result;
}

/** Whether an edit stands in the chain or on the line before or after it. */
function touches(text: string, chain: readonly Line[], regions: readonly { start: number; end: number }[]): boolean {
  const start = text.lastIndexOf("\n", (chain[0] as Line).start - 2) + 1;
  const below = text.indexOf("\n", (chain.at(-1) as Line).end);
  const end = below < 0 ? text.length : text.indexOf("\n", below + 1);
  return regions.some((region) => region.start <= (end < 0 ? text.length : end) && region.end >= start);
}

/** What `terraform fmt` would put before each cell of the chain; `widths` are paddings already decided, by their end. */
function wanted(text: string, chain: readonly Line[], cell: Cell, widths: ReadonlyMap<number, number>): readonly Pad[] {
  const pads = chain.map((line) => padding(text, line, cell));
  const sizes = chain.map((line, index) => {
    const content = columns(text.slice(line.start, pads[index]?.start));
    const inner = line.equals === undefined || cell === "equals" ? undefined : padding(text, line, "equals");
    return content + (inner ? (widths.get(inner.end) ?? inner.end - inner.start) - (inner.end - inner.start) : 0);
  });
  const widest = Math.max(...sizes);
  return pads.map((pad, index) => ({ ...pad, width: widest - (sizes[index] as number) + 1 }));
}

/** New lines of a chain that is not aligned as `terraform fmt` would: in the column its lines share, if they do. */
function matched(text: string, chain: readonly Line[], known: readonly (boolean | undefined)[]): readonly Pad[] {
  const shared = new Set(
    chain.filter((_, index) => known[index] !== undefined).map((line) => (line.equals as number) - line.start),
  );
  const [column] = shared;
  if (shared.size !== 1 || column === undefined || chain.length - known.filter((k) => k === undefined).length < 2)
    return [];
  return chain
    .filter((_, index) => known[index] === undefined)
    .map((line) => {
      const pad = padding(text, line, "equals");
      return { ...pad, width: Math.max(1, column - (pad.start - line.start)) };
    });
}

/** The white space before the cell. */
function padding(text: string, line: Line, cell: Cell): { readonly start: number; readonly end: number } {
  const end = line[cell] as number;
  return { start: line.start + text.slice(line.start, end).trimEnd().length, end };
}

/** Edits, where their texts stand once they are applied, and how to get from there back to the original text. */
class Moves {
  readonly inserted: readonly { readonly start: number; readonly end: number }[];

  constructor(private readonly edits: readonly TextEdit[]) {
    let shift = 0;
    this.inserted = edits.map((edit) => {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      return { start, end: start + edit.text.length };
    });
  }

  /** The original offset; undefined inside a text that an edit brought. */
  back(offset: number): number | undefined {
    let shift = 0;
    for (const [index, edit] of this.edits.entries()) {
      const region = this.inserted[index] as { start: number; end: number };
      if (offset < region.start) break;
      if (offset < region.end) return undefined;
      shift = edit.end - region.end;
    }
    return offset + shift;
  }

  /** The edits with paddings, given against the edited text, worked in. */
  compose(pads: readonly Pad[]): readonly TextEdit[] {
    const result: TextEdit[] = [];
    const texts = this.edits.map((edit) => edit.text);
    for (const pad of [...pads].sort((a, b) => b.start - a.start)) {
      const text = " ".repeat(pad.width);
      const inside = this.inserted.findIndex(({ start, end }) => pad.start >= start && pad.end <= end && start < end);
      if (inside >= 0) {
        const from = (this.inserted[inside] as { start: number }).start;
        const old = texts[inside] as string;
        texts[inside] = old.slice(0, pad.start - from) + text + old.slice(pad.end - from);
      } else {
        const end = this.back(pad.end) as number;
        result.push({ start: end - (pad.end - pad.start), end, text });
      }
    }
    result.push(...this.edits.map((edit, index) => ({ ...edit, text: texts[index] as string })));
    return result.sort((a, b) => a.start - b.start || a.end - b.end);
  }
}
