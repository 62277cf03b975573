/** Where in the body of a block a new attribute or nested block belongs. */
import type { Attribute, Block } from "../syntax";
import { indentation, isBlank, lineEnd, lineStart, nextLine, type Page } from "./text";

/** A place for new lines: after the line that ends at `offset`, or, with `before`, before the line that starts there. */
export interface Spot {
  /** Absolute. */
  readonly offset: number;
  readonly before: boolean;
  readonly blankBefore: boolean;
  readonly blankAfter: boolean;
}

/** Arguments that come first in a block, and say how it is used rather than what it is. */
const LEADING = new Set(["count", "for_each", "provider", "providers", "source", "version"]);
/** Arguments that come last. */
const TRAILING = new Set(["tags", "tags_all", "depends_on", "lifecycle"]);
/** Nested blocks that come last. */
const CLOSING = new Set(["lifecycle", "timeouts", "provisioner", "connection", "timeout"]);
/** Words in attribute names that relate nothing to anything. */
const COMMON_WORDS = new Set(["enable", "enabled", "id", "arn", "type", "name", "key", "is", "use", "kms", "in"]);

/**
 * Where the attribute belongs: after the last of `after` that is there, else after an attribute that shares a word of its
 * name, else at the end of the first group of attributes.
 */
export function afterAttributes(page: Page, block: Block, name: string, after: readonly string[]): Spot {
  const attributes = block.body.filter((node): node is Attribute => node.kind === "attribute");
  const words = name.split("_").filter((word) => !COMMON_WORDS.has(word));
  const anchor =
    attributes.findLast((attribute) => after.includes(attribute.name)) ??
    attributes.findLast(
      (attribute) =>
        isOneLine(attribute) &&
        !TRAILING.has(attribute.name) &&
        attribute.name.split("_").some((w) => words.includes(w)),
    ) ??
    endOfFirstGroup(page, block);
  if (anchor) return behind(page, block, anchor, false);

  const next = block.body.find((node) => node.kind === "block" || !LEADING.has(node.name));
  if (next) return ahead(page, block, next);
  const last = block.body.at(-1);
  return last ? behind(page, block, last, true) : atEnd(page, block);
}

/** Where a nested block belongs: after the others, and before those that close the body. */
export function afterBlocks(page: Page, block: Block): Spot {
  const isPlain = (node: Block): boolean =>
    !CLOSING.has(node.type) && !(node.type === "dynamic" && CLOSING.has(node.labels[0]?.value ?? ""));
  const anchor =
    block.body.findLast((node) => node.kind === "block" && isPlain(node)) ??
    block.body.findLast(
      (node, index) => node.kind === "attribute" && !block.body.slice(0, index).some((n) => n.kind === "block"),
    );
  if (anchor) return behind(page, block, anchor, true);
  const next = block.body[0];
  return next ? ahead(page, block, next) : atEnd(page, block);
}

/** The last attribute of the first run of one-line attributes that are neither leading nor trailing. */
function endOfFirstGroup(page: Page, block: Block): Attribute | undefined {
  const base = page.file.startOf(block.item);
  let last: Attribute | undefined;
  for (const node of block.body) {
    const fits = node.kind === "attribute" && isOneLine(node) && !LEADING.has(node.name) && !TRAILING.has(node.name);
    if (!last) {
      if (fits) last = node;
      continue;
    }
    const adjacent = !/\n[ \t\r]*\n/.test(page.text.slice(base + last.end, base + node.start));
    if (!fits || !adjacent) break;
    last = node;
  }
  return last;
}

/** After the line on which the node ends, a comment at its end included. */
function behind(page: Page, block: Block, node: Attribute | Block, apart: boolean): Spot {
  const { text } = page;
  const base = page.file.startOf(block.item);
  let offset = lineEnd(text, base + node.end);
  const comment = block.item.comments.find((each) => base + each.start < offset && base + each.end > offset);
  if (comment) offset = lineEnd(text, base + comment.end);
  return { offset, before: false, blankBefore: apart, blankAfter: apart && isCrowded(page, block, offset) };
}

/** Before the node and the comments that stand directly above it. */
function ahead(page: Page, block: Block, node: Attribute | Block): Spot {
  const { text } = page;
  let offset = lineStart(text, page.file.startOf(block.item) + node.start);
  const floor = nextLine(text, page.file.startOf(block.item) + block.openBrace);
  for (let above = offset; above > floor; ) {
    above = lineStart(text, above - 1);
    if (above < floor || !/^[ \t]*(#|\/\/|\/\*)/.test(text.slice(above, lineEnd(text, above)))) break;
    offset = above;
  }
  return { offset, before: true, blankBefore: false, blankAfter: true };
}

/** At the end of a body without members, after its comments. */
function atEnd(page: Page, block: Block): Spot {
  const { text } = page;
  const base = page.file.startOf(block.item);
  const content = text.slice(base + block.openBrace, base + block.closeBrace).trimEnd();
  const offset = lineEnd(text, base + block.openBrace + content.length);
  return { offset, before: false, blankBefore: false, blankAfter: false };
}

/** Whether something other than the closing brace follows without a blank line. */
function isCrowded(page: Page, block: Block, offset: number): boolean {
  const { text } = page;
  const start = nextLine(text, offset);
  const end = lineEnd(text, start);
  const close = page.file.startOf(block.item) + block.closeBrace;
  return !isBlank(text, start, end) && start + indentation(text, start).length !== close;
}

function isOneLine(attribute: Attribute): boolean {
  return !attribute.item.text.slice(attribute.start, attribute.end).includes("\n");
}
