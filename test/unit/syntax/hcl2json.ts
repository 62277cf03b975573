/**
 * What `@cdktf/hcl2json` prints for a file, computed from our tree: blocks as lists under their type and labels, literals as
 * JSON, every other expression as `${source}`. Its peculiarities are kept:
 *
 * - A negative number is a literal, a number in parentheses is not.
 * - A string that is nothing but an interpolation is the expression inside: `"${1}"` is `1`.
 * - Within a template a literal is its text, and a conditional is written as a directive.
 * - A key `a.b` is its source text.
 */
import assert from "node:assert/strict";
import { parse as parseByHashiCorp } from "@cdktf/hcl2json";
import {
  type Body,
  type Expression,
  type File,
  type ObjectEntry,
  parse,
  type TemplatePart,
} from "../../../server/src/engine/syntax/index";

/** What HashiCorp's parser says: the content, or that the text is no HCL. Undefined when hcl2json fails on valid HCL. */
async function hashiCorp(text: string): Promise<{ valid: boolean; content?: unknown } | undefined> {
  try {
    return { valid: true, content: await parseByHashiCorp("a.tf", text) };
  } catch (error) {
    // "convert …" is of hcl2json: a block with and without labels, say, has no place in its JSON.
    return String(error).includes("parse config:") ? { valid: false } : undefined;
  }
}

/** Asserts that both parsers say the same of a text. False if hcl2json says nothing. */
export async function compare(text: string): Promise<boolean> {
  const theirs = await hashiCorp(text);
  if (theirs === undefined) return false;
  const file = parse(text);
  if (hasSharedName(file.items.flatMap((item) => item.node ?? []))) return false;
  const errors = file.errors.map(({ code, args }) => [code, ...args].join(" "));
  if (theirs.valid) assert.deepEqual(errors, [], `HashiCorp's parser accepts ${JSON.stringify(text)}`);
  else assert.notDeepEqual(errors, [], `HashiCorp's parser refuses ${JSON.stringify(text)}`);
  // A null in a template makes hcl2json leave out what stands around it.
  if (theirs.valid && !/[$%]\{~? *null/.test(text)) {
    assert.deepEqual(toJson(file), theirs.content, JSON.stringify(text));
  }
  return true;
}

/** Whether a body gives one name to an attribute and to blocks: hcl2json has but one place for both. */
function hasSharedName(body: Body): boolean {
  const attributes = new Set(body.flatMap((node) => (node.kind === "attribute" ? [node.name] : [])));
  return body.some((node) => node.kind === "block" && (attributes.has(node.type) || hasSharedName(node.body)));
}

function toJson(file: File): unknown {
  return bodyToJson(file.items.flatMap((item) => item.node ?? []));
}

function bodyToJson(body: Body): unknown {
  const result: Record<string, unknown> = {};
  for (const node of body) {
    if (node.kind === "attribute") {
      result[node.name] = valueToJson(node.expr, node.item.text);
      continue;
    }
    let place = result;
    let key = node.type;
    for (const { value } of node.labels) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
      key = value;
    }
    place[key] ??= [];
    (place[key] as unknown[]).push(bodyToJson(node.body));
  }
  return result;
}

function valueToJson(expression: Expression, text: string): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "unary": {
      const { operand, operator } = expression;
      if (operand.kind !== "literal") return wrapped(expression, text);
      return operator === "-" ? -Number(operand.value) : !operand.value;
    }
    case "template": {
      const [part, ...more] = expression.parts;
      if (part?.kind === "interpolation" && more.length === 0) return valueToJson(part.expr, text);
      return partsToJson(expression.parts, text);
    }
    case "tuple":
      return expression.elements.map((element) => valueToJson(element, text));
    case "object":
      return Object.fromEntries(
        expression.entries.map((entry) => [keyToJson(entry, text), valueToJson(entry.value, text)]),
      );
    default:
      return wrapped(expression, text);
  }
}

function keyToJson({ key, bareKey }: ObjectEntry, text: string): string {
  if (key.kind === "get-attr") return text.slice(key.start, key.end);
  return bareKey ?? partToJson(key, text);
}

function partsToJson(parts: readonly TemplatePart[], text: string): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case "text":
          return part.value.replace(/[$%]\{/g, (sequence) => `${sequence[0]}${sequence}`);
        case "interpolation":
          return partToJson(part.expr, text);
        case "if": {
          const condition = text.slice(part.condition.start, part.condition.end);
          return conditional(condition, partsToJson(part.then, text), partsToJson(part.else, text));
        }
        case "for": {
          const variables = part.keyVariable === undefined ? "" : `${part.keyVariable}, `;
          const collection = text.slice(part.collection.start, part.collection.end);
          return `%{for ${variables}${part.valueVariable} in ${collection}}${partsToJson(part.body, text)}%{endfor}`;
        }
      }
      return "";
    })
    .join("");
}

function partToJson(expression: Expression, text: string): string {
  switch (expression.kind) {
    case "literal":
      return String(expression.value);
    case "template":
      return partsToJson(expression.parts, text);
    case "conditional": {
      const { condition, then, else: otherwise } = expression;
      const test = text.slice(condition.start, condition.end);
      return conditional(test, partToJson(then, text), partToJson(otherwise, text));
    }
    default:
      return wrapped(expression, text);
  }
}

function conditional(condition: string, then: string, otherwise: string): string {
  return `%{if ${condition}}${then}${otherwise === "" ? "" : `%{else}${otherwise}`}%{endif}`;
}

function wrapped({ start, end }: Expression, text: string): string {
  return `\${${text.slice(start, end)}}`;
}
