/** Encoding functions (section "Encoding Functions"). */
import { compareText, computed, isIdentifier, isOrdered, numberText } from "../partial";
import { list, object, stepped, template, unknown, type Value } from "../value";
import { type Call, define, type TerraformFunction } from "./call";

const MAX_DEPTH = 100;
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export const encoding: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: define(["any"], (call, value) => {
    const parts = jsonParts(call, value);
    const text = parts ? template(parts, value.trace) : unknown("too-complex", call.label, value.trace);
    return { ...text, json: value };
  }),
  jsondecode: (call) => {
    const [arg] = call.args;
    return arg?.json && call.args.length === 1
      ? stepped(withoutSets(arg.json, MAX_DEPTH), arg.json.trace === arg.trace ? [] : arg.trace)
      : decodeText(call);
  },
  base64encode: define(["string"], (_, text) => base64(text)),
  base64decode: define(["string"], (_, text) => fromBase64(text)),
  urlencode: define(["string"], (_, text) =>
    encodeURIComponent(wellFormed(text))
      .replace(/%20/g, "+")
      .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
  ),
};

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The JSON text of the value, with what is not known as parts of their own; undefined when it is too deep or too large. */
export function jsonParts(call: Call, value: Value, depth = MAX_DEPTH): (string | Value)[] | undefined {
  if (depth === 0 || !call.host.spend(1)) return undefined;
  switch (value.kind) {
    case "known":
      return [jsonPrimitive(value.value)];
    case "template":
      return ['"', ...value.parts.map((part) => (typeof part === "string" ? escapeJson(part) : part)), '"'];
    case "reference":
      return isIdentifier(value) ? ['"', value, '"'] : [value];
    case "list":
      if (value.set && value.elements.some(isOpen)) return [value];
      return joinJson(
        "[",
        "]",
        value.elements.map((element) => jsonParts(call, element, depth - 1)),
      );
    case "object": {
      if (!value.complete) return [unknown("runtime", call.label, value.trace)];
      const entries = [...value.entries].sort(([left], [right]) => compareText(left, right));
      return joinJson(
        "{",
        "}",
        entries.map(([key, entry]) => {
          const parts = jsonParts(call, entry, depth - 1);
          return parts && [`${jsonPrimitive(key)}:`, ...parts];
        }),
      );
    }
    default:
      return [value];
  }
}

/** Whether the value decides where it stands in a set, and whether it is there at all, only when Terraform runs. */
function isOpen(value: Value): boolean {
  return value.kind !== "known" && value.kind !== "list" && value.kind !== "object";
}

function joinJson(open: string, close: string, members: readonly ((string | Value)[] | undefined)[]) {
  const parts: (string | Value)[] = [open];
  for (const [at, member] of members.entries()) {
    if (!member) return undefined;
    if (at > 0) parts.push(",");
    // Not spread: a hostile value may have more parts than a call can have arguments.
    for (const part of member) parts.push(part);
  }
  parts.push(close);
  return parts;
}

function jsonPrimitive(value: string | number | boolean | null): string {
  if (typeof value === "string") return `"${escapeJson(value)}"`;
  return typeof value === "number" ? numberText(value) : String(value);
}

/** The text between the quotes; beyond what JSON asks, Terraform escapes what is special in HTML and JavaScript. */
function escapeJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const decodeText = define(["string"], (call, text) => {
  if (!call.host.spend(text.length / 16)) return unknown("too-complex", call.label, call.trace);
  try {
    return fromJson(JSON.parse(text), call, MAX_DEPTH);
  } catch {
    return undefined;
  }
});

/** The value as it comes back from JSON, which has no sets; a set of which the order is not known stays one. */
function withoutSets(value: Value, depth: number): Value {
  if (depth === 0) return value;
  if (value.kind === "object") {
    const entries = [...value.entries].map(([key, entry]) => [key, withoutSets(entry, depth - 1)] as const);
    return { ...value, entries: new Map(entries) };
  }
  if (value.kind !== "list") return value;
  const elements = value.elements.map((element) => withoutSets(element, depth - 1));
  return { ...value, elements, set: !isOrdered(value) };
}

/** What `JSON.parse` returns, as a value. */
function fromJson(parsed: unknown, call: Call, depth: number): Value {
  if (depth === 0) return unknown("too-complex", call.label, call.trace);
  if (Array.isArray(parsed)) {
    return list(
      parsed.map((element) => fromJson(element, call, depth - 1)),
      call.trace,
    );
  }
  if (typeof parsed === "object" && parsed !== null) {
    return object(
      new Map(Object.entries(parsed).map(([key, entry]) => [key, fromJson(entry, call, depth - 1)])),
      true,
      call.trace,
    );
  }
  return computed(parsed as string | number | boolean | null, call.args);
}

// ── Base64 ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The Base64 form of the text's UTF-8 bytes. */
export function base64(text: string): string {
  const bytes = utf8(text);
  let result = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) result += BASE64[(group >> shift) & 63];
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return result.slice(0, result.length - padding) + "=".repeat(padding);
}

/** The UTF-8 text that the Base64 form encodes; undefined when it encodes none. */
function fromBase64(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, "");
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  let escaped = "";
  for (let at = 0; at < digits.length; at += 4) {
    const quad = digits.slice(at, at + 4).replace(/=/g, "");
    const group = [...quad].reduce((bits, digit, index) => bits | (BASE64.indexOf(digit) << (18 - 6 * index)), 0);
    for (const shift of [16, 8, 0].slice(0, quad.length - 1)) {
      escaped += `%${((group >> shift) & 255).toString(16).padStart(2, "0")}`;
    }
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

function utf8(text: string): number[] {
  const escaped = encodeURIComponent(wellFormed(text));
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] !== "%") bytes.push(escaped.charCodeAt(at));
    else {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return bytes;
}

/** The text without halves of surrogate pairs, which `encodeURIComponent` refuses. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
