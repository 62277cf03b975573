/**
 * Terraform's JSON syntax (https://developer.hashicorp.com/terraform/language/syntax/json): the same items, blocks,
 * attributes and expressions as the native syntax gives, with spans in the JSON text.
 *
 * JSON does not tell a nested block from an attribute whose value is an object, or a list of objects. Such a property
 * stands in a body as both: an attribute, and a block for each object. Who asks for either finds it.
 */
import type {
  Attribute,
  Block,
  Body,
  Comment,
  SyntaxError as Defect,
  Expression,
  Item,
  Label,
  Span,
  TemplateExpression,
} from "./ast";
import { File } from "./file";
import { type JsonMember, type JsonNode, type JsonObject, type JsonString, readJson } from "./json-text";
import { ItemNode } from "./nodes";
import { parseExpression, parseTemplate } from "./tree";

/** How many labels each top-level block has. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["provider", 1],
  ["check", 1],
  ["locals", 0],
  ["terraform", 0],
  ["import", 0],
  ["moved", 0],
  ["removed", 0],
]);

/** Blocks whose bodies hold only attributes, as far as anyone reads them. */
const WITHOUT_BLOCKS: ReadonlySet<string> = new Set(["variable", "output", "module", "locals"]);

/** The property that JSON files use for comments. */
const COMMENT = "//";

/** What a JSON string holds: a template, plain text, or an expression such as a type constraint or a reference. */
type Reading = "template" | "text" | "expression";

const READINGS: Readonly<Record<string, Reading>> = {
  "variable.type": "expression",
  "variable.default": "text",
  "resource.provider": "expression",
  "data.provider": "expression",
  "ephemeral.provider": "expression",
  "module.providers": "expression",
  "dynamic.iterator": "expression",
};

/**
 * Reads a `.tf.json` file, or a `.tfvars.json` file, of which every property is an attribute with a literal value. Every
 * top-level declaration is an item of its own. Never throws; what follows the first error of the JSON text is not read.
 * The file is not to be edited as the native syntax is: read the new text instead.
 */
export function parseJsonConfiguration(text: string, kind: "configuration" | "variables" = "configuration"): File {
  const { root, errors } = readJson(text);
  const builder = new ItemBuilder(text);
  for (const { key, value } of objectsOf(root).flatMap(membersOf)) {
    const labels = kind === "configuration" ? LABELS.get(key.value) : undefined;
    if (labels === undefined) builder.attribute(key, value);
    else builder.blocks(key.value, key, [], labels, value);
  }
  return new File(builder.finish(errors));
}

/** The object, or the objects of the array. */
function objectsOf(node: JsonNode | undefined): readonly JsonObject[] {
  if (node?.kind === "object") return [node];
  return node?.kind === "array" ? node.elements.filter((each) => each.kind === "object") : [];
}

function membersOf(object: JsonObject): readonly JsonMember[] {
  return object.members.filter(({ key }) => key.value !== COMMENT);
}

/** An item of a JSON text, which has no comments. */
class JsonItem extends ItemNode {
  override get comments(): readonly Comment[] {
    return [];
  }
}

/** Cuts the text into items, each of which ends with a declaration. */
class ItemBuilder {
  private readonly items: JsonItem[] = [];
  private start = 0;

  constructor(private readonly text: string) {}

  /** An assignment of a variable file. */
  attribute(key: JsonString, value: JsonNode): void {
    const item = this.add(value.end);
    item.node = new BodyReader(item, value.end - item.text.length, "").attribute(key, value, "text");
  }

  /** The blocks of a type below a property; `missing` labels are still to be read from the properties within. */
  blocks(type: string, key: JsonString, labels: readonly string[], missing: number, value: JsonNode): void {
    for (const object of objectsOf(value)) {
      if (missing > 0) {
        for (const member of membersOf(object)) {
          this.blocks(type, member.key, [...labels, member.key.value], missing - 1, member.value);
        }
        continue;
      }
      const item = this.add(object.end);
      const base = object.end - item.text.length;
      item.node = new BodyReader(item, base, type).block(type, key, labels, object);
    }
  }

  /** The items, the last of them with the rest of the text, each with its errors. */
  finish(errors: readonly Defect[]): readonly JsonItem[] {
    if (this.start < this.text.length || this.items.length === 0) this.add(this.text.length);
    let base = 0;
    for (const item of this.items) {
      const end = base + item.text.length;
      const isLast = end === this.text.length;
      item.errors = errors
        .filter(({ start }) => base <= start && (start < end || isLast))
        .map((error) => ({ ...error, start: error.start - base, end: error.end - base }));
      base = end;
    }
    return this.items;
  }

  private add(end: number): JsonItem {
    const item = new JsonItem();
    item.text = this.text.slice(this.start, end);
    item.examined = item.text.length;
    this.items.push(item);
    this.start = end;
    return item;
  }
}

