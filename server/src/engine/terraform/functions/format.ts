/**
 * `format` and `formatlist` (https://developer.hashicorp.com/terraform/language/functions/format). What is not known
 * becomes a part of its own between the known parts of the text.
 */
import { toBoolValue, toNumberValue, toStringValue } from "../convert";
import { distribute, isFailure, isOrdered, numberText } from "../partial";
import { isNull, template, unknown, type Value } from "../value";
import type { Call, TerraformFunction } from "./call";
import { listOf } from "./collections";
import { jsonParts } from "./encoding";
import { graphemes } from "./strings";

const MAX_WIDTH = 1000;
const VERB = /%(?:%|([0#+\- ]*)(?:\[(\d+)\])?([1-9]\d*)?(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z]))/g;

interface Verb {
  readonly letter: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

export const format: Readonly<Record<string, TerraformFunction>> = {
  format: (call) => {
    const [spec, ...args] = call.args;
    return spec ? formatted(call, spec, args) : call.fail();
  },
  formatlist: (call) => {
    const [spec, ...args] = call.args;
    if (!spec) return call.fail();
    const open = args.find(
      (arg) => arg.kind === "unknown" || arg.kind === "resource" || (arg.kind === "list" && !isOrdered(arg)),
    );
    if (open) return call.unknown([open]);
    const lists = args.filter((arg) => arg.kind === "list");
    const length = lists[0]?.elements.length ?? 1;
    if (lists.some(({ elements }) => elements.length !== length)) return call.fail();
    const rows = Array.from({ length }, (_, row) => {
      const values = args.map((arg) => (arg.kind === "list" ? arg.elements[row]! : arg));
      return distribute(call.label, values, (options) => formatted(call, spec, options));
    });
    return rows.find(isFailure) ?? listOf(call, rows);
  },
};

function formatted(call: Call, spec: Value, args: readonly Value[]): Value {
  const text = toStringValue(spec);
  if (text.kind !== "known") return call.unknown();
  if (typeof text.value !== "string") return call.fail();
  const parts: (string | Value)[] = [];
  let end = 0;
  let next = 1;
  let used = 0;
  for (const match of text.value.matchAll(VERB)) {
    const [whole, flags = "", early, width, precision, late, letter] = match;
    const between = text.value.slice(end, match.index);
    if (between.includes("%")) return call.fail();
    parts.push(between);
    end = match.index + whole.length;
    if (letter === undefined) {
      parts.push("%");
      continue;
    }
    const number = early ?? late;
    const position = number === undefined ? next : Number(number);
    next = position + 1;
    used = Math.max(used, position);
    const arg = args[position - 1];
    const verb = {
      letter,
      flags,
      width: Number(width ?? 0),
      precision: precision === undefined ? undefined : Number(precision),
    };
    if (!arg) return call.fail();
    const replaced =
      verb.width > MAX_WIDTH || (verb.precision ?? 0) > 100 ? undefined : applied(call, verb, call.read(arg));
    if (replaced === undefined) return unknown("too-complex", call.label, call.trace);
    if (replaced === "impossible") return call.fail();
    parts.push(...replaced);
  }
  const rest = text.value.slice(end);
  if (rest.includes("%") || used < args.length) return call.fail();
  parts.push(rest);
  const given = parts.filter((part) => part !== "");
  const [only] = given;
  return given.length === 1 && typeof only === "object" ? only : template(given, call.trace);
}

/** The text that stands for the verb; undefined when it is too long to compute. */
function applied(call: Call, verb: Verb, arg: Value): (string | Value)[] | "impossible" | undefined {
  const { letter } = verb;
  if (letter === "v") return asIs(call, verb, arg);
  const value = letter === "t" ? toBoolValue(arg) : "sq".includes(letter) ? toStringValue(arg) : toNumberValue(arg);
  if (!"tsqbdoxXeEfgG".includes(letter) || isFailure(value) || isNull(value)) return "impossible";
  if (value.kind !== "known")
    return letter === "s" && verb.precision === undefined ? padded(call, verb, value) : [call.unknown([value])];
  if (typeof value.value === "number") {
    const text = numeric(verb, value.value);
    return text === undefined ? "impossible" : [text];
  }
  if (typeof value.value === "boolean") return [String(value.value)];
  const text = verb.precision
    ? graphemes(value.value ?? "")
        .slice(0, verb.precision)
        .join("")
    : (value.value ?? "");
  return letter === "s" ? [pad(verb, text)] : padJson(call, verb, { ...value, value: text });
}

/** A value whose length is not known stands as it is only if its known parts already fill the width. */
function padded(call: Call, { width }: Verb, value: Value): Value[] {
  const texts = value.kind === "template" ? value.parts.filter((part) => typeof part === "string") : [];
  return texts.join("").length >= width ? [value] : [call.unknown([value])];
}

function asIs(call: Call, verb: Verb, arg: Value): (string | Value)[] | undefined {
  if (!verb.flags.includes("#")) {
    if (arg.kind === "known" && typeof arg.value === "string") return [pad(verb, arg.value)];
    if (arg.kind === "known" && typeof arg.value === "number") return [pad(verb, general(arg.value, undefined))];
    if (arg.kind !== "known" && arg.kind !== "list" && arg.kind !== "object") return padded(call, verb, arg);
  }
  return padJson(call, verb, arg);
}

function padJson(call: Call, verb: Verb, value: Value): (string | Value)[] | undefined {
  const parts = jsonParts(call, value);
  return parts?.every((part) => typeof part === "string") ? [pad(verb, parts.join(""))] : parts;
}

function pad({ flags, width }: Verb, text: string): string {
  if (width === 0) return text;
  const fill = (flags.includes("0") ? "0" : " ").repeat(Math.max(width - graphemes(text).length, 0));
  return flags.includes("-") ? text + fill : fill + text;
}

// ── Numbers, as Go's fmt writes them ─────────────────────────────────────────────────────────────────────────────────

function numeric(verb: Verb, value: number): string | undefined {
  const digits = magnitude(verb, Math.abs(value));
  if (digits === undefined) return undefined;
  const { flags, width } = verb;
  const sign = value < 0 ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const integer = "bdoxX".includes(verb.letter);
  const length = sign.length + digits.length;
  // A precision says how many digits an integer has; zeros do not fill it up further.
  if (flags.includes("0") && !flags.includes("-") && !(integer && verb.precision !== undefined)) {
    return sign + "0".repeat(Math.max(width - length, 0)) + digits;
  }
  const fill = " ".repeat(Math.max(width - length, 0));
  return flags.includes("-") ? sign + digits + fill : fill + sign + digits;
}

function magnitude({ letter, precision, flags }: Verb, value: number): string | undefined {
  switch (letter) {
    case "f":
      return value < 1e21
        ? value.toFixed(precision ?? 6)
        : numberText(value) + (precision === 0 ? "" : `.${"0".repeat(precision ?? 6)}`);
    case "e":
      return exponential(value, precision ?? 6);
    case "E":
      return exponential(value, precision ?? 6).toUpperCase();
    case "g":
      return general(value, precision);
    case "G":
      return general(value, precision).toUpperCase();
    default: {
      if (!Number.isInteger(value)) return undefined;
      const [base, prefix] = BASES[letter]!;
      const text = (base === 10 ? numberText(value) : value.toString(base)).padStart(precision ?? 0, "0");
      return (flags.includes("#") ? prefix : "") + (letter === "X" ? text.toUpperCase() : text);
    }
  }
}

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, "0b"],
  d: [10, ""],
  o: [8, "0"],
  x: [16, "0x"],
  X: [16, "0X"],
};

function exponential(value: number, precision: number | undefined): string {
  const text = precision === undefined ? value.toExponential() : value.toExponential(precision);
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** `%g`: an exponent only below 0.0001, or above what the precision (by default six digits) can show. */
function general(value: number, precision: number | undefined): string {
  if (value === 0) return "0";
  const shown = precision === undefined ? value : Number(value.toPrecision(Math.max(precision, 1)));
  const exponent = Number(exponential(shown, undefined).split("e")[1]);
  const digits = exponential(shown, undefined).replace(/[.-]|e.*/g, "").length;
  const limit =
    precision === undefined ? 6 : precision > digits && digits >= exponent + 1 ? digits : Math.max(precision, 1);
  return exponent < -4 || exponent >= limit ? exponential(shown, undefined) : numberText(shown);
}
