/** What counts as a customer-managed key (CMK). */
import { type Message, own } from "../../../../shared/src";
import {
  couldEqual,
  type Evaluator,
  type Location,
  type ReferenceValue,
  type ResourceView,
  referenceLabel,
  type TemplateValue,
  type Trace,
  unknown,
  type Value,
} from "../terraform";
import { AWS_MANAGED_ALIASES } from "./aws-aliases";
import { choiceReason, unknownReason } from "./reasons";

export interface KeyVerdict {
  readonly kind:
    | "cmk"
    | "aws-managed" // a key named alias/aws/…
    | "aws-owned" //   a service's word for its own key
    | "none" //        nothing, null or ""
    | "unverified";
  /** What the value came down to: `alias/aws/rds`, `aws_kms_key.main`; empty when there is nothing. */
  readonly label: string;
  /** How it came about, nearest step first. */
  readonly trace: Trace;
  /** The key, when the workspace declares it and the choice is certain. */
  readonly key?: ResourceView;
  /** Why it cannot be told; set for "unverified". */
  readonly reason?: Message;
  /** What it may be, when it is one of several that differ in kind: "unverified" unless what follows from each is the same. */
  readonly options?: readonly KeyVerdict[];
}

/** The resources that are customer-managed keys themselves. */
export const KEY_TYPES: ReadonlySet<string> = new Set([
  "aws_kms_key",
  "aws_kms_external_key",
  "aws_kms_replica_key",
  "aws_kms_replica_external_key",
]);

/** By which attributes a resource or data source of KMS stands for a key. */
const KEY_ATTRIBUTES: ReadonlySet<string> = new Set(["arn", "key_id", "id", "name", "target_key_arn", "target_key_id"]);

/** Which argument says what key an alias or data source stands for. */
const NAMING_ARGUMENT: Readonly<Record<string, string>> = {
  aws_kms_alias: "target_key_id",
  "data.aws_kms_alias": "name",
  "data.aws_kms_key": "key_id",
  "data.aws_kms_public_key": "key_id",
};

/** References are followed this far; real configurations need three steps at most. */
const MAX_STEPS = 16;

/**
 * Judges the value of a key argument: a literal, a reference to a key, an alias or another resource's key, or whatever
 * variables, locals and outputs lead there.
 * @param awsWords words by which the service means its own key (`AWS_OWNED_KMS_KEY`)
 */
export function classifyKey(
  value: Value | undefined,
  evaluator: Evaluator,
  awsWords: readonly string[] = [],
): KeyVerdict {
  return classify(value, { evaluator, awsWords, steps: 0 });
}

interface Walk {
  readonly evaluator: Evaluator;
  readonly awsWords: readonly string[];
  readonly steps: number;
}

function classify(value: Value | undefined, walk: Walk): KeyVerdict {
  if (value === undefined) return { kind: "none", label: "", trace: [] };
  switch (value.kind) {
    case "known":
      if (value.value === null || value.value === "") {
        return { kind: "none", label: JSON.stringify(value.value), trace: value.trace };
      }
      return { ...classifyText(String(value.value), walk.awsWords), trace: value.trace };
    case "template":
      return classifyTemplate(value, walk);
    case "reference":
      return classifyReference(value, walk);
    case "union":
      return combine(
        value.options.map((option) => classify(option, walk)),
        value,
      );
    case "list":
      // `kms_key_id = aws_kms_key.main[*].arn`: Terraform would refuse it, but what is meant is plain.
      return value.elements.length === 1 ? classify(value.elements[0], walk) : unverified(value);
    default:
      return unverified(value);
  }
}

function unverified(value: Value): KeyVerdict {
  return { kind: "unverified", label: "", trace: value.trace, reason: unknownReason(value) };
}

/** An AWS managed key goes by an alias under `alias/aws/`, a prefix that no customer can use; some write it without `alias/`. */
const AWS_MANAGED = /(?:^|:)alias\/aws\/|^aws\//;

function classifyText(text: string, awsWords: readonly string[]): Omit<KeyVerdict, "trace"> {
  if (awsWords.includes(text)) return { kind: "aws-owned", label: text };
  return { kind: AWS_MANAGED.test(text) ? "aws-managed" : "cmk", label: text };
}

function classifyTemplate(value: TemplateValue, walk: Walk): KeyVerdict {
  const key = value.parts.find((part): part is ReferenceValue => typeof part !== "string" && isKeyReference(part));
  if (key) return classify(key, walk);
  const [only] = value.parts;
  if (value.parts.length === 1 && only !== undefined && typeof only !== "string") return classify(only, walk);
  const kind = kindOfTemplate(value.parts);
  const label = value.parts.map((part) => (typeof part === "string" ? part : "…")).join("");
  if (kind) return { kind, label, trace: value.trace };
  const open = value.parts.findLast((part) => typeof part !== "string");
  return { ...unverified(open ?? value), trace: value.trace };
}

/** Stands for the unknown parts of a string: a character that no key name has. */
const UNKNOWN_PART = "\0";

