/** What has to change so that a store is encrypted with a customer-managed key, and where. */
import { own } from "../../../../../shared/src";
import {
  type Analysis,
  type CatalogueRow,
  type CheckContext,
  classifyKey,
  type Finding,
  isNoCmk,
  type Literal,
  type Store,
  type Switch,
  selectIn,
  stateOf,
  storesOf,
} from "../../control";
import type { AttributeView, ResourceView } from "../../terraform";
import { type Change, changesFor, type Wanted } from "../changes";
import { type Code, listOf, literal } from "../code";

export interface Plan {
  readonly row: CatalogueRow;
  readonly resource: ResourceView;
  readonly changes: readonly Change[];
  /** Attributes that the provider does not accept beside the key. */
  readonly removals: readonly AttributeView[];
  /** Firm sources say that Terraform will replace the resource. */
  readonly replaces: boolean;
}

/** The plan for the judged store; undefined when there is nothing to change, or an expression in the way. */
export function planFor(finding: Finding, analysis: Analysis): Plan | undefined {
  const { row } = finding.judgement;
  if (!row) return undefined;
  const changes = changesFor(finding, analysis, (view) =>
    judgedStores(storesOf(row, view), finding).flatMap((store) =>
      wantedIn(store, row, analysis.contextOf(view.header.path)),
    ),
  );
  if (!changes || changes.length === 0) return undefined;
  const removals = changes.some(({ value }) => value === undefined) ? conflictsIn(finding.subject) : [];
  const { switch: ofSwitch, key: ofKey, source } = row.replaces;
  const isFirm = source === "provider-source" || source === "provider-docs";
  const replaces = isFirm && changes.some((change) => (change.value ? ofSwitch : ofKey) === true);
  return { row, resource: finding.subject, changes, removals, replaces };
}

/** By resource type: arguments that the provider's schema declares to conflict with the key, whatever their value. */
const CONFLICTS: Readonly<Record<string, readonly string[]>> = { aws_sqs_queue: ["sqs_managed_sse_enabled"] };

function conflictsIn(resource: ResourceView): readonly AttributeView[] {
  const names = own(CONFLICTS, resource.resource.declaration.type) ?? [];
  return names.flatMap((name) => resource.attribute(name) ?? []);
}

/** The store that the finding stands in; all of them where it stands outside of any. */
function judgedStores(stores: readonly Store[], { judgement: { at } }: Finding): readonly Store[] {
  const judged = stores.filter(
    ({ block: { block }, each }) =>
      each === undefined || (block.item === at.item && block.start <= at.start && block.end >= at.end),
  );
  return judged.length > 0 ? judged : stores;
}

function wantedIn(store: Store, row: CatalogueRow, context: CheckContext): readonly Wanted[] {
  const { evaluator } = context;
  const wanted: Wanted[] = [];
  const inStore = (path: string): string =>
    row.each !== undefined && path.startsWith(`${row.each}.`) ? path.slice(row.each.length + 1) : path;
  for (const each of row.switches) {
    const value = onValue(each);
    if (!value) continue;
    for (const selection of selectIn(store, each.path, row.shapes)) {
      const state = stateOf(each, selection, { row, store, context });
      // A key is of no use while a switch is left to a default that may move.
      if (state === "off" || state === "unsaid")
        wanted.push({ path: each.path, selected: inStore(each.path), selection, value });
    }
  }
  const { key } = row;
  for (const selection of key ? selectIn(store, key.path, row.shapes) : []) {
    if (key && isNoCmk(classifyKey(selection.value, evaluator, key.awsWords)))
      wanted.push({ path: key.path, selected: inStore(key.path), selection, value: undefined });
  }
  return wanted;
}

/** What turns a switch on; undefined where its presence does. */
function onValue({ on, write }: Switch): Code | undefined {
  const value: Literal | readonly Literal[] | undefined = write ?? (on === "present" ? undefined : on[0]);
  if (value === undefined) return undefined;
  return typeof value === "object" ? listOf(value.map(literal)) : literal(value);
}
