/** What a store takes its protection from: a snapshot its database, a copy its snapshot, what is written to S3 the bucket. */
import type { Message } from "../../../../shared/src";
import { type ResourceView, type Selection, template, type Value } from "../terraform";
import type { CatalogueRow } from "./catalogue/types";
import { namesBucket } from "./checks/s3/buckets";
import { presence } from "./conditions";
import { unknownReason } from "./reasons";
import { type StoreCase, type StoreProperty, selectIn } from "./stores";
import type { Judgement } from "./types";
import { type Spot, type Verdict, verdict } from "./verdict";

export interface Source {
  readonly selection: Selection;
  readonly path: string;
  /** Set when it may not be given at all. */
  readonly doubt?: Message;
}

/** The attribute that names what the store takes its protection from; a certain one before one in doubt. */
export function sourceOf({ row, store, context }: StoreCase): Source | undefined {
  let inDoubt: Source | undefined;
  for (const path of row.inheritsFrom ?? []) {
    for (const selection of selectIn(store, path)) {
      const answer = presence(selection, context.evaluator);
      if (answer.holds) return { selection, path };
      if (answer.holds === undefined) inDoubt ??= { selection, path, doubt: answer.reason };
    }
  }
  return inDoubt;
}

/** The store is as well protected as what the value names, when the workspace holds that; else it is unverified. */
export function sourceVerdict(given: StoreCase, source: Source, property: StoreProperty, spot: Spot): Verdict {
  const { value } = source.selection;
  const found = value ? judgementsOfSource(value, given, property) : [];
  if (found === undefined || found.length === 0) {
    return verdict("unverified", spot, { key: "source-elsewhere", args: [source.path] });
  }
  for (const status of ["fail", "unverified", "pass", "not-applicable"] as const) {
    const deciding = found.find((each) => each.status === status);
    if (!deciding) continue;
    const consequence: Message = { key: "as-source", args: [deciding.message.args?.[0] ?? source.path] };
    const related = [{ at: deciding.at, message: deciding.message }];
    return { ...verdict(status, spot, consequence), related, ...(deciding.key && { key: deciding.key }) };
  }
  return verdict("unverified", spot, value && unknownReason(value));
}

/** Undefined when something that the value may be is not in the workspace. */
function judgementsOfSource(value: Value, given: StoreCase, property: StoreProperty): readonly Judgement[] | undefined {
  if (value.kind === "union" || value.kind === "list") {
    const parts = value.kind === "union" ? value.options : value.elements;
    const found = parts.map((part) => judgementsOfSource(part, given, property));
    return found.includes(undefined) ? undefined : found.flatMap((each) => each ?? []);
  }
  const view =
    value.kind === "reference" || value.kind === "resource"
      ? given.context.evaluator.follow(value)
      : bucketOf(value, given);
  const judged = view && given.context.judgeSource(view).filter((each) => each.property === property);
  return judged && judged.length > 0 ? judged : undefined;
}

/** The bucket of the module that an S3 URI, an ARN or a name leads to: `s3://${aws_s3_bucket.results.bucket}/queries/`. */
function bucketOf(value: Value, { row, store, context }: StoreCase): ResourceView | undefined {
  if (!isAlwaysEncrypted(row) || (value.kind !== "known" && value.kind !== "template")) return undefined;
  const parts = value.kind === "template" ? value.parts : [String(value.value)];
  const [first, ...rest] = parts;
  const named = typeof first === "string" ? [first.replace(/^s3:\/\/|^arn:[^:]*:s3:::/, ""), ...rest] : parts;
  const end = named.findIndex((part) => typeof part === "string" && part.includes("/"));
  const last = named[end];
  const name = typeof last === "string" ? [...named.slice(0, end), last.slice(0, last.indexOf("/"))] : named;
  return context.evaluator
    .resources(store.resource.resource.instance, "aws_s3_bucket")
    .find((bucket) => namesBucket(template(name), bucket, context.evaluator) === "yes");
}

/**
 * What is written to S3, or to another store that encrypts everything, is encrypted whatever its bucket says; only with which
 * key is the bucket's matter. Databases and their copies may be of something that is not encrypted.
 */
export function isAlwaysEncrypted({ check, whenOmitted, switches }: CatalogueRow): boolean {
  const switched = switches.some((each) => each.decides === "encryption-enabled");
  return whenOmitted === "inherited" && !switched && (check === "data-store-cmk" || check === "s3-sse-cmk");
}
