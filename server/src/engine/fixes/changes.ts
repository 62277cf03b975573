/** What a finding's resource needs in every way in which its module is used, and where each value is decided. */
import type { Analysis, Finding } from "../control";
import type { ModuleInstance, ResourceView, Selection } from "../terraform";
import type { Code } from "./code";
import { type Origin, originOf } from "./places";

/** A value that an attribute should have. */
export interface Wanted {
  /** Dotted, from the resource. */
  readonly path: string;
  /** The same path from the block that it was selected in. */
  readonly selected: string;
  readonly selection: Selection;
  /** Undefined where a key belongs, which is named later. */
  readonly value: Code | undefined;
}

/** A value to be written, and where. */
export interface Change {
  readonly path: string;
  readonly origin: Origin;
  readonly value: Code | undefined;
}

/**
 * The changes that make what is wanted so; undefined when an expression stands in the way.
 * @param wants what one view of the resource, in one way of using the module, needs
 */
export function changesFor(
  { at, judgement, subject }: Finding,
  { evaluator }: Analysis,
  wants: (view: ResourceView) => readonly Wanted[],
): readonly Change[] | undefined {
  const { instance: own, declaration } = subject.resource;
  const isAtCall = at.item !== judgement.at.item;
  const changes: Change[] = [];
  for (const instance of isAtCall ? [own] : evaluator.instances.of(own.module)) {
    const views = evaluator.views(instance, declaration.symbol);
    const view = views.find((each) => each.address === subject.address) ?? views[0];
    for (const wanted of view ? wants(view) : []) {
      const change = changeFor(wanted, instance, isAtCall);
      if (!change) return undefined;
      if (!changes.some((other) => isSamePlace(change.origin, other.origin))) changes.push(change);
    }
  }
  return changes;
}

function changeFor(wanted: Wanted, instance: ModuleInstance, isAtCall: boolean): Change | undefined {
  const { path, selected, selection, value } = wanted;
  // A key cannot be the default of a variable: where callers leave it out, they are to pass it.
  const origin = originOf(selection, selected, instance, isAtCall || value === undefined);
  if (!origin || (value === undefined && takesNoReference(origin))) return undefined;
  return { path, origin, value };
}

/** Whether only literals may stand there; a default as a whole can be taken away instead. */
function takesNoReference({ step, place }: Origin): boolean {
  if (step?.kind === "tfvars") return true;
  return step?.kind === "default" && place.kind === "attribute" && place.inner.length > 0;
}

function isSamePlace({ place: one }: Origin, { place: other }: Origin): boolean {
  if (one.rest.join(".") !== other.rest.join(".")) return false;
  if (one.kind === "missing") return other.kind === "missing" && one.block === other.block;
  return other.kind === "attribute" && one.node === other.node && one.inner.join(".") === other.inner.join(".");
}

/** What titles call the place: the path of the attribute, or the variable, local or argument that decides. */
export function nameOf({ path, origin: { step, place } }: Change): string {
  if (!step) return path;
  const isArgument = step.kind === "argument" || step.kind === "omitted-argument";
  const inner = place.kind === "attribute" ? place.inner.map((each) => `.${each}`).join("") : "";
  return (isArgument ? step.label.replace(/^var\./, "") : step.label) + inner;
}
