/**
 * Abstract values: what an expression is worth as far as the text tells. A value carries the chain of steps that led to it,
 * nearest first, so that a verdict can show where it comes from.
 */
import type { Location } from "./location";
import type { ResourceHandle } from "./types";

/** One step of the way from an attribute to the origin of its value. */
export interface Step {
  readonly kind:
    | "default" //           the default of a variable
    | "unset" //             a variable without default that nobody sets
    | "tfvars" //            an assignment in a variable file
    | "argument" //          an argument of a module call
    | "omitted-argument" //  a module call that leaves the variable to its default; located at the call's header
    | "local"
    | "output"
    | "reference"; //        a resource or data source
  /** As the user would write it: `var.key`, `module.db`, `aws_kms_key.main`. */
  readonly label: string;
  /** For an (omitted) argument: the call, `module.db`. */
  readonly call?: string;
  readonly at: Location;
}

/** Nearest step first. */
export type Trace = readonly Step[];

interface Traced {
  readonly trace: Trace;
  /** The expression that the value was read from: set for attribute values and the elements of object and tuple expressions. */
  readonly at?: Location;
  /** For a string made by `jsonencode`: the value it encodes. */
  readonly json?: Value;
}

export type Primitive = string | number | boolean | null;

/** A string, number, boolean or null that the text decides. */
export interface KnownValue extends Traced {
  readonly kind: "known";
  readonly value: Primitive;
}

/** A string of which only parts are known; no two neighbouring parts are strings. */
export interface TemplateValue extends Traced {
  readonly kind: "template";
  readonly parts: readonly (string | Value)[];
}

/** A tuple, list or set, every element present. */
export interface ListValue extends Traced {
  readonly kind: "list";
  readonly elements: readonly Value[];
  readonly set?: boolean;
}

/** An object or map. When not `complete`, it may have further keys. */
export interface ObjectValue extends Traced {
  readonly kind: "object";
  readonly entries: ReadonlyMap<string, Value>;
  readonly complete: boolean;
}

/**
 * An attribute of a resource or data source: `aws_kms_key.main.arn`. What its configuration says of that attribute is
 * answered by `Evaluator.configured`.
 */
export interface ReferenceValue extends Traced {
  readonly kind: "reference";
  readonly resource: ResourceHandle;
  /** At least one attribute name; indexes as numbers, unknown indexes as null. */
  readonly path: readonly (string | number | null)[];
}

/** A whole resource or data source: `aws_kms_key.main`, or one instance of it: `aws_kms_key.main[0]`. */
export interface ResourceValue extends Traced {
  readonly kind: "resource";
  readonly resource: ResourceHandle;
}

/** One of several values, the choice being unknown (both arms of a conditional, say). At least two options. */
export interface UnionValue extends Traced {
  readonly kind: "union";
  readonly options: readonly Value[];
}

export type UnknownCode =
  | "unset-variable"
  | "undeclared"
  | "not-on-disk" //       a module or file that is not in the workspace
  | "data-source"
  | "cycle"
  | "invalid" //           Terraform itself would refuse it
  | "unsupported" //       a function or construct the engine does not compute
  | "too-complex"
  | "syntax"
  | "runtime"; //          only known when Terraform runs: terraform.workspace, timestamp(), each.key of an unknown map

/** What text does not tell. */
export interface UnknownValue extends Traced {
  readonly kind: "unknown";
  readonly code: UnknownCode;
  /** What is unknown, as the user would write it (`var.key`, `timestamp()`). */
  readonly label: string;
  /** Terraform would raise an error here; `try` and `can` catch it. */
  readonly error?: boolean;
}

export type Value =
  | KnownValue
  | TemplateValue
  | ListValue
  | ObjectValue
  | ReferenceValue
  | ResourceValue
  | UnionValue
  | UnknownValue;

const NO_TRACE: Trace = [];

/** What a value may hold. What is larger was made to be: it is too complex to follow. */
const MAX_TEXT = 10 * 1024 * 1024;
const MAX_PARTS = 100_000;
const MAX_OPTIONS = 1000;

export function known(value: Primitive, trace: Trace = NO_TRACE): KnownValue {
  return { kind: "known", value, trace };
}

export function unknown(code: UnknownCode, label: string, trace: Trace = NO_TRACE): UnknownValue {
  return { kind: "unknown", code, label, trace };
}

/** An unknown that Terraform would report as an error, which `try` catches. */
export function failure(label: string, trace: Trace = NO_TRACE): UnknownValue {
  return { kind: "unknown", code: "invalid", label, error: true, trace };
}

