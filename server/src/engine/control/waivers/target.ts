/** What a comment stands on: the line it ends, or the line below a block of comments. */
import type { Attribute, Block, Comment, Item, Span } from "../../syntax";

/** The part of the item that a waiver in the comment covers; undefined when the comment stands on nothing. */
export function targetOf(item: Item, comment: Comment): Span | undefined {
  const line = lineOf(item, comment);
  return line && item.node && nodeOn(item.node, line);
}

/** The line the comment speaks of: its own when it holds code, else the next one that is no comment; none after a blank line. */
function lineOf(item: Item, comment: Comment): Span | undefined {
  let line = lineAt(item.text, comment.start);
  let inside: Comment | undefined = comment;
  if (hasCode(item, line)) return line;
  while (inside) {
    if (inside.end > line.end) line = lineAt(item.text, inside.end);
    if (line.end >= item.text.length) return undefined;
    line = lineAt(item.text, line.end + 1);
    if (hasCode(item, line)) return line;
    const next: number = firstUnit(item.text, line);
    inside = item.comments.find((each) => each.start === next);
  }
  return undefined;
}

function lineAt(text: string, offset: number): Span {
  const end = text.indexOf("\n", offset);
  return { start: text.lastIndexOf("\n", offset - 1) + 1, end: end < 0 ? text.length : end };
}

/** Offset of the first code unit of the line that is no white space, or the line's end. */
function firstUnit(text: string, line: Span): number {
  const found = text.slice(line.start, line.end).search(/\S/);
  return found < 0 ? line.end : line.start + found;
}

/** Whether anything but white space and comments stands on the line. */
function hasCode(item: Item, line: Span): boolean {
  let from = line.start;
  for (const comment of item.comments) {
    if (comment.end <= from || comment.start >= line.end) continue;
    if (/\S/.test(item.text.slice(from, comment.start))) return true;
    from = comment.end;
  }
  return from < line.end && /\S/.test(item.text.slice(from, line.end));
}

/**
 * The outermost attribute or block that begins on the line; a block that ends on it; inside an attribute of several lines the
 * line alone.
 */
function nodeOn(node: Block | Attribute, line: Span): Span | undefined {
  if (node.start >= line.end || node.end <= line.start) return undefined;
  if (node.start >= line.start) return node;
  if (node.kind === "attribute") return line;
  for (const child of node.body) {
    const found = nodeOn(child, line);
    if (found) return found;
  }
  return node.closeBrace >= line.start && node.closeBrace < line.end ? node : undefined;
}
