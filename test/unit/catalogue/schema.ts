/** The provider's schema as the extract in test/schema has it, and how to walk it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Shape } from "../../../server/src/engine/control/catalogue";

/** "<flags> <type>" for an attribute; a tree whose "#" says the same for what nests. */
export type SchemaNode = string | SchemaTree;

export interface SchemaTree {
  readonly [name: string]: SchemaNode;
}

interface Extract {
  readonly provider: string;
  readonly types: Readonly<Record<string, SchemaTree>>;
  readonly encryption: Readonly<Record<string, readonly string[]>>;
}

const folder = join(import.meta.dirname, "../../schema");

/** The newest extract. */
export const schema: Extract = JSON.parse(readFileSync(join(folder, readdirSync(folder).sort().at(-1)!), "utf8"));

/** What the schema says at a dotted path; undefined when the path is not there or cannot be configured. */
export function nodeAt(tree: SchemaNode | undefined, path: string): SchemaNode | undefined {
  return path
    .split(".")
    .reduce<SchemaNode | undefined>((node, name) => (typeof node === "object" ? node[name] : undefined), tree);
}

/** The type of an attribute ("string", "list(string)"), or of what nests ("block list"). */
export function typeOf(node: SchemaNode): string {
  const text = typeof node === "string" ? node : String(node["#"]);
  return text.slice(text.indexOf(" ") + 1);
}

export function isRequired(node: SchemaNode): boolean {
  return (typeof node === "string" ? node : String(node["#"])).startsWith("r");
}

/** The shape of what nests; undefined for an attribute of a simple type. */
export function shapeOf(node: SchemaNode): Exclude<Shape, "json"> | undefined {
  if (typeof node === "string") return undefined;
  const [kind, multiple] = typeOf(node).split(" ");
  if (kind === "block") return "block";
  return multiple === undefined ? "object" : "objects";
}
