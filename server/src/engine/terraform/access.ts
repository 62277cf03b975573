/** Steps into values, and what values are as conditions, keys and text. */
import { toBoolValue, toNumberValue, toStringValue } from "./convert";
import { isFailure, MAX_OPTIONS } from "./partial";
import {
  failure,
  isNull,
  known,
  type ListValue,
  type ObjectValue,
  type Trace,
  union,
  unknown,
  type Value,
} from "./value";

/** One step of a traversal after its root name. */
export type Operation =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly key: Value };

/** Applies the function to each option, keeping the choice open; too many options are unknown. */
export function distribute(options: readonly Value[], apply: (option: Value) => Value, trace: Trace): Value {
  if (options.length > MAX_OPTIONS) return unknown("too-complex", "…", trace);
  return union(options.map(apply), trace);
}

/** Whether a condition holds; undefined when the text does not tell. */
export function truthOf(value: Value): boolean | undefined {
  const bool = toBoolValue(value);
  if (bool.kind === "known") return typeof bool.value === "boolean" ? bool.value : undefined;
  if (bool.kind !== "union") return undefined;
  const [first, ...rest] = bool.options.map(truthOf);
  return rest.every((each) => each === first) ? first : undefined;
}

/** The key that a value is as an object key. */
export function nameOf(value: Value): string | undefined {
  return value.kind === "known" && value.value !== null ? String(value.value) : undefined;
}

/** The entry of that name; one of all when the text does not tell the name. */
export function keyed(value: ObjectValue, operation: Operation): Value {
  if (operation.kind === "index" && operation.key.kind === "union") {
    return distribute(operation.key.options, (key) => keyed(value, { kind: "index", key }), operation.key.trace);
  }
  const key = operation.kind === "attribute" ? known(operation.name) : interpolated(operation.key);
  if (isFailure(key)) return key;
  const name = nameOf(key);
  if (name === undefined) return anyOf([...value.entries.values()], value.complete, "key");
  const entry = value.entries.get(name);
  if (entry) return value.trace.length === 0 ? entry : { ...entry, trace: [...value.trace, ...entry.trace] };
  return value.complete ? failure(name, value.trace) : unknown("runtime", name, value.trace);
}

/** The element at that place; one of all when the text does not tell the place. */
export function indexed(value: ListValue, operation: Operation): Value {
  if (operation.kind === "attribute") return failure(operation.name, value.trace);
  if (value.set) return failure("index", value.trace);
  if (operation.key.kind === "union") {
    return distribute(operation.key.options, (key) => indexed(value, { kind: "index", key }), operation.key.trace);
  }
  const index = toNumberValue(operation.key);
  if (isFailure(index)) return index;
  if (index.kind !== "known") return anyOf(value.elements, true, "index");
  const element = index.value === null ? undefined : value.elements[Number(index.value)];
  if (!element) return failure(String(index.value), value.trace);
  return value.trace.length === 0 ? element : { ...element, trace: [...value.trace, ...element.trace] };
}

/** One of the values, when they are few and there is no other; else unknown. */
function anyOf(values: readonly Value[], complete: boolean, label: string): Value {
  return complete && values.length > 0 && values.length <= MAX_OPTIONS ? union(values) : unknown("runtime", label);
}

/** A value as `${…}` takes it among other text: a string; null and collections are refused. */
export function interpolated(value: Value): Value {
  return isNull(value) ? failure("null", value.trace) : toStringValue(value);
}
