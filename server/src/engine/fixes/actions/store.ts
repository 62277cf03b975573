/** Fixes of stores that a row of the catalogue describes, and of whatever else its key needs. */
import type { Message } from "../../../../../shared/src";
import type { Analysis, CatalogueRow } from "../../control";
import { basename } from "../../terraform";
import { type Change, nameOf } from "../changes";
import { expression, writeCode } from "../code";
import { createKey, type KeySite } from "../create-key";
import { Drafts } from "../drafts";
import { addKeyInput } from "../key-input";
import { type KeyCandidate, type KeyUse, keysFor } from "../keys";
import { sourceOf } from "../nodes";
import { assign } from "../places";
import type { Fix, FixKind } from "../types";
import { wordsOf } from "../words";
import { type Action, titled } from "./action";
import { type Plan, planFor } from "./store-plan";

/** How the key is named at a place, once the drafts hold what it takes. */
type KeyNaming = (site: KeySite, drafts: Drafts) => string | undefined;

export const storeFixes: Action = (finding, analysis) => {
  const plan = planFor(finding, analysis);
  if (!plan) return [];
  const sites = keySites(plan);
  const [site, ...others] = sites;
  const ways: readonly [FixKind, KeyNaming, boolean][] =
    site === undefined
      ? [["set", () => undefined, true]]
      : others.length > 0
        ? [["create-key", bestKey(plan, analysis), false]]
        : keyWays(plan, site, analysis);
  return ways.flatMap(([kind, naming, isRight]) => written(plan, naming, kind, isRight, analysis) ?? []);
};

/** With every key that there is, with a new one, and with one that callers give. */
function keyWays(plan: Plan, site: KeySite, analysis: Analysis): readonly [FixKind, KeyNaming, boolean][] {
  const ways: [FixKind, KeyNaming, boolean][] = keysFor(useOf(plan, site), analysis.evaluator).map((key, index) => [
    "set",
    () => key.text,
    index === 0 && isCertain(key),
  ]);
  ways.push(["create-key", (at, drafts) => newKey(plan, at, drafts, analysis), false]);
  if (site.instance.module === plan.resource.resource.instance.module) {
    const naming: KeyNaming = (_, drafts) => {
      const keyAt = (caller: KeySite): string | undefined => bestKey(plan, analysis)(caller, drafts);
      return `var.${addKeyInput(drafts, plan.resource, analysis, keyAt)}`;
    };
    ways.push(["key-input", naming, false]);
  }
  return ways;
}

/** The best key of a site that is one for certain, else a new one. */
function bestKey(plan: Plan, analysis: Analysis): KeyNaming {
  return (site, drafts) =>
    keysFor(useOf(plan, site), analysis.evaluator).find(isCertain)?.text ?? newKey(plan, site, drafts, analysis);
}

function newKey(plan: Plan, site: KeySite, drafts: Drafts, analysis: Analysis): string {
  return `${createKey(drafts, plan.resource, site, analysis)}.arn`;
}

/** Whether the key may be used without asking. */
function isCertain(key: KeyCandidate): boolean {
  return key.certain && key.rotates;
}

/** Where the key must be named: at the resource, or in the modules that call its module; once for each module. */
function keySites(plan: Plan): readonly KeySite[] {
  const sites = new Map<string, KeySite>();
  for (const { origin, value } of plan.changes) {
    const { dir } = origin.instance.module;
    if (value || sites.has(dir)) continue;
    const provider = origin.step ? undefined : sourceOf(plan.resource.block, "provider");
    sites.set(dir, { instance: origin.instance, path: origin.place.path, provider });
  }
  return [...sites.values()];
}

function useOf({ row, resource }: Plan, site: KeySite): KeyUse {
  const { type, name } = resource.resource.declaration;
  return { ...site, words: wordsOf(`${type} ${name} ${row.service}`), format: row.key?.format ?? "arn" };
}

/** The fix that writes the plan's changes. */
function written(plan: Plan, naming: KeyNaming, kind: FixKind, isRight: boolean, analysis: Analysis): Fix | undefined {
  const drafts = new Drafts(analysis);
  const keys = new Map(keySites(plan).map((site) => [site.instance.module.dir, naming(site, drafts)]));
  const assignments = plan.changes.flatMap((change) => {
    const { path, origin, value } = change;
    const key = keys.get(origin.instance.module.dir);
    const code = value ?? (key === undefined ? undefined : expression(key));
    if (!code) return [];
    return [
      {
        change,
        place: origin.place,
        value: code,
        after: siblings(plan.row, path),
        shapeOf: (rest: readonly string[]) => shapeOf(plan.row, change, rest),
      },
    ];
  });
  if (assignments.length < plan.changes.length) return undefined;
  assign(drafts, assignments);
  const texts = assignments.map(
    ({ change, value }) => `${nameOf(change)} = ${writeCode(value, "", { unit: "", eol: " " })}`,
  );
  const elsewhere = plan.changes.find(({ origin }) => origin.step)?.origin.place.path;
  return drafts.finish({
    title: titled(titleOf(kind, [...new Set(texts)].join(", "), elsewhere), plan.replaces),
    kind,
    preferred: isRight && !plan.replaces,
    replaces: plan.replaces,
  });
}

function titleOf(kind: FixKind, text: string, elsewhere: string | undefined): Message {
  if (kind === "create-key") return { key: "fix-create-key", args: [text] };
  if (kind === "key-input") return { key: "fix-key-input", args: [text] };
  return elsewhere === undefined
    ? { key: "fix-set", args: [text] }
    : { key: "fix-set-elsewhere", args: [text, basename(elsewhere)] };
}

/** The row's switches in the same block, after which the key belongs. */
function siblings(row: CatalogueRow, path: string): readonly string[] {
  const parent = path.slice(0, path.lastIndexOf(".") + 1);
  return row.switches
    .filter((each) => each.path !== path && each.path.slice(0, each.path.lastIndexOf(".") + 1) === parent)
    .map((each) => each.path.slice(parent.length));
}

/** What the prefix of a missing path is. */
function shapeOf(row: CatalogueRow, { path, origin }: Change, rest: readonly string[]): CatalogueRow["shapes"][string] {
  const names = path.split(".");
  const missing = origin.place.kind === "missing" ? origin.place.rest.length : 0;
  return row.shapes[names.slice(0, names.length - missing + rest.length).join(".")] ?? "block";
}