/** Makes the nodes of one item, which starts at offset `base` of the text. */
class BodyReader {
  constructor(
    private readonly item: Item,
    private readonly base: number,
    /** Type of the top-level block. */
    private readonly declaration: string,
  ) {}

  /**
   * A block with the object as its body. Its header is the property that names it: the key of the last label, or of the
   * type; for a further object of the same property its opening brace.
   */
  block(type: string, key: JsonString, labels: readonly string[], object: JsonObject): Block {
    const named = key.start >= this.base;
    const header = this.span(named ? key : { start: object.start, end: object.start + 1 });
    return {
      kind: "block",
      item: this.item,
      type,
      labels: labels.map((value): Label => ({ ...header, value, quoted: true })),
      start: header.start,
      typeEnd: header.end,
      end: object.end - this.base,
      openBrace: object.start - this.base,
      closeBrace: object.end - 1 - this.base,
      body: this.body(type, object),
    };
  }

  attribute(key: JsonString, value: JsonNode, reading: Reading): Attribute {
    return new JsonAttribute(this.item, this.base, key, value, reading);
  }

  private body(type: string, object: JsonObject): Body {
    return membersOf(object).flatMap(({ key, value }): Body => {
      const name = key.value;
      if (name === "dynamic") return this.dynamic(value);
      const attribute = this.attribute(key, value, READINGS[`${type}.${name}`] ?? "template");
      return WITHOUT_BLOCKS.has(this.declaration)
        ? [attribute]
        : [attribute, ...objectsOf(value).map((each) => this.block(name, key, [], each))];
    });
  }

  /** `"dynamic": {"setting": {"for_each": …, "content": {…}}}`. */
  private dynamic(value: JsonNode): readonly Block[] {
    return objectsOf(value)
      .flatMap(membersOf)
      .flatMap(({ key, value: blocks }) =>
        objectsOf(blocks).map((each) => this.block("dynamic", key, [key.value], each)),
      );
  }

  private span({ start, end }: Span): Span {
    return { start: start - this.base, end: end - this.base };
  }
}

class JsonAttribute implements Attribute {
  private expression: Expression | undefined;

  constructor(
    readonly item: Item,
    private readonly base: number,
    private readonly key: JsonString,
    private readonly value: JsonNode,
    private readonly reading: Reading,
  ) {}

  get kind(): "attribute" {
    return "attribute";
  }

  get name(): string {
    return this.key.value;
  }

  get start(): number {
    return this.key.start - this.base;
  }

  get nameEnd(): number {
    return this.key.end - this.base;
  }

  get exprStart(): number {
    return this.value.start - this.base;
  }

  get exprEnd(): number {
    return this.value.end - this.base;
  }

  get end(): number {
    return this.exprEnd;
  }

  get expr(): Expression {
    this.expression ??= expressionOf(this.value, this.base, this.reading);
    return this.expression;
  }
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The JSON value as an expression, with spans relative to `base`. */
function expressionOf(node: JsonNode, base: number, reading: Reading): Expression {
  const span = { start: node.start - base, end: node.end - base };
  switch (node.kind) {
    case "literal":
      return { kind: "literal", ...span, value: node.value };
    case "string":
      return stringExpression(node, base, reading);
    case "array":
      return { kind: "tuple", ...span, elements: node.elements.map((each) => expressionOf(each, base, reading)) };
    case "object":
      return {
        kind: "object",
        ...span,
        entries: node.members.map(({ key, value }) => ({
          start: key.start - base,
          end: value.end - base,
          key: stringExpression(key, base, reading === "expression" ? "text" : reading),
          bareKey: undefined,
          value: expressionOf(value, base, reading),
        })),
      };
  }
}

function stringExpression(node: JsonString, base: number, reading: Reading): Expression {
  const span = { start: node.start - base, end: node.end - base };
  const { value } = node;
  if (reading === "text") {
    const inner = { start: span.start + 1, end: span.end - 1 };
    const parts: TemplateExpression["parts"] = value === "" ? [] : [{ kind: "text", ...inner, value }];
    return { kind: "template", ...span, parts };
  }
  const place = (offset: number): number =>
    (offset >= value.length ? node.end - 1 : (node.offsets?.[offset] ?? node.start + 1 + offset)) - base;
  // A reference may also be written as a template.
  if (reading === "expression" && !value.startsWith("${")) return moved(parseExpression(value), place);
  return { ...moved(parseTemplate(value), place), ...span };
}

const OFFSETS: ReadonlySet<string> = new Set(["start", "end", "nameStart"]);

/** The tree with every offset changed. */
function moved<T>(tree: T, place: (offset: number) => number): T {
  if (Array.isArray(tree)) return tree.map((each: unknown) => moved(each, place)) as T;
  if (typeof tree !== "object" || tree === null) return tree;
  const entries = Object.entries(tree).map(([name, value]: [string, unknown]) => [
    name,
    OFFSETS.has(name) && typeof value === "number" ? place(value) : moved(value, place),
  ]);
  // Nothing but offsets has changed.
  return Object.fromEntries(entries) as T;
}
