/** The JSON form of generated declarations. */
import { parseExpression } from "../../../../server/src/engine/syntax";
import { evaluate } from "../constants";
import { plain } from "../support";

/** A top-level block by its header and the arguments of its body. */
export interface Declared {
  readonly header: string;
  readonly body: readonly Argument[];
}

export type Argument = readonly [name: string, expression: string];

/**
 * A template that is nothing but an interpolation is that value unconverted; inside a JSON string the engine takes it for text,
 * since it knows such templates by their positions.
 */
const WRAPPED = '"${';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A literal of HCL as JSON. */
export function literalAsJson(text: string): Json {
  return plain(evaluate(parseExpression(text))) as Json;
}

/** Heredocs, like anything else of several lines, cannot stand in a JSON string's template. */
export function isWritableAsJson(block: Declared): boolean {
  return block.body.every(([, expression]) => !expression.includes("\n") && !expression.includes(WRAPPED));
}

/** The blocks as one file of Terraform's JSON syntax. */
export function asJson(blocks: readonly Declared[]): string {
  const root: Record<string, Json> = {};
  for (const { header, body } of blocks) {
    const path = header.split(" ").map((word) => word.replaceAll('"', ""));
    let inner = root;
    for (const step of path) {
      inner[step] ??= {};
      inner = inner[step] as Record<string, Json>;
    }
    for (const [name, expression] of body) inner[name] = argumentAsJson(path[0] ?? "", name, expression);
  }
  return JSON.stringify(root, null, 2);
}

function argumentAsJson(block: string, name: string, expression: string): Json {
  if (name === "type") return expression;
  const literal = block === "variable" || (block === "module" && name === "source");
  return literal ? literalAsJson(expression) : `\${${expression}}`;
}