export function list(elements: readonly Value[], trace: Trace = NO_TRACE): ListValue {
  return { kind: "list", elements, trace };
}

export function object(entries: ReadonlyMap<string, Value>, complete = true, trace: Trace = NO_TRACE): ObjectValue {
  return { kind: "object", entries, complete, trace };
}

/**
 * The union of the options, flattened and without repeated known values; the option itself when only one remains, unknown
 * when there are too many.
 */
export function union(options: readonly Value[], trace: Trace = NO_TRACE): Value {
  const flat: Value[] = [];
  const seen = new Set<Primitive>();
  for (const option of options) {
    for (const each of option.kind === "union" ? option.options.map((o) => stepped(o, option.trace)) : [option]) {
      if (each.kind === "known") {
        if (seen.has(each.value)) continue;
        seen.add(each.value);
      }
      if (flat.length === MAX_OPTIONS) return unknown("too-complex", "…", trace);
      flat.push(each);
    }
  }
  const [only] = flat;
  if (only && flat.length === 1) return stepped(only, trace);
  return { kind: "union", options: flat, trace };
}

/**
 * The value without the options that Terraform would refuse: where a configuration is valid, they are not chosen. `try`, which
 * chooses by them, has been answered by then.
 */
export function accepted(value: Value): Value {
  if (value.kind !== "union" || !value.options.some(isError)) return value;
  const options = value.options.filter((option) => !isError(option));
  return options.length === 0 ? value : union(options, value.trace);
}

function isError(value: Value): boolean {
  return value.kind === "unknown" && value.error === true;
}

/** The value with further steps before its own. */
export function stepped<V extends Value>(value: V, steps: Trace): V {
  return steps.length === 0 ? value : { ...value, trace: [...steps, ...value.trace] };
}

/**
 * A template of the parts, joined where neighbours are strings; a known string when all of them are, unknown when it would
 * be too long.
 */
export function template(parts: readonly (string | Value)[], trace: Trace = NO_TRACE): Value {
  const joined: (string | Value)[] = [];
  let length = 0;
  const push = (part: string | Value): void => {
    length += typeof part === "string" ? part.length : 0;
    if (length > MAX_TEXT || joined.length > MAX_PARTS) return;
    const last = joined.length - 1;
    if (typeof part === "string" && typeof joined[last] === "string") joined[last] += part;
    else if (part !== "") joined.push(part);
  };
  let steps = trace;
  for (const part of parts) {
    if (typeof part === "string") push(part);
    else {
      steps = steps.length === 0 ? part.trace : steps;
      if (part.kind === "template") part.parts.forEach(push);
      else if (part.kind === "known" && part.value !== null) push(String(part.value));
      else push(part);
    }
  }
  if (length > MAX_TEXT || joined.length > MAX_PARTS) return unknown("too-complex", "…", steps);
  if (joined.length === 0) return known("", steps);
  if (joined.length === 1 && typeof joined[0] === "string") return known(joined[0], steps);
  return { kind: "template", parts: joined, trace: steps };
}

/** More values than this are not looked through one by one. */
const MAX_VALUES = 100_000;

/**
 * Whether there are too many values in it to look at each. A list in which another stands twice is small in memory, however
 * often that is repeated; for whoever walks through it, each time doubles it.
 */
export function isTooLarge(value: Value): boolean {
  let left = MAX_VALUES;
  const count = (values: Iterable<Value>): void => {
    for (const each of values) {
      if (left-- <= 0) return;
      if (each.kind === "list") count(each.elements);
      else if (each.kind === "object") count(each.entries.values());
      else if (each.kind === "union") count(each.options);
    }
  };
  count([value]);
  return left < 0;
}

export function isKnown(value: Value | undefined): value is KnownValue {
  return value?.kind === "known";
}

export function isNull(value: Value | undefined): boolean {
  return value?.kind === "known" && value.value === null;
}

/** The longest string the value is sure to begin with; undefined when it is not a string at all. */
export function knownPrefix(value: Value): string | undefined {
  if (value.kind === "known") return typeof value.value === "string" ? value.value : undefined;
  if (value.kind !== "template") return undefined;
  const first = value.parts[0];
  return typeof first === "string" ? first : "";
}

/** The longest string the value is sure to end with; undefined when it is not a string at all. */
export function knownSuffix(value: Value): string | undefined {
  if (value.kind === "known") return typeof value.value === "string" ? value.value : undefined;
  if (value.kind !== "template") return undefined;
  const last = value.parts.at(-1);
  return typeof last === "string" ? last : "";
}
