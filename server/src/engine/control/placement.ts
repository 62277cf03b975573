/**
 * Where findings stand (ruling 1): a violation that every use of a module shares stands at the resource; one that a single
 * caller causes stands at that caller's module call.
 */
import type { CheckName, Message, Requirement, Status } from "../../../../shared/src";
import type { Declaration, Location, ModuleInstance, ResourceView, Step, Trace } from "../terraform";
import type { Judgement } from "./types";

/** A judgement with the resource it is about. */
export interface Judged {
  readonly check: CheckName;
  readonly requirement: Requirement;
  readonly judgement: Judgement;
  readonly view: ResourceView;
}

/** A judgement that stands for all those it was merged with, and its place. */
export interface Placed extends Judged {
  /** All that it stands for, itself included. */
  readonly merged: readonly Judged[];
  readonly at: Location;
  /** Full address when only some instances of the resource are meant. */
  readonly instance: string | undefined;
  readonly related: readonly { readonly at: Location; readonly message: Message }[];
}

/**
 * Merges the judgements of one resource over all its ways and instances, and places them.
 *
 * @param judged what each way said: one list per way
 */
export function place(judged: readonly (readonly Judged[])[]): readonly Placed[] {
  const slots = new Map<string, Judged[]>();
  const declarations = new Map<Declaration, number>();
  for (const way of judged) {
    const occurrences = new Map<ResourceView, Map<string, number>>();
    for (const each of way) {
      // What is judged: a store of the catalogue, whichever of its attributes decides, or what the attribute says. Repeated
      // blocks are told apart by their order in the resource, duplicate declarations (ruling 13) by their order of coming.
      const { declaration } = each.view.resource;
      if (!declarations.has(declaration)) declarations.set(declaration, declarations.size);
      const what = each.judgement.row?.facet ?? each.judgement.attribute;
      const subject = `${declarations.get(declaration)}|${each.check}|${each.judgement.property}|${what}`;
      const counts = occurrences.get(each.view) ?? new Map<string, number>();
      occurrences.set(each.view, counts);
      const occurrence = counts.get(subject) ?? 0;
      counts.set(subject, occurrence + 1);
      const slot = `${subject}|${occurrence}`;
      const list = slots.get(slot);
      if (list) list.push(each);
      else slots.set(slot, [each]);
    }
  }
  return [...slots.values()].flatMap(placeSlot);
}

function placeSlot(entries: readonly Judged[]): readonly Placed[] {
  const by = (status: Status): readonly Judged[] => entries.filter((each) => each.judgement.status === status);
  const failing = by("fail");
  const judgedAtAll = entries.length - by("not-applicable").length;
  const placed: Placed[] = [];
  if (failing.length > 0 && failing.length === judgedAtAll) placed.push(shared(failing));
  else placed.push(...someFail(entries, failing));
  const [unverified] = by("unverified");
  if (unverified) placed.push(shared([unverified]));
  if (placed.length === 0) {
    const [rest] = [...by("pass"), ...by("not-applicable")];
    if (rest) placed.push(atResource(rest, undefined));
  }
  return placed;
}

/** One finding at the resource for all; at the call of a module that the user did not write. */
function shared(entries: readonly Judged[]): Placed {
  const first = entries[0] as Judged;
  const at = callIntoInstalled(first);
  return { ...(at ? atCall(first, at) : atResource(first, undefined)), merged: entries };
}

/**
 * Each that fails while others do not: at the module call that causes it; where every use of the module has one that fails, at
 * the resource, for one element of its `for_each`.
 */
function someFail(entries: readonly Judged[], failing: readonly Judged[]): readonly Placed[] {
  const ways = (some: readonly Judged[]): ReadonlySet<ModuleInstance> => new Set(some.map(wayOf));
  const failingWays = ways(failing);
  const others = [...ways(entries)].filter((way) => !failingWays.has(way));
  return distinct(
    failing.map((entry) => {
      const at = callIntoInstalled(entry) ?? (others.length > 0 ? callOf(entry, others) : undefined);
      return at ? atCall(entry, at) : atResource(entry, addressOf(entry));
    }),
  );
}

function wayOf({ view }: Judged): ModuleInstance {
  return view.resource.instance;
}

function atResource(entry: Judged, instance: string | undefined): Placed {
  return { ...entry, merged: [entry], at: entry.judgement.at, instance, related: relatedOf(entry, entry.judgement.at) };
}

function atCall(entry: Judged, at: Location): Placed {
  const resource = { at: entry.view.header, message: { key: "trace.resource", args: [entry.view.address] } as const };
  return { ...entry, merged: [entry], at, instance: addressOf(entry), related: [resource, ...relatedOf(entry, at)] };
}

/**
 * The call from which the deciding value, or its absence, comes: its argument or its header. Where no value tells (something
 * that only this use of the module lacks), the outermost call by which it differs from the other uses.
 */
function callOf(entry: Judged, others: readonly ModuleInstance[]): Location | undefined {
  const step = lastCall(entry.judgement.trace);
  if (step) return step.at;
  const common = new Set(others.flatMap(chainOf));
  const different = chainOf(wayOf(entry)).find((each) => each.call && !common.has(each));
  return different && headerOfCall(different);
}

/** The instance and those above it, the root first. */
function chainOf(instance: ModuleInstance): readonly ModuleInstance[] {
  return instance.parent ? [...chainOf(instance.parent), instance] : [instance];
}

function lastCall(trace: Trace): Step | undefined {
  return [...trace].reverse().find((step) => step.kind === "argument" || step.kind === "omitted-argument");
}

/** Of what is in an installed module: the call, in code of the user's, that decides or else reaches the module. */
function callIntoInstalled(entry: Judged): Location | undefined {
  if (!isInstalled(entry.judgement.at.path)) return undefined;
  const step = lastCall(entry.judgement.trace);
  if (step && !isInstalled(step.at.path)) return step.at;
  const outermost = chainOf(wayOf(entry)).find((each) => isInstalled(each.module.dir));
  return outermost && headerOfCall(outermost);
}

function headerOfCall({ call }: ModuleInstance): Location | undefined {
  if (call?.node.kind !== "block") return undefined;
  const end = call.node.labels.at(-1)?.end ?? call.node.typeEnd;
  return { path: call.source.path, item: call.item, start: call.node.start, end };
}

/** Whether the file belongs to a module that Terraform has downloaded. */
function isInstalled(path: string): boolean {
  return path.includes("/.terraform/");
}

function addressOf(entry: Judged): string {
  const { address } = entry.view.resource.instance;
  return address === "" ? entry.view.address : `${address}.${entry.view.address}`;
}

function relatedOf(entry: Judged, at: Location): readonly { readonly at: Location; readonly message: Message }[] {
  const chain = [...new Set(entry.judgement.trace)]
    .filter((step) => step.at !== at)
    .map((step) => ({ at: step.at, message: inWords(step) }));
  return [...(entry.judgement.related ?? []), ...chain];
}

/** What the step says: `var.key takes its default`. */
export function inWords({ kind, label, call = "" }: Step): Message {
  return { key: `trace.${kind}`, args: [label, call] };
}

/** Repetitions of one call by `for_each` cause the same finding at the same place: one is enough. */
function distinct(placed: readonly Placed[]): readonly Placed[] {
  const seen = new Set<string>();
  const items = new Map<object, number>();
  return placed.filter(({ at, instance = "", view }) => {
    if (!items.has(at.item)) items.set(at.item, items.size);
    const repeated = at.item === view.header.item ? instance : instance.replace(/\[[^\]]*\]/g, "");
    const id = `${items.get(at.item)}|${at.start}|${at.end}|${repeated}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
