/** Every customer-managed key that the workspace declares, with its rotation, policy, alias and waiting period. */
import { classifyKey, type Judgement, KEY_TYPES, kindOf } from "../../control";
import type { ResourceView, Value } from "../../terraform";
import { listIn, type Source } from "./source";
import type { Steps } from "./steps";
import type { KeyEvidence, StoreEvidence } from "./types";

/** What AWS takes when nothing is said; days. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
const DEFAULT_ROTATION_PERIOD = 365;

/** What AWS takes when nothing is said; days. https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const DEFAULT_DELETION_WINDOW = 30;

/** The keys, one for each element of `count` and `for_each`; the uses of a module count as one. */
export function* keyEvidence(source: Source, stores: readonly StoreEvidence[]): Steps<readonly KeyEvidence[]> {
  const keys = new Map<string, ResourceView>();
  for (const view of source.resources(KEY_TYPES)) {
    const id = source.idOf(view);
    if (!keys.has(id)) keys.set(id, view);
  }
  yield;
  const judgements = judgementsOfKeys(source);
  yield;
  const aliases = aliasesOf(source);
  yield;
  return [...keys]
    .flatMap(([id, view]) => keyOf(id, view, { source, stores, judgements, aliases }) ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Known {
  readonly source: Source;
  readonly stores: readonly StoreEvidence[];
  /** By id and property. */
  readonly judgements: ReadonlyMap<string, readonly Judgement[]>;
  /** By id. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

function keyOf(id: string, view: ResourceView, known: Known): KeyEvidence | undefined {
  const { source, stores, judgements, aliases } = known;
  const where = source.where(view.header);
  if (!where) return undefined;
  const of = (property: Judgement["property"]): readonly Judgement[] => judgements.get(`${id} ${property}`) ?? [];
  const rotation = source.verdictOf(of("rotation"));
  const protectedStores = stores.filter(({ keys }) => keys.some((use) => use.id === id));
  const period = daysOf(view, "rotation_period_in_days", DEFAULT_ROTATION_PERIOD, source);
  const days = daysOf(view, "deletion_window_in_days", DEFAULT_DELETION_WINDOW, source);
  return {
    id,
    resource: view.address,
    module: source.moduleOf(view),
    where,
    rotation,
    ...(rotation.status === "pass" && period !== undefined ? { rotationPeriod: period } : {}),
    policy: source.verdictOf(policiesInForce(of("policy-wildcard"))),
    deletionWindow: source.verdictOf(of("deletion-window")),
    ...(days === undefined ? {} : { deletionDays: days }),
    aliases: [...new Set(aliases.get(id))].sort(),
    protects: protectedStores.map((store) => store.id),
    kinds: [...new Set(protectedStores.flatMap(({ category }) => kindOf(category) ?? []))],
  };
}

/** A policy given as a resource of its own takes the place of the default one. */
function policiesInForce(judgements: readonly Judgement[]): readonly Judgement[] {
  const given = judgements.filter(({ message }) => message.key !== "policy-default");
  return given.length > 0 ? given : judgements;
}

function judgementsOfKeys(source: Source): ReadonlyMap<string, readonly Judgement[]> {
  const found = new Map<string, Judgement[]>();
  for (const { judgement, view } of source.analysis.judged()) {
    const key = KEY_TYPES.has(view.resource.declaration.type) ? view : keyOfPolicy(view, source);
    if (key) listIn(found, `${source.idOf(key)} ${judgement.property}`).push(judgement);
  }
  return found;
}

function keyOfPolicy(view: ResourceView, source: Source): ResourceView | undefined {
  if (view.resource.declaration.type !== "aws_kms_key_policy") return undefined;
  return target(view, "key_id", source);
}

function target(view: ResourceView, attribute: string, { context }: Source): ResourceView | undefined {
  return classifyKey(view.attribute(attribute)?.value, context.evaluator).key;
}

function aliasesOf(source: Source): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const alias of source.context.evaluator.resourcesInWorkspace("aws_kms_alias")) {
    const key = target(alias, "target_key_id", source);
    if (key) listIn(found, source.idOf(key)).push(nameOf(alias, source));
  }
  return found;
}

function nameOf(alias: ResourceView, source: Source): string {
  const value = resolvedOf(alias, "name", source);
  if (value?.kind === "known") return String(value.value);
  if (value?.kind !== "template") return alias.address;
  return value.parts.map((part) => (typeof part === "string" ? part : "…")).join("");
}

/** Undefined when the text does not tell. */
function daysOf(view: ResourceView, attribute: string, omitted: number, source: Source): number | undefined {
  const value = resolvedOf(view, attribute, source);
  if (value === undefined || (value.kind === "known" && value.value === null)) return omitted;
  const days = value.kind === "known" ? Number(value.value) : Number.NaN;
  return Number.isNaN(days) ? undefined : days;
}

function resolvedOf(view: ResourceView, attribute: string, { context }: Source): Value | undefined {
  const value = view.attribute(attribute)?.value;
  return value && context.evaluator.resolve(value);
}
