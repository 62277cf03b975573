/** Which S3 bucket a value names: by reference, through another resource of the bucket, or by its literal name. */
import {
  couldEqual,
  type Evaluator,
  isNull,
  knownPrefix,
  knownSuffix,
  type ReferenceValue,
  type ResourceView,
  rootOf,
  type Value,
} from "../../../terraform";

/** "maybe" where the text does not tell. */
export type Match = "yes" | "maybe" | "no";

const BUCKET_TYPES: ReadonlySet<string> = new Set(["aws_s3_bucket", "aws_s3_directory_bucket"]);

/** References are followed this far. */
const MAX_STEPS = 8;

/**
 * Whether the value, as any resource below the same root sees it, names the bucket.
 */
export function namesBucket(value: Value, bucket: ResourceView, evaluator: Evaluator, steps = MAX_STEPS): Match {
  if (steps === 0) return "maybe";
  const inner = (each: Value): Match => namesBucket(each, bucket, evaluator, steps - 1);
  switch (value.kind) {
    case "known":
      return isNull(value) ? "no" : namedLiterally(String(value.value), bucket, evaluator);
    case "template": {
      const [only] = value.parts;
      if (value.parts.length === 1 && typeof only === "object") return inner(only);
      return comparedToName(value, bucket, evaluator);
    }
    case "resource":
      return isBucket(value) ? sameResource(value, bucket) : "maybe";
    case "reference":
      return referenceNames(value, bucket, evaluator, inner);
    case "list":
      return value.elements.length === 1 ? inner(value.elements[0]!) : "maybe";
    case "union":
      return anyNames(value.options, inner);
    case "unknown":
      // What a module that is not on disk puts out is a bucket of its own.
      return value.code === "not-on-disk" ? "no" : "maybe";
    default:
      return "maybe";
  }
}

/**
 * Those of the resources that may name the bucket, in their order: a few of many, mostly, and found without looking at each.
 *
 * @param resources a list that stays the same object as long as nothing in it changes
 * @param way name of what `valuesOf` reads
 */
export function mayName(
  bucket: ResourceView,
  resources: readonly ResourceView[],
  way: string,
  valuesOf: (resource: ResourceView) => readonly (Value | undefined)[],
  evaluator: Evaluator,
): readonly ResourceView[] {
  const { bySymbol, open } = evaluator.workspace.dependencies.keep<Naming>(
    resources,
    `naming a bucket by ${way}`,
    () => namingOf(resources, valuesOf, evaluator),
    () => ({ bySymbol: new Map(), open: resources.map((_, index) => index) }),
  );
  const named = bySymbol.get(bucket.resource.declaration.symbol) ?? [];
  const found = open.length === 0 ? named : [...new Set([...named, ...open])].sort((a, b) => a - b);
  return found.map((index) => resources[index]!);
}

/** Those of the buckets that the value may name. `buckets` stays the same object as long as nothing in it changes. */
export function mayBeNamed(
  value: Value,
  buckets: readonly ResourceView[],
  evaluator: Evaluator,
): readonly ResourceView[] {
  const symbols = symbolsIn(value, evaluator, MAX_STEPS);
  if (!symbols) return buckets;
  const bySymbol = evaluator.workspace.dependencies.keep<ReadonlyMap<string, readonly ResourceView[]>>(
    buckets,
    "buckets by symbol",
    () => {
      const found = new Map<string, ResourceView[]>();
      for (const bucket of buckets) append(found, bucket.resource.declaration.symbol, bucket);
      return found;
    },
    () => new Map(),
  );
  return [...new Set(symbols)].flatMap((symbol) => bySymbol.get(symbol) ?? []);
}

/** Places in a list of resources: those that name buckets by reference alone, by the symbol of the bucket, and all others. */
interface Naming {
  readonly bySymbol: ReadonlyMap<string, readonly number[]>;
  readonly open: readonly number[];
}

