/** Edits of one file in the making, written as `terraform fmt` would, each with what it means in JSON. */
import type { Attribute, Block, Expression, File, Item, ObjectExpression, Span, TextEdit } from "../syntax";
import { aligned } from "./align";
import {
  bodyJson,
  type Code,
  codeJson,
  isBlock,
  type Layout,
  type NewAttribute,
  type NewBlock,
  writeCode,
} from "./code";
import { attributePath, blockPath, type Intent, type JsonPath } from "./intent";
import { constructorOf, isKeyLookup, isLiteral, keyOf } from "./nodes";
import { afterAttributes, afterBlocks, type Spot } from "./spots";
import {
  applyEdits,
  beginsLine,
  indentation,
  isBlank,
  lineEnd,
  lineEnding,
  lineStart,
  nextLine,
  type Page,
} from "./text";

/** A fix of one file: edits sorted and not overlapping, and what they intend. */
export interface FileFix {
  readonly edits: readonly TextEdit[];
  readonly intents: readonly Intent[];
}

/** Lines to be inserted into a body: attributes stand before blocks where both come to the same place. */
interface Insertion {
  readonly spot: Spot;
  readonly node: NewAttribute | NewBlock;
}

export class Draft implements Page {
  private readonly layout: Layout;
  private readonly edits: TextEdit[] = [];
  private readonly intents: Intent[] = [];
  private readonly insertions = new Map<Block, Insertion[]>();
  private readonly entries = new Map<ObjectExpression, { readonly item: Item; readonly added: [string, Code][] }>();
  private readonly sources = new Set<Attribute>();
  private readonly appended = new Map<Item | undefined, NewBlock[]>();
  private possible = true;

  readonly text: string;

  constructor(readonly file: File) {
    const { text, layout } = looksOf(file);
    this.text = text;
    this.layout = layout;
  }

  /** Gives the attribute of the block this value: in place of its literal, or as a new attribute, `after` others if they are there. */
  set(block: Block, name: string, value: Code, after: readonly string[] = []): void {
    const attribute = block.body.find((node) => node.kind === "attribute" && node.name === name) as
      | Attribute
      | undefined;
    if (attribute) this.replace(attribute, value);
    else this.insert(block, { name, value }, after);
  }

  /** A new nested block, at the end of the block's nested blocks. */
  nest(block: Block, nested: NewBlock): void {
    if (!this.whole(block)) return;
    this.pend(block, { spot: afterBlocks(this, block), node: nested });
    const names = [nested.type, ...(nested.labels ?? [])];
    this.intents.push({ kind: "nest", item: block.item, path: blockPath(block), names, body: bodyJson(nested.body) });
  }

  /**
   * Another value for an attribute, or for what `inner` leads to through its object and list constructors. Refused where an
   * expression stands, but for one that looks a key up.
   */
  replace(attribute: Attribute, value: Code, inner: JsonPath = []): void {
    const { item } = attribute;
    const found = follow(attribute.expr, inner);
    if (!found || !(isLiteral(found) || isKeyLookup(found))) {
      this.possible = false;
      return;
    }
    const base = this.startOf(item);
    const indent = indentation(this.text, base + found.start);
    this.edit(base + found.start, base + found.end, writeCode(value, indent, this.layout));
    this.intend(attribute, inner, value);
  }

  /** A new entry for the object constructor that `inner` leads to. */
  addEntry(attribute: Attribute, inner: JsonPath, name: string, value: Code): void {
    const object = follow(attribute.expr, inner);
    if (object?.kind !== "object") {
      this.possible = false;
      return;
    }
    const pending = this.entries.get(object);
    if (pending) pending.added.push([name, value]);
    else this.entries.set(object, { item: attribute.item, added: [[name, value]] });
    this.intend(attribute, [...inner, name], value);
  }

