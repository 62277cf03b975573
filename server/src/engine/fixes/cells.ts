/**
 * The lines of a text as `terraform fmt` sees them when it aligns: what stands before the `=`, and where a comment at the
 * end of the line begins. The rules are those of hclwrite's formatter
 * (https://github.com/hashicorp/hcl/blob/main/hclwrite/format.go, `linesForFormat` and `formatCells`).
 */
import type { Attribute, Block, Item, Span } from "../syntax";
import { beginsLine, lineEnd, lineStart, nextLine, type Page } from "./text";

/** A line; a heredoc belongs to the line that it starts on. Offsets are absolute. */
export interface Line extends Span {
  /** Set when the line assigns a value that also ends on it. */
  readonly equals: number | undefined;
  /** Set when a comment ends the line and something precedes it. */
  readonly comment: number | undefined;
}

/** The lines of the items from the first to the last index, in order. */
export function linesOf({ file, text }: Page, first: number, last: number): readonly Line[] {
  const marks = new Marks();
  let start = 0;
  let end = 0;
  for (let index = first; index <= last; index++) {
    const item = file.items[index] as Item;
    end = file.startOf(item) + item.text.length;
    if (index === first) start = end - item.text.length;
    markItem(marks, text, item, end - item.text.length);
  }
  const lines: Line[] = [];
  for (let at = lineStart(text, start); at < end; ) {
    let close = lineEnd(text, at);
    for (let heredoc = marks.heredoc(at, close); heredoc; heredoc = marks.heredoc(heredoc.end, close))
      close = lineEnd(text, heredoc.end);
    lines.push({
      start: at,
      end: close,
      equals: marks.equals.get(at),
      comment: marks.comments.get(lineStart(text, close)),
    });
    at = nextLine(text, close);
  }
  return lines;
}

/** Columns that the text takes, counted as `terraform fmt` counts them: user-perceived characters. */
export function columns(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? text.length : [...new Intl.Segmenter().segment(text)].length;
}

class Marks {
  /** By the start of their line. */
  readonly equals = new Map<number, number>();
  readonly comments = new Map<number, number>();
  readonly heredocs: Span[] = [];

  heredoc(from: number, to: number): Span | undefined {
    return this.heredocs.find(({ start }) => start >= from && start < to);
  }
}

function markItem(marks: Marks, text: string, item: Item, base: number): void {
  for (const comment of item.comments) {
    const at = base + comment.start;
    if (comment.kind !== "/*" && !beginsLine(text, at)) marks.comments.set(lineStart(text, at), at);
  }
  if (item.node) markNode(marks, text, item.node, base);
}

function markNode(marks: Marks, text: string, node: Attribute | Block, base: number): void {
  if (node.kind === "block") {
    for (const child of node.body) markNode(marks, text, child, base);
    return;
  }
  const oneLine = !text.slice(base + node.exprStart, base + node.exprEnd).includes("\n");
  const heredoc = !oneLine && node.expr.kind === "template" && node.expr.heredoc !== undefined;
  if ((oneLine || heredoc) && beginsLine(text, base + node.start)) {
    const equals = text.indexOf("=", base + node.nameEnd);
    if (equals < base + node.exprStart) marks.equals.set(lineStart(text, equals), equals);
  }
  if (!oneLine) markExpression(marks, text, node.expr, base);
}

/** Finds heredocs and the entries of objects in whatever the expression is made of. */
function markExpression(marks: Marks, text: string, part: unknown, base: number): void {
  if (typeof part !== "object" || part === null) return;
  if (isHeredoc(part)) marks.heredocs.push({ start: base + part.start, end: base + part.end });
  if (isEntry(part)) {
    const start = base + part.key.start;
    const gap = text.slice(base + part.key.end, base + part.value.start);
    const oneLine = !text.slice(start, base + part.value.end).includes("\n");
    if (gap.trim() === "=" && (oneLine || isHeredoc(part.value)) && beginsLine(text, start)) {
      const equals = base + part.key.end + gap.indexOf("=");
      marks.equals.set(lineStart(text, equals), equals);
    }
  }
  for (const child of Object.values(part)) markExpression(marks, text, child, base);
}

function isHeredoc(part: object): part is Span {
  return "kind" in part && part.kind === "template" && "heredoc" in part && part.heredoc !== undefined;
}

function isEntry(part: object): part is { readonly key: Span; readonly value: Span } {
  return "bareKey" in part && "key" in part && "value" in part;
}
