/** Every data store of the workspace with what protects it. */
import type { Message } from "../../../../../shared/src";
import {
  bucketsOf,
  type CatalogueRow,
  type Environment,
  environmentOf,
  type Judged,
  type Judgement,
  type KeyVerdict,
} from "../../control";
import type { ResourceView } from "../../terraform";
import { listIn, type Source, worst } from "./source";
import type { Steps } from "./steps";
import { type KeyUse, PROTECTIONS, type Protection, type StoreEvidence } from "./types";

const S3_CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";

/** The two judgements on one store of one resource, as one use of its module sees it. */
interface Judgements {
  readonly view: ResourceView;
  readonly row: CatalogueRow;
  /** Which of several stores of the row in the resource, from 0. */
  readonly occurrence: number;
  readonly encryption: Judgement | undefined;
  readonly cmk: Judgement | undefined;
}

/** The judgements with the resource that they count for: for an S3 configuration, its bucket. */
interface Sighting extends Judgements {
  readonly environment: Environment | undefined;
}

/**
 * The stores that the control judges: one for each resource, feature with storage of its own, and repeated block (volume,
 * replica). The instances of `count` and `for_each`, and the uses of a module, count as one store as far as environment,
 * protection and key are the same.
 * @param all what was judged: of the whole workspace, or of the resources that are asked about
 */
