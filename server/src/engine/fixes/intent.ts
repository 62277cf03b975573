/** What a fix means to change, told in terms of the JSON that `hcl2json` makes of the configuration. */
import type { Attribute, Block, Item } from "../syntax";
import { type Json, pushBlock } from "./code";

export type JsonPath = readonly (string | number)[];

/** A change below one item, or a new item. Paths start at the body of the item's block, or at the value of its attribute. */
export type Intent =
  | { readonly kind: "set"; readonly item: Item; readonly path: JsonPath; readonly value: Json }
  | {
      readonly kind: "nest";
      readonly item: Item;
      readonly path: JsonPath;
      readonly names: readonly string[];
      readonly body: Json;
    }
  | { readonly kind: "remove"; readonly item: Item; readonly path: JsonPath }
  /** One occurrence of a text within the string at the path. */
  | {
      readonly kind: "substitute";
      readonly item: Item;
      readonly path: JsonPath;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: "append"; readonly names: readonly string[]; readonly body: Json };

/**
 * Whether `after` is `before` with the intents carried out, and nothing else.
 * @param prefix where the JSON of an item stands
 */
export function carriesOut(
  before: unknown,
  after: unknown,
  intents: readonly Intent[],
  prefix: (item: Item) => JsonPath | undefined,
): boolean {
  const expected = JSON.parse(JSON.stringify(before)) as Json;
  for (const intent of intents) {
    if (intent.kind === "append") {
      pushBlock(expected as { [key: string]: Json }, intent.names, intent.body);
      adopt(expected, after, [...intent.names, size(expected, intent.names) - 1]);
      continue;
    }
    const root = prefix(intent.item);
    if (!root) return false;
    const path = [...root, ...intent.path];
    if (intent.kind === "substitute") {
      const found = at(after, path);
      const parent = at(expected, path.slice(0, -1)) as { [key: string | number]: unknown } | undefined;
      const last = path.at(-1);
      if (!parent || last === undefined || !isSubstituted(parent[last], found, intent)) return false;
      parent[last] = found;
    } else if (intent.kind === "remove") {
      const parent = at(expected, path.slice(0, -1));
      if (!isRecord(parent)) return false;
      delete parent[path.at(-1) as string];
    } else if (intent.kind === "set") {
      const parent = at(expected, path.slice(0, -1));
      if (!isRecord(parent) && !Array.isArray(parent)) return false;
      (parent as { [key: string | number]: Json })[path.at(-1) as string] = intent.value;
      adopt(expected, after, path);
    } else {
      const parent = at(expected, path);
      if (!isRecord(parent)) return false;
      pushBlock(parent, intent.names, intent.body);
      const block = [...path, ...intent.names];
      adopt(expected, after, [...block, size(expected, block) - 1]);
    }
  }
  return equal(expected, after);
}

/** Where `hcl2json` puts one of the items that it is given; undefined for one without a node. */
export function itemPath(items: readonly Item[], item: Item): JsonPath | undefined {
  const { node } = item;
  if (!node || !items.includes(item)) return undefined;
  if (node.kind === "attribute") return [node.name];
  let index = 0;
  for (const other of items) {
    if (other === item) break;
    if (other.node?.kind === "block" && sameNames(other.node, node)) index++;
  }
  return [...names(node), index];
}

/** The path from the body of the item's block to that of a nested one. */
export function blockPath(block: Block): JsonPath {
  const search = (parent: Block, path: JsonPath): JsonPath | undefined => {
    if (parent.start === block.start && parent.end === block.end) return path;
    const seen: Block[] = [];
    for (const node of parent.body) {
      if (node.kind !== "block") continue;
      const index = seen.filter((other) => sameNames(other, node)).length;
      seen.push(node);
      const found = node.end >= block.end && node.start <= block.start;
      if (found) return search(node, [...path, ...names(node), index]);
    }
    return undefined;
  };
  const root = block.item.node;
  return (root?.kind === "block" && search(root, [])) || [];
}

/** The path of an attribute in JSON, from its item. */
export function attributePath(attribute: Attribute): JsonPath {
  const root = attribute.item.node;
  if (root?.kind !== "block") return [];
  let block = root;
  for (let inner: Block | undefined = root; inner; ) {
    block = inner;
    inner = block.body.find(
      (node): node is Block => node.kind === "block" && node.start <= attribute.start && node.end >= attribute.end,
    );
  }
  return [...blockPath(block), attribute.name];
}

function names(block: Block): readonly string[] {
  return [block.type, ...block.labels.map((label) => label.value)];
}

function sameNames(a: Block, b: Block): boolean {
  return names(a).join("\n") === names(b).join("\n");
}

/** Whether the texts differ in one occurrence of `from`, which has become `to`, and white space of an expression. */
function isSubstituted(before: unknown, after: unknown, { from, to }: { from: string; to: string }): boolean {
  if (typeof before !== "string") return false;
  for (let start = before.indexOf(from); start >= 0; start = before.indexOf(from, start + 1)) {
    const expected = before.slice(0, start) + to + before.slice(start + from.length);
    if (equal(squeezed(expected), squeezed(after))) return true;
  }
  return false;
}

/** Takes over what differs from the intended value in white space alone: the source of an expression, laid out. */
function adopt(expected: Json, after: unknown, path: JsonPath): void {
  const found = at(after, path);
  const parent = at(expected, path.slice(0, -1)) as { [key: string | number]: unknown } | undefined;
  const last = path.at(-1);
  if (parent && last !== undefined && equal(squeezed(parent[last]), squeezed(found))) parent[last] = found;
}

/** The value with the white space of expressions reduced. */
function squeezed(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("${") ? value.replace(/\s+/g, " ") : value;
  if (Array.isArray(value)) return value.map(squeezed);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, squeezed(each)]));
  return value;
}

function at(value: unknown, path: JsonPath): unknown {
  let found = value;
  for (const step of path) found = (found as { [key: string | number]: unknown } | null | undefined)?.[step];
  return found;
}

function size(value: unknown, path: JsonPath): number {
  const found = at(value, path);
  return Array.isArray(found) ? found.length : 0;
}

function isRecord(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => equal(each, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
  }
  return Object.is(a, b);
}
