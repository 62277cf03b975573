/** How a function is defined: what it is given, and the readings of its arguments. */
import { asSet, toBoolValue, toNumberValue, toStringValue } from "../convert";
import { computed, isFailure, traceOf, unknownOf } from "../partial";
import { failure, isKnown, type ListValue, type ObjectValue, type Primitive, type Trace, type Value } from "../value";

/** What functions need of the world. */
export interface FunctionHost {
  /** What the configuration says of a reference; any other value as it is. */
  resolve(value: Value): Value;
  /** Text of a file; undefined when it cannot be read. */
  readFile(path: string): string | undefined;
  /** The value of a template text, in which the variables are the only names. `path` says where the text comes from. */
  renderTemplate(text: string, variables: ReadonlyMap<string, Value>, path: string): Value;
  /** Takes that many units of the evaluation's fuel; false when it is exhausted. */
  spend(units: number): boolean;
}

/** One call with its arguments; none of them is a failure or a union, unless the function is lazy. */
export class Call {
  constructor(
    readonly name: string,
    readonly args: readonly Value[],
    readonly host: FunctionHost,
  ) {}

  get label(): string {
    return `${this.name}()`;
  }

  get trace(): Trace {
    return traceOf(this.args);
  }

  /** The value, or what a reference leads to when the text tells it: for functions that look into a value. */
  read(value: Value): Value {
    if (value.kind !== "reference") return value;
    const resolved = this.host.resolve(value);
    return resolved.kind === "known" ? resolved : value;
  }

  /** Terraform would raise an error. */
  fail(): Value {
    return failure(this.label, this.trace);
  }

  /** The arguments do not tell. */
  unknown(values: readonly Value[] = this.args): Value {
    return unknownOf(this.label, values);
  }
}

export type TerraformFunction = (call: Call) => Value;

/** What a parameter takes, and what the implementation is then given. */
interface Readings {
  string: string;
  number: number;
  bool: boolean;
  /** A list, tuple or set, of which every element is there. */
  list: ListValue;
  /** An object or map, perhaps with keys that are not known. */
  map: ObjectValue;
  /** Anything as it is, null included. */
  any: Value;
}

type Kind = keyof Readings;
type Arguments<P extends readonly Kind[]> = { [I in keyof P]: Readings[P[I]] };

/** A bare primitive is given the trace of all arguments; undefined means that Terraform would raise an error. */
type Result = Value | Primitive | undefined;

/**
 * A function of a fixed number of parameters. An argument of the wrong type, or null, is a failure; an argument that is
 * not known makes the result unknown before `compute` is asked.
 */
export function define<const P extends readonly Kind[]>(
  parameters: P,
  compute: (call: Call, ...args: Arguments<P>) => Result,
): TerraformFunction {
  return (call) => {
    if (call.args.length !== parameters.length) return call.fail();
    const read = readAll(call, parameters);
    // The parameters were read one by one, each as its kind says.
    return read.args ? finish(call, compute(call, ...(read.args as unknown as Arguments<P>))) : read.outcome;
  };
}

/** A function whose arguments are all of one kind, at least `minimum` of them. */
export function variadic<K extends Kind>(
  kind: K,
  minimum: number,
  compute: (call: Call, args: readonly Readings[K][]) => Result,
): TerraformFunction {
  return (call) => {
    if (call.args.length < minimum) return call.fail();
    const read = readAll(
      call,
      call.args.map(() => kind),
    );
    return read.args ? finish(call, compute(call, read.args as readonly Readings[K][])) : read.outcome;
  };
}

function finish(call: Call, result: Result): Value {
  if (result === undefined) return call.fail();
  return typeof result === "object" && result !== null ? result : computed(result, call.args);
}

type Reading = Readings[Kind];

/** All arguments as their parameters take them, or what the call comes to without them. */
type Read =
  | { readonly args: readonly Reading[]; readonly outcome?: undefined }
  | { readonly args?: undefined; readonly outcome: Value };

function readAll(call: Call, parameters: readonly Kind[]): Read {
  const args: Reading[] = [];
  const open: Value[] = [];
  for (const [at, arg] of call.args.entries()) {
    const reading = readOne(call, arg, parameters[at]!);
    if (reading === "impossible") return { outcome: call.fail() };
    if (reading === "open") open.push(arg);
    else args.push(reading.value);
  }
  return open.length > 0 ? { outcome: call.unknown(open) } : { args };
}

function readOne(call: Call, arg: Value, kind: Kind): { readonly value: Reading } | "impossible" | "open" {
  switch (kind) {
    case "any":
      return { value: arg };
    case "list":
    case "map": {
      if (arg.kind === "list" && kind === "list") return { value: arg.set ? settled(call, arg) : arg };
      if (arg.kind === "object" && kind === "map") return { value: arg };
      const open = arg.kind === "unknown" || arg.kind === "reference" || arg.kind === "resource";
      return open ? "open" : "impossible";
    }
    default: {
      const value = toPrimitive[kind](call.read(arg));
      if (isFailure(value)) return "impossible";
      if (value.kind !== "known") return "open";
      return value.value === null ? "impossible" : { value: value.value };
    }
  }
}

/** A set with what its references lead to when that is all known: only then do its order and number of elements show. */
function settled(call: Call, set: ListValue): ListValue {
  const elements = set.elements.map((element) => call.read(element));
  const open = elements.every((element, at) => element === set.elements[at]) || !elements.every(isKnown);
  return open ? set : asSet({ ...set, elements });
}

const toPrimitive = { string: toStringValue, number: toNumberValue, bool: toBoolValue };
