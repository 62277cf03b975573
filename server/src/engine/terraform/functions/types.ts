/** Type conversion functions, and the functions about errors (section "Type Conversion Functions"). */
import { convert, type TypeConstraint } from "../convert";
import { isFailure } from "../partial";
import { known, stepped, union, type Value } from "../value";
import { type Call, define, type TerraformFunction } from "./call";

/** How deep, and at how many values, `try` looks for an error inside a value. */
const MAX_DEPTH = 8;
const MAX_VALUES = 1000;

const ANY: TypeConstraint = { kind: "any" };

export const types: Readonly<Record<string, TerraformFunction>> = {
  tostring: define(["any"], (call, value) => convert(call.read(value), { kind: "string" })),
  tonumber: define(["any"], (call, value) => converted(call, value, "number")),
  tobool: define(["any"], (call, value) => converted(call, value, "bool")),
  tolist: define(["any"], (_, value) => convert(value, { kind: "list", element: ANY })),
  toset: define(["any"], (_, value) => convert(value, { kind: "set", element: ANY })),
  tomap: define(["any"], (_, value) => convert(value, { kind: "map", element: ANY })),
  sensitive: define(["any"], (_, value) => value),
  nonsensitive: define(["any"], (_, value) => value),
  ephemeralasnull: define(["any"], (_, value) => value),
};

/** A number or bool; a reference to one is no longer a reference, since it may turn out to be none. */
function converted(call: Call, value: Value, kind: "number" | "bool"): Value {
  const result = convert(call.read(value), { kind });
  return result.kind === "reference" ? call.unknown([result]) : result;
}

/** Functions that are given failures and unions as they are. */
export const lazyTypes: Readonly<Record<string, TerraformFunction>> = {
  try: (call) => {
    const possible: Value[] = [];
    for (const arg of call.args) {
      const { values, certain } = outcomes(arg);
      possible.push(...values);
      if (certain) return union(possible);
    }
    return possible.length > 0 ? union(possible) : call.fail();
  },
  can: (call) => {
    const [arg] = call.args;
    return arg && call.args.length === 1 ? can(call, arg) : call.fail();
  },
};

function can(call: Call, arg: Value): Value {
  if (arg.kind === "union")
    return union(
      arg.options.map((option) => can(call, option)),
      arg.trace,
    );
  if (containsFailure(arg)) return known(false, arg.trace);
  return arg.kind === "unknown" ? call.unknown() : known(true, arg.trace);
}

/**
 * The values an argument may have when it is no error, and whether it is certain to be none. Something unknown inside a
 * collection does not put the collection in doubt: as a rule it was declared elsewhere, where an error is not caught.
 */
function outcomes(arg: Value): { values: readonly Value[]; certain: boolean } {
  if (arg.kind === "union") {
    const each = arg.options.map((option) => outcomes(stepped(option, arg.trace)));
    return { values: each.flatMap(({ values }) => values), certain: each.every(({ certain }) => certain) };
  }
  if (containsFailure(arg)) return { values: [], certain: false };
  return { values: [arg], certain: arg.kind !== "unknown" };
}

/** An expression fails when a part of it fails, though its value may have kept the other parts. */
function containsFailure(value: Value): boolean {
  let budget = MAX_VALUES;
  const search = (each: Value, depth: number): boolean => {
    if (isFailure(each)) return true;
    if (depth === 0 || budget-- <= 0) return false;
    if (each.kind === "list") return each.elements.some((element) => search(element, depth - 1));
    if (each.kind === "object") return [...each.entries.values()].some((entry) => search(entry, depth - 1));
    return each.kind === "template" && each.parts.some((part) => typeof part !== "string" && search(part, depth - 1));
  };
  return search(value, MAX_DEPTH);
}
