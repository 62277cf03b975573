/** A new customer-managed key, with rotation, deletion window and alias, as the module would write it. */
import type { Analysis } from "../control";
import type { Block, Expression } from "../syntax";
import { basename, type ModuleInstance, type ResourceView } from "../terraform";
import { expression, literal, type NewAttribute, type NewBlock, templateCode } from "./code";
import { type Drafts, isEditable } from "./drafts";
import { attributeOf, sourceOf } from "./nodes";
import { serviceWord, wordsOf } from "./words";

/** Where a key is created: the module as one of its instances sees it, and the file in which it is used. */
export interface KeySite {
  readonly instance: ModuleInstance;
  readonly path: string;
  readonly provider: string | undefined;
}

/** The longest waiting period, in days: what the control asks of production. */
const DELETION_WINDOW = 30;

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

/** What an alias may contain after `alias/`: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
const ALIAS_CHARACTERS = /[^a-zA-Z0-9_-]+/g;

/** Adds the key to the drafts and returns the symbol to refer to it by. */
export function createKey(drafts: Drafts, store: ResourceView, site: KeySite, analysis: Analysis): string {
  const { type, name } = store.resource.declaration;
  const { declarations } = site.instance.module;
  const service = serviceWord(type);
  const key = unique(
    [name, `${name}_${service}`, service],
    (each) => !declarations.has(`aws_kms_key.${each}`) && !declarations.has(`aws_kms_alias.${each}`),
  );
  const sameModule = store.resource.instance.module === site.instance.module;
  const tags = commonTags(site.instance);
  const provider: NewAttribute[] =
    site.provider === undefined ? [] : [{ name: "provider", value: expression(site.provider) }];
  const body: NewAttribute[] = [
    ...provider,
    {
      name: "description",
      value: literal(`Encryption at rest of ${store.resource.declaration.symbol}`),
      apart: provider.length > 0,
    },
    { name: "enable_key_rotation", value: literal(true) },
    { name: "deletion_window_in_days", value: literal(DELETION_WINDOW) },
    ...(tags === undefined ? [] : [{ name: "tags", value: expression(tags), apart: true }]),
  ];
  const names = aliasNames(sameModule ? store : undefined, name, service);
  const blocks: NewBlock[] = [
    { type: "resource", labels: ["aws_kms_key", key], body },
    aliasOf(key, unique(names, isFreeIn(site.instance)), provider),
  ];
  const own = `${site.instance.module.dir}/kms.tf`;
  const path = analysis.file(own) && isEditable(own) ? own : site.path;
  drafts.of(path)?.append(blocks, path === store.header.path ? store.header.item : undefined);
  return `aws_kms_key.${key}`;
}

/** Adds an alias after a key that has none, and returns its name. */
export function appendAlias(drafts: Drafts, key: ResourceView): string {
  const { declaration, instance } = key.resource;
  const { name, module } = declaration;
  const label = unique([name], (each) => !module.declarations.has(`aws_kms_alias.${each}`));
  const isPlain = wordsOf(name).size > 0;
  const alias = unique(
    [isPlain ? cleaned(name) : `${cleaned(basename(module.dir))}-${cleaned(name)}`],
    isFreeIn(instance),
  );
  const provider = sourceOf(key.block, "provider");
  const meta: NewAttribute[] = provider === undefined ? [] : [{ name: "provider", value: expression(provider) }];
  const block = aliasOf(name, alias, meta);
  drafts.of(declaration.source.path)?.append([{ ...block, labels: ["aws_kms_alias", label] }], declaration.item);
  return `alias/${alias}`;
}

function aliasOf(key: string, alias: string, meta: readonly NewAttribute[]): NewBlock {
  return {
    type: "resource",
    labels: ["aws_kms_alias", key],
    body: [
      ...meta,
      { name: "name", value: templateCode(`alias/${alias}`), apart: meta.length > 0 },
      { name: "target_key_id", value: expression(`aws_kms_key.${key}.key_id`) },
    ],
  };
}

/** The first free name; numbered when none is. */
export function unique(names: readonly string[], isFree: (name: string) => boolean): string {
  const found = names.find(isFree);
  if (found !== undefined) return found;
  const [first = ""] = names;
  for (let number = 2; ; number++) if (isFree(`${first}_${number}`)) return `${first}_${number}`;
}

/** Names for the alias: after the store's own name, interpolations included, else after its label. */
function aliasNames(store: ResourceView | undefined, label: string, service: string): readonly string[] {
  const named = (name: string): string =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .includes(service)
      ? name
      : `${name}-${service}`;
  const plain = named(cleaned(label));
  const own = store && ownName(store);
  return own === undefined ? [plain] : [named(own), `${named(own)}-${cleaned(label)}`, plain];
}

/** The source of the store's name as it may stand in an alias; undefined when it has none that can be used elsewhere. */
function ownName(store: ResourceView): string | undefined {
  for (const name of NAMES) {
    const attribute = attributeOf(store.block, name);
    if (!attribute) continue;
    const { value } = store.attribute(name) ?? {};
    const known = value?.kind === "known" ? String(value.value) : undefined;
    const source = aliasSource(attribute.expr, store.block);
    const isValid = known === undefined || !/[^a-zA-Z0-9/_-]/.test(known) || !source?.includes("${");
    if (source !== undefined && source !== "" && isValid) return source;
  }
  return undefined;
}

/** The text between the quotes of a template of plain references; literal parts are cleaned of what an alias cannot hold. */
function aliasSource(expr: Expression, block: Block): string | undefined {
  const { text } = block.item;
  if (isReference(expr)) return `\${${text.slice(expr.start, expr.end)}}`;
  if (expr.kind !== "template" || expr.heredoc) return undefined;
  let source = "";
  for (const part of expr.parts) {
    if (part.kind === "text") source += part.value.replace(ALIAS_CHARACTERS, "-");
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

function cleaned(name: string): string {
  return name
    .replaceAll("_", "-")
    .replace(ALIAS_CHARACTERS, "-")
    .replace(/^-+|-+$/g, "");
}

/** The tags that most resources of the module share by reference: `local.tags`, also as the first argument of `merge`. */
function commonTags(instance: ModuleInstance): string | undefined {
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
function isFreeIn(instance: ModuleInstance): (alias: string) => boolean {
  const found = new Set<string>();
  for (const declaration of instance.module.byType.get("aws_kms_alias") ?? []) {
    const name = declaration.node.kind === "block" ? sourceOf(declaration.node, "name") : undefined;
    if (name !== undefined) found.add(name);
  }
  return (alias) => !found.has(`"alias/${alias}"`);
}
