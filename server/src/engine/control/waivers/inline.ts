/** Waivers written as comments beside what they cover (ruling 12), in our own words or in those of other scanners. */
import { CONTROL_ID, type Message } from "../../../../../shared/src";
import type { Comment, Item, Span } from "../../syntax";
import type { Waiver } from "../types";
import { isDate, type Scope, scopeOf } from "./names";
import { type Suppression, suppressionsIn } from "./scanners";
import { targetOf } from "./target";

/** A waiver in a comment. Spans count from the start of the item. */
export interface InlineWaiver {
  readonly source: Exclude<Waiver["source"], "wafpass-skip" | "risk-acceptance">;
  /** The comment. */
  readonly span: Span;
  /** What it covers: the finding's place must lie in it. Undefined when it stands on nothing. */
  readonly target: Span | undefined;
  /** What it waives; for another scanner's, the ids of its own checks. */
  readonly scope: Scope | Suppression;
  readonly reason: string;
  readonly expires: string | undefined;
  /** Why it does not count, whatever the day. */
  readonly defects: readonly Defect[];
}

export interface Defect {
  readonly kind: "missing-reason" | "unknown-id" | "invalid-date";
  readonly message: Message;
}

const kept = new WeakMap<Item, readonly InlineWaiver[]>();

/** The waivers of an item, read once. */
export function inlineWaivers(item: Item): readonly InlineWaiver[] {
  let found = kept.get(item);
  if (!found) {
    found = /:(?:ignore|skip=)/.test(item.text) ? item.comments.flatMap((comment) => read(item, comment)) : [];
    kept.set(item, found);
  }
  return found;
}

function read(item: Item, comment: Comment): readonly InlineWaiver[] {
  const text = item.text.slice(comment.start, comment.end);
  if (comment.kind === "/*" && text.includes("\n")) return [];
  const inner = comment.kind === "/*" ? text.slice(2, -2) : text.replace(/^(?:#+|\/\/+)/, "");
  const own = OWN.exec(inner);
  if (own)
    return [{ ...readOwn(own[1], own[2] ?? ""), source: "inline", span: comment, target: targetOf(item, comment) }];
  return suppressionsIn(inner).map((suppression) => ({
    source: suppression.scanner,
    span: comment,
    target: item.node,
    scope: suppression,
    reason: suppression.reason,
    expires: suppression.expires,
    defects: [],
  }));
}

/** `waf-sec-030:ignore[ids] reason (expires YYYY-MM-DD)` */
const OWN = new RegExp(`${CONTROL_ID}:ignore\\b\\s*(?:\\[([^\\]]*)\\])?(.*)$`, "is");
const EXPIRY = /\(\s*expires:?\s+([^)]*?)\s*\)/i;

function readOwn(
  ids: string | undefined,
  rest: string,
): Pick<InlineWaiver, "scope" | "reason" | "expires" | "defects"> {
  const named = (ids ?? "").split(",").filter((id) => id.trim() !== "");
  const scopes = named.map((id) => ({ id: id.trim(), scope: scopeOf(id) }));
  const defects: Defect[] = scopes
    .filter(({ scope }) => scope === undefined)
    .map(({ id }) => ({ kind: "unknown-id", message: { key: "waiver-unknown-id", args: [id] } }));
  if (named.length === 0) defects.push({ kind: "unknown-id", message: { key: "waiver-no-id" } });
  const expires = EXPIRY.exec(rest)?.[1];
  const reason = rest
    .replace(EXPIRY, "")
    .replace(/^[\s:,–—-]+/, "")
    .trim();
  if (reason === "") defects.push({ kind: "missing-reason", message: { key: "waiver-missing-reason" } });
  if (expires !== undefined && !isDate(expires)) {
    defects.push({ kind: "invalid-date", message: { key: "waiver-invalid-date", args: [expires] } });
  }
  const known = scopes.flatMap(({ scope }) => scope ?? []);
  return {
    scope: known.includes("all") ? "all" : new Set(known.filter((each) => each !== "all")),
    reason,
    expires,
    defects,
  };
}
