/** How a module names and tags things, so that what fixes add looks like the rest. */
import type { Expression } from "../syntax";
import type { ModuleInstance, ResourceView } from "../terraform";
import { attributeOf, sourceOf } from "./nodes";

/** Attributes that name a store, in the order in which they are asked. */
const NAMES = [
  "identifier",
  "cluster_identifier",
  "replication_group_id",
  "global_cluster_identifier",
  "domain_name",
  "repository_name",
  "bucket",
  "name",
  "name_prefix",
  "identifier_prefix",
  "cluster_identifier_prefix",
  "bucket_prefix",
];

/** What an alias may not contain after `alias/`: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
const NOT_IN_ALIAS = /[^a-zA-Z0-9_-]+/g;

/** The first free name; numbered when none is. */
export function unique(names: readonly string[], isFree: (name: string) => boolean): string {
  const found = names.find(isFree);
  if (found !== undefined) return found;
  const [first = ""] = names;
  for (let number = 2; ; number++) if (isFree(`${first}_${number}`)) return `${first}_${number}`;
}

/** The name in the words of an alias. */
export function cleaned(name: string): string {
  return name
    .replaceAll("_", "-")
    .replace(NOT_IN_ALIAS, "-")
    .replace(/^-+|-+$/g, "");
}

/** The source of the store's name, interpolations included, as it may stand in an alias; undefined when it cannot. */
export function ownName(store: ResourceView): string | undefined {
  for (const name of NAMES) {
    const attribute = attributeOf(store.block, name);
    const source = attribute && aliasSource(attribute.expr, store.block.item.text);
    if (!source) continue;
    const value = store.attribute(name)?.value;
    const known = value?.kind === "known" ? String(value.value) : "";
    if (!source.includes("${") || !/[^a-zA-Z0-9/_-]/.test(known)) return source;
  }
  return undefined;
}

/** What stands between the quotes of a template of plain references, literal parts cleaned of what an alias cannot hold. */
function aliasSource(expr: Expression, text: string): string | undefined {
  if (isReference(expr)) return `\${${text.slice(expr.start, expr.end)}}`;
  if (expr.kind !== "template" || expr.heredoc) return undefined;
  let source = "";
  for (const part of expr.parts) {
    if (part.kind === "text") source += part.value.replace(NOT_IN_ALIAS, "-");
    else if (part.kind === "interpolation" && isReference(part.expr))
      source += `\${${text.slice(part.expr.start, part.expr.end)}}`;
    else return undefined;
  }
  return source.replace(/^-+|-+$/g, "");
}

/** `var.name`, `local.name`, `module.label.id`: what means the same anywhere in the module. */
function isReference(expr: Expression): boolean {
  let root = expr;
  let depth = 0;
  for (; root.kind === "get-attr"; root = root.object) depth++;
  return depth > 0 && root.kind === "variable" && ["var", "local", "module"].includes(root.name);
}

/** The tags that most resources of the module share by reference: `local.tags`, also as the first argument of `merge`. */
export function commonTags(instance: ModuleInstance): string | undefined {
  const counts = new Map<string, number>();
  for (const [declaration] of instance.module.declarations.values()) {
    if (declaration?.kind !== "resource" || declaration.node.kind !== "block") continue;
    const tags = attributeOf(declaration.node, "tags");
    const expr = tags?.expr.kind === "call" && tags.expr.name === "merge" ? tags.expr.args[0] : tags?.expr;
    if (!expr || !isReference(expr)) continue;
    const source = declaration.item.text.slice(expr.start, expr.end);
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Tells whether no alias of the module goes by the name yet. */
export function isFreeIn(instance: ModuleInstance): (alias: string) => boolean {
  const taken = new Set<string>();
  for (const declaration of instance.module.byType.get("aws_kms_alias") ?? []) {
    const name = declaration.node.kind === "block" ? sourceOf(declaration.node, "name") : undefined;
    if (name !== undefined) taken.add(name);
  }
  return (alias) => !taken.has(`"alias/${alias}"`);
}
