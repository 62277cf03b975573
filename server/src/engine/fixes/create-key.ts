/** A new customer-managed key, with rotation, deletion window and alias, as the module would write it. */
import type { Analysis } from "../control";
import { basename, type ModuleInstance, type ResourceView } from "../terraform";
import { copied, expression, literal, type NewAttribute, type NewBlock, templateCode } from "./code";
import { type Drafts, isEditable } from "./drafts";
import { cleaned, commonTags, isFreeIn, ownName, unique } from "./habits";
import { keyPolicy } from "./key-policy";
import { sourceOf } from "./nodes";
import { serviceWord, wordsOf } from "./words";

/** Where a key is named: the module as one of its instances sees it, the file, and what uses it there. */
export interface KeySite {
  readonly instance: ModuleInstance;
  readonly path: string;
  readonly provider: string | undefined;
  /** The module call through which the store gets its key; undefined where the store itself names it. */
  readonly call: string | undefined;
}

/** The longest waiting period, in days: what the control asks of production. */
const DELETION_WINDOW = 30;

/** Adds the key to the drafts and returns the symbol to refer to it by. */
export function createKey(drafts: Drafts, store: ResourceView, site: KeySite, analysis: Analysis): string {
  const { declaration } = store.resource;
  const { declarations, dir } = site.instance.module;
  const service = serviceWord(declaration.type);
  const name = site.call ?? declaration.name;
  const key = unique(
    [name, `${name}_${service}`, service],
    (each) => !declarations.has(`aws_kms_key.${each}`) && !declarations.has(`aws_kms_alias.${each}`),
  );
  const own = `${dir}/kms.tf`;
  const path = analysis.file(own) && isEditable(own) ? own : site.path;
  const draft = drafts.of(path);
  const policy = keyPolicy(declaration.type, drafts, path, analysis);
  const tags = commonTags(site.instance);
  const meta = providerOf(site.provider);
  const user = site.call === undefined ? declaration.symbol : `module.${site.call}`;
  const body: NewAttribute[] = [
    ...meta,
    { name: "description", value: literal(`Encryption at rest of ${user}`), apart: meta.length > 0 },
    { name: "enable_key_rotation", value: literal(true) },
    { name: "deletion_window_in_days", value: literal(DELETION_WINDOW) },
    ...(policy ? [{ name: "policy", value: policy, apart: true }] : []),
    ...(tags === undefined ? [] : [{ name: "tags", value: expression(tags), apart: true }]),
  ];
  const alias = unique(
    aliasNames(site.call === undefined ? ownName(store) : undefined, name, service),
    isFreeIn(site.instance),
  );
  draft?.append(
    [{ type: "resource", labels: ["aws_kms_key", key], body }, aliasOf(key, `aws_kms_key.${key}`, alias, meta)],
    path === store.header.path ? store.header.item : undefined,
  );
  return `aws_kms_key.${key}`;
}

/** Adds an alias after a key that has none, repeated as the key is, and returns its name. */
export function appendAlias(drafts: Drafts, key: ResourceView): string {
  const { declaration, instance } = key.resource;
  const { name, module, symbol } = declaration;
  const label = unique([name], (each) => !module.declarations.has(`aws_kms_alias.${each}`));
  const isPlain = wordsOf(name).size > 0;
  const plain = isPlain ? cleaned(name) : `${cleaned(basename(module.dir))}-${cleaned(name)}`;
  const count = sourceOf(key.block, "count");
  const isEach = sourceOf(key.block, "for_each") !== undefined;
  const suffix = isEach ? `-\${each.key}` : count === undefined || isAtMostOne(count) ? "" : `-\${count.index}`;
  const alias = unique([plain + suffix, `${plain}-cmk${suffix}`], isFreeIn(instance));
  const repetition: readonly NewAttribute[] = isEach
    ? [{ name: "for_each", value: expression(symbol) }]
    : count === undefined
      ? []
      : [{ name: "count", value: copied(count) }];
  const reference = isEach ? "each.value" : count === undefined ? symbol : `${symbol}[count.index]`;
  const meta = [...repetition, ...providerOf(sourceOf(key.block, "provider"))];
  drafts.of(declaration.source.path)?.append([aliasOf(label, reference, alias, meta)], declaration.item);
  return `alias/${alias}`;
}

/** Whether a `count` only switches the resource on and off. */
function isAtMostOne(count: string): boolean {
  return /^(?:[01]|.*\?\s*(?:1\s*:\s*0|0\s*:\s*1))$/s.test(count);
}

function aliasOf(label: string, key: string, alias: string, meta: readonly NewAttribute[]): NewBlock {
  return {
    type: "resource",
    labels: ["aws_kms_alias", label],
    body: [
      ...meta,
      { name: "name", value: templateCode(`alias/${alias}`), apart: meta.length > 0 },
      { name: "target_key_id", value: expression(`${key}.key_id`) },
    ],
  };
}

function providerOf(source: string | undefined): readonly NewAttribute[] {
  return source === undefined ? [] : [{ name: "provider", value: expression(source) }];
}

/** Names for the alias: after the store's own name, else after its label. */
function aliasNames(own: string | undefined, label: string, service: string): readonly string[] {
  const named = (name: string): string =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .includes(service)
      ? name
      : `${name}-${service}`;
  const plain = named(cleaned(label));
  return own === undefined ? [plain] : [named(own), `${named(own)}-${cleaned(label)}`, plain];
}
