/**
 * The less is known of the arguments, the less may be said of the result, and nothing that is wrong: whatever a call comes to
 * with known arguments must still be possible when parts of them are hidden.
 */
import assert from "node:assert/strict";
import { parseExpression } from "../../../server/src/engine/syntax";
import { toStringValue } from "../../../server/src/engine/terraform/convert";
import { isSame } from "../../../server/src/engine/terraform/equality";
import { callFunction } from "../../../server/src/engine/terraform/functions";
import { binary, unary } from "../../../server/src/engine/terraform/operators";
import { couldEqual, isFailure } from "../../../server/src/engine/terraform/partial";
import {
  failure,
  known,
  list,
  object,
  template,
  union,
  unknown,
  type Value,
} from "../../../server/src/engine/terraform/value";
import { evaluate } from "./constants";
import { lines } from "./expressions";
import { type Random, random } from "./random";
import { show } from "./show";

const ROUNDS = 20;

const HIDDEN = unknown("unset-variable", "hidden");

/** The value with some of it hidden. */
function hide(value: Value, next: Random): Value {
  if (isFailure(value)) return value;
  const choice = next();
  if (choice < 0.15) return HIDDEN;
  if (choice < 0.25) return union(next() < 0.5 ? [value, known("other")] : [known(null), value]);
  if (choice < 0.5) return value;
  switch (value.kind) {
    case "known": {
      if (typeof value.value !== "string") return value;
      const chars = [...value.value];
      const cuts = [next(), next()].map((each) => Math.floor(each * (chars.length + 1))).sort((a, b) => a - b);
      return template([chars.slice(0, cuts[0]).join(""), HIDDEN, chars.slice(cuts[1]).join("")]);
    }
    case "list":
      return { ...value, elements: value.elements.map((each) => hide(each, next)) };
    case "object": {
      const entries = [...value.entries].filter(([, each]) => next() < 0.7 || isFailure(each));
      const shown = new Map(entries.map(([key, each]) => [key, hide(each, next)]));
      return object(shown, entries.length === value.entries.size && next() < 0.5);
    }
    default:
      return value;
  }
}

/** Whether the abstract value admits the concrete one. */
function admits(abstract: Value, concrete: Value): boolean {
  switch (abstract.kind) {
    case "unknown":
      return !abstract.error;
    case "union":
      return abstract.options.some((option) => admits(option, concrete));
    case "template":
      return concrete.kind === "known" && typeof concrete.value === "string" && couldEqual(abstract, concrete.value);
    case "list":
      if (concrete.kind !== "list") return false;
      // The elements of a set may come in another order, or turn out to be the same.
      if (abstract.set)
        return concrete.elements.every((each) => abstract.elements.some((other) => admits(other, each)));
      return (
        abstract.elements.length === concrete.elements.length &&
        abstract.elements.every((each, at) => admits(each, concrete.elements[at]!))
      );
    case "object":
      if (concrete.kind !== "object") return false;
      if (abstract.complete && abstract.entries.size !== concrete.entries.size) return false;
      return [...abstract.entries].every(([key, each]) => {
        const entry = concrete.entries.get(key);
        return entry !== undefined && admits(each, entry);
      });
    default:
      // A common element type may still be found to be string.
      return isSame(toStringValue(abstract), toStringValue(concrete)) === true;
  }
}

const host = {
  resolve: (value: Value) => value,
  readFile: () => undefined,
  renderTemplate: () => HIDDEN,
  spend: () => true,
};

/** What the outermost call or operator of the expression makes of its operands, and these. */
function outermost(source: string): { operands: Value[]; compute: (operands: readonly Value[]) => Value } | undefined {
  const expr = parseExpression(source);
  switch (expr.kind) {
    case "call":
      if (expr.expandFinal) return undefined;
      return { operands: expr.args.map(evaluate), compute: (operands) => callFunction(expr.name, operands, host) };
    case "binary":
      return {
        operands: [expr.left, expr.right].map(evaluate),
        compute: ([left, right]) => binary(expr.operator, left!, right!),
      };
    case "unary":
      return { operands: [evaluate(expr.operand)], compute: ([operand]) => unary(expr.operator, operand!) };
    default:
      return undefined;
  }
}

/** Any value, of any kind. */
function anything(next: Random, depth: number): Value {
  const members = (): Value[] => Array.from({ length: Math.floor(next() * 4) }, () => anything(next, depth - 1));
  const primitives = [
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    Number.MAX_SAFE_INTEGER,
    "",
    "a",
    "1",
    "[a-z]+",
    "%s",
    "{}",
    "\ud800",
    "é\n",
  ];
  switch (Math.floor(next() * (depth > 0 ? 8 : 4))) {
    case 0:
      return HIDDEN;
    case 1:
      return failure("failed");
    case 4:
      return { ...list(members()), set: next() < 0.3 };
    case 5:
      return object(new Map(members().map((each, at) => [primitives.at(-1 - at) as string, each])), next() < 0.7);
    case 6:
      return union([known(1), ...members()]);
    case 7:
      return template(["a", ...members()]);
    default:
      return known(primitives[Math.floor(next() * primitives.length)] ?? null);
  }
}

describe("functions and operators say nothing wrong", () => {
  it("and never throw, whatever they are given", () => {
    const next = random(2);
    const sources = lines("functions-expressions.txt").join(" ");
    const names = new Set(sources.match(/[a-z0-9]+(?=\()/g));
    assert.ok(names.size > 70);
    for (const name of names) {
      for (let round = 0; round < 150; round++) {
        const operands = Array.from({ length: Math.floor(next() * 4) }, () => anything(next, 3));
        assert.ok(callFunction(name, operands, host).kind, name);
      }
    }
    for (const operator of ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"] as const) {
      for (let round = 0; round < 150; round++) {
        const [left, right] = [anything(next, 3), anything(next, 3)];
        assert.ok(binary(operator, left, right).kind, operator);
        assert.ok(unary(round % 2 === 0 ? "!" : "-", left).kind);
      }
    }
  });

  it("whatever part of their operands is hidden", () => {
    const next = random(1);
    const wrong: string[] = [];
    let tried = 0;
    for (const source of lines("functions-expressions.txt")) {
      const call = outermost(source);
      const result = call?.compute(call.operands);
      // Where Terraform refuses the call, anything may be said.
      if (!call || !result || isFailure(result)) continue;
      for (let round = 0; round < ROUNDS; round++) {
        const operands = call.operands.map((each) => hide(each, next));
        const partial = call.compute(operands);
        tried++;
        if (!admits(partial, result))
          wrong.push(`${source} with ${operands.map(show).join(", ")}: ${show(partial)}, not ${show(result)}`);
      }
    }
    assert.ok(tried > 5_000);
    assert.deepEqual(wrong, []);
  });
});
