/** The stores that a catalogue row finds in a resource, and where the row's paths lead in each of them. */
import {
  type BlockView,
  type Location,
  type ResourceView,
  type Selection,
  select,
  unknown,
  type Value,
} from "../terraform";
import type { CatalogueRow } from "./catalogue/types";
import { readJson } from "./checks/policy/json";
import type { CheckContext } from "./types";

/** One store: the resource itself, or one instance of the block that the row's `each` names. */
export interface Store {
  readonly resource: ResourceView;
  readonly each: string | undefined;
  /** The instance of `each`, or the resource. */
  readonly block: BlockView;
  /** True when an unknown `dynamic` block decides whether the store exists at all. */
  readonly uncertain: boolean;
}

/** One store of a row under judgement. */
export interface StoreCase {
  readonly row: CatalogueRow;
  readonly store: Store;
  readonly context: CheckContext;
}

export type StoreProperty = "encryption-enabled" | "cmk";

/** The resource as a store of its own. */
export function storeOf(resource: ResourceView, each?: string): Store {
  return { resource, each, block: resource, uncertain: false };
}

export function storesOf(row: CatalogueRow, resource: ResourceView): readonly Store[] {
  const { each } = row;
  let stores: readonly Store[] = [storeOf(resource, each)];
  for (const name of each?.split(".") ?? []) {
    stores = stores.flatMap((store) =>
      store.block
        .nested(name)
        .views.map((block) => ({ ...store, block, uncertain: store.uncertain || block.uncertain })),
    );
  }
  return stores;
}

/** What the path leads to; a path below `each` is read in the store's own block, one below JSON text in what that encodes. */
export function selectIn(store: Store, path: string, shapes: CatalogueRow["shapes"] = {}): readonly Selection[] {
  const encoded = Object.keys(shapes).find((prefix) => shapes[prefix] === "json" && path.startsWith(`${prefix}.`));
  if (encoded !== undefined) {
    const names = path.slice(encoded.length + 1).split(".");
    return selectIn(store, encoded).flatMap((selection) => insideJson(selection, names));
  }
  const { each } = store;
  if (each !== undefined && path.startsWith(`${each}.`)) return select(store.block, path.slice(each.length + 1));
  return select(store.resource, path);
}

function insideJson(selection: Selection, names: readonly string[]): readonly Selection[] {
  const { value } = selection;
  if (value === undefined || isOmitted(value)) return [{ ...selection, value: undefined, missing: names }];
  let inner: Value | undefined = value.json ?? readJson(value.kind === "template" ? value.parts : [asText(value)]);
  for (const [index, name] of names.entries()) {
    if (inner?.kind !== "object") {
      const label = unknown("runtime", selection.attribute?.name ?? name, value.trace);
      return [{ ...selection, value: inner?.kind === "unknown" ? inner : label }];
    }
    const entry = inner.entries.get(name);
    if (!entry && inner.complete) return [{ ...selection, value: undefined, missing: names.slice(index) }];
    inner = entry;
  }
  return [{ ...selection, value: inner }];
}

/** The text of a known value; anything else is a part of JSON text that is not known. */
function asText(value: Value): string | Value {
  return value.kind === "known" ? String(value.value) : value;
}

/** Whether Terraform takes the value as not given: null or an empty string. */
export function isOmitted(value: Value): boolean {
  return value.kind === "known" && (value.value === null || value.value === "");
}

/**
 * Where a selection that has a value stands: at its attribute, or, where the path goes on inside the attribute's value, at the
 * part that it leads to. A value read elsewhere (a local, a variable) does not move the finding there (ruling 1).
 */
export function placeOf(path: string, selection: Selection): Location {
  const { attribute, value } = selection;
  const within = attribute?.at;
  if (!within) return selection.at;
  const part = path.split(".").at(-1) === attribute.name ? undefined : value?.at;
  const inside = part && part.item === within.item && part.start > attribute.node.exprStart && part.end <= within.end;
  return inside ? part : within;
}
