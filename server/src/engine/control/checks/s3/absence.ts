/** Why a bucket's module makes no encryption configuration for it although it declares one. */
import type { Expression } from "../../../syntax";
import type { Evaluator, ResourceView, Trace } from "../../../terraform";

/**
 * The way from a configuration that is made zero times to what decides so: the variable in its `count` or `for_each`, and the
 * module call that sets it or leaves it out. Empty when there is none.
 */
export function absenceOf(bucket: ResourceView, type: string, evaluator: Evaluator): Trace {
  const { module, address } = bucket.resource.instance;
  const instance = evaluator.instances.of(module).find((each) => each.address === address);
  if (!instance) return [];
  for (const declaration of evaluator.workspace.ofType(module, type)) {
    const { node, source, item } = declaration;
    if (node.kind !== "block" || evaluator.views(instance, declaration.symbol).length > 0) continue;
    for (const each of node.body) {
      if (each.kind !== "attribute" || !["count", "for_each"].includes(each.name)) continue;
      const scope = { instance, path: source.path, item };
      const trace = leavesOf(each.expr)
        .map((leaf) => evaluator.evaluate(leaf, scope).trace)
        .find((steps) => steps.some((step) => step.kind === "argument" || step.kind === "omitted-argument"));
      if (trace) return trace;
    }
  }
  return [];
}

/** The names that an expression is computed from, the last operand first: what decides stands at the end of a conjunction. */
function leavesOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "variable":
    case "get-attr":
    case "index":
      return [expression];
    case "conditional":
      return leavesOf(expression.condition);
    case "binary":
      return [...leavesOf(expression.right), ...leavesOf(expression.left)];
    case "unary":
      return leavesOf(expression.operand);
    case "parentheses":
      return leavesOf(expression.inner);
    case "call":
      return expression.args.flatMap(leavesOf);
    default:
      return [];
  }
}
