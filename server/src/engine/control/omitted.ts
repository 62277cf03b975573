/** What protects a store whose switch or key is not given: the row's default, the account's, or a source. */
import type { Message } from "../../../../shared/src";
import { accountDefault } from "./account-default";
import type { DefaultEncryption } from "./catalogue/types";
import { evaluateCondition } from "./conditions";
import { classifyKey } from "./keys";
import { isAlwaysEncrypted, sourceOf, sourceVerdict } from "./sources";
import { type StoreCase, type StoreProperty, selectIn } from "./stores";
import { agreement, isUnsaid, type Spot, type Verdict, verdict } from "./verdict";

/** The verdict on encryption where no switch is given. */
export function switchWhenOmitted(given: StoreCase, spot: Spot): Verdict {
  const source = sourceOf(given);
  if (source && !source.doubt && hasKey(given)) return verdict("pass", spot, { key: "then-own-key" });
  if (isAlwaysEncrypted(given.row)) return verdict("pass", spot, { key: "then-source-encrypts" });
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
        if (key.kind === "cmk") return { ...verdict("pass", spot, { key: "account-key", args: [key.label] }), key };
        if (key.kind === "unverified") return { ...verdict("unverified", spot, key.reason), key };
        return { ...verdict("fail", spot, { key: "account-key-aws" }), key };
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

/** Whether the key argument is given, be it with a value that is not known. */
export function isKeyGiven({ row, store }: StoreCase): boolean {
  return row.key !== null && selectIn(store, row.key.path, row.shapes).some((selection) => !isUnsaid(selection));
}
