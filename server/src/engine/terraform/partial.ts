/**
 * Computing with values known in part: the trace a result inherits, the unknown it comes to, and the spreading of a
 * computation over the options of a union.
 */
import {
  failure,
  type KnownValue,
  known,
  type ListValue,
  type Primitive,
  type ReferenceValue,
  stepped,
  type TemplateValue,
  type Trace,
  type UnknownValue,
  union,
  unknown,
  type Value,
} from "./value";

/** A trace is read by a person: what many values decide together names the first of them. */
const MAX_STEPS = 16;

/** More combinations of options than this are not worth computing one by one. */
export const MAX_OPTIONS = 16;

/** Attributes of AWS resources that the provider always fills in: neither null nor empty once the resource exists. */
const IDENTIFIERS: ReadonlySet<string | number | null> = new Set(["arn", "id", "key_id"]);

/** The steps of several values, one after the other, each once. */
export function traceOf(values: readonly Value[]): Trace {
  const traced = values.filter((value) => value.trace.length > 0);
  if (traced.length === 0) return [];
  if (traced.length === 1) return traced[0]!.trace;
  const steps = new Set(traced.flatMap((value) => value.trace.slice(0, MAX_STEPS)));
  return [...steps].slice(0, MAX_STEPS);
}

export function isFailure(value: Value): value is UnknownValue {
  return value.kind === "unknown" && value.error === true;
}

/** Whether the elements stand in the order that Terraform has them in: the order of a set is that of its values. */
export function isOrdered(value: ListValue): boolean {
  return !value.set || value.elements.length < 2 || value.elements.every((element) => element.kind === "known");
}

/** True for an `arn`, `id` or `key_id`: never null, never empty, never anything but a string. */
export function isIdentifier(value: ReferenceValue): boolean {
  return IDENTIFIERS.has(value.path.at(-1) ?? null);
}

/** A reference as the user would write it. */
export function referenceLabel(value: ReferenceValue): string {
  const { declaration, key } = value.resource;
  const index = key?.kind === "known" ? `[${JSON.stringify(key.value)}]` : "";
  const path = value.path.map((step) => (typeof step === "string" ? `.${step}` : `[${step ?? "…"}]`));
  return declaration.symbol + index + path.join("");
}

/**
 * What a computation over the values comes to when it cannot be carried out: an error when one of them is one, else the
 * first unknown among them; a reference is known only when Terraform runs. `label` says which computation it was when
 * none of the values explains it.
 */
export function unknownOf(label: string, values: readonly Value[]): UnknownValue {
  const trace = traceOf(values);
  const failed = values.find(isFailure);
  if (failed) return { ...failure(failed.label, trace) };
  for (const value of values) {
    const cause = causeOf(value, 8);
    if (cause) return unknown(cause.code, cause.label, trace);
  }
  return unknown("unsupported", label, trace);
}

function causeOf(value: Value, depth: number): Pick<UnknownValue, "code" | "label"> | undefined {
  if (depth === 0) return undefined;
  switch (value.kind) {
    case "unknown":
      return value;
    case "reference":
      return { code: "runtime", label: referenceLabel(value) };
    case "resource":
      return { code: "runtime", label: value.resource.declaration.symbol };
    case "template":
      return firstCause(
        value.parts.filter((part) => typeof part !== "string"),
        depth,
      );
    case "union":
      return firstCause(value.options, depth);
    case "list":
      return firstCause(value.elements, depth);
    case "object":
      return firstCause([...value.entries.values()], depth);
    case "known":
      return undefined;
  }
}

function firstCause(values: readonly Value[], depth: number): Pick<UnknownValue, "code" | "label"> | undefined {
  for (const value of values.slice(0, MAX_OPTIONS)) {
    const cause = causeOf(value, depth - 1);
    if (cause) return cause;
  }
  return undefined;
}

/**
 * The union of what `compute` makes of each combination of options, when a few of the values are unions. With too many
 * combinations the unions count as unknown.
 */
export function distribute(
  label: string,
  values: readonly Value[],
  compute: (values: readonly Value[]) => Value,
): Value {
  const options = values.map((value) =>
    value.kind === "union" ? value.options.map((option) => stepped(option, value.trace)) : [value],
  );
  const combinations = options.reduce((product, each) => product * each.length, 1);
  if (combinations === 1) return compute(values);
  if (combinations > MAX_OPTIONS) {
    return compute(
      values.map((value) => (value.kind === "union" ? unknown("too-complex", label, traceOf([value])) : value)),
    );
  }
  let rows: (readonly Value[])[] = [[]];
  for (const each of options) rows = rows.flatMap((row) => each.map((option) => [...row, option]));
  const results = rows.map(compute);
  return results.every(isFailure) ? results[0]! : union(results);
}

/** Whether the template can come to that text, as far as its known parts tell. */
export function couldEqual(value: TemplateValue, text: string): boolean {
  const { parts } = value;
  let at = 0;
  let end = text.length;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") continue;
    if (index === 0) {
      if (!text.startsWith(part)) return false;
      at = part.length;
    } else if (index === parts.length - 1) {
      end = text.length - part.length;
      if (end < at || !text.endsWith(part)) return false;
    } else {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
  }
  return at <= end;
}

/** A number as Terraform writes it into a string: decimal, without exponent. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", first = "", rest = "", exponent = "0"] = match;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return (
    sign + (digits.length > point ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits.padEnd(point, "0"))
  );
}

/** A primitive as a part of a string. */
export function primitiveText(value: Exclude<Primitive, null>): string {
  return typeof value === "number" ? numberText(value) : String(value);
}

/** The order Terraform sorts strings and keys in: by code points. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    // A surrogate stands for a code point above every other code unit.
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** A known value with the trace of the values it was computed from. */
export function computed(value: Primitive, from: readonly Value[]): KnownValue {
  return known(value, traceOf(from));
}