function namingOf(
  resources: readonly ResourceView[],
  valuesOf: (resource: ResourceView) => readonly (Value | undefined)[],
  evaluator: Evaluator,
): Naming {
  const bySymbol = new Map<string, number[]>();
  const open: number[] = [];
  for (const [index, resource] of resources.entries()) {
    const symbols = valuesOf(resource).map((value) => (value ? symbolsIn(value, evaluator, MAX_STEPS) : []));
    if (symbols.includes(undefined)) open.push(index);
    else {
      for (const symbol of new Set(symbols.flatMap((each) => each ?? []))) append(bySymbol, symbol, index);
    }
  }
  return { bySymbol, open };
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** The symbols of the only buckets that the value may name; undefined when it may name one by anything but a reference. */
function symbolsIn(value: Value, evaluator: Evaluator, steps: number): readonly string[] | undefined {
  if (steps === 0) return undefined;
  const inner = (each: Value): readonly string[] | undefined => symbolsIn(each, evaluator, steps - 1);
  switch (value.kind) {
    case "known":
      return isNull(value) ? [] : undefined;
    case "template":
      return value.parts.length === 1 && typeof value.parts[0] === "object" ? inner(value.parts[0]) : undefined;
    case "resource":
      return isBucket(value) ? [value.resource.declaration.symbol] : undefined;
    case "reference": {
      if (isBucket(value)) return [value.resource.declaration.symbol];
      const configured = configuredName(value, evaluator);
      return configured && inner(configured);
    }
    case "list":
      return value.elements.length === 1 ? inner(value.elements[0]!) : undefined;
    case "union": {
      const options = value.options.map(inner);
      return options.includes(undefined) ? undefined : options.flatMap((each) => each ?? []);
    }
    case "unknown":
      return value.code === "not-on-disk" ? [] : undefined;
    default:
      return undefined;
  }
}

/** Of several possible values: the bucket for sure when no other bucket of the workspace is among them. */
function anyNames(options: readonly Value[], names: (value: Value) => Match): Match {
  const matches = options.map(names);
  if (matches.every((match) => match === "no")) return "no";
  const another = options.some((option, index) => matches[index] !== "yes" && isBucket(option));
  return matches.includes("yes") && !another ? "yes" : "maybe";
}

function isBucket(value: Value): value is Extract<Value, { kind: "reference" | "resource" }> {
  if (value.kind !== "reference" && value.kind !== "resource") return false;
  const { declaration } = value.resource;
  return declaration.kind === "resource" && BUCKET_TYPES.has(declaration.type);
}

function referenceNames(
  value: ReferenceValue,
  bucket: ResourceView,
  evaluator: Evaluator,
  inner: (value: Value) => Match,
): Match {
  if (isBucket(value)) return sameResource(value, bucket);
  const configured = configuredName(value, evaluator);
  return configured ? inner(configured) : comparedToName(value, bucket, evaluator);
}

/** What the configuration says of the name that a reference to something else than a bucket stands for. */
function configuredName(value: ReferenceValue, evaluator: Evaluator): Value | undefined {
  const { type } = value.resource.declaration;
  // The id of what belongs to a bucket (its versioning, its policy …) is the bucket's name, as is the data source's.
  const own = type.startsWith("aws_s3_bucket") ? evaluator.follow(value)?.attribute("bucket")?.value : undefined;
  return own ?? evaluator.configured(value);
}

/** The same symbol in the same instance of the module, and not certainly another key of it. */
function sameResource(value: Extract<Value, { kind: "reference" | "resource" }>, bucket: ResourceView): Match {
  const { declaration, instance, key } = value.resource;
  const other = bucket.resource;
  const same =
    declaration.symbol === other.declaration.symbol &&
    instance.address === other.instance.address &&
    rootOf(instance).module.dir === rootOf(other.instance).module.dir;
  if (!same) return "no";
  return key?.kind === "known" && other.key?.kind === "known" && String(key.value) !== String(other.key.value)
    ? "no"
    : "yes";
}

/** The name that the bucket's configuration gives; undefined when AWS or Terraform makes one up. */
function nameOf(bucket: ResourceView, evaluator: Evaluator): Value | undefined {
  const value = bucket.attribute("bucket")?.value;
  return value && !isNull(value) ? evaluator.resolve(value) : undefined;
}

function namedLiterally(text: string, bucket: ResourceView, evaluator: Evaluator): Match {
  const name = nameOf(bucket, evaluator);
  const wanted = text.replace(/^arn:[^:]*:s3:::/, "");
  if (!name) return "no";
  if (name.kind === "known") return String(name.value) === wanted ? "yes" : "no";
  if (name.kind === "template") return couldEqual(name, wanted) ? "maybe" : "no";
  return "maybe";
}

/** Compares a value that is not fully known with the bucket's name: alike when written alike. */
function comparedToName(value: Value, bucket: ResourceView, evaluator: Evaluator): Match {
  const name = nameOf(bucket, evaluator);
  if (!name) return "no";
  const text = written(value);
  if (text !== undefined && text === written(name)) return "yes";
  const [prefix, ownPrefix] = [knownPrefix(value) ?? "", knownPrefix(name) ?? ""];
  const [suffix, ownSuffix] = [knownSuffix(value) ?? "", knownSuffix(name) ?? ""];
  const canBegin = prefix.startsWith(ownPrefix) || ownPrefix.startsWith(prefix);
  const canEnd = suffix.endsWith(ownSuffix) || ownSuffix.endsWith(suffix);
  return canBegin && canEnd ? "maybe" : "no";
}

/** The value in words that are the same for values which must be equal. */
function written(value: Value): string | undefined {
  switch (value.kind) {
    case "known":
      return JSON.stringify(value.value);
    case "template": {
      const parts = value.parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : written(part)));
      return parts.includes(undefined) ? undefined : parts.join("+");
    }
    case "reference": {
      const { declaration, instance, key } = value.resource;
      const index = key === undefined ? "" : key.kind === "known" ? `[${JSON.stringify(key.value)}]` : undefined;
      if (index === undefined || value.path.includes(null)) return undefined;
      return `${rootOf(instance).module.dir}|${instance.address}|${declaration.symbol}${index}.${value.path.join(".")}`;
    }
    case "unknown": {
      const unset = value.trace.find((step) => step.kind === "unset");
      return unset && `${unset.at.path}|${unset.label}`;
    }
    default:
      return undefined;
  }
}
