/** A policy in JSON, as a value: what `jsonencode` was given, or what JSON text encodes. */
import type { Item } from "../../../syntax";
import { accepted, isNull, type Location, stepped, type Value } from "../../../terraform";
import type { Condition } from "./conditions";
import {
  alternatives,
  type Policy,
  type Principal,
  type Statement,
  type Unreadable,
  unreadable,
  unreadablePolicy,
  within,
} from "./statement";

/** Replaces references by what the configuration says of them. */
export type Resolve = (value: Value) => Value;

/**
 * Reads the value; what is no policy document is unreadable.
 *
 * @param home the block that holds the policy: principals are placed nowhere else
 */
export function readEncoded(encoded: Value, home: Item | undefined, resolve: Resolve): Policy {
  const value = resolve(encoded);
  if (value.kind === "union") return alternatives(value.options.map((each) => readEncoded(each, home, resolve)));
  const found = value.kind === "object" ? member(value.entries, "Statement") : undefined;
  if (!found) return unreadablePolicy(value, home);
  const statements: Statement[] = [];
  const unread: Unreadable[] = [];
  for (const each of elementsOf(found, resolve)) {
    for (const option of each.kind === "union" ? each.options.map(resolve) : [each]) {
      if (option.kind === "object") {
        const statement = new StatementReader(option, home, resolve).statement();
        statements.push(option === each ? statement : { ...statement, certain: false });
      } else if (!isNull(option)) unread.push(unreadable(option, home));
    }
  }
  return { statements, unreadable: unread, trace: [] };
}

class StatementReader {
  constructor(
    readonly value: Extract<Value, { kind: "object" }>,
    readonly home: Item | undefined,
    readonly resolve: Resolve,
  ) {}

  statement(): Statement {
    const principals: Principal[] = [];
    const notPrincipal = this.#member("NotPrincipal");
    return {
      sid: sidOf(this.#member("Sid")),
      certain: true,
      effect: readEffect(this.#member("Effect")),
      unreadable: this.#principals(principals),
      principals,
      allBut: notPrincipal && { at: within(this.home, notPrincipal.at, this.value.at) },
      conditions: this.#conditions(),
    };
  }

  #member(name: string): Value | undefined {
    const found = member(this.value.entries, name);
    const value = found && this.resolve(stepped(found, this.value.trace));
    return value && found?.at && !value.at ? { ...value, at: found.at } : value;
  }

  /** Collects the principals; answers what of them cannot be read. */
  #principals(into: Principal[]): Unreadable | undefined {
    const value = this.#member("Principal");
    if (!value || isNull(value)) return this.value.complete ? undefined : unreadable(this.value, this.home);
    const at = within(this.home, value.at, this.value.at);
    if (value.kind !== "object") {
      addPrincipals("AWS", value, at, this.resolve, into);
      return undefined;
    }
    for (const [type, each] of value.entries) {
      addPrincipals(type, stepped(each, value.trace), within(this.home, each.at, at), this.resolve, into);
    }
    return value.complete ? undefined : unreadable(value, this.home);
  }

  #conditions(): Condition[] {
    const value = this.#member("Condition");
    if (!value) return this.value.complete ? [] : [UNKNOWN_CONDITION];
    if (isNull(value)) return [];
    if (value.kind !== "object") return [UNKNOWN_CONDITION];
    const conditions = [...value.entries].flatMap(([operator, each]) => this.#operator(operator, this.resolve(each)));
    return value.complete ? conditions : [...conditions, UNKNOWN_CONDITION];
  }

  #operator(operator: string, keys: Value): Condition[] {
    if (isNull(keys)) return [];
    const unknown = { operator, key: undefined, values: [] };
    if (keys.kind !== "object") return [unknown];
    const conditions = [...keys.entries].map(([key, value]) => ({
      operator,
      key,
      values: elementsOf(value, this.resolve),
    }));
    return keys.complete ? conditions : [...conditions, unknown];
  }
}

const UNKNOWN_CONDITION: Condition = { operator: undefined, key: undefined, values: [] };

/** The statement's name: undefined when it has none, null when it is not known. */
export function sidOf(value: Value | undefined): Statement["sid"] {
  if (!value || isNull(value)) return undefined;
  return value.kind === "known" ? String(value.value) || undefined : null;
}

/** The effect that the value names; its case varies in practice. */
export function readEffect(value: Value | undefined): Statement["effect"] {
  const text = value?.kind === "known" ? String(value.value).toLowerCase() : undefined;
  return text === "allow" || text === "deny" ? text : undefined;
}

/** Adds each principal of the value, which is one or a list of them, placed where it is written in the block of `at`. */
export function addPrincipals(
  type: string,
  value: Value,
  at: Location | undefined,
  resolve: Resolve,
  into: Principal[],
): void {
  for (const each of elementsOf(value, resolve)) {
    if (!isNull(each)) into.push({ type, value: each, at: within(at?.item, each.at, at) });
  }
}

/** The elements of a list; any other value is the only element. Each keeps the place where it is written, and the list's chain. */
export function elementsOf(value: Value, resolve: Resolve): readonly Value[] {
  const whole = resolve(value);
  const elements = whole.kind === "list" ? whole.elements.map((each) => stepped(each, whole.trace)) : [whole];
  return elements.map((each) => {
    const resolved = resolve(accepted(each));
    return each.at && !resolved.at ? { ...resolved, at: each.at } : resolved;
  });
}

/** The member of the name, in any case: IAM itself is strict, users are not. */
function member(entries: ReadonlyMap<string, Value>, name: string): Value | undefined {
  const exact = entries.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of entries) if (key.toLowerCase() === lower) return value;
  return undefined;
}
