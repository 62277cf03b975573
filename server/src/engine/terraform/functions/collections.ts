/** Functions on lists (section "Collection Functions"); maps and sets have files of their own. */
import { sameType, toBoolValue, toNumberValue, toStringValue } from "../convert";
import { isSame, unique } from "../equality";
import { decimal } from "../operators";
import { compareText, computed, isFailure, isIdentifier, isOrdered, MAX_OPTIONS, traceOf } from "../partial";
import { isNull, known, type ListValue, list, stepped, union, type Value } from "../value";
import { type Call, define, type TerraformFunction, variadic } from "./call";
import { graphemes } from "./strings";

/** Terraform's own limit of `range`. */
const MAX_RANGE = 1024;

export const collections: Readonly<Record<string, TerraformFunction>> = {
  length: define(["any"], (call, collection) => {
    const value = call.read(collection);
    if (value.kind === "list") return isCounted(value) ? value.elements.length : call.unknown();
    if (value.kind === "object") return value.complete ? value.entries.size : call.unknown();
    if (value.kind !== "known") return call.unknown();
    return typeof value.value === "string" ? graphemes(value.value).length : undefined;
  }),
  element: define(["any", "any"], element),
  index: define(["list", "any"], (call, { elements }, value) => {
    for (const [at, each] of elements.entries()) {
      const same = isSame(call.read(each), call.read(value));
      if (same !== false) return same ? at : call.unknown();
    }
    return undefined;
  }),
  contains: define(["list", "any"], (call, { elements }, value) => {
    if (value.kind === "known" && value.value === null) return undefined;
    return verdict(
      call,
      elements.map((each) => isSame(call.read(each), call.read(value))),
      true,
    );
  }),
  concat: variadic("list", 1, (call, lists) =>
    lists.some(({ set }) => set) ? undefined : listOf(call, lists.flatMap(steppedElements)),
  ),
  coalesce,
  coalescelist: (call) => {
    const possible: Value[] = [];
    for (const arg of call.args) {
      if (arg.kind === "list" && arg.elements.length === 0) continue;
      if (arg.kind === "known" || arg.kind === "template" || arg.kind === "object") return call.fail();
      possible.push(arg);
      if (arg.kind === "list") return union(possible);
    }
    return possible.length > 0 ? union(possible) : call.fail();
  },
  compact: define(["list"], (call, { elements }) => {
    const texts = elements.map((each) => toStringValue(call.read(each)));
    if (texts.some(isFailure)) return undefined;
    const kept = texts.filter((text) => text.kind !== "known" || (text.value !== null && text.value !== ""));
    return kept.every((text) => mayBeAbsent(text) === false) ? listOf(call, kept) : call.unknown();
  }),
  distinct: define(["list"], (call, { elements }) => {
    const typed = sameType(elements, { kind: "any" });
    if (!typed) return undefined;
    const kept = unique(typed);
    return kept.certain ? listOf(call, kept.elements) : call.unknown();
  }),
  flatten: define(["list"], (call, { elements }) => {
    const flat = flatten(call, elements);
    return flat ? listOf(call, flat) : call.unknown();
  }),
  slice: define(["list", "number", "number"], (call, { elements, set }, start, end) => {
    const valid =
      Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= elements.length;
    return valid && !set ? listOf(call, elements.slice(start, end)) : undefined;
  }),
  sort: define(["list"], (call, { elements }) => {
    const texts = elements.map((each) => toStringValue(call.read(each)));
    if (texts.some((text) => isFailure(text) || isNull(text))) return undefined;
    if (texts.length > 1 && texts.some((text) => text.kind !== "known")) return call.unknown();
    return listOf(
      call,
      texts.sort((a, b) => compareText(textOf(a), textOf(b))),
    );
  }),
  reverse: define(["list"], (call, value) =>
    isOrdered(value) ? listOf(call, [...value.elements].reverse()) : call.unknown(),
  ),
  range: variadic("number", 1, (call, args) => {
    const [first = 0, second, third] = args;
    const [start, limit] = second === undefined ? [0, first] : [first, second];
    const step = third ?? (limit < start ? -1 : 1);
    const count = Math.ceil((limit - start) / step);
    if (args.length > 3 || step === 0 || count < 0 || count > MAX_RANGE || !call.host.spend(count)) return undefined;
    return listOf(
      call,
      Array.from({ length: count }, (_, at) => known(decimal(start + at * step))),
    );
  }),
  one: define(["any"], (call, value) => {
    if (value.kind === "unknown" || value.kind === "reference" || value.kind === "resource") return call.unknown();
    if (value.kind !== "list") return undefined;
    if (!isCounted(value)) return call.unknown();
    if (value.elements.length > 1) return undefined;
    const [only] = value.elements;
    return only ? stepped(only, value.trace) : null;
  }),
  sum: define(["list"], (call, { elements }) => {
    const numbers = elements.map((each) => toNumberValue(call.read(each)));
    if (numbers.length === 0 || numbers.some((each) => isFailure(each) || isNull(each))) return undefined;
    if (numbers.some((each) => each.kind !== "known")) return call.unknown();
    return decimal(numbers.reduce((total, each) => total + (each.kind === "known" ? Number(each.value) : 0), 0));
  }),
  alltrue: define(["list"], (call, { elements }) => quantify(call, elements, false)),
  anytrue: define(["list"], (call, { elements }) => quantify(call, elements, true)),
  chunklist: define(["list", "number"], (call, { elements }, size) => {
    const typed = sameType(elements, { kind: "any" });
    if (!typed || !Number.isInteger(size) || size < 0) return undefined;
    if (typed.length === 0) return listOf(call, []);
    const length = size === 0 ? typed.length : size;
    const starts = Array.from({ length: Math.ceil(typed.length / length) }, (_, at) => at * length);
    return listOf(
      call,
      starts.map((start) => list(typed.slice(start, start + length))),
    );
  }),
  matchkeys: define(["list", "list", "list"], (call, values, keys, wanted) => {
    if (values.elements.length !== keys.elements.length) return undefined;
    if (!call.host.spend((keys.elements.length * wanted.elements.length) / 16)) return call.unknown();
    const kept: Value[] = [];
    for (const [at, key] of keys.elements.entries()) {
      const answers = wanted.elements.map((each) => isSame(key, each));
      if (answers.includes(true)) kept.push(values.elements[at]!);
      else if (answers.includes(undefined)) return call.unknown();
    }
    return listOf(call, kept);
  }),
};

