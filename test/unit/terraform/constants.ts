/** Evaluation of expressions that refer to nothing, for tests of functions, operators and conversions. */
import type { Expression } from "../../../server/src/engine/syntax";
import { Expressions } from "../../../server/src/engine/terraform/expressions";
import { failure, unknown, type Value } from "../../../server/src/engine/terraform/value";

const expressions = new Expressions({
  root: (name, operations) => ({ value: failure(name), consumed: operations.length }),
  step: () => failure("step"),
  expand: (value) => value,
  resolve: (value) => value,
  readText: () => undefined,
  renderTemplate: () => unknown("unsupported", "template"),
  spend: () => true,
  enter: () => true,
  leave: () => {},
});

/** The value of the expression; a name of any kind is a failure. */
export function evaluate(expr: Expression): Value {
  // No name is resolved, so the module instance that would resolve it is never looked at.
  return expressions.evaluate(expr, { path: "", item: undefined } as unknown as Parameters<Expressions["evaluate"]>[1]);
}
