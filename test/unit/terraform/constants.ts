/** Evaluation of expressions outside of any module, for tests of functions, operators and conversions. */
import { type Expression, parseExpression } from "../../../server/src/engine/syntax";
import { Expressions } from "../../../server/src/engine/terraform/expressions";
import { failure, unknown, type Value } from "../../../server/src/engine/terraform/value";

/** Evaluates with the root names given; any other name is a failure, every function but those about files works. */
export function evaluator(names: Readonly<Record<string, Value>>, files: Readonly<Record<string, string>> = {}) {
  const expressions: Expressions = new Expressions({
    root: (name) => ({ value: names[name] ?? failure(name), consumed: 0 }),
    step: (value, operation) =>
      value.kind === "reference" && operation.kind === "attribute"
        ? { ...value, path: [...value.path, operation.name] }
        : unknown("unsupported", "step"),
    expand: (value) => value,
    resolve: (value) => value,
    readText: (path) => files[path],
    renderTemplate: (text, variables, path) =>
      evaluator(Object.fromEntries(variables), files)(parseExpression(`"${text}"`)) ?? unknown("unsupported", path),
    spend: () => true,
    enter: () => true,
    leave: () => {},
  });
  // Names are resolved above, so nothing of the scope is looked at.
  const scope = { path: "", item: undefined } as unknown as Parameters<Expressions["evaluate"]>[1];
  return (expr: Expression): Value => expressions.evaluate(expr, scope);
}

/** The value of an expression that refers to nothing. */
export const evaluate = evaluator({});
