/** Abstract values as short texts, for tables of expected results. */
import type { Value } from "../../../server/src/engine/terraform/value";

/**
 * Known values as HCL, unknown ones as `?label`, failures as `!label`, references as they are written, unions as `(a | b)`, the
 * parts of a template between quotes as `‹part›`, sets as `set[…]`, objects that may have further keys with `…`.
 */
export function show(value: Value): string {
  switch (value.kind) {
    case "known":
      return JSON.stringify(value.value);
    case "unknown":
      return (value.error ? "!" : "?") + value.label;
    case "template":
      return `"${value.parts.map((part) => (typeof part === "string" ? part : `‹${show(part)}›`)).join("")}"`;
    case "list":
      return `${value.set ? "set" : ""}[${value.elements.map(show).join(", ")}]`;
    case "object": {
      const entries = [...value.entries].map(([key, entry]) => `${key} = ${show(entry)}`);
      return `{${[...entries, ...(value.complete ? [] : ["…"])].join(", ")}}`;
    }
    case "reference":
      return [value.resource.declaration.symbol, ...value.path].join(".");
    case "resource":
      return value.resource.declaration.symbol;
    case "union":
      return `(${value.options.map(show).join(" | ")})`;
  }
}
