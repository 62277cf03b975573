/** Judges one row of the catalogue: switches, key, defaults and what is inherited. */
import type { Message, MessageKey } from "../../../../shared/src";
import type { ResourceView, Selection, Value } from "../terraform";
import type { CatalogueRow, Literal, Switch } from "./catalogue/types";
import { equalsOneOf, evaluateCondition, presence } from "./conditions";
import { classifyKey, type KeyVerdict } from "./keys";
import { accountSays, isKeyGiven, keyWhenOmitted, switchWhenOmitted } from "./omitted";
import { unknownReason } from "./reasons";
import { sourceOf } from "./sources";
import { isOmitted, type Store, type StoreCase, selectIn, storesOf } from "./stores";
import type { CheckContext, Judgement } from "./types";
import {
  agreement,
  doubted,
  isUnsaid,
  judgementOf,
  plainVerdict,
  type Spot,
  spotOf,
  type Verdict,
  verdict,
  worst,
} from "./verdict";

/** The judgements on every store that the row finds in the resource, both properties each; none where it finds no store. */
export function judgeRow(row: CatalogueRow, resource: ResourceView, context: CheckContext): readonly Judgement[] {
  return storesOf(row, resource).flatMap((store) => {
    const given: StoreCase = { row, store, context };
    const applies = row.appliesWhen ? evaluateCondition(row.appliesWhen, store, context.evaluator) : { holds: true };
    if (applies.holds === false) {
      // A feature that is off is no store; a resource that is of another kind is named as such.
      return row.facet === "storage" ? bothNotApplicable(given, { key: "of-another-kind" }) : [];
    }
    if (demandsNothing(row)) return bothNotApplicable(given, { key: row.noCmkReason ?? "source-carries" });
    const doubt = "reason" in applies ? applies.reason : existenceDoubt(store);
    return [
      judgementOf("encryption-enabled", doubted(encryption(given), doubt), resource, row),
      judgementOf("cmk", doubted(key(given), doubt), resource, row),
    ];
  });
}

function existenceDoubt({ uncertain, block }: Store): Message | undefined {
  return uncertain ? { key: "unknown-dynamic", args: [block.type] } : undefined;
}

/**
 * Nothing can be configured: a part of another store, which carries the finding, or a store that takes no key. A snapshot has
 * no arguments either, but it outlives its source and travels, so it is held to what its source is.
 */
function demandsNothing({ check, switches, key }: CatalogueRow): boolean {
  return check !== "backup-snapshot-cmk" && switches.length === 0 && key === null;
}

/** The judgements where the row has nothing to say of the store, for the reason given. */
export function bothNotApplicable(given: StoreCase, reason: Message): readonly Judgement[] {
  const { row, store } = given;
  const found = plainVerdict("not-applicable", headerSpot(given, row.switches[0]?.path ?? row.key?.path), reason);
  return [
    judgementOf("encryption-enabled", found, store.resource, row),
    judgementOf("cmk", found, store.resource, row),
  ];
}

// ── Is it encrypted at all? ──────────────────────────────────────────────────────────────────────────────────────────

function encryption(given: StoreCase): Verdict {
  const [first, ...rest] = given.row.switches.filter((each) => each.decides === "encryption-enabled");
  const account = accountSays(given);
  if (account.on) return verdict("pass", headerSpot(given, first?.path), account.on);
  const said = first
    ? worst([encryptionBySwitch(given, first), ...rest.map((each) => encryptionBySwitch(given, each))])
    : encryptionByKey(given);
  return doubted(said, account.doubt);
}

function encryptionBySwitch(given: StoreCase, by: Switch): Verdict {
  return overSelections(given, by.path, (selection, spot) =>
    eachState(given, by, selection, spot, (state) => {
      switch (state) {
        case "on":
          return verdict("pass", spot, providerDefault(by, selection));
        case "off":
          return verdict("fail", spot, providerDefault(by, selection));
        case "unsaid":
          return switchWhenOmitted(given, spot);
      }
    }),
  );
}

/** Where no switch says it, a key does; without a key, what the row says of its omission. */
function encryptionByKey(given: StoreCase): Verdict {
  const { row } = given;
  if (row.key === null) return switchWhenOmitted(given, headerSpot(given));
  return overSelections(given, row.key.path, (selection, spot) =>
    eachOption(keyIn(given, selection), spot, (found) => {
      if (found.kind === "none") return switchWhenOmitted(given, spot);
      if (found.kind !== "unverified") return verdict("pass", spot);
      const without = switchWhenOmitted(given, spot);
      return without.status === "pass" ? without : verdict("unverified", spot, found.reason);
    }),
  );
}

// ── Is it the customer's key? ────────────────────────────────────────────────────────────────────────────────────────

function key(given: StoreCase): Verdict {
  const { row } = given;
  if (row.key === null) {
    if (row.noCmkReason === undefined) return keyWhenOmitted(given, headerSpot(given));
    return plainVerdict("not-applicable", headerSpot(given, row.switches[0]?.path), { key: row.noCmkReason });
  }
  const own = overSelections(given, row.key.path, (selection, spot) => ownKey(given, selection, spot));
  const switches = row.switches.filter((each) => each.decides === "cmk").map((each) => keySwitch(given, each, own));
  // A switch that is plainly off explains more than a key that is missing.
  const [off = own] = switches.filter((each) => each.status === "fail");
  return worst([off, own, ...switches]);
}

