/**
 * Terraform's type conversions (https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion) and
 * the type constraints of variables (https://developer.hashicorp.com/terraform/language/expressions/type-constraints).
 *
 * What cannot be converted gives a failure; unknown values stay unknown, references stay references.
 */
import type { Expression, ObjectEntry } from "../syntax";
import { unique } from "./equality";
import { compareText, isFailure, primitiveText, unknownOf } from "./partial";
import {
  failure,
  isKnown,
  isNull,
  known,
  type ListValue,
  type ObjectValue,
  type Primitive,
  union,
  unknown,
  type Value,
} from "./value";

export type TypeConstraint =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly element: TypeConstraint }
  | { readonly kind: "tuple"; readonly elements: readonly TypeConstraint[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, AttributeConstraint> };

interface AttributeConstraint {
  readonly type: TypeConstraint;
  readonly optional: boolean;
  /** Stands in for an optional attribute that is absent or null. */
  readonly default: Value | undefined;
}

const ANY: TypeConstraint = { kind: "any" };

const PRIMITIVES = ["any", "string", "number", "bool"] as const;
const COLLECTIONS = ["list", "set", "map"] as const;

/**
 * The constraint that a `type =` argument states; `any` when there is none or it is not understood.
 * @param evaluate gives the value of the default of an `optional(type, default)`
 */
export function typeConstraint(expr: Expression | undefined, evaluate: (expr: Expression) => Value): TypeConstraint {
  switch (expr?.kind) {
    case "variable":
      return namedConstraint(expr.name);
    case "template": {
      // The quoted form of Terraform 0.11.
      const [text] = expr.parts;
      return text?.kind === "text" ? namedConstraint(text.value) : ANY;
    }
    case "parentheses":
      return typeConstraint(expr.inner, evaluate);
    case "call": {
      const [argument] = expr.args;
      const collection = COLLECTIONS.find((kind) => kind === expr.name);
      if (collection) return { kind: collection, element: typeConstraint(argument, evaluate) };
      if (expr.name === "tuple" && argument?.kind === "tuple") {
        return { kind: "tuple", elements: argument.elements.map((element) => typeConstraint(element, evaluate)) };
      }
      if (expr.name === "object" && argument?.kind === "object") {
        const attributes = new Map<string, AttributeConstraint>();
        for (const entry of argument.entries) {
          const name = entryName(entry);
          if (name !== undefined) attributes.set(name, attributeConstraint(entry.value, evaluate));
        }
        return { kind: "object", attributes };
      }
      return ANY;
    }
    default:
      return ANY;
  }
}

function namedConstraint(name: string): TypeConstraint {
  const primitive = PRIMITIVES.find((kind) => kind === name);
  if (primitive) return { kind: primitive };
  const collection = COLLECTIONS.find((kind) => kind === name);
  return collection ? { kind: collection, element: ANY } : ANY;
}

function entryName(entry: ObjectEntry): string | undefined {
  if (entry.bareKey !== undefined) return entry.bareKey;
  const [text] = entry.key.kind === "template" ? entry.key.parts : [];
  return text?.kind === "text" ? text.value : undefined;
}

function attributeConstraint(expr: Expression, evaluate: (expr: Expression) => Value): AttributeConstraint {
  if (expr.kind !== "call" || expr.name !== "optional") {
    return { type: typeConstraint(expr, evaluate), optional: false, default: undefined };
  }
  const [type, fallback] = expr.args;
  return { type: typeConstraint(type, evaluate), optional: true, default: fallback && evaluate(fallback) };
}

/** The constraint as the user would write it. */
function constraintText(constraint: TypeConstraint): string {
  switch (constraint.kind) {
    case "list":
    case "set":
    case "map":
      return `${constraint.kind}(${constraintText(constraint.element)})`;
    case "tuple":
      return "tuple";
    case "object":
      return "object";
    default:
      return constraint.kind;
  }
}

/** The value as the constraint wants it; null stays null. */
export function convert(value: Value, constraint: TypeConstraint): Value {
  if (value.kind === "union") return eachOption(value.options, value, (option) => convert(option, constraint));
  if (value.kind === "unknown") return value;
  switch (constraint.kind) {
    case "any":
      return value;
    case "string":
      return toStringValue(value);
    case "number":
      return toNumberValue(value);
    case "bool":
      return toBoolValue(value);
    default:
      return toStructure(value, constraint);
  }
}

function eachOption(options: readonly Value[], whole: Value, change: (option: Value) => Value): Value {
  const result = union(options.map(change), whole.trace);
  return whole.at ? { ...result, at: whole.at } : result;
}

type StructuralConstraint = Extract<TypeConstraint, { kind: "list" | "set" | "map" | "tuple" | "object" }>;

function toStructure(value: Exclude<Value, { kind: "union" | "unknown" }>, constraint: StructuralConstraint): Value {
  switch (value.kind) {
    case "reference":
    case "resource":
      return value;
    case "template":
      return failure(constraintText(constraint), value.trace);
    case "known":
      return value.value === null ? value : failure(constraintText(constraint), value.trace);
    case "list":
      return fromList(value, constraint);
    case "object":
      return fromObject(value, constraint);
  }
}

function fromList(value: ListValue, constraint: StructuralConstraint): Value {
  const impossible = failure(constraintText(constraint), value.trace);
  if (constraint.kind === "object" || constraint.kind === "map") return impossible;
  if (constraint.kind === "tuple") {
    if (constraint.elements.length !== value.elements.length) return impossible;
    const elements = value.elements.map((element, at) => convert(element, constraint.elements[at]!));
    return elements.some(isFailure) ? impossible : { ...value, elements, set: false };
  }
  const elements = sameType(value.elements, constraint.element);
  if (!elements || elements.some(isFailure)) return impossible;
  return constraint.kind === "set" ? asSet({ ...value, elements }) : { ...value, elements, set: false };
}

function fromObject(value: ObjectValue, constraint: StructuralConstraint): Value {
  const impossible = failure(constraintText(constraint), value.trace);
  if (constraint.kind === "map") {
    const values = sameType([...value.entries.values()], constraint.element);
    if (!values || values.some(isFailure)) return impossible;
    return { ...value, entries: new Map([...value.entries.keys()].map((key, at) => [key, values[at]!])) };
  }
  if (constraint.kind !== "object") return impossible;
  const entries = new Map<string, Value>();
  for (const [name, attribute] of constraint.attributes) {
    const converted = toAttribute(value, name, attribute);
    if (isFailure(converted)) return impossible;
    entries.set(name, converted);
  }
  return { ...value, entries, complete: true };
}

function toAttribute(value: ObjectValue, name: string, attribute: AttributeConstraint): Value {
  const given = value.entries.get(name);
  const fallback = attribute.default && convert(attribute.default, attribute.type);
  if (given) {
    const absent = given.kind === "known" && given.value === null;
    return absent && fallback ? fallback : convert(given, attribute.type);
  }
  if (!value.complete) return unknown("runtime", name, value.trace);
  return attribute.optional ? (fallback ?? known(null, value.trace)) : failure(name, value.trace);
}

/**
 * The values with one element type: each converted to `type`, and under `any` primitives of different types made strings.
 * Undefined when they have no common type. A number or bool beside values of unknown type is kept as it is, though one of
 * those may turn out to be a string and make it one: every use converts it back.
 */
export function sameType(values: readonly Value[], type: TypeConstraint): readonly Value[] | undefined {
  if (type.kind !== "any") return values.map((value) => convert(value, type));
  const result = unifiedAll(values, []);
  return result.some(isFailure) ? undefined : result;
}

/** The same for values that are not collections all of them. */
function samePrimitive(values: readonly Value[]): readonly Value[] | undefined {
  const types = new Set(values.flatMap(typeNames));
  const open = types.delete("open");
  if (types.size < 2) return values;
  if (types.has("list") || types.has("object")) return undefined;
  return types.has("string") || open ? values.map(toStringValue) : undefined;
}

/** The types the value may have, "open" for one that is not known; null has every type and so none. */
function typeNames(value: Value): string[] {
  switch (value.kind) {
    case "known":
      return value.value === null ? [] : [typeof value.value];
    case "template":
      return ["string"];
    case "list":
    case "object":
      return [value.kind];
    case "union": {
      const names = new Set(value.options.flatMap(typeNames));
      return names.size > 1 && (names.has("list") || names.has("object")) ? ["open"] : [...names];
    }
    default:
      return ["open"];
  }
}

/**
 * The value in the type that Terraform finds for it and another, as for the two arms of a conditional: `1` beside `"a"` is `"1"`,
 * in collections at any depth. A failure when they have no common type; a collection beside an empty one, which may be a map of
 * anything, stays as it is.
 */
export function unified(value: Value, other: Value): Value {
  if (value.kind === "union") return eachOption(value.options, value, (option) => unified(option, other));
  if (value.kind === "list" && other.kind === "list") return unifiedList(value, other);
  if (value.kind === "object" && other.kind === "object") return unifiedObject(value, other);
  return samePrimitive([value, other])?.[0] ?? failure("?:", value.trace);
}

/** Tuples of one length are unified element by element; otherwise all elements become those of one list. */
function unifiedList(value: ListValue, other: ListValue): Value {
  if (value.set || other.set) return value.set ? value : asSet(value);
  const elements =
    value.elements.length === other.elements.length
      ? value.elements.map((element, at) => unified(element, other.elements[at]!))
      : unifiedAll(value.elements, other.elements);
  if (!elements.some(isFailure)) return { ...value, elements };
  return other.elements.length === 0 ? value : failure("?:", value.trace);
}

/** Objects of the same attributes are unified attribute by attribute; otherwise all values become those of one map. */
function unifiedObject(value: ObjectValue, other: ObjectValue): Value {
  if (!value.complete || !other.complete) return value;
  const [names, values] = [[...value.entries.keys()], [...value.entries.values()]];
  const alike = names.length === other.entries.size && names.every((name) => other.entries.has(name));
  const unifiedValues = alike
    ? values.map((each, at) => unified(each, other.entries.get(names[at]!)!))
    : unifiedAll(values, [...other.entries.values()]);
  if (!unifiedValues.some(isFailure)) {
    return { ...value, entries: new Map(names.map((name, at) => [name, unifiedValues[at]!])) };
  }
  return other.entries.size === 0 ? value : failure("?:", value.trace);
}

/** Each of the values in the type that all of them and the others have in common. */
function unifiedAll(values: readonly Value[], others: readonly Value[]): readonly Value[] {
  const all = [...values, ...others];
  if (!all.some((value) => value.kind === "list" || value.kind === "object")) {
    return samePrimitive(all)?.slice(0, values.length) ?? values.map((value) => failure("?:", value.trace));
  }
  const [first, ...rest] = all.filter(isTyped);
  if (first === undefined) return values;
  const example = rest.reduce<Value>(unified, first);
  return values.map((value) => (isFailure(example) ? example : unified(value, example)));
}

/** Whether the value has one type, and that is known. */
function isTyped(value: Value): boolean {
  return (
    value.kind === "list" || value.kind === "object" || value.kind === "template" || (isKnown(value) && !isNull(value))
  );
}

/** The list as a set: sorted when all elements are known primitives; those that are sure to be the same count once. */
export function asSet(value: ListValue): ListValue {
  const elements = [...unique(value.elements).elements];
  if (elements.every(isKnown)) elements.sort((left, right) => comparePrimitives(left.value, right.value));
  return { ...value, elements, set: true };
}

function comparePrimitives(left: Primitive, right: Primitive): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  return Number(left) - Number(right);
}

