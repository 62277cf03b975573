/** Writes a resource of a catalogue row as Terraform would accept it: the settings asked for, and what the schema requires. */
import type { CatalogueRow, Condition, Literal, Shape } from "../../../server/src/engine/control/catalogue";
import { isRequired, nodeAt, type SchemaTree, schema, shapeOf, typeOf } from "./schema";

/** An attribute's path and its expression; without an expression, a block that is there. */
export type Setting = readonly [path: string, expression?: string];

type Body = Map<string, string | Nested>;

interface Nested {
  readonly shape: Shape;
  readonly body: Body;
  readonly tree: SchemaTree | undefined;
}

/** A resource of the row's type, in which the row applies and the settings are made. */
export function resourceText(row: CatalogueRow, settings: readonly Setting[], name = "this"): string {
  return `resource "${row.type}" "${name}" {\n${render(compose(row, settings), "  ", false)}}\n`;
}

/** Whether the schema lets the path out when the row applies and the settings are made. */
export function canOmit(row: CatalogueRow, path: string, settings: readonly Setting[]): boolean {
  let body: Body | undefined = compose(row, settings);
  for (const name of path.split(".")) {
    const entry: string | Nested | undefined = body?.get(name);
    if (entry === undefined) return true;
    body = typeof entry === "string" ? undefined : entry.body;
  }
  return false;
}

/** Settings that make the condition true; one on the provider's version needs none. */
export function satisfy(row: CatalogueRow, condition: Condition): readonly Setting[] {
  if ("is" in condition) return [[condition.path, expressionFor(row, condition.path, condition.is[0]!)]];
  if ("startsWith" in condition) return [[condition.path, JSON.stringify(condition.startsWith)]];
  if ("present" in condition) {
    const node = nodeAt(schema.types[row.type], condition.path);
    return [typeof node === "string" ? [condition.path, placeholder(typeOf(node))] : [condition.path]];
  }
  if ("any" in condition) return satisfy(row, condition.any[0]!);
  if ("all" in condition) return condition.all.flatMap((part) => satisfy(row, part));
  return [];
}

/** The value as the attribute's type writes it: a string boolean in quotes, a list in brackets. */
export function expressionFor(row: CatalogueRow, path: string, value: Literal | readonly Literal[]): string {
  const node = nodeAt(schema.types[row.type], path);
  const type = node === undefined ? "any" : typeOf(node);
  if (type === "list(string)") return JSON.stringify([value].flat());
  return type === "string" ? JSON.stringify(String(value)) : JSON.stringify(value);
}

function compose(row: CatalogueRow, settings: readonly Setting[]): Body {
  const tree = schema.types[row.type];
  const body: Body = new Map();
  const conditions = row.appliesWhen === undefined ? [] : satisfy(row, row.appliesWhen);
  const each: readonly Setting[] = row.each === undefined ? [] : [[row.each]];
  for (const [path, expression] of [...conditions, ...each, ...settings]) put(body, tree, row.shapes, path, expression);
  for (const [prefix, shape] of Object.entries(row.shapes)) {
    if (shape === "json" && !body.has(prefix)) body.set(prefix, "jsonencode({})");
  }
  fill(body, tree);
  return body;
}

function put(
  body: Body,
  tree: SchemaTree | undefined,
  shapes: CatalogueRow["shapes"],
  path: string,
  expression?: string,
) {
  const names = path.split(".");
  let [at, schemaHere] = [body, tree];
  names.forEach((name, index) => {
    if (index === names.length - 1 && expression !== undefined) {
      at.set(name, expression);
      return;
    }
    const node = schemaHere?.[name];
    const below = typeof node === "object" ? node : undefined;
    const isJson = shapes[names.slice(0, index + 1).join(".")] === "json";
    const shape = isJson ? "json" : ((below && shapeOf(below)) ?? "object");
    const found = at.get(name);
    const nested: Nested = typeof found === "object" ? found : { shape, body: new Map(), tree: below };
    at.set(name, nested);
    at = nested.body;
    schemaHere = below;
  });
}

/** Adds what the schema requires and nothing has set. */
function fill(body: Body, tree: SchemaTree | undefined) {
  for (const [name, node] of Object.entries(tree ?? {})) {
    if (name === "#" || !isRequired(node) || body.has(name)) continue;
    if (typeof node === "string") body.set(name, placeholder(typeOf(node)));
    else body.set(name, { shape: shapeOf(node) ?? "block", body: new Map(), tree: node });
  }
  for (const entry of body.values()) if (typeof entry === "object") fill(entry.body, entry.tree);
}

function placeholder(type: string): string {
  switch (type) {
    case "bool":
      return "false";
    case "number":
      return "1";
    case "list(string)":
      return '["example"]';
    case "map(string)":
      return '{ name = "example" }';
    default:
      return '"example"';
  }
}

function render(body: Body, indent: string, isObject: boolean): string {
  let text = "";
  for (const [name, entry] of body) {
    if (typeof entry === "string") {
      text += `${indent}${name} = ${entry}\n`;
      continue;
    }
    const inner = render(entry.body, `${indent}  `, isObject || entry.shape !== "block");
    const [open, close] = isObject ? ["= {", "}"] : DELIMITERS[entry.shape];
    text += `${indent}${name} ${open}\n${inner}${indent}${close}\n`;
  }
  return text;
}

const DELIMITERS: Readonly<Record<Shape, readonly [string, string]>> = {
  block: ["{", "}"],
  object: ["= {", "}"],
  objects: ["= [{", "}]"],
  json: ["= jsonencode({", "})"],
};
