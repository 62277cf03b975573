/** Terraform code that fixes write, as data: rendered to text, and to what HashiCorp's parser will read from it. */
import { own } from "../../../../shared/src";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The value of an attribute. */
export type Code =
  /** One line of source, and how `hcl2json` presents it. */
  | { readonly kind: "line"; readonly text: string; readonly json: Json }
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: string, value: Code])[] }
  | { readonly kind: "list"; readonly elements: readonly Code[] }
  | { readonly kind: "call"; readonly name: string; readonly argument: Code };

export interface NewAttribute {
  readonly name: string;
  readonly value: Code;
  /** Set apart from what precedes it by a blank line. */
  readonly apart?: boolean;
}

export interface NewBlock {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly body: readonly (NewAttribute | NewBlock)[];
}

/** How the file writes: what one step of indentation is, and how lines end. */
export interface Layout {
  readonly unit: string;
  readonly eol: string;
}

export function literal(value: string | number | boolean): Code {
  return { kind: "line", text: typeof value === "string" ? quote(value) : String(value), json: value };
}

/** A reference, or any other expression on one line that is neither a literal nor a string. */
export function expression(text: string): Code {
  return { kind: "line", text, json: `\${${text}}` };
}

/** The source of a value that stands elsewhere already, on one line. */
export function copied(source: string): Code {
  return /^(?:\d+|true|false)$/.test(source) ? literal(JSON.parse(source) as number | boolean) : expression(source);
}

/** A quoted string; `source` is what stands between the quotes, interpolations included and nothing that needs escaping. */
export function templateCode(source: string): Code {
  return { kind: "line", text: `"${source}"`, json: source };
}

export function object(entries: readonly (readonly [string, Code])[]): Code {
  return { kind: "object", entries };
}

export function listOf(elements: readonly Code[]): Code {
  return { kind: "list", elements };
}

export function call(name: string, argument: Code): Code {
  return { kind: "call", name, argument };
}

export function isBlock(node: NewAttribute | NewBlock): node is NewBlock {
  return "body" in node;
}

/** A quoted string with what HCL would interpret escaped. */
function quote(value: string): string {
  return JSON.stringify(value).replace(/[$%]\{/g, (opening) => opening[0] + opening);
}

/** The source of a value; its first line follows the `=`, the others stand at `indent` and deeper. */
export function writeCode(code: Code, indent: string, layout: Layout): string {
  const inner = indent + layout.unit;
  switch (code.kind) {
    case "line":
      return code.text;
    case "call":
      return `${code.name}(${writeCode(code.argument, indent, layout)})`;
    case "object":
      if (code.entries.length === 0) return "{}";
      return [
        "{",
        ...code.entries.map(([key, value]) => `${inner}${writeKey(key)} = ${writeCode(value, inner, layout)}`),
        `${indent}}`,
      ].join(layout.eol);
    case "list": {
      const [first] = code.elements;
      if (code.elements.length > 1 || first?.kind !== "line")
        return [
          "[",
          ...code.elements.map((element) => `${inner}${writeCode(element, inner, layout)},`),
          `${indent}]`,
        ].join(layout.eol);
      return `[${first.text}]`;
    }
  }
}

/** What `hcl2json` reads from the value, up to white space inside a function call, of which it gives the source. */
export function codeJson(code: Code): Json {
  switch (code.kind) {
    case "line":
      return code.json;
    case "call":
      return `\${${writeCode(code, "", { unit: "", eol: "\n" })}}`;
    case "object":
      return Object.fromEntries(code.entries.map(([key, value]) => [key, codeJson(value)]));
    case "list":
      return code.elements.map(codeJson);
  }
}

/** What `hcl2json` reads from the body of a block. */
export function bodyJson(body: NewBlock["body"]): Json {
  const json: { [key: string]: Json } = {};
  for (const node of body) {
    if (isBlock(node)) pushBlock(json, [node.type, ...(node.labels ?? [])], bodyJson(node.body));
    else json[node.name] = codeJson(node.value);
  }
  return json;
}

/** Adds a block to the JSON of a body, as `hcl2json` nests blocks by type and labels. */
export function pushBlock(body: { [key: string]: Json }, names: readonly string[], block: Json): void {
  let parent = body;
  for (const name of names.slice(0, -1)) {
    const next = { ...(own(parent, name) as { [key: string]: Json } | undefined) };
    parent[name] = next;
    parent = next;
  }
  const last = names.at(-1) ?? "";
  parent[last] = [...((own(parent, last) as readonly Json[] | undefined) ?? []), block];
}

function writeKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? key : quote(key);
}
