/** The customer-managed keys that a resource could use, best first. */
import { classifyKey, KEY_TYPES } from "../control";
import { parseExpression } from "../syntax";
import {
  type Declaration,
  type Evaluator,
  Instance,
  isKnown,
  type ModuleInstance,
  type ResourceView,
  type Value,
} from "../terraform";
import { dependsOn } from "./cycles";
import { attributeOf, sourceOf } from "./nodes";
import { shared, wordsOf } from "./words";

/** A key as an attribute would name it. */
export interface KeyCandidate {
  /** The expression to write. */
  readonly text: string;
  /** False where the text does not tell which key it is: a variable that nobody sets, a module that is not on disk. */
  readonly certain: boolean;
  /** Rotation is switched on, as far as that can be told. */
  readonly rotates: boolean;
  readonly score: number;
}

/** What the key is for. */
export interface KeyUse {
  readonly instance: ModuleInstance;
  /** Path of the file in which the key will be named. */
  readonly path: string;
  /** Symbol of the resource or module call that will depend on the key. */
  readonly user: string;
  /** What describes the user of the key: type, name, service. */
  readonly words: ReadonlySet<string>;
  /** What the attribute accepts. */
  readonly format: "arn" | "any";
  /** The `provider` argument of the user: keys of another provider configuration live in another Region or account. */
  readonly provider: string | undefined;
}

/** The attributes that each format accepts. */
const ATTRIBUTES: Readonly<Record<KeyUse["format"], readonly string[]>> = {
  arn: ["arn", "target_key_arn"],
  any: ["arn", "key_id", "target_key_arn", "target_key_id", "id"],
};

/** Names of variables, locals and outputs that carry a key. */
const KEY_NAME = /(?:^|[._])(?:kms|cmk|encryption_key)(?:_|$)/;
/** … unless it is something about a key. */
const NOT_A_KEY =
  /alias|window|rotation|polic|enable|create|tag|admin|user|days|description|grant|principal|aliases|ids$|arns$/;

export function keysFor(use: KeyUse, evaluator: Evaluator): readonly KeyCandidate[] {
  const { instance } = use;
  if (!(instance instanceof Instance)) return [];
  const found = [
    ...[...KEY_TYPES, "aws_kms_alias", "data.aws_kms_key", "data.aws_kms_alias"].flatMap((type) =>
      resourceCandidates(type, use, instance, evaluator),
    ),
    ...namedCandidates(use, instance, evaluator),
    ...outputCandidates(use, instance, evaluator),
  ];
  return found.filter(({ text }) => !dependsOn(text, use.user, instance.module)).sort((a, b) => b.score - a.score);
}

/** Whether the candidate is a key for certain that is rotated. */
export function isCertain(key: KeyCandidate): boolean {
  return key.certain && key.rotates;
}

/** Whether the key may be used without asking: none of the other candidates would do as well. */
export function isBest(key: KeyCandidate, keys: readonly KeyCandidate[]): boolean {
  return isCertain(key) && keys.every((other) => other === key || other.score < key.score);
}

function resourceCandidates(
  type: string,
  use: KeyUse,
  instance: Instance,
  evaluator: Evaluator,
): readonly KeyCandidate[] {
  const views = evaluator.resources(instance, type);
  const bySymbol = new Map<string, ResourceView[]>();
  for (const view of views) {
    const { symbol } = view.resource.declaration;
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), view]);
  }
  return [...bySymbol].flatMap(([symbol, instances]) => {
    const [view] = instances;
    if (!view || !canEncrypt(view) || sourceOf(view.block, "provider") !== use.provider) return [];
    const reference = referenceTo(symbol, type.endsWith("aws_kms_alias") ? "target_key_arn" : "arn", instances);
    if (!reference || (type === "aws_kms_alias" && standsForKeyOf(view, evaluator))) return [];
    const verdict = classifyKey(evaluate(reference, instance, evaluator), evaluator);
    const certain = verdict.kind === "cmk";
    // A key that may not exist is none for certain.
    if (!certain && (verdict.kind !== "unverified" || view.certain)) return [];
    const rotates = !isKnownNotToRotate(type, view);
    const words = wordsOf(
      `${view.resource.declaration.name} ${textOf(view.attribute("description")?.value)} ${aliasesOf(view, instance, evaluator)}`,
    );
    const sameFile = view.header.path === use.path ? 1 : 0;
    const score = 4 * shared(words, use.words) + (rotates ? 3 : -20) + sameFile - (words.size > 0 ? 1 : 0);
    return [{ text: reference, certain, rotates, score }];
  });
}

/** Variables and locals that hold a key. */
function namedCandidates(use: KeyUse, instance: Instance, evaluator: Evaluator): readonly KeyCandidate[] {
  const symbols = [...instance.module.declarations.keys()].filter((symbol) => /^(?:var|local)\./.test(symbol));
  return symbols.flatMap((symbol) => {
    const [declaration] = instance.module.declarations.get(symbol) ?? [];
    if (!declaration || !KEY_NAME.test(declaration.name) || NOT_A_KEY.test(declaration.name)) return [];
    if (declaration.kind === "variable" && !holdsString(declaration)) return [];
    return valued(symbol, use, instance, evaluator, declaration.kind === "variable");
  });
}

