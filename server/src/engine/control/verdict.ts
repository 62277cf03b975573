/** Verdicts on one property of one store, before they become judgements. */
import type { Message, Property, Status } from "../../../../shared/src";
import type { Location, ResourceView, Selection, Trace } from "../terraform";
import type { CatalogueRow } from "./catalogue/types";
import type { KeyVerdict } from "./keys";
import { valueLabel } from "./reasons";
import { isOmitted, placeOf } from "./stores";
import type { Judgement } from "./types";

/** What a verdict is about: the attribute that decides, where it stands, and what it says. */
export interface Spot {
  readonly attribute: string;
  readonly at: Location;
  readonly trace: Trace;
  /** `kms_key_id is missing`, `storage_encrypted is false`. */
  readonly state: Message;
}

export interface Verdict extends Omit<Spot, "state"> {
  readonly status: Status;
  readonly reason: Message;
  readonly related?: NonNullable<Judgement["related"]>;
  /** The key that it is about, if it is about one. */
  readonly key?: KeyVerdict;
}

export function spotOf(path: string, selection: Selection): Spot {
  const { value, attribute, at } = selection;
  if (value === undefined) {
    // What lacks it is, where it is an object, the value of an attribute.
    const trace = attribute?.value.trace ?? [];
    return { attribute: path, at: attribute?.at ?? at, trace, state: { key: "is-missing", args: [path] } };
  }
  const state: Message = { key: "is-value", args: [path, valueLabel(value)] };
  return { attribute: path, at: placeOf(path, selection), trace: value.trace, state };
}

/** The verdict for the spot; with a consequence the reason says what follows from its state. */
export function verdict(status: Status, spot: Spot, consequence?: Message): Verdict {
  const { state, ...where } = spot;
  return { ...where, status, reason: consequence ? { key: "why", args: [state, consequence] } : state };
}

/** The verdict for a reason that has nothing to do with what the spot says. */
export function plainVerdict(status: Status, { attribute, at, trace }: Spot, reason: Message): Verdict {
  return { status, attribute, at, trace, reason };
}

const BADNESS: Readonly<Record<Status, number>> = { fail: 3, unverified: 2, pass: 1, "not-applicable": 0 };

/** Of several things that must all hold: the first of the worst. */
export function worst(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  return verdicts.reduce((one, other) => (BADNESS[other.status] > BADNESS[one.status] ? other : one));
}

/** The verdict where something unknown decides whether it counts at all: what would be a violation is unverified. */
export function doubted(given: Verdict, doubt: Message | undefined): Verdict {
  if (!doubt || given.status !== "fail") return given;
  return { ...given, status: "unverified", reason: { key: "why", args: [given.reason, doubt] } };
}

/** The one verdict of all possibilities, if they agree; else it is unverified because of the doubt. */
export function agreement(possible: readonly [Verdict, ...Verdict[]], doubt: Message): Verdict {
  const [first, ...rest] = possible;
  if (rest.every((each) => each.status === first.status)) return first;
  return { ...first, status: "unverified", reason: { key: "why", args: [first.reason, doubt] } };
}

export function judgementOf(
  property: Property & ("encryption-enabled" | "cmk"),
  given: Verdict,
  resource: ResourceView,
  row: CatalogueRow,
): Judgement {
  const { status, attribute, at, trace, reason, related, key } = given;
  const message: Message = { key: `${property}-${status}`, args: [resource.address, reason] };
  const { tier } = row;
  return {
    property,
    status,
    attribute,
    at,
    trace,
    message,
    tier,
    row,
    ...(related && { related }),
    ...(key && { key }),
  };
}

/** The judgement of a catalogue row with another reason in its message. */
export function withReason(judgement: Judgement, reason: Message): Judgement {
  return { ...judgement, message: { ...judgement.message, args: [judgement.message.args?.[0] ?? "", reason] } };
}

/** The judgement where a doubt takes certainty from some statuses: it is unverified then. */
export function doubtedJudgement(judgement: Judgement, statuses: readonly Status[], doubt: Message): Judgement {
  const { property, status, message } = judgement;
  if (!statuses.includes(status) || (property !== "encryption-enabled" && property !== "cmk")) return judgement;
  const [address = "", reason = ""] = message.args ?? [];
  const doubted: Message = { key: "why", args: [reason, doubt] };
  return { ...judgement, status: "unverified", message: { key: `${property}-unverified`, args: [address, doubted] } };
}

/** Whether the selection leads to nothing, or to what Terraform takes as not given. */
export function isUnsaid(selection: Selection): boolean {
  return selection.value === undefined || isOmitted(selection.value);
}
