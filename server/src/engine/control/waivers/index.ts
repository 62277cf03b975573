/** Waivers: reasons why a finding is accepted, in comments, in project files and in the words of other scanners. */
import type { CheckName } from "../../../../../shared/src";
import type { Item, Span } from "../../syntax";
import type { Location, ResourceView } from "../../terraform";
import type { ControlSettings, Judgement, Waiver } from "../types";
import { type InlineWaiver, inlineWaivers } from "./inline";
import { covers } from "./names";
import type { WaiverProblem } from "./problems";
import type { ProjectWaiver } from "./project";
import { meansSame } from "./scanners";

export type { WaiverProblem, WaiverProblemKind } from "./problems";
export { type ProjectWaiver, readWaiverFile, type WaiverFile } from "./project";

/** What of a finding decides whether a waiver covers it. */
export interface Waivable {
  readonly check: CheckName;
  readonly judgement: Judgement;
  /** The judged resource: a waiver on its header covers all its findings, wherever they stand. */
  readonly view: ResourceView;
  /** Where the finding stands. */
  readonly at: Location;
}

/** The waiver that covers the finding: one in a comment of ours, of the project, or of another scanner, in this order. */
export function waiverOf(
  finding: Waivable,
  project: readonly ProjectWaiver[],
  settings: ControlSettings,
): Waiver | undefined {
  let foreign: Waiver | undefined;
  for (const place of [finding.at, finding.judgement.at, finding.view.header]) {
    for (const waiver of inlineWaivers(place.item)) {
      if (!isValid(waiver, settings) || !contains(waiver.target, place) || !matches(waiver, finding)) continue;
      const { source, reason, expires, span } = waiver;
      const found: Waiver = { source, reason, expires, at: { ...place, start: span.start, end: span.end } };
      if (source === "inline") return found;
      if (settings.honourOtherScanners) foreign ??= found;
    }
  }
  return project.find(({ scope }) => covers(scope, finding.check))?.waiver ?? foreign;
}

/** Whether any comment of the item is a waiver; of most items none is. */
export function hasWaivers(item: Item): boolean {
  return inlineWaivers(item).length > 0;
}

/** What is wrong with the waivers in the comments of an item: no reason, an unknown check, a bad date, a day gone by. */
export function waiverProblems(path: string, item: Item, { today }: ControlSettings): readonly WaiverProblem[] {
  return inlineWaivers(item).flatMap((waiver): readonly WaiverProblem[] => {
    if (waiver.source !== "inline") return [];
    const at = locate(path, item, waiver);
    const problems = waiver.defects.map(({ kind, message }) => ({ kind, message, at }));
    if (problems.length > 0 || !isExpired(waiver, today)) return problems;
    return [{ kind: "expired", message: { key: "waiver-expired", args: [waiver.expires ?? ""] }, at }];
  });
}

/**
 * The waivers in the comments of an item that cover no finding, though nothing is wrong with them.
 * @param used the waivers of all findings that stand in the item or are about its resource
 */
export function unusedWaivers(
  path: string,
  item: Item,
  used: Iterable<Waiver>,
  settings: ControlSettings,
): readonly WaiverProblem[] {
  const spans = new Set([...used].flatMap(({ at }) => (at?.item === item ? [at.start] : [])));
  return inlineWaivers(item)
    .filter((waiver) => waiver.source === "inline" && isValid(waiver, settings) && !isSwitchedOff(waiver, settings))
    .filter((waiver) => !spans.has(waiver.span.start))
    .map((waiver) => ({ kind: "unused", message: { key: "waiver-unused" }, at: locate(path, item, waiver) }));
}

function isValid(waiver: InlineWaiver, { today }: ControlSettings): boolean {
  return waiver.defects.length === 0 && !isExpired(waiver, today);
}

/** A waiver holds through the day it names. */
function isExpired({ expires }: InlineWaiver, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** A check that is off finds nothing to waive. */
function isSwitchedOff({ scope }: InlineWaiver, { checks }: ControlSettings): boolean {
  return scope instanceof Set && [...scope].every((check: CheckName) => checks[check] === "off");
}

function matches({ scope }: InlineWaiver, { check, judgement }: Waivable): boolean {
  if (scope === "all" || scope instanceof Set) return covers(scope, check);
  return "scanner" in scope && meansSame(scope, check, judgement.row);
}

function contains(target: Span | undefined, place: Span): boolean {
  return target !== undefined && target.start <= place.start && place.end <= target.end;
}

function locate(path: string, item: Item, { span }: InlineWaiver): Location {
  return { path, item, start: span.start, end: span.end };
}
