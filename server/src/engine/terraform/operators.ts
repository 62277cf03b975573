/**
 * Terraform's operators over values known in part, in three-valued logic: a known operand decides where it can
 * (`false && x`), otherwise the result is unknown.
 */
import type { BinaryOperator } from "../syntax";
import { toBoolValue, toNumberValue } from "./convert";
import { isSame } from "./equality";
import { computed, distribute, isFailure, unknownOf } from "./partial";
import { failure, type Value } from "./value";

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
      return decimal(a % b) + 0;
  }
}

/** Terraform calculates with 512 bits: there `0.1 + 0.2` is 0.3. Rounding to what a double holds for sure agrees with it. */
export function decimal(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(15));
}
