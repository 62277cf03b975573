/**
 * Terraform's built-in functions over values known in part
 * (https://developer.hashicorp.com/terraform/language/functions, version 1.11).
 *
 * Arguments that the text leaves open leave the result open no further than they must: a template keeps its known parts, a
 * list its length, a map its keys; several possible arguments give several possible results.
 */
import { distribute, isFailure, unknownOf } from "../partial";
import { unknown, type Value } from "../value";
import { Call, type FunctionHost, type TerraformFunction } from "./call";
import { collections } from "./collections";
import { encoding } from "./encoding";
import { files } from "./files";
import { format } from "./format";
import { maps } from "./maps";
import { numbers } from "./numbers";
import { patterns } from "./patterns";
import { strings } from "./strings";
import { lazyTypes, types } from "./types";

export type { FunctionHost } from "./call";

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(
  [collections, encoding, files, format, maps, numbers, patterns, strings, types].flatMap((each) =>
    Object.entries(each),
  ),
);

const LAZY_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(Object.entries(lazyTypes));

/** Functions whose result depends on when, where or by whom Terraform is run. */
const RUNTIME_FUNCTIONS = new Set([
  "abspath",
  "bcrypt",
  "issensitive",
  "pathexpand",
  "plantimestamp",
  "timestamp",
  "uuid",
]);

function plainName(name: string): string {
  return name.replace(/^core::/, "");
}

/** Whether the function takes an error in an argument for an answer. */
export function isCatching(name: string): boolean {
  return LAZY_FUNCTIONS.has(plainName(name));
}

/**
 * What a call of the function comes to. The arguments are values already: `try` and `can` find their errors as failures.
 * A function that the engine does not compute gives an unknown; a call that Terraform would refuse, a failure.
 */
export function callFunction(name: string, args: readonly Value[], host: FunctionHost): Value {
  const plain = plainName(name);
  const label = `${name}()`;
  if (!host.spend(1 + args.reduce((sum, arg) => sum + sizeOf(arg), 0))) return unknown("too-complex", label);
  const lazy = LAZY_FUNCTIONS.get(plain);
  if (lazy) return lazy(new Call(plain, args, host));
  if (args.some(isFailure)) return unknownOf(label, args);
  const implementation = FUNCTIONS.get(plain);
  if (!implementation)
    return unknown(RUNTIME_FUNCTIONS.has(plain) ? "runtime" : "unsupported", label, unknownOf(label, args).trace);
  return distribute(label, args, (options) =>
    options.some(isFailure) ? unknownOf(label, options) : implementation(new Call(plain, options, host)),
  );
}

/** What it costs to look through the value, in units of fuel. */
function sizeOf(value: Value): number {
  switch (value.kind) {
    case "known":
      return typeof value.value === "string" ? value.value.length / 64 : 0;
    case "template":
      return value.parts.length;
    case "list":
      return value.elements.length;
    case "object":
      return value.entries.size;
    case "union":
      return value.options.length;
    default:
      return 0;
  }
}
