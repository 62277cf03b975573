/** Conditions of the catalogue, judged in three values. */
import type { Message } from "../../../../shared/src";
import { couldEqual, type Evaluator, knownPrefix, type Selection, type Value } from "../terraform";
import type { Condition, Literal } from "./catalogue/types";
import { unknownReason } from "./reasons";
import { isOmitted, type Store, selectIn } from "./stores";
import { isAtLeast } from "./versions";

/** `holds` is undefined when the text does not tell; then the reason says what is unknown. */
export type Answer = { readonly holds: boolean } | { readonly holds: undefined; readonly reason: Message };

const YES: Answer = { holds: true };
const NO: Answer = { holds: false };

export function evaluateCondition(condition: Condition, store: Store, evaluator: Evaluator): Answer {
  if ("not" in condition) return not(evaluateCondition(condition.not, store, evaluator));
  if ("any" in condition) return anyOf(condition.any.map((each) => evaluateCondition(each, store, evaluator)));
  if ("all" in condition) {
    return not(anyOf(condition.all.map((each) => not(evaluateCondition(each, store, evaluator)))));
  }
  if ("providerAtLeast" in condition) {
    const constraint = evaluator.awsProviderConstraint(store.resource.resource.instance);
    const holds = constraint === undefined ? undefined : isAtLeast(constraint, condition.providerAtLeast);
    return holds === undefined ? { holds, reason: { key: "unknown-provider-version" } } : { holds };
  }
  const selections = selectIn(store, condition.path);
  if ("present" in condition) return anyOf(selections.map((each) => presence(each, evaluator)));
  const test =
    "is" in condition
      ? (value: Value) => equalsOneOf(value, condition.is)
      : (value: Value) => startsWith(value, condition.startsWith);
  return anyOf(
    selections.map((selection) => {
      const value = selection.value && evaluator.resolve(selection.value);
      const answer = value === undefined || isOmitted(value) ? testDefault(condition, test) : test(value);
      return selection.uncertain && answer.holds !== undefined ? uncertain(condition.path) : answer;
    }),
  );
}

function testDefault(condition: { readonly default?: Literal }, test: (value: Value) => Answer): Answer {
  return condition.default === undefined ? NO : test({ kind: "known", value: condition.default, trace: [] });
}

/** Whether something is there: a block, or an attribute that is neither null nor empty. */
export function presence(selection: Selection, evaluator: Evaluator): Answer {
  if (selection.uncertain) return uncertain(selection.missing[0] ?? selection.block.type);
  if (selection.missing.length > 0) return NO;
  return selection.value ? valuePresence(evaluator.resolve(selection.value)) : YES;
}

function valuePresence(value: Value): Answer {
  switch (value.kind) {
    case "unknown":
      return { holds: undefined, reason: unknownReason(value) };
    case "union":
      return agreed(value.options.map(valuePresence), value);
    case "list":
      return { holds: value.elements.length > 0 };
    default:
      return { holds: !isOmitted(value) };
  }
}

function uncertain(name: string): Answer {
  return { holds: undefined, reason: { key: "unknown-dynamic", args: [name] } };
}

/** Whether the value, after Terraform's conversions, is one of the literals; of a list, whether one element is. */
export function equalsOneOf(value: Value, literals: readonly Literal[]): Answer {
  switch (value.kind) {
    case "known":
      return { holds: literals.some((literal) => sameAfterConversion(value.value, literal)) };
    case "template":
      return literals.some((literal) => couldEqual(value, String(literal)))
        ? { holds: undefined, reason: unknownReason(value) }
        : NO;
    case "list":
      return anyOf(value.elements.map((element) => equalsOneOf(element, literals)));
    case "union":
      return agreed(
        value.options.map((option) => equalsOneOf(option, literals)),
        value,
      );
    default:
      return { holds: undefined, reason: unknownReason(value) };
  }
}

/** Terraform converts `"true"` and `"1"` to true where a boolean is expected, and numbers and booleans to strings. */
function sameAfterConversion(value: Literal | null, literal: Literal): boolean {
  if (value === null) return false;
  const text = String(value);
  if (typeof literal === "boolean") return text === String(literal) || text === (literal ? "1" : "0");
  return text === String(literal);
}

function startsWith(value: Value, prefix: string): Answer {
  if (value.kind === "union") {
    return agreed(
      value.options.map((option) => startsWith(option, prefix)),
      value,
    );
  }
  const start = knownPrefix(value);
  if (start?.startsWith(prefix)) return YES;
  const open = value.kind !== "known" && (start === undefined || prefix.startsWith(start));
  return open ? { holds: undefined, reason: unknownReason(value) } : NO;
}

/** What all options say, if they say the same. */
function agreed(options: readonly Answer[], choice: Value): Answer {
  const [first] = options;
  const open = options.find((option) => option.holds === undefined);
  if (open) return open;
  if (first && options.every((option) => option.holds === first.holds)) return first;
  return { holds: undefined, reason: unknownReason(choice) };
}

function anyOf(answers: readonly Answer[]): Answer {
  return answers.find((each) => each.holds) ?? answers.find((each) => each.holds === undefined) ?? NO;
}

function not(answer: Answer): Answer {
  return answer.holds === undefined ? answer : { holds: !answer.holds };
}
