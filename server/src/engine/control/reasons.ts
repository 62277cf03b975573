/** How values, and what is unknown about them, are put into words. */
import type { Message } from "../../../../shared/src";
import { referenceLabel, type Value } from "../terraform";

/** The value as the user would write it: `"AES256"`, `true`, `aws_kms_key.main.arn`, `var.key`. */
export function valueLabel(value: Value): string {
  switch (value.kind) {
    case "known":
      return JSON.stringify(value.value);
    case "template":
      return JSON.stringify(value.parts.map((part) => (typeof part === "string" ? part : "…")).join(""));
    case "reference":
      return referenceLabel(value);
    case "resource":
      return value.resource.declaration.symbol;
    case "unknown":
      return value.label;
    case "list":
      return "[…]";
    case "object":
      return "{…}";
    case "union":
      return value.options.map(valueLabel).join(" | ");
  }
}

/** Why the value cannot be known here. */
export function unknownReason(value: Value): Message {
  const open = firstUnknown(value);
  if (open?.kind === "unknown") return { key: `unknown-${open.code}`, args: [open.label] };
  if (open?.kind === "reference" || open?.kind === "resource") {
    const data = open.resource.declaration.kind === "data";
    return { key: data ? "unknown-data-source" : "unknown-computed", args: [valueLabel(open)] };
  }
  if (value.kind === "union") return choiceReason(value.options.map(valueLabel));
  return { key: "unknown-value", args: [valueLabel(value)] };
}

/** The text leaves open which of the things it is. */
export function choiceReason(labels: readonly string[]): Message {
  return { key: "unknown-choice", args: [labels.slice(0, -1).join(", "), labels.at(-1) ?? ""] };
}

/** The first part of the value that the text does not decide. */
function firstUnknown(value: Value): Value | undefined {
  switch (value.kind) {
    case "unknown":
    case "reference":
    case "resource":
      return value;
    case "template":
      return first(value.parts.filter((part) => typeof part !== "string"));
    case "union":
      return first(value.options);
    case "list":
      return first(value.elements);
    default:
      return undefined;
  }
}

function first(values: readonly Value[]): Value | undefined {
  for (const value of values) {
    const found = firstUnknown(value);
    if (found) return found;
  }
  return undefined;
}