export function* storeEvidence(
  source: Source,
  all: Iterable<Judged> = source.analysis.judged(),
): Steps<readonly StoreEvidence[]> {
  const slots = new Map<string, Sighting[]>();
  for (const judged of judgedStores(all)) {
    for (const { id, sighting } of placed(judged, source)) listIn(slots, id).push(sighting);
    yield;
  }
  const stores: StoreEvidence[] = [];
  for (const [id, seen] of slots) {
    stores.push(...storesOf(id, withoutDelegates(seen), source));
    yield;
  }
  return stores.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One store; several where instances are protected differently. */
function storesOf(id: string, seen: readonly Sighting[], source: Source): readonly StoreEvidence[] {
  const alike = new Map<string, Sighting[]>();
  for (const each of seen) listIn(alike, outcomeOf(each, source)).push(each);
  if (alike.size === 1) return [storeOf(id, seen, source) ?? []].flat();
  return [...alike.values()].flatMap((group) => {
    const instances = [...new Set(group.map(({ view }) => fullAddress(view)))].sort();
    const store = storeOf(`${id} ${instances[0]}`, group, source);
    return store ? { ...store, instances } : [];
  });
}

/** A bucket that leaves the matter to its configuration says nothing beside it. */
function withoutDelegates(seen: readonly Sighting[]): readonly Sighting[] {
  const own = seen.filter(({ cmk }) => {
    const reason = reasonOf(cmk);
    return typeof reason === "string" || !DELEGATES.has(reason.key);
  });
  return own.length > 0 ? own : seen;
}

const DELEGATES: ReadonlySet<string> = new Set(["s3-configured-by", "s3-judged-at"]);

/** What makes one instance of a store different from another. */
function outcomeOf(sighting: Sighting, source: Source): string {
  const keys = keysOf([sighting], source).map(({ id, label }) => id ?? label);
  return [sighting.environment ?? "", protectionOf(sighting), ...keys].join("\n");
}

function fullAddress({ address, resource }: ResourceView): string {
  return resource.instance.address === "" ? address : `${resource.instance.address}.${address}`;
}

/** The two judgements on each store, brought together. */
function judgedStores(all: Iterable<Judged>): readonly Judgements[] {
  const open = new Map<ResourceView, Map<string, Judgements>>();
  const counts = new Map<ResourceView, Map<string, number>>();
  for (const { judgement, view, check } of all) {
    const { row, property } = judgement;
    // The account's default for volumes is no store.
    if (!row || check === "ebs-encryption-by-default") continue;
    if (property !== "encryption-enabled" && property !== "cmk") continue;
    const count = counts.get(view) ?? new Map<string, number>();
    counts.set(view, count);
    const occurrence = count.get(`${row.facet} ${property}`) ?? 0;
    count.set(`${row.facet} ${property}`, occurrence + 1);
    const ofView = open.get(view) ?? new Map<string, Judgements>();
    open.set(view, ofView);
    const id = `${row.facet} ${occurrence}`;
    const known = ofView.get(id) ?? { view, row, occurrence, encryption: undefined, cmk: undefined };
    ofView.set(id, { ...known, [property === "cmk" ? "cmk" : "encryption"]: judgement });
  }
  return [...open.values()].flatMap((ofView) => [...ofView.values()]).filter(isStore);
}

/** Reasons by which the resource holds no data of its own. */
const NO_STORE: ReadonlySet<string> = new Set([
  "of-another-kind",
  "source-carries",
  "rds-aurora-instance",
  "s3-object-inherits",
]);

function isStore({ cmk, encryption }: Judgements): boolean {
  const reasons = [cmk, encryption].map((each) => each?.status === "not-applicable" && reasonOf(each));
  return !reasons.every((reason) => typeof reason === "object" && NO_STORE.has(reason.key));
}

/** Under which store the judgements count: that of their resource, or for an S3 configuration those of its buckets. */
function placed(judged: Judgements, source: Source): readonly { readonly id: string; readonly sighting: Sighting }[] {
  const { view, row } = judged;
  const { evaluator } = source.context;
  const buckets = row.type === S3_CONFIGURATION ? bucketsOf(view, evaluator).certain : [];
  if (buckets.length > 0) return buckets.map((bucket) => at(bucket, ""));
  const facet = facetOf(judged);
  return [at(view, facet === undefined ? "" : `:${facet}`)];

  function at(store: ResourceView, suffix: string): { readonly id: string; readonly sighting: Sighting } {
    return {
      id: source.idOf(store, store.resource.declaration.symbol) + suffix,
      sighting: {
        ...judged,
        view: store,
        environment: environmentOf(store, source.analysis.contextOf(store.header.path)),
      },
    };
  }
}

/** What of the resource the store is; undefined for the resource's own data. */
function facetOf({ row, occurrence }: Judgements): string | undefined {
  const words = [...(row.facet === "storage" ? [] : [row.facet]), ...(occurrence === 0 ? [] : [occurrence + 1])];
  return words.length === 0 || row.type === S3_CONFIGURATION ? undefined : words.join(" ");
}

function storeOf(id: string, seen: readonly Sighting[], source: Source): StoreEvidence | undefined {
  const [first] = seen;
  const where = first && source.where(first.view.header);
  if (!first || !where || !source.options.listed(first.view.header.path)) return undefined;
  const protection = PROTECTIONS.find((each) => seen.some((sighting) => protectionOf(sighting) === each)) ?? "exempt";
  const deciding = seen.find((sighting) => protectionOf(sighting) === protection) ?? first;
  const { environment } = first;
  const { row } = deciding;
  const facet = facetOf(deciding);
  const waived = protection === "unencrypted" || protection === "aws-key" ? source.isWaived(judgementsOf(seen)) : false;
  return {
    id,
    resource: first.view.resource.declaration.symbol,
    ...(facet === undefined ? {} : { facet }),
    module: source.moduleOf(first.view),
    where,
    service: row.service,
    category: row.category,
    ...(environment && { environment }),
    protection,
    encryption: worst(seen.flatMap(({ encryption }) => encryption?.status ?? [])) ?? "not-applicable",
    cmk: worst(seen.flatMap(({ cmk }) => cmk?.status ?? [])) ?? "not-applicable",
    reason: reasonOf(decidingJudgement(deciding)),
    keys: keysOf(seen, source),
    ...(waived ? { waived } : {}),
  };
}

function judgementsOf(seen: readonly Sighting[]): readonly Judgement[] {
  return seen.flatMap(({ encryption, cmk }) => [encryption, cmk]).filter((each) => each !== undefined);
}

function protectionOf({ encryption, cmk }: Judgements): Protection {
  if (encryption?.status === "fail") return "unencrypted";
  if (cmk?.status === "fail") return "aws-key";
  if (encryption?.status === "unverified" || cmk?.status === "unverified") return "unverified";
  return cmk?.status === "pass" ? "cmk" : "exempt";
}

/** Of the two judgements, the one that makes the protection what it is. */
function decidingJudgement({ encryption, cmk }: Judgements): Judgement | undefined {
  if (encryption?.status === "fail") return encryption;
  if (encryption?.status === "unverified" && cmk?.status !== "fail" && cmk?.status !== "unverified") return encryption;
  return cmk ?? encryption;
}

/** The messages of these judgements name the resource first and then the reason. */
function reasonOf(judgement: Judgement | undefined): string | Message {
  return judgement?.message.args?.[1] ?? judgement?.message ?? "";
}

/** The keys that are in force, that is, not those of instances that are not encrypted. */
function keysOf(seen: readonly Sighting[], source: Source): readonly KeyUse[] {
  const uses = new Map<string, KeyUse>();
  for (const sighting of seen) {
    const use = protectionOf(sighting) === "unencrypted" ? undefined : keyUseOf(sighting.cmk?.key, source);
    if (use) uses.set(use.id ?? use.label, use);
  }
  return [...uses.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

function keyUseOf(key: KeyVerdict | undefined, source: Source): KeyUse | undefined {
  switch (key?.kind) {
    case "cmk":
      return key.key
        ? { kind: "cmk", label: key.key.address, id: source.idOf(key.key) }
        : { kind: "cmk", label: key.label };
    case "aws-managed":
    case "aws-owned":
      return { kind: "aws-key", label: key.label };
    default:
      return undefined;
  }
}
