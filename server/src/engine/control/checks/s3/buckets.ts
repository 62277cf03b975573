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

/** Of several possible values: the bucket for sure when no other bucket of the workspace is among them. */
function anyNames(options: readonly Value[], names: (value: Value) => Match): Match {
  const matches = options.map(names);
  if (matches.every((match) => match === "no")) return "no";
  const another = options.some((option, index) => matches[index] !== "yes" && isBucket(option));
  return matches.includes("yes") && !another ? "yes" : "maybe";
}

function isBucket(value: Value): boolean {
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
  const { type } = value.resource.declaration;
  // The id of what belongs to a bucket (its versioning, its policy …) is the bucket's name, as is the data source's.
  const own = type.startsWith("aws_s3_bucket") ? evaluator.follow(value)?.attribute("bucket")?.value : undefined;
  const configured = own ?? evaluator.configured(value);
  return configured ? inner(configured) : comparedToName(value, bucket, evaluator);
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
