/** Why a bucket's module makes no encryption configuration for it although it declares one. */
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
      const { trace } = evaluator.evaluate(each.expr, scope);
      if (trace.some((step) => step.kind === "argument" || step.kind === "omitted-argument")) return trace;
    }
  }
  return [];
}
