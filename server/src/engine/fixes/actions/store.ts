/** Fixes of stores that a row of the catalogue describes, and of whatever else its key needs. */
import type { Message } from "../../../../../shared/src";
import type { Analysis, CatalogueRow, Finding, Shape } from "../../control";
import { basename, select } from "../../terraform";
import { type Change, nameOf } from "../changes";
import { expression, writeCode } from "../code";
import type { KeySite } from "../create-key";
import { Drafts } from "../drafts";
import { isLiteral, sourceOf } from "../nodes";
import { type Assignment, assign } from "../places";
import type { Fix, FixKind } from "../types";
import { type Action, finished } from "./action";
import { type KeyWay, keyWays } from "./key-ways";
import { type Plan, planFor } from "./store-plan";

export const storeFixes: Action = (finding, analysis) => {
  const { attribute, row } = finding.judgement;
  const plan = row?.inheritsFrom?.includes(attribute) ? undefined : planFor(finding, analysis);
  if (!plan) return sourceFixes(finding, analysis);
  if (plan.changes.some(isStuckAtDefault)) return requiredInput(plan, analysis);
  const sites = keySites(plan);
  const ways = sites.length === 0 ? [WITHOUT_KEY] : keyWays({ store: plan.resource, row: plan.row }, sites, analysis);
  return ways.flatMap((way) => written(plan, way, analysis));
};

const WITHOUT_KEY: KeyWay = { kind: "set", naming: () => undefined, isRight: true };

/** What is as well protected as its source is mended there; a source that is a copy itself has no fix of its own to lend. */
function sourceFixes({ judgement, property, subject }: Finding, analysis: Analysis): readonly Fix[] {
  for (const path of judgement.row?.inheritsFrom ?? []) {
    const [selection] = select(subject, path);
    if (selection?.value?.kind !== "reference") continue;
    const source = analysis.evaluator.follow(selection.value);
    for (const other of source ? analysis.allFindings() : []) {
      if (other.status !== "fail" || other.property !== property || other.check === "backup-snapshot-cmk") continue;
      if (other.subject.header.item !== source?.header.item) continue;
      return storeFixes(other, analysis).map((fix) => ({
        ...fix,
        title: { key: "fix-at-source", args: [other.resource, fix.title] },
        certain: false,
        preferred: false,
      }));
    }
  }
  return [];
}

/** Whether the key is a variable of the root module whose default is no key: then whoever runs Terraform must give one. */
function isStuckAtDefault({ value, origin }: Change): boolean {
  return value === undefined && origin.step?.kind === "default";
}

/** Takes the default away, so that the variable must be given. */
function requiredInput(plan: Plan, analysis: Analysis): readonly Fix[] {
  const drafts = new Drafts(analysis);
  const stuck = plan.changes.filter(isStuckAtDefault);
  const rest = plan.changes.filter((change) => !isStuckAtDefault(change));
  for (const { origin } of stuck) {
    if (origin.place.kind === "attribute") drafts.of(origin.place.path)?.remove(origin.place.node);
  }
  const assignments = assignmentsFor(plan, rest, new Map());
  assign(drafts, assignments);
  const variables = [...new Set(stuck.map(nameOf))].join(", ");
  const title: Message =
    rest.length > 0
      ? { key: "fix-require-input-and-set", args: [variables, textOf(assignments)] }
      : { key: "fix-require-input", args: [variables] };
  return finished(drafts, title, "key-input", false, plan.replaces);
}

/** Where the key must be named: at the resource, or in the modules that call its module; once for each module. */
function keySites(plan: Plan): readonly KeySite[] {
  const sites = new Map<string, KeySite>();
  for (const { origin, value } of plan.changes) {
    const { dir } = origin.instance.module;
    if (value || sites.has(dir)) continue;
    const provider = origin.step ? undefined : sourceOf(plan.resource.block, "provider");
    const call = origin.step?.call?.replace(/^module\./, "");
    sites.set(dir, { instance: origin.instance, path: origin.place.path, provider, call });
  }
  return [...sites.values()];
}

/** The fix that writes the plan's changes. */
function written(plan: Plan, { kind, naming, isRight }: KeyWay, analysis: Analysis): readonly Fix[] {
  const drafts = new Drafts(analysis);
  const keys = new Map(keySites(plan).map((site) => [site.instance.module.dir, naming(site, drafts)]));
  const assignments = assignmentsFor(plan, plan.changes, keys);
  if (assignments.length < plan.changes.length) return [];
  assign(drafts, assignments);
  for (const { node, at } of plan.removals) {
    if (isLiteral(node.expr)) drafts.of(at.path)?.remove(node);
    else drafts.refuse();
  }
  const elsewhere = plan.changes.find(({ origin }) => origin.step)?.origin.place.path;
  const title = titleOf(kind, textOf(assignments), elsewhere);
  const removed = plan.removals.map(({ name }) => name).join(", ");
  const whole: Message = removed === "" ? title : { key: "fix-and-remove", args: [title, removed] };
  return finished(drafts, whole, kind, isRight, plan.replaces);
}

interface Written extends Assignment {
  readonly change: Change;
}

/** The changes with their values; those that need a key which is not among the keys (by module directory) are left out. */
function assignmentsFor(
  plan: Plan,
  changes: readonly Change[],
  keys: ReadonlyMap<string, string | undefined>,
): readonly Written[] {
  return changes.flatMap((change) => {
    const { path, origin } = change;
    const key = keys.get(origin.instance.module.dir);
    const value = change.value ?? (key === undefined ? undefined : expression(key));
    if (!value) return [];
    const shape = (rest: readonly string[]): Shape => shapeOf(plan.row, change, rest);
    return [{ change, place: origin.place, value, after: siblings(plan.row, path), shapeOf: shape }];
  });
}

/** `encrypted = true, kms_key_id = aws_kms_key.main.arn in root_block_device`. */
function textOf(assignments: readonly Written[]): string | Message {
  const parents = assignments.map(({ change }) => (change.origin.step ? [] : change.path.split(".").slice(0, -1)));
  const [first = []] = parents;
  const differing = first.findIndex((name, index) => parents.some((parent) => parent[index] !== name));
  const parent = (differing < 0 ? first : first.slice(0, differing)).join(".");
  const texts = assignments.map(({ change, value }) => {
    const name = parent === "" ? nameOf(change) : change.path.slice(parent.length + 1);
    return `${name} = ${writeCode(value, "", { unit: "", eol: " " })}`;
  });
  const text = [...new Set(texts)].join(", ");
  return parent === "" ? text : { key: "fix-in", args: [text, parent.slice(parent.lastIndexOf(".") + 1)] };
}

function titleOf(kind: FixKind, text: string | Message, elsewhere: string | undefined): Message {
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
function shapeOf(row: CatalogueRow, { path, origin }: Change, rest: readonly string[]): Shape {
  const names = path.split(".");
  return row.shapes[names.slice(0, names.length - origin.place.rest.length + rest.length).join(".")] ?? "block";
}
