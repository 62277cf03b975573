/** A new variable that takes a key from the callers of a module. */
import type { Analysis } from "../control";
import type { Block } from "../syntax";
import type { Declaration, ModuleInstance, ResourceView } from "../terraform";
import { expression, literal, type NewAttribute } from "./code";
import type { KeySite } from "./create-key";
import { type Drafts, isEditable } from "./drafts";
import { unique } from "./habits";
import { attributeOf } from "./nodes";
import { serviceWord } from "./words";

/**
 * Adds the variable beside the module's others, passes it in every call of the module in the workspace, and returns its name.
 * @param keyAt names a key where a call stands
 */
export function addKeyInput(
  drafts: Drafts,
  store: ResourceView,
  analysis: Analysis,
  keyAt: (site: KeySite) => string | undefined,
): string {
  const { instance, declaration } = store.resource;
  const { module } = instance;
  const service = serviceWord(declaration.type);
  const name = unique(
    ["kms_key_arn", `${service}_kms_key_arn`, `${declaration.name}_kms_key_arn`],
    (each) => !module.declarations.has(`var.${each}`),
  );
  const variables = [...module.declarations.values()].flatMap(([each]) =>
    each?.kind === "variable" && each.node.kind === "block" && isEditable(each.source.path) ? [each] : [],
  );
  const path = fileForVariables(variables, module.dir, store.header.path, analysis);
  const description: NewAttribute = {
    name: "description",
    value: literal(`ARN of the customer-managed KMS key that encrypts ${declaration.symbol}`),
  };
  const type: NewAttribute = { name: "type", value: expression("string") };
  const typeFirst = variables.some(({ node }) => node.kind === "block" && startsWithType(node));
  drafts
    .of(path)
    ?.append([{ type: "variable", labels: [name], body: typeFirst ? [type, description] : [description, type] }]);

  const keys = new Map<string, string | undefined>();
  for (const { call, parent } of callsOf(instance, analysis)) {
    const { dir } = parent.module;
    const site: KeySite = { instance: parent, path: call.source.path, provider: undefined, call: call.name };
    if (!keys.has(dir)) keys.set(dir, keyAt(site));
    const key = keys.get(dir);
    if (key === undefined || call.node.kind !== "block") drafts.refuse();
    else drafts.of(call.source.path)?.set(call.node, name, expression(key));
  }
  return name;
}

/** The calls that lead to the module of the instance, each with one of the instances it stands in. */
function callsOf(
  instance: ModuleInstance,
  analysis: Analysis,
): readonly { call: Declaration; parent: ModuleInstance }[] {
  const calls = new Map<Declaration, ModuleInstance>();
  for (const { call, parent } of analysis.evaluator.instances.of(instance.module)) {
    if (call && parent && !calls.has(call)) calls.set(call, parent);
  }
  return [...calls].map(([call, parent]) => ({ call, parent }));
}

/** `variables.tf` if there is one, else the file with most variables, else the given one. */
function fileForVariables(
  variables: readonly Declaration[],
  dir: string,
  fallback: string,
  analysis: Analysis,
): string {
  if (analysis.file(`${dir}/variables.tf`)) return `${dir}/variables.tf`;
  const counts = new Map<string, number>();
  for (const { source } of variables) counts.set(source.path, (counts.get(source.path) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? fallback;
}

function startsWithType(variable: Block): boolean {
  const type = attributeOf(variable, "type");
  const description = attributeOf(variable, "description");
  return type !== undefined && description !== undefined && type.start < description.start;
}
