import type { SyntaxError as Defect, Item, Span } from "./ast";
import { editItems, type TextEdit } from "./edit";
import type { ItemNode } from "./nodes";

/** Zero-based, as LSP has it: `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A parsed text. Immutable: an edit makes a new one, which shares every item that the edit did not touch. */
export class File {
  readonly items: readonly Item[];
  /** Where each item starts, and the length of the text at the end. */
  private readonly starts: readonly number[];
  private indexes: ReadonlyMap<Item, number> | undefined;
  private lines: Lines | undefined;
  private allErrors: readonly Defect[] | undefined;

  constructor(private readonly nodes: readonly ItemNode[]) {
    this.items = nodes;
    const starts = new Array<number>(nodes.length + 1);
    let offset = 0;
    for (let index = 0; index < nodes.length; index++) {
      starts[index] = offset;
      offset += nodes[index]!.text.length;
    }
    starts[nodes.length] = offset;
    this.starts = starts;
  }

  /** The whole text, joined at every access. */
  get text(): string {
    return this.items.map((item) => item.text).join("");
  }

  get length(): number {
    return this.starts[this.items.length]!;
  }

  /** All errors in the order of the text, with offsets in the file. */
  get errors(): readonly Defect[] {
    this.allErrors ??= this.collectErrors();
    return this.allErrors;
  }

  /** Offset of an item of this file; -1 for an item that is none. */
  startOf(item: Item): number {
    this.indexes ??= new Map(this.items.map((each, index) => [each, index]));
    const index = this.indexes.get(item);
    return index === undefined ? -1 : this.starts[index]!;
  }

  /** The item that holds the code unit at `offset`; the last one at the end of the text. */
  itemAt(offset: number): Item | undefined {
    return this.items[lastAtMost(this.starts, offset, this.items.length)];
  }

  /** A span of an item as offsets in the file. */
  spanOf(item: Item, { start, end }: Span): Span {
    const base = this.startOf(item);
    return { start: base + start, end: base + end };
  }

  /** A span of an item as positions in the file. */
  rangeOf(item: Item, span: Span): { readonly start: Position; readonly end: Position } {
    const { start, end } = this.spanOf(item, span);
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** The position of an offset. An offset outside of the text counts as its start or end. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.length));
    if (this.nodes.length === 0) return { line: 0, character: 0 };
    this.lines ??= linesOf(this.nodes, this.starts);
    const index = lastAtMost(this.starts, at, this.nodes.length);
    const base = this.starts[index]!;
    const { lineStarts } = this.nodes[index]!;
    const line = lastAtMost(lineStarts, at - base, lineStarts.length);
    const lineStart = line < 0 ? this.lines.lineStarts[index]! : base + lineStarts[line]!;
    return { line: this.lines.numbers[index]! + line + 1, character: at - lineStart };
  }

  /** The offset of a position. A character behind the end of the line counts as that end, a line behind the last as the end. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.lineStart(line);
    const next = this.lineStart(line + 1);
    let end = next ?? this.length;
    if (start === undefined) return this.length;
    if (next !== undefined) {
      // Before the line break: `\n`, `\r\n` or `\r`.
      if (this.charCodeAt(end - 1) === 0x0a && end - 2 >= start && this.charCodeAt(end - 2) === 0x0d) end--;
      end--;
    }
    return Math.max(start, Math.min(start + character, end));
  }

  /**
   * The file after some edits, each of them relative to the result of the one before, as LSP has them. Only the items that
   * an edit touches are parsed again; all others are the same objects.
   */
  edit(edits: readonly TextEdit[]): File {
    return edits.reduce<File>((file, edit) => new File(editItems(file.nodes, file.starts, edit)), this);
  }

  private collectErrors(): readonly Defect[] {
    const errors: Defect[] = [];
    const names = new Set<string>();
    this.items.forEach((item, index) => {
      const base = this.starts[index]!;
      for (const { code, start, end, args } of item.errors) {
        errors.push({ code, args, start: base + start, end: base + end });
      }
      if (item.node?.kind !== "attribute") return;
      const { name, start, nameEnd } = item.node;
      if (names.has(name))
        errors.push({ code: "duplicate-attribute", args: [name], start: base + start, end: base + nameEnd });
      names.add(name);
    });
    return errors;
  }

  /** Offset of the start of a line; undefined behind the last line. */
  private lineStart(line: number): number | undefined {
    if (line === 0) return 0;
    this.lines ??= linesOf(this.nodes, this.starts);
    const { numbers } = this.lines;
    const index = lastAtMost(numbers, line - 1, numbers.length);
    const lineStart = this.nodes[index]?.lineStarts[line - 1 - numbers[index]!];
    return lineStart === undefined ? undefined : this.starts[index]! + lineStart;
  }

  private charCodeAt(offset: number): number {
    const index = lastAtMost(this.starts, offset, this.nodes.length);
    return this.nodes[index]!.text.charCodeAt(offset - this.starts[index]!);
  }
}

/** For every item, the number of the line it starts on and the offset where that line starts. */
interface Lines {
  readonly numbers: readonly number[];
  readonly lineStarts: readonly number[];
}

function linesOf(nodes: readonly ItemNode[], starts: readonly number[]): Lines {
  const numbers = new Array<number>(nodes.length);
  const lineStarts = new Array<number>(nodes.length);
  let number = 0;
  let lineStart = 0;
  for (let index = 0; index < nodes.length; index++) {
    numbers[index] = number;
    lineStarts[index] = lineStart;
    const inside = nodes[index]!.lineStarts;
    number += inside.length;
    if (inside.length > 0) lineStart = starts[index]! + inside[inside.length - 1]!;
  }
  return { numbers, lineStarts };
}

/** Index of the last of the first `count` ascending numbers that is at most `value`; -1 when there is none. */
function lastAtMost(numbers: readonly number[], value: number, count: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