function ownKey(given: StoreCase, selection: Selection, spot: Spot): Verdict {
  const whole = keyIn(given, selection);
  return eachOption(whole, { ...spot, trace: whole.trace }, (found, here) => {
    const named = (key: MessageKey): Spot => ({ ...here, state: { key, args: [here.attribute, found.label] } });
    switch (found.kind) {
      case "none":
        return keyWhenOmitted(given, here);
      case "unverified":
        return { ...verdict("unverified", here, found.reason), key: found };
      case "cmk":
        return { ...verdict("pass", named("is-key")), key: found };
      default:
        return { ...verdict("fail", named(`is-${found.kind}`)), key: found };
    }
  });
}

function keyIn({ row, context }: StoreCase, selection: Selection): KeyVerdict {
  return classifyKey(selection.value, context.evaluator, row.key?.awsWords);
}

/** Both arms of a choice that the text leaves open must lead to the same (ruling 6). */
function eachOption(whole: KeyVerdict, spot: Spot, judge: (found: KeyVerdict, spot: Spot) => Verdict): Verdict {
  const [first, ...rest] = (whole.options ?? [whole]).map((option) => judge(option, spot));
  const agreed = first && rest.every((each) => each.status === first.status);
  return agreed ? first : { ...verdict("unverified", spot, whole.reason), key: whole };
}

/** A switch that must agree with the key: at any other value AWS's own key is used. */
function keySwitch(given: StoreCase, by: Switch, own: Verdict): Verdict {
  return overSelections(given, by.path, (selection, spot) =>
    eachState(given, by, selection, spot, (state) => {
      if (state === "on") return verdict("pass", spot);
      if (!isUnsaid(selection)) return verdict("fail", spot, { key: "then-aws-key" });
      // With neither switch nor key, the verdict on the omitted key tells it all.
      return isKeyGiven(given) ? verdict("fail", spot, { key: "then-key-unused" }) : own;
    }),
  );
}

// ── What both are read from ──────────────────────────────────────────────────────────────────────────────────────────

function overSelections(given: StoreCase, path: string, judge: (selection: Selection, spot: Spot) => Verdict): Verdict {
  const verdicts = selectIn(given.store, path, given.row.shapes).map((selection) => {
    const found = judge(selection, spotOf(path, selection));
    if (!selection.uncertain) return found;
    const doubt: Message = { key: "unknown-dynamic", args: [path] };
    if (selection.value === undefined && !selection.block.uncertain) return doubted(found, doubt);
    // The block it stands in may not exist: then it is as if nothing were said.
    const absent: Selection = { ...selection, value: undefined };
    return agreement([found, judge(absent, spotOf(path, absent))], doubt);
  });
  return worst(verdicts as [Verdict, ...Verdict[]]);
}

/** Where nothing is said: the attribute that names the source, or the header. */
function headerSpot(given: StoreCase, path?: string): Spot {
  const source = path === undefined ? sourceOf(given) : undefined;
  if (source?.selection.attribute) return spotOf(source.path, source.selection);
  const attribute = path ?? given.row.inheritsFrom?.[0] ?? given.row.key?.path ?? given.row.each ?? "";
  return { attribute, at: given.store.block.header, trace: [], state: { key: "says-nothing" } };
}

type SwitchState = "on" | "off" | "unsaid";

/**
 * The switch's state; undefined when the text does not tell whether it is on. "unsaid": omitted, and the switch has no default
 * of its own.
 */
export function stateOf(by: Switch, selection: Selection, given: StoreCase): SwitchState | undefined {
  const states = statesOf(by, selection, given);
  if (states.length === 1) return states[0];
  return states.includes("on") || states.includes(undefined) ? undefined : "off";
}

/** The states that the switch may be in, each once; undefined for one that the text does not tell. */
function statesOf(by: Switch, selection: Selection, { context }: StoreCase): readonly (SwitchState | undefined)[] {
  const { on } = by;
  if (on === "present") {
    const { holds } = presence(selection, context.evaluator);
    return [holds === undefined ? undefined : holds ? "on" : "unsaid"];
  }
  const value = selection.value && context.evaluator.resolve(selection.value);
  const options = value?.kind === "union" ? value.options : [value];
  return [...new Set(options.map((option) => stateOfValue(by, on, option && context.evaluator.resolve(option))))];
}

function stateOfValue(by: Switch, on: readonly Literal[], value: Value | undefined): SwitchState | undefined {
  if (value === undefined || isOmitted(value)) {
    return by.default === undefined ? "unsaid" : on.includes(by.default) ? "on" : "off";
  }
  const { holds } = equalsOneOf(value, on);
  return holds === undefined ? undefined : holds ? "on" : "off";
}

/** All states that the switch may be in must lead to the same (ruling 6). */
function eachState(
  given: StoreCase,
  by: Switch,
  selection: Selection,
  spot: Spot,
  judge: (state: SwitchState) => Verdict,
): Verdict {
  const [first, ...rest] = statesOf(by, selection, given).map((state) => state && judge(state));
  if (first && rest.every((each) => each?.status === first.status)) return first;
  return verdict("unverified", spot, selection.value && unknownReason(selection.value));
}

/** The provider's default, where it decides because nothing is said. */
function providerDefault(by: Switch, selection: Selection): Message | undefined {
  if (by.default === undefined || !isUnsaid(selection)) return undefined;
  return { key: "provider-default", args: [String(by.default)] };
}
