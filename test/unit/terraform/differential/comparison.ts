/** What Terraform came to, held against what the engine says. */
import type { Evaluator, Value } from "../../../../server/src/engine/terraform";
import { couldEqual } from "../../../../server/src/engine/terraform";

/** `open`: not all of it is known, and nothing that is known contradicts. */
export type Agreement = "same" | "open" | "wrong";

/**
 * Whether the value is, or can still turn out to be, what Terraform wrote to its state.
 * @param actual the value as JSON; a set is a list in Terraform's order
 */
export function compare(value: Value, actual: unknown, evaluator: Evaluator): Agreement {
  const settled = evaluator.resolve(value);
  switch (settled.kind) {
    case "known":
      // What a reference leads to is not converted on the way, as by the type of a conditional.
      return settled.value === actual || (settled !== value && String(settled.value) === actual) ? "same" : "wrong";
    case "unknown":
      return settled.error ? "wrong" : "open";
    case "reference":
    case "resource":
      return "open";
    case "template":
      if (typeof actual !== "string" || !couldEqual(settled, actual)) return "wrong";
      // What a `jsonencode` encodes may be known though its text is not.
      return settled.json ? compare(settled.json, JSON.parse(actual), evaluator) : "open";
    case "union":
      return settled.options.some((option) => compare(option, actual, evaluator) !== "wrong") ? "open" : "wrong";
    case "list":
      return compareElements(settled, actual, evaluator);
    case "object":
      return compareEntries(settled, actual, evaluator);
  }
}

function compareElements(value: Extract<Value, { kind: "list" }>, actual: unknown, evaluator: Evaluator): Agreement {
  if (!Array.isArray(actual)) return "wrong";
  const { elements } = value;
  const ordered = !value.set || elements.every((each) => each.kind === "known");
  if (!ordered) return unordered(elements, actual, evaluator);
  if (elements.length !== actual.length) return "wrong";
  return together(elements.map((each, at) => compare(each, actual[at], evaluator)));
}

/** Only the order of known primitives in a set is known, and others may turn out to be the same. */
function unordered(elements: readonly Value[], actual: readonly unknown[], evaluator: Evaluator): Agreement {
  const best = actual.map((each) => elements.map((element) => compare(element, each, evaluator)));
  if (best.some((agreements) => agreements.every((agreement) => agreement === "wrong"))) return "wrong";
  return elements.length === actual.length && best.every((agreements) => agreements.includes("same")) ? "same" : "open";
}

function compareEntries(value: Extract<Value, { kind: "object" }>, actual: unknown, evaluator: Evaluator): Agreement {
  if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return "wrong";
  const there = new Map<string, unknown>(Object.entries(actual));
  if (value.complete && value.entries.size !== there.size) return "wrong";
  const agreements = [...value.entries].map(([key, each]) =>
    there.has(key) ? compare(each, there.get(key), evaluator) : "wrong",
  );
  // A call's outputs as an object are never complete, since later ones could not be noticed.
  return value.complete || value.entries.size === there.size ? together(agreements) : together([...agreements, "open"]);
}

function together(agreements: readonly Agreement[]): Agreement {
  return agreements.includes("wrong") ? "wrong" : agreements.includes("open") ? "open" : "same";
}
