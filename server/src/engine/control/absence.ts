/** Why a resource lacks another one that its module declares: a bucket its encryption configuration, a key its alias. */
import { type Evaluator, Instance, type ResourceView, type Trace } from "../terraform";

/**
 * The way from a resource of the type that is made zero times to what decides so: the variable in its `count` or `for_each`,
 * and the module call that sets it or leaves it out. Empty when there is none.
 */
export function absenceOf(resource: ResourceView, type: string, evaluator: Evaluator): Trace {
  const { instance } = resource.resource;
  if (!(instance instanceof Instance)) return [];
  for (const declaration of evaluator.workspace.ofType(instance.module, type)) {
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
