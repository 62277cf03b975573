/**
 * Terraform's operators over values known in part, in three-valued logic: a known operand decides where it can
 * (`false && x`), otherwise the result is unknown.
 */
import type { BinaryOperator } from "../syntax";
import { toBoolValue, toNumberValue } from "./convert";
import { computed, couldEqual, distribute, isFailure, isIdentifier, unknownOf } from "./partial";
import type { ResourceHandle } from "./types";
import {
  failure,
  type ListValue,
  type ObjectValue,
  type ReferenceValue,
  type TemplateValue,
  type Value,
} from "./value";

/** How many pairs of values one comparison looks at before it gives up. */
const MAX_COMPARISONS = 10_000;

/** `left operator right`. An operand of a kind that Terraform refuses, null included, gives a failure. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  const failed = isFailure(left) ? left : isFailure(right) ? right : undefined;
  if (failed) return unknownOf(operator, [failed]);
  switch (operator) {
    case "==":
    case "!=":
      return equality(operator, left, right);
    case "&&":
    case "||":
      return distribute(operator, [left, right], ([a, b]) => logic(operator, a!, b!));
    default:
      return distribute(operator, [left, right], ([a, b]) => arithmetic(operator, a!, b!));
  }
}

/** `!operand` or `-operand`. */
export function unary(operator: "!" | "-", operand: Value): Value {
  return distribute(operator, [operand], ([each]) => {
    const value = operator === "!" ? toBoolValue(each!) : toNumberValue(each!);
    if (value.kind !== "known") return unknownOf(operator, [value]);
    if (value.value === null) return failure(operator, value.trace);
    return computed(operator === "!" ? !value.value : -value.value, [value]);
  });
}

function equality(operator: "==" | "!=", left: Value, right: Value): Value {
  const same = isSame(left, right);
  // A tuple is never equal to a list, nor an object to a map, and a value does not tell which of the two it is.
  const typed = same === true && (left.kind === "list" || left.kind === "object");
  if (same === undefined || typed) return unknownOf(operator, [left, right]);
  return computed(same === (operator === "=="), [left, right]);
}

function logic(operator: "&&" | "||", left: Value, right: Value): Value {
  const operands = [toBoolValue(left), toBoolValue(right)];
  const failed = operands.find((each) => isFailure(each) || (each.kind === "known" && each.value === null));
  if (failed) return failure(operator, failed.trace);
  const decisive = operator === "||";
  const decided = operands.find((each) => each.kind === "known" && each.value === decisive);
  if (decided) return computed(decisive, [decided]);
  const open = operands.filter((each) => each.kind !== "known");
  return open.length === 0 ? computed(!decisive, operands) : unknownOf(operator, open);
}

function arithmetic(operator: Exclude<BinaryOperator, "==" | "!=" | "&&" | "||">, left: Value, right: Value): Value {
  const operands = [toNumberValue(left), toNumberValue(right)];
  const numbers: number[] = [];
  for (const each of operands) {
    if (isFailure(each) || (each.kind === "known" && each.value === null)) return failure(operator, each.trace);
    if (each.kind === "known") numbers.push(Number(each.value));
  }
  const [a, b] = numbers;
  if (a === undefined || b === undefined) return unknownOf(operator, operands);
  const result = calculate(operator, a, b);
  if (typeof result === "number" && !Number.isFinite(result))
    return failure(operator, unknownOf(operator, operands).trace);
  return computed(result, operands);
}

function calculate(
  operator: Exclude<BinaryOperator, "==" | "!=" | "&&" | "||">,
  a: number,
  b: number,
): number | boolean {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return decimal(a + b);
    case "-":
      return decimal(a - b);
    case "*":
      return decimal(a * b);
    case "/":
      return decimal(a / b);
    case "%":
      return decimal(a % b);
  }
}

/** Terraform calculates with 512 bits: there `0.1 + 0.2` is 0.3. Rounding to what a double holds for sure agrees with it. */
export function decimal(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(15));
}

