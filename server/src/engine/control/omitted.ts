/** What protects a store whose switch or key is not given: the row's default, the account's, or a source. */
import type { Message } from "../../../../shared/src";
import type { Selection, Value } from "../terraform";
import { accountDefault } from "./account-default";
import type { CatalogueRow, DefaultEncryption } from "./catalogue/types";
import { evaluateCondition, presence } from "./conditions";
import { classifyKey } from "./keys";
import { unknownReason } from "./reasons";
import { type Store, selectIn } from "./stores";
import type { CheckContext, Judgement } from "./types";
import { agreement, isUnsaid, type Spot, type Verdict, verdict } from "./verdict";

/** One store of a row under judgement. */
export interface StoreCase {
  readonly row: CatalogueRow;
  readonly store: Store;
  readonly context: CheckContext;
}

type StoreProperty = "encryption-enabled" | "cmk";

/** The verdict on encryption where no switch is given. */
export function switchWhenOmitted(given: StoreCase, spot: Spot): Verdict {
  const source = sourceOf(given);
  if (source && !source.doubt && hasKey(given)) return verdict("pass", spot, { key: "then-own-key" });
  return whenOmitted(given, spot, "encryption-enabled", (by) => {
    switch (by) {
      case "unencrypted":
        return verdict("fail", spot, { key: "then-unencrypted" });
      case "account-default": {
        const { encrypted, reason, at } = accountDefault(given.context);
        const status = encrypted === undefined ? "unverified" : encrypted ? "pass" : "fail";
        const found = verdict(status, spot, reason);
        return at ? { ...found, related: [{ at, message: reason }] } : found;
      }
      default:
        return verdict("pass", spot, { key: `then-${by}` });
    }
  });
}

/** The verdict on the key where none is given. */
export function keyWhenOmitted(given: StoreCase, spot: Spot): Verdict {
  return whenOmitted(given, spot, "cmk", (by) => {
    switch (by) {
      case "unencrypted":
        return verdict("fail", spot);
      case "account-default": {
        const { key } = accountDefault(given.context);
        if (key.kind === "cmk") return verdict("pass", spot, { key: "account-key", args: [key.label] });
        if (key.kind === "unverified") return verdict("unverified", spot, key.reason);
        return verdict("fail", spot, { key: "account-key-aws" });
      }
      default:
        return verdict("fail", spot, { key: `then-${by}` });
    }
  });
}

/** Where the account encrypts every volume, whatever a volume says (ruling 3); the doubt when that is not known. */
export function accountSays(given: StoreCase): { readonly on?: Message; readonly doubt?: Message } {
  const { possible } = defaultsOf(given);
  if (possible.length !== 1 || possible[0] !== "account-default") return {};
  const { encrypted, reason } = accountDefault(given.context);
  return encrypted === undefined ? { doubt: reason } : encrypted ? { on: reason } : {};
}

// ── Defaults ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type OwnDefault = Exclude<DefaultEncryption, "inherited">;

function whenOmitted(
  given: StoreCase,
  spot: Spot,
  property: StoreProperty,
  byDefault: (by: OwnDefault) => Verdict,
): Verdict {
  const { possible, doubt } = defaultsOf(given);
  const source = sourceOf(given);
  const verdicts = possible.map((by): Verdict => {
    if (by === "inherited") {
      if (!source) return verdict("unverified", spot, { key: "unknown-source" });
      return source.doubt ? verdict("unverified", spot, source.doubt) : sourceVerdict(given, source, property, spot);
    }
    // A row that inherits unless its own words say otherwise has said otherwise here.
    if (!source || given.row.whenOmitted === "inherited") return byDefault(by);
    const inherited = sourceVerdict(given, source, property, spot);
    return source.doubt ? agreement([byDefault(by), inherited], source.doubt) : inherited;
  });
  return agreement(verdicts as [Verdict, ...Verdict[]], doubt ?? { key: "unknown-source" });
}

/** The defaults that may hold; several when the text does not tell which variant of the row does. */
function defaultsOf({ row, store, context }: StoreCase): {
  readonly possible: readonly DefaultEncryption[];
  readonly doubt?: Message;
} {
  const possible = new Set<DefaultEncryption>();
  let doubt: Message | undefined;
  for (const variant of row.variants ?? []) {
    const answer = evaluateCondition(variant.when, store, context.evaluator);
    if (answer.holds === false) continue;
    possible.add(variant.whenOmitted);
    if (answer.holds !== undefined) return { possible: [...possible], ...(doubt && { doubt }) };
    doubt ??= answer.reason;
  }
  return { possible: [...possible.add(row.whenOmitted)], ...(doubt && { doubt }) };
}

function hasKey({ row, store, context }: StoreCase): boolean {
  if (row.key === null) return false;
  return selectIn(store, row.key.path, row.shapes).every((selection) => {
    const { kind } = classifyKey(selection.value, context.evaluator, row.key?.awsWords);
    return kind === "cmk" || kind === "aws-managed";
  });
}

// ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  const found = value ? judgementsOfSource(value, given.context, property) : [];
  if (found === undefined || found.length === 0) {
    return verdict("unverified", spot, { key: "source-elsewhere", args: [source.path] });
  }
  for (const status of ["fail", "unverified", "pass", "not-applicable"] as const) {
    const deciding = found.find((each) => each.status === status);
    if (!deciding) continue;
    const consequence: Message = { key: "as-source", args: [deciding.message.args?.[0] ?? source.path] };
    const related = [{ at: deciding.at, message: deciding.message }];
    return { ...verdict(status, spot, consequence), related };
  }
  return verdict("unverified", spot, value && unknownReason(value));
}

/** Undefined when something that the value may be is not in the workspace. */
function judgementsOfSource(
  value: Value,
  context: CheckContext,
  property: StoreProperty,
): readonly Judgement[] | undefined {
  if (value.kind === "union" || value.kind === "list") {
    const parts = value.kind === "union" ? value.options : value.elements;
    const found = parts.map((part) => judgementsOfSource(part, context, property));
    return found.includes(undefined) ? undefined : found.flatMap((each) => each ?? []);
  }
  if (value.kind !== "reference" && value.kind !== "resource") return undefined;
  const view = context.evaluator.follow(value);
  const judged = view && context.judgeSource(view).filter((each) => each.property === property);
  return judged && judged.length > 0 ? judged : undefined;
}

/** Whether the key argument is given, be it with a value that is not known. */
export function isKeyGiven({ row, store }: StoreCase): boolean {
  return row.key !== null && selectIn(store, row.key.path, row.shapes).some((selection) => !isUnsaid(selection));
}