// ── Primitives ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The value as a string. */
export function toStringValue(value: Value): Value {
  return toPrimitive(value, "string", (primitive) => primitiveText(primitive));
}

/** The value as a number: strings that hold one are read. */
export function toNumberValue(value: Value): Value {
  return toPrimitive(value, "number", (primitive) => {
    if (typeof primitive === "number") return primitive;
    return typeof primitive === "string" ? parseNumber(primitive) : undefined;
  });
}

/** The value as a bool: of strings only `"true"`, `"false"`, `"1"` and `"0"` are read. */
export function toBoolValue(value: Value): Value {
  return toPrimitive(value, "bool", (primitive) => {
    if (typeof primitive === "boolean") return primitive;
    if (primitive === "true" || primitive === "1") return true;
    return primitive === "false" || primitive === "0" ? false : undefined;
  });
}

function toPrimitive(
  value: Value,
  type: "string" | "number" | "bool",
  read: (primitive: Exclude<Primitive, null>) => Primitive | undefined,
): Value {
  switch (value.kind) {
    case "known": {
      if (value.value === null) return value;
      const primitive = read(value.value);
      if (primitive === undefined) return failure(type, value.trace);
      return primitive === value.value ? value : { ...value, value: primitive };
    }
    case "template":
      return type === "string" ? value : unknownOf(type, [value]);
    case "union":
      return eachOption(value.options, value, (option) => toPrimitive(option, type, read));
    case "reference":
    case "unknown":
      return value;
    case "list":
    case "object":
    case "resource":
      return failure(type, value.trace);
  }
}

/** A decimal number, as Terraform reads it from a string. */
function parseNumber(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