/** Outputs of called modules that hold a key. */
function outputCandidates(use: KeyUse, instance: Instance, evaluator: Evaluator): readonly KeyCandidate[] {
  const calls = [...instance.module.declarations.values()].flatMap(([call]) => (call?.kind === "module" ? [call] : []));
  return calls.flatMap((call) => {
    if (call.node.kind !== "block" || attributeOf(call.node, "for_each")) return [];
    const reference = attributeOf(call.node, "count") ? `module.${call.name}[0]` : `module.${call.name}`;
    const children = evaluator.instances.children(instance, call.name).instances;
    if (!children) {
      const isKeyModule = /(?:^|[/:.])terraform-aws-modules\/kms\/aws/.test(sourceOf(call.node, "source") ?? "");
      return isKeyModule ? valued(`${reference}.key_arn`, use, instance, evaluator, true) : [];
    }
    const outputs = [...(children[0]?.module.declarations.keys() ?? [])].filter((symbol) =>
      symbol.startsWith("output."),
    );
    return outputs
      .map((symbol) => symbol.slice("output.".length))
      .filter((name) => /key|kms|cmk|arn/.test(name) && !NOT_A_KEY.test(name))
      .flatMap((name) => valued(`${reference}.${name}`, use, instance, evaluator, false));
  });
}

/** The expression as a candidate when it leads to a key, or, where that is allowed, when nothing tells what it is. */
function valued(
  text: string,
  use: KeyUse,
  instance: Instance,
  evaluator: Evaluator,
  mayBeOpen: boolean,
): readonly KeyCandidate[] {
  const value = evaluate(text, instance, evaluator);
  const verdict = classifyKey(value, evaluator);
  const fits = value.kind !== "reference" || ATTRIBUTES[use.format].includes(String(value.path.at(-1)));
  const certain = verdict.kind === "cmk" && fits && (verdict.key !== undefined || KEY_NAME.test(text));
  const open = mayBeOpen && verdict.kind === "unverified" && value.kind === "unknown";
  if (!certain && !open) return [];
  const score = 4 * shared(wordsOf(text), use.words) + (certain ? 0 : -4);
  return [{ text, certain, rotates: true, score }];
}

/** How the resource is referred to; undefined when it is repeated in a way that leaves open which instance is meant. */
function referenceTo(symbol: string, attribute: string, instances: readonly ResourceView[]): string | undefined {
  const [only] = instances;
  if (!only) return undefined;
  const { key } = only.resource;
  if (!key) return only.certain ? `${symbol}.${attribute}` : undefined;
  const counted = attributeOf(only.block, "count") !== undefined;
  if (counted) return only.certain ? `${symbol}[0].${attribute}` : `one(${symbol}[*].${attribute})`;
  const known = instances.length === 1 && isKnown(key) && typeof key.value === "string";
  return known ? `${symbol}[${JSON.stringify(key.value)}].${attribute}` : undefined;
}

/** Whether the key is an enabled symmetric one, which services can encrypt with. */
function canEncrypt(view: ResourceView): boolean {
  const may = (name: string, expected: string): boolean => {
    const value = view.attribute(name)?.value;
    return !isKnown(value) || value.value === null || String(value.value) === expected;
  };
  return (
    may("customer_master_key_spec", "SYMMETRIC_DEFAULT") &&
    may("key_usage", "ENCRYPT_DECRYPT") &&
    may("is_enabled", "true")
  );
}

/** A key without rotation, or with imported material; what other resources stand for cannot be told. */
function isKnownNotToRotate(type: string, view: ResourceView): boolean {
  if (type !== "aws_kms_key") return type.includes("external_key");
  const rotation = view.attribute("enable_key_rotation")?.value;
  return !rotation || (isKnown(rotation) && String(rotation.value) !== "true");
}

/** Whether the alias belongs to a key that the workspace declares: then the key itself is offered. */
function standsForKeyOf(alias: ResourceView, evaluator: Evaluator): boolean {
  return classifyKey(alias.attribute("target_key_id")?.value, evaluator).key !== undefined;
}

/** The names of the aliases that the module gives the key. */
function aliasesOf(key: ResourceView, instance: Instance, evaluator: Evaluator): string {
  return evaluator
    .resources(instance, "aws_kms_alias")
    .filter((alias) => {
      const target = alias.attribute("target_key_id")?.value;
      return target?.kind === "reference" && target.resource.declaration === key.resource.declaration;
    })
    .map((alias) => textOf(alias.attribute("name")?.value))
    .join(" ");
}

/** Whether the variable can hold one key. */
function holdsString(variable: Declaration): boolean {
  const type = variable.node.kind === "block" ? sourceOf(variable.node, "type") : undefined;
  return type === undefined || type === "string" || type === "any" || type === '"string"';
}

/** The known parts of a string. */
function textOf(value: Value | undefined): string {
  if (value?.kind === "known") return String(value.value ?? "");
  if (value?.kind !== "template") return "";
  return value.parts.filter((part) => typeof part === "string").join(" ");
}

function evaluate(text: string, instance: Instance, evaluator: Evaluator): Value {
  return evaluator.evaluate(parseExpression(text), { instance, path: instance.module.dir, item: undefined });
}