/** What the known parts of a string prove; undefined when it may or may not be the alias of an AWS managed key. */
function kindOfTemplate(parts: readonly (string | Value)[]): "cmk" | "aws-managed" | undefined {
  const text = parts.map((part) => (typeof part === "string" ? part : UNKNOWN_PART)).join("");
  if (/(?:^|:)alias\/aws\/./.test(text)) return "aws-managed";
  if (/(?:^|[:\0])key\/./.test(text)) return "cmk";
  const name = text.replace(/^arn:[^:]*:kms:[^:]*:[^:]*:/, "").replace(/^.*alias\//s, "");
  const anything = unknown("unsupported", "");
  const rest = name.split(UNKNOWN_PART).flatMap((piece, index) => (index === 0 ? [piece] : [anything, piece]));
  const pattern: TemplateValue = { kind: "template", parts: rest, trace: [] };
  const mayBeManaged = AWS_MANAGED_ALIASES.some(
    (alias) => couldEqual(pattern, alias) || couldEqual(pattern, `alias/${alias}`),
  );
  return mayBeManaged ? undefined : "cmk";
}

function isKeyReference(value: Value): boolean {
  return value.kind === "reference" && KEY_TYPES.has(typeOf(value)) && isKeyAttribute(value);
}

function isKeyAttribute(value: ReferenceValue): boolean {
  const attribute = value.path.find((step) => typeof step === "string");
  return attribute !== undefined && KEY_ATTRIBUTES.has(attribute);
}

/** `aws_kms_key`, `data.aws_kms_key`. */
function typeOf(value: ReferenceValue): string {
  const { kind, type } = value.resource.declaration;
  return kind === "data" ? `data.${type}` : type;
}

function classifyReference(value: ReferenceValue, walk: Walk): KeyVerdict {
  const label = value.resource.declaration.symbol;
  if (isKeyReference(value)) {
    const key = walk.evaluator.follow(value);
    return key ? { kind: "cmk", label, trace: value.trace, key } : unverified(value);
  }
  const named = walk.steps < MAX_STEPS ? namedKey(value, walk.evaluator) : undefined;
  if (!named) return unverified(value);
  const verdict = classify(named.value, { ...walk, steps: walk.steps + 1 });
  const trace: Trace = [...value.trace, { kind: "reference", label: named.label, at: named.at }, ...verdict.trace];
  if (typeOf(value) === "aws_kms_alias" && (verdict.kind === "none" || verdict.kind === "unverified")) {
    // An alias that Terraform creates cannot begin with alias/aws/, so it is a customer's whatever its target.
    return { kind: "cmk", label, trace };
  }
  return verdict.kind === "none" ? { ...unverified(value), trace } : { ...verdict, trace };
}

/** What the configuration says of the key that the reference stands for, and where; undefined when it says nothing. */
function namedKey(
  value: ReferenceValue,
  evaluator: Evaluator,
): { readonly value: Value; readonly at: Location; readonly label: string } | undefined {
  const view = evaluator.follow(value);
  if (!view) return undefined;
  const argument = isKeyAttribute(value) ? own(NAMING_ARGUMENT, typeOf(value)) : undefined;
  if (argument !== undefined) {
    const attribute = view.attribute(argument);
    const label = `${value.resource.declaration.symbol}.${argument}`;
    return attribute && { value: attribute.value, at: attribute.at, label };
  }
  const configured = evaluator.configured(value);
  return configured && { value: configured, at: configured.at ?? view.header, label: referenceLabel(value) };
}

/** The verdict on a choice that the text leaves open: that of its options when they agree (ruling 6). */
function combine(options: readonly KeyVerdict[], choice: Value): KeyVerdict {
  const [first, ...rest] = options;
  if (!first) return unverified(choice);
  if (rest.length === 0) return first;
  const trace = [...choice.trace, ...first.trace];
  if (options.every((option) => option.kind === "cmk")) {
    const same = first.key && rest.every((option) => option.key && isSameResource(option.key, first.key!));
    const { key, ...withoutKey } = first;
    return { ...withoutKey, trace, ...(same && key ? { key } : {}) };
  }
  if (options.every((option) => option.kind === first.kind)) return { ...first, trace };
  const open = options.find((option) => option.kind === "unverified");
  if (open) return { ...open, trace: [...choice.trace, ...open.trace], options };
  const reason = choiceReason(options.map((option) => option.label || "null"));
  return { kind: "unverified", label: "", trace, reason, options };
}

/** Whether it is no customer-managed key, whatever the text leaves open. */
export function isNoCmk({ kind, options }: KeyVerdict): boolean {
  return options ? options.every(isNoCmk) : kind !== "cmk" && kind !== "unverified";
}

/** Whether the views show the same resource of the same module instance. */
export function isSameResource(one: ResourceView, other: ResourceView): boolean {
  return (
    one.resource.declaration === other.resource.declaration &&
    one.address === other.address &&
    one.resource.instance.address === other.resource.instance.address
  );
}