/**
 * Whether two values are the same once Terraform runs; undefined when the text does not tell. Nothing is converted: the
 * string "1" is not the number 1. Lists and objects are compared by what is in them.
 */
export function isSame(left: Value, right: Value): boolean | undefined {
  let budget = MAX_COMPARISONS;
  const compare = (a: Value, b: Value): boolean | undefined => (budget-- > 0 ? same(a, b, compare) : undefined);
  return compare(left, right);
}

type Compare = (left: Value, right: Value) => boolean | undefined;

function same(left: Value, right: Value, compare: Compare): boolean | undefined {
  if (left.kind === "union") return agreement(left.options.map((option) => compare(option, right)));
  if (right.kind === "union") return agreement(right.options.map((option) => compare(left, option)));
  if (left.kind === "unknown" || right.kind === "unknown") return undefined;
  if (left.kind === "reference" || right.kind === "reference") return sameReference(left, right);
  if (left.kind === "resource" && right.kind === "resource")
    return sameHandle(left.resource, right.resource) || undefined;
  if (left.kind === "known" && right.kind === "known") return left.value === right.value;
  if (left.kind === "template") return templateMay(left, right);
  if (right.kind === "template") return templateMay(right, left);
  if (left.kind === "list" && right.kind === "list") return sameList(left, right, compare);
  if (left.kind === "object" && right.kind === "object") return sameObject(left, right, compare);
  // A resource is an object, and with count or for_each a list or a map.
  const resource = left.kind === "resource" ? right : right.kind === "resource" ? left : undefined;
  return resource && resource.kind !== "known" ? undefined : false;
}

function agreement(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined;
}

function templateMay(left: TemplateValue, right: Value): false | undefined {
  if (right.kind === "known" && typeof right.value === "string")
    return couldEqual(left, right.value) ? undefined : false;
  if (right.kind !== "template") return false;
  const [a, b] = [left.parts[0], right.parts[0]];
  const contradict = typeof a === "string" && typeof b === "string" && !a.startsWith(b) && !b.startsWith(a);
  return contradict ? false : undefined;
}

function sameReference(left: Value, right: Value): boolean | undefined {
  if (left.kind === "reference" && right.kind === "reference") return sameAttribute(left, right) || undefined;
  const [reference, other] = left.kind === "reference" ? [left, right] : [right as ReferenceValue, left];
  if (!isIdentifier(reference)) return undefined;
  // Identifiers are strings that are never empty.
  if (other.kind === "known") return typeof other.value === "string" && other.value !== "" ? undefined : false;
  return other.kind === "template" ? undefined : false;
}

function sameAttribute(left: ReferenceValue, right: ReferenceValue): boolean {
  return (
    sameHandle(left.resource, right.resource) &&
    left.path.length === right.path.length &&
    left.path.every((step, at) => step !== null && step === right.path[at])
  );
}

function sameHandle(left: ResourceHandle, right: ResourceHandle): boolean {
  if (left.declaration !== right.declaration || left.instance.address !== right.instance.address) return false;
  const [a, b] = [left.key, right.key];
  return a === b || (a?.kind === "known" && b?.kind === "known" && a.value === b.value);
}

function sameList(left: ListValue, right: ListValue, compare: Compare): boolean | undefined {
  if ((left.set ?? false) !== (right.set ?? false)) return false;
  const decided = [...left.elements, ...right.elements].every((element) => element.kind === "known");
  if (left.set && !decided) return undefined;
  if (left.elements.length !== right.elements.length) return false;
  return conjunction(left.elements.map((element, at) => compare(element, right.elements[at]!)));
}

function sameObject(left: ObjectValue, right: ObjectValue, compare: Compare): boolean | undefined {
  const answers: (boolean | undefined)[] = [];
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const [key, value] of one.entries) {
      const counterpart = other.entries.get(key);
      if (counterpart) answers.push(one === left ? compare(value, counterpart) : true);
      else answers.push(other.complete ? false : undefined);
    }
    if (!one.complete) answers.push(undefined);
  }
  return conjunction(answers);
}

function conjunction(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
