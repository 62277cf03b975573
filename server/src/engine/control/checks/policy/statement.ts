/** A policy as far as this control asks: who is allowed, under which conditions. */
import type { Item } from "../../../syntax";
import type { Location, Trace, Value } from "../../../terraform";
import { valueLabel } from "../../reasons";
import type { Condition } from "./conditions";

/** One principal, or one that a `NotPrincipal` excepts. */
export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*`; in the policy's own spelling. */
  readonly type: string;
  readonly value: Value;
  /** Where it is written; undefined when text does not tell (a file, a function's result). */
  readonly at: Location | undefined;
}

export interface Statement {
  /** Undefined when there is none; null when it is not known. */
  readonly sid: string | undefined | null;
  /** False when it may be absent, or be replaced by another one. */
  readonly certain: boolean;
  /** Undefined when it is not known. */
  readonly effect: "allow" | "deny" | undefined;
  readonly principals: readonly Principal[];
  /** The `NotPrincipal` element: everyone but those. */
  readonly allBut: { readonly at: Location | undefined } | undefined;
  /** What the statement says of its principals cannot be read. */
  readonly unreadable: Unreadable | undefined;
  readonly conditions: readonly Condition[];
}

/** A part of a policy that the text does not tell. */
export interface Unreadable {
  /** "not-json": a text that is no policy. */
  readonly kind?: "not-json";
  /** As the user would write it: `var.policy`. */
  readonly label: string;
  readonly at: Location | undefined;
  readonly trace: Trace;
}

/** What could be read of a policy. */
export interface Policy {
  readonly statements: readonly Statement[];
  /** Parts that may hold further statements. */
  readonly unreadable: readonly Unreadable[];
  /** Steps that led to the policy: the policy document it is. */
  readonly trace: Trace;
}

export const EMPTY_POLICY: Policy = { statements: [], unreadable: [], trace: [] };

/** One policy of several, each of whose statements may be absent. */
export function alternatives(policies: readonly Policy[]): Policy {
  return {
    statements: policies.flatMap((policy) => policy.statements.map((each) => ({ ...each, certain: false }))),
    unreadable: policies.flatMap((policy) => policy.unreadable),
    trace: [],
  };
}

/** The policy that is unreadable as a whole. */
export function unreadablePolicy(value: Value, home: Item | undefined): Policy {
  return { statements: [], unreadable: [unreadable(value, home)], trace: [] };
}

export function unreadable(value: Value, home: Item | undefined): Unreadable {
  return { label: shortened(valueLabel(value)), at: within(home, value.at), trace: value.trace };
}

const MAX_LABEL = 60;

/** A label that fits a message: values may be whole policies. */
export function shortened(label: string): string {
  const line = label.replace(/\s+/g, " ");
  return line.length > MAX_LABEL ? `${line.slice(0, MAX_LABEL)}…` : line;
}

/**
 * The first of the places that lies in the block which holds the policy. A value that comes from a local or variable does not
 * move the finding there (ruling 1).
 */
export function within(home: Item | undefined, ...places: readonly (Location | undefined)[]): Location | undefined {
  return places.find((place) => place !== undefined && place.item === home);
}