/** A list with the trace of the arguments. */
export function listOf(call: Call, elements: readonly Value[]): ListValue {
  // The elements of a call's only collection are traced through it; those of several carry their own steps.
  const trace = call.args.filter((arg) => arg.kind === "list").length > 1 && elements.length > 0 ? [] : call.trace;
  return list(elements, trace);
}

/** The elements, each with the steps that led to the list. */
export function steppedElements(value: ListValue): readonly Value[] {
  return value.elements.map((each) => stepped(each, value.trace));
}

/** Whether the number of elements is known: those of a set may turn out to be the same. */
function isCounted(value: ListValue): boolean {
  return !value.set || value.elements.length < 2 || unique(value.elements).certain;
}

/** One answer out of many: `decisive` when any is, unknown when any is open, else its opposite. */
function verdict(call: Call, answers: readonly (boolean | undefined)[], decisive: boolean): Value {
  if (answers.includes(decisive)) return computed(decisive, call.args);
  return answers.includes(undefined) ? call.unknown() : computed(!decisive, call.args);
}

function quantify(call: Call, elements: readonly Value[], decisive: boolean): Value {
  const bools = elements.map((each) => toBoolValue(call.read(each)));
  if (bools.some(isFailure)) return call.fail();
  // Null counts as false.
  const answers = bools.map((each) => (each.kind === "known" ? each.value === true : undefined));
  return verdict(call, answers, decisive);
}

function element(call: Call, collection: Value, at: Value): Value | undefined {
  const index = toNumberValue(call.read(at));
  if (isFailure(index) || isNull(index)) return undefined;
  if (collection.kind === "reference") {
    return { ...collection, path: [...collection.path, index.kind === "known" ? Number(index.value) : null] };
  }
  if (collection.kind === "unknown" || collection.kind === "resource") return call.unknown();
  if (collection.kind !== "list" || collection.set || collection.elements.length === 0) return undefined;
  const { elements, trace } = collection;
  if (index.kind !== "known")
    return elements.length > MAX_OPTIONS ? call.unknown() : union(elements, traceOf([collection, index]));
  const position = Number(index.value);
  if (!Number.isInteger(position) || position < 0) return undefined;
  return stepped(elements[position % elements.length]!, trace);
}

function coalesce(call: Call): Value {
  const args = sameType(call.args, { kind: "any" });
  if (!args) return call.fail();
  const possible: Value[] = [];
  for (const arg of args) {
    const absent = mayBeAbsent(call.read(arg));
    if (absent === true) continue;
    possible.push(arg);
    if (absent === false) return union(possible);
  }
  return possible.length > 0 ? union(possible) : call.fail();
}

/** Whether the value is null or an empty string; undefined when that is not known. */
function mayBeAbsent(value: Value): boolean | undefined {
  switch (value.kind) {
    case "known":
      return value.value === null || value.value === "";
    case "template":
      return value.parts.some((part) => typeof part === "string") ? false : undefined;
    case "reference":
      return isIdentifier(value) ? false : undefined;
    case "union":
    case "unknown":
      return undefined;
    default:
      return false;
  }
}

function flatten(call: Call, elements: readonly Value[]): Value[] | undefined {
  const flat: Value[] = [];
  if (!call.host.spend(elements.length)) return undefined;
  for (const each of elements) {
    if (each.kind === "list") {
      const inner = isCounted(each) ? flatten(call, steppedElements(each)) : undefined;
      if (!inner) return undefined;
      flat.push(...inner);
    } else if (each.kind === "unknown" || each.kind === "union" || (each.kind === "reference" && !isIdentifier(each))) {
      // It may be a list itself.
      return undefined;
    } else flat.push(each);
  }
  return flat;
}

function textOf(value: Value): string {
  return value.kind === "known" ? String(value.value) : "";
}