  /** Takes an attribute away, with its line and the comment at its end. */
  remove(attribute: Attribute): void {
    const { item } = attribute;
    const base = this.startOf(item);
    const line = lineStart(this.text, base + attribute.start);
    const end = this.lineEndAfter(item, attribute.end);
    const isAlone = beginsLine(this.text, base + attribute.start) && line > 1;
    const tail = this.text.slice(base + attribute.end, end).trim();
    if (!isAlone || !/^(?:$|#|\/\/)/.test(tail)) this.possible = false;
    // From the end of the line before, so that what is to follow the attribute may still be written.
    this.edit(line - (this.text[line - 2] === "\r" ? 2 : 1), end, "");
    this.intents.push({ kind: "remove", item, path: attributePath(attribute) });
  }

  /**
   * Other text for a part of a template or of an expression, which JSON shows as it is written but for the quotes of a quoted
   * template, which are escaped in its source.
   */
  substitute(attribute: Attribute, span: Span, text: string): void {
    const { item, expr } = attribute;
    const base = this.startOf(item);
    const isQuoted = expr.kind === "template" && !expr.heredoc;
    this.edit(base + span.start, base + span.end, isQuoted ? text.replaceAll('"', '\\"') : text);
    if (expr.kind === "template") {
      const source = item.text.slice(span.start, span.end);
      const from = isQuoted ? source.replaceAll('\\"', '"') : source;
      this.intents.push({ kind: "substitute", item, path: attributePath(attribute), from, to: text });
    } else this.sources.add(attribute);
  }

  /** New top-level blocks: after the item, or at the end of the file; a blank line between any two. */
  append(blocks: readonly NewBlock[], after?: Item): void {
    const pending = this.appended.get(after);
    if (pending) pending.push(...blocks);
    else this.appended.set(after, [...blocks]);
    for (const { type, labels = [], body } of blocks)
      this.intents.push({ kind: "append", names: [type, ...labels], body: bodyJson(body) });
  }

  /** A comment on a line of its own above the line of the offset, which is relative to the item. */
  comment(item: Item, offset: number, comment: string): void {
    const at = this.startOf(item) + offset;
    const start = lineStart(this.text, at);
    this.edit(start, start, `${indentation(this.text, at)}${comment}${this.layout.eol}`);
  }

  /** The edits, aligned; undefined when one of them could not be made. */
  finish(): FileFix | undefined {
    for (const [block, insertions] of this.insertions) this.place(block, insertions);
    for (const [item, blocks] of this.appended) this.placeBlocks(blocks, item);
    for (const [object, { item, added }] of this.entries) this.addEntries(item, object, added);
    if (!this.possible) return undefined;
    const edits = merged(this.edits);
    if (!edits) return undefined;
    for (const attribute of this.sources) {
      const value = this.sourceAfter(attribute, edits);
      this.intents.push({ kind: "set", item: attribute.item, path: attributePath(attribute), value });
    }
    const after = this.file.edit([...edits].reverse());
    return { edits: aligned(this, { file: after, text: applyEdits(this.text, edits) }, edits), intents: this.intents };
  }

  private insert(block: Block, node: NewAttribute, after: readonly string[]): void {
    if (!this.whole(block)) return;
    const pending = this.insertions
      .get(block)
      ?.findLast(({ node: other }) => !isBlock(other) && after.includes(other.name));
    this.pend(block, { spot: pending?.spot ?? afterAttributes(this, block, node.name, after), node });
    const path = [...blockPath(block), node.name];
    this.intents.push({ kind: "set", item: block.item, path, value: codeJson(node.value) });
  }

  private pend(block: Block, insertion: Insertion): void {
    const pending = this.insertions.get(block);
    if (pending) pending.push(insertion);
    else this.insertions.set(block, [insertion]);
  }

  private whole(block: Block): boolean {
    if (block.openBrace < 0 || block.closeBrace < 0) this.possible = false;
    return this.possible;
  }

  /** Notes what a value inside an attribute is to be; a function call, which JSON shows as source, is compared as a whole. */
  private intend(attribute: Attribute, inner: JsonPath, value: Code): void {
    if (attribute.expr.kind === "call") this.sources.add(attribute);
    else {
      const path = [...attributePath(attribute), ...inner];
      this.intents.push({ kind: "set", item: attribute.item, path, value: codeJson(value) });
    }
  }

  /** The source of the attribute's expression once the edits are made, as JSON shows it. */
  private sourceAfter({ item, exprStart, exprEnd }: Attribute, edits: readonly TextEdit[]): string {
    const start = this.startOf(item) + exprStart;
    const end = this.startOf(item) + exprEnd;
    const inside = edits
      .filter((edit) => edit.start >= start && edit.start < end)
      .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return `\${${applyEdits(this.text.slice(start, end), inside)}}`;
  }

  private addEntries(item: Item, object: ObjectExpression, added: readonly (readonly [string, Code])[]): void {
    const { text } = this;
    const { eol, unit } = this.layout;
    const base = this.startOf(item);
    const open = base + object.start + 1;
    const close = base + object.end - 1;
    const outer = indentation(text, base + object.start);
    const last = object.entries.at(-1);
    const gap = last ? text.slice(base + last.key.end, base + last.value.start) : "";
    const separator = /^ *: *$/.test(gap) ? gap : " = ";
    const quoted = last !== undefined && object.entries.every((entry) => entry.bareKey === undefined);
    const write = (indent: string): string[] =>
      added.map(
        ([name, value]) =>
          `${quoted ? JSON.stringify(name) : name}${separator}${writeCode(value, indent, this.layout)}`,
      );
    const lines = (indent: string, end: string): string =>
      write(indent)
        .map((entry) => eol + indent + entry + end)
        .join("");

    if (!last) {
      const comments = text.slice(open, close).trim();
      if (text.slice(open, close).includes("\n")) {
        const end = comments === "" ? open : lineEnd(text, open + text.slice(open, close).trimEnd().length);
        this.edit(end, end, lines(outer + unit, ""));
      } else if (comments === "") this.edit(open, close, ` ${write(outer).join(", ")} `);
      else this.possible = false;
      return;
    }
    const valueEnd = base + last.value.end;
    const comma = /^[ \t]*,/.exec(text.slice(valueEnd, close));
    const tail = valueEnd + (comma?.[0].length ?? 0);
    if (!text.slice(open, close).includes("\n") || !beginsLine(text, base + last.start)) {
      this.edit(tail, tail, `${comma ? "" : ","} ${write(outer).join(", ")}${comma ? "," : ""}`);
      return;
    }
    const commas = object.entries.some((entry) => /^[ \t]*,/.test(text.slice(base + entry.value.end, close)));
    if (commas && !comma) this.edit(valueEnd, valueEnd, ",");
    const end = lineEnd(text, tail) > close ? tail : this.lineEndAfter(item, tail - base);
    this.edit(end, end, lines(indentation(text, base + last.start), commas ? "," : ""));
  }

  /** Turns the insertions of a block into edits. */
  private place(block: Block, insertions: readonly Insertion[]): void {
    const { text } = this;
    const base = this.startOf(block.item);
    const open = base + block.openBrace + 1;
    const close = base + block.closeBrace;
    const outer = indentation(text, base + block.start);
    const first = block.body[0];
    if (!text.slice(open, first ? base + first.start : close).includes("\n")) {
      this.expand(open, close, outer, insertions);
      return;
    }
    const sibling = block.body.find((node) => beginsLine(text, base + node.start));
    const indent = sibling ? indentation(text, base + sibling.start) : outer + this.layout.unit;
    const { eol } = this.layout;
    for (const offset of new Set(insertions.map(({ spot }) => spot.offset))) {
      const here = inOrder(insertions.filter(({ spot }) => spot.offset === offset));
      const spot = here[0]?.spot as Spot;
      let written = "";
      for (const [index, { node, spot: own }] of here.entries()) {
        const apart = index === 0 ? own.blankBefore : isBlock(node);
        written +=
          (apart ? eol : "") +
          this.write(node, indent)
            .map((line) => (spot.before ? line + eol : eol + line))
            .join("");
      }
      const blankAfter = here.some((insertion) => insertion.spot.blankAfter);
      this.edit(offset, offset, written + (blankAfter ? eol : ""));
    }
  }

  private placeBlocks(blocks: readonly NewBlock[], after: Item | undefined): void {
    const { text } = this;
    const { eol } = this.layout;
    const written = blocks.map((block) => this.write(block, "").join(eol)).join(eol + eol);
    if (after?.node) {
      const end = this.lineEndAfter(after, after.node.end);
      const next = nextLine(text, end);
      const blank = next === text.length || isBlank(text, next, lineEnd(text, next));
      this.edit(end, end, `${eol}${eol}${written}${blank ? "" : eol}`);
    } else {
      const gap = /(?:^\uFEFF?|\n[ \t\r]*\n)$/.test(text) ? "" : text.endsWith("\n") ? eol : eol + eol;
      this.edit(text.length, text.length, `${gap}${written}${eol}`);
    }
  }

  /** Gives a block that stands on one line, empty or with one attribute, a line for each thing in it. */
  private expand(open: number, close: number, outer: string, insertions: readonly Insertion[]): void {
    const { text } = this;
    const { eol, unit } = this.layout;
    const indent = outer + unit;
    const content = text.slice(open, close);
    const lines: string[] = [];
    for (const { node } of inOrder(insertions)) {
      if (isBlock(node) && (lines.length > 0 || content.trim() !== "")) lines.push("");
      lines.push(...this.write(node, indent));
    }
    const written = lines.map((line) => eol + line).join("");
    if (content.trim() === "") {
      this.edit(open, close, `${written}${eol}${outer}`);
      return;
    }
    const start = open + (content.length - content.trimStart().length);
    const end = open + content.trimEnd().length;
    this.edit(open, start, eol + indent);
    this.edit(end, close, `${written}${eol}${outer}`);
  }

  /** The lines of an attribute or block, with a blank line before nested blocks that follow something. */
  private write(node: NewAttribute | NewBlock, indent: string): string[] {
    const { eol, unit } = this.layout;
    if (!isBlock(node)) return `${indent}${node.name} = ${writeCode(node.value, indent, this.layout)}`.split(eol);
    const header = [node.type, ...(node.labels ?? []).map((label) => JSON.stringify(label))].join(" ");
    if (node.body.length === 0) return [`${indent}${header} {}`];
    const lines = [`${indent}${header} {`];
    for (const [index, child] of node.body.entries()) {
      if (index > 0 && (isBlock(child) || child.apart)) lines.push("");
      lines.push(...this.write(child, indent + unit));
    }
    return [...lines, `${indent}}`];
  }

  /** The end of the line on which the offset, relative to the item, stands, and of a comment that begins there. */
  private lineEndAfter(item: Item, offset: number): number {
    const base = this.startOf(item);
    const end = lineEnd(this.text, base + offset);
    const comment = item.comments.find((each) => base + each.start < end && base + each.end > end);
    return comment ? lineEnd(this.text, base + comment.end) : end;
  }

  /** Where the item starts. An item of an older state of the file cannot be edited. */
  private startOf(item: Item): number {
    const start = this.file.startOf(item);
    if (start < 0) this.possible = false;
    return start;
  }

  private edit(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }
}

/** Attributes before blocks, otherwise as they came. */
function inOrder(insertions: readonly Insertion[]): readonly Insertion[] {
  return [...insertions].sort((a, b) => Number(isBlock(a.node)) - Number(isBlock(b.node)));
}

/** The text of a file and how it is laid out, kept for the many drafts that are made of one file. */
interface Looks {
  readonly text: string;
  readonly layout: Layout;
}

const looksByFile = new WeakMap<File, Looks>();

function looksOf(file: File): Looks {
  const known = looksByFile.get(file);
  if (known) return known;
  const { text } = file;
  const looks = { text, layout: { unit: indentationUnit(text), eol: lineEnding(text) } };
  looksByFile.set(file, looks);
  return looks;
}

/** One step of indentation: that of the first indented line; two blanks where there is none. */
function indentationUnit(text: string): string {
  return /^[ \t]+(?=[^\s#/*])/m.exec(text)?.[0] ?? "  ";
}

/** The edits in order, insertions at the same place joined; undefined when two of them overlap. */
function merged(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const result: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last && last.start === edit.start && last.end === edit.start)
      result[result.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    else if (last && last.end > edit.start) return undefined;
    else result.push(edit);
  }
  return result;
}

/** What names of entries and indexes of elements lead to; undefined where no constructor stands on the way. */
function follow(expr: Expression, path: JsonPath): Expression | undefined {
  let found: Expression | undefined = constructorOf(expr);
  for (const step of path) {
    if (typeof step === "number") found = found?.kind === "tuple" ? found.elements[step] : undefined;
    else found = found?.kind === "object" ? found.entries.find((each) => keyOf(each) === step)?.value : undefined;
    found &&= constructorOf(found);
  }
  return found;
}
