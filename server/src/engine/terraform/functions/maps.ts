/** Functions on maps, objects and sets (section "Collection Functions"). */
import { asSet, sameType, toStringValue } from "../convert";
import { isSame, unique } from "../equality";
import { compareText, couldEqual, isFailure, MAX_OPTIONS, traceOf } from "../partial";
import { isNull, known, type ListValue, list, type ObjectValue, object, stepped, union, type Value } from "../value";
import { type Call, define, type TerraformFunction, variadic } from "./call";
import { listOf, steppedElements } from "./collections";

export const maps: Readonly<Record<string, TerraformFunction>> = {
  lookup: (call) => {
    const [collection, key, fallback] = call.args;
    if (!collection || !key || call.args.length > 3) return call.fail();
    if (collection.kind === "unknown" || collection.kind === "reference" || collection.kind === "resource")
      return call.unknown();
    return collection.kind === "object"
      ? lookup(call, collection, toStringValue(call.read(key)), fallback)
      : call.fail();
  },
  merge,
  keys: define(["map"], (call, { entries, complete }) =>
    complete
      ? listOf(
          call,
          [...entries.keys()].sort(compareText).map((key) => known(key)),
        )
      : call.unknown(),
  ),
  values: define(["map"], (call, { entries, complete }) =>
    complete
      ? listOf(
          call,
          sortedEntries(entries).map(([, value]) => value),
        )
      : call.unknown(),
  ),
  zipmap: define(["list", "list"], (call, keys, values) => {
    if (keys.elements.length !== values.elements.length) return undefined;
    const texts = keys.elements.map(toStringValue);
    if (texts.some((text) => isFailure(text) || isNull(text))) return undefined;
    const entries = new Map<string, Value>();
    for (const [at, text] of texts.entries()) {
      if (text.kind !== "known") return call.unknown();
      entries.set(String(text.value), stepped(values.elements[at]!, values.trace));
    }
    return object(entries, true, keys.trace);
  }),
  transpose: define(["map"], (call, { entries, complete }) => {
    if (!complete) return call.unknown();
    const result = new Map<string, Value[]>();
    for (const [key, value] of sortedEntries(entries)) {
      if (value.kind !== "list") return value.kind === "known" || value.kind === "object" ? undefined : call.unknown();
      for (const each of value.elements.map(toStringValue)) {
        if (isFailure(each) || isNull(each)) return undefined;
        if (each.kind !== "known") return call.unknown();
        const text = String(each.value);
        result.set(text, [...(result.get(text) ?? []), known(key)]);
      }
    }
    return object(
      new Map([...result].sort(([a], [b]) => compareText(a, b)).map(([key, elements]) => [key, list(elements)])),
      true,
      call.trace,
    );
  }),
  setunion: variadic("list", 1, (call, lists) => setOf(call, lists.flatMap(steppedElements))),
  setintersection: variadic("list", 1, (call, lists) => filtered(call, lists, true)),
  setsubtract: define(["list", "list"], (call, first, second) => filtered(call, [first, second], false)),
  setproduct: variadic("list", 2, (call, lists) => {
    const count = lists.reduce((product, { elements }) => product * elements.length, 1);
    if (!call.host.spend(count * lists.length)) return call.unknown();
    let rows: Value[][] = [[]];
    for (const each of lists) rows = rows.flatMap((row) => steppedElements(each).map((element) => [...row, element]));
    const tuples = rows.map((row) => list(row));
    return lists.every(({ set }) => set) ? setOf(call, tuples) : listOf(call, tuples);
  }),
};

/** The entries in the order in which Terraform goes through a map. */
function sortedEntries(entries: ReadonlyMap<string, Value>): [string, Value][] {
  return [...entries].sort(([left], [right]) => compareText(left, right));
}

function lookup(call: Call, collection: ObjectValue, key: Value, fallback: Value | undefined): Value {
  if (isFailure(key) || isNull(key)) return call.fail();
  const steps = traceOf([collection, key]);
  if (key.kind === "known") {
    const found = collection.entries.get(String(key.value));
    if (found) return stepped(found, steps);
    if (!collection.complete)
      return fallback ? union([call.unknown([collection]), fallback]) : call.unknown([collection]);
    return fallback ?? call.fail();
  }
  const possible = [...collection.entries]
    .filter(([name]) => key.kind !== "template" || couldEqual(key, name))
    .map(([, value]) => stepped(value, steps));
  if (!collection.complete || possible.length > MAX_OPTIONS) return call.unknown();
  if (fallback) possible.push(fallback);
  return possible.length > 0 ? union(possible) : call.fail();
}

/** Later arguments win; one that is not known may add any key and override those before it. */
function merge(call: Call): Value {
  const entries = new Map<string, Value>();
  let complete = true;
  for (const arg of call.args) {
    if (isNull(arg)) continue;
    if (arg.kind === "known" || arg.kind === "template" || arg.kind === "list") return call.fail();
    if (arg.kind !== "object" || !arg.complete) {
      complete = false;
      const override = call.unknown([arg]);
      for (const [key, value] of entries) entries.set(key, union([value, override]));
    }
    if (arg.kind === "object") {
      for (const [key, value] of arg.entries) entries.set(key, stepped(value, arg.trace));
    }
  }
  return object(entries, complete, entries.size === 0 ? call.trace : []);
}

function setOf(call: Call, elements: readonly Value[]): Value | undefined {
  const typed = sameType(elements, { kind: "any" });
  if (!typed) return undefined;
  return unique(typed).certain ? asSet(listOf(call, typed)) : call.unknown();
}

/** The elements of the first set that are, or are not, in all of the others. */
function filtered(call: Call, lists: readonly ListValue[], wanted: boolean): Value | undefined {
  const typed = sameType(lists.flatMap(steppedElements), { kind: "any" });
  if (!typed) return undefined;
  if (!call.host.spend(typed.length ** 2 / 64)) return call.unknown();
  const rest = [...typed];
  const [first = [], ...others] = lists.map(({ elements }) => rest.splice(0, elements.length));
  const kept: Value[] = [];
  for (const element of first) {
    const answers = others.map((elements) => {
      const same = elements.map((each) => isSame(each, element));
      return same.includes(true) || (same.includes(undefined) ? undefined : false);
    });
    if (answers.includes(!wanted)) continue;
    if (answers.includes(undefined)) return call.unknown();
    kept.push(element);
  }
  return setOf(call, kept);
}
