/**
 * What a statement's conditions make of a wildcard principal. The table follows AWS's list of global condition keys
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html) and of AWS KMS
 * (https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html), and the rules of evaluation
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
import { own } from "../../../../../../shared/src";
import type { Value } from "../../../terraform";

/** One key under one operator: `"StringEquals": {"kms:CallerAccount": ["111122223333"]}`. */
export interface Condition {
  /** Undefined when the text does not tell. */
  readonly operator: string | undefined;
  readonly key: string | undefined;
  /** All values; any one that matches fulfils the condition. */
  readonly values: readonly Value[];
}

/**
 * "bounded": only callers of certain accounts, organisations or networks pass. "weak": it restricts, but a person must judge
 * whether enough. "open": anyone may still pass. "unknown": the text does not tell.
 */
export type Bound = "bounded" | "weak" | "open" | "unknown";

/** All conditions of a statement must be fulfilled, so one that bounds is enough. */
export function boundOf(conditions: readonly Condition[]): {
  readonly bound: Bound;
  readonly condition: Condition | undefined;
} {
  for (const bound of ["bounded", "unknown", "weak"] as const) {
    const condition = conditions.find((each) => judge(each) === bound);
    if (condition) return { bound, condition };
  }
  return { bound: "open", condition: undefined };
}

/** Operators that are fulfilled only when the key is present and matches. `…IfExists`, `ForAllValues:` and negations are not. */
const POSITIVE = /^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like)|ipaddress)$/;

/** How wide one value is, judged on its text with {@link FIXED} for what is not known. */
type Width = (text: string) => Bound;

function judge(condition: Condition): Bound {
  if (condition.operator === undefined) return "unknown";
  if (!POSITIVE.test(condition.operator.toLowerCase())) return "open";
  if (condition.key === undefined) return "unknown";
  const width = widthOf(condition.key.toLowerCase());
  if (width === undefined) return "open";
  if (condition.values.length === 0) return "unknown";
  return widest(condition.values.flatMap((value) => widths(value, width)));
}

function widest(bounds: readonly Bound[]): Bound {
  return (["open", "unknown", "weak"] as const).find((bound) => bounds.includes(bound)) ?? "bounded";
}

/** What stands for a part of the value that the text does not tell: a reference counts as fixed. */
const FIXED = "\uFFFF";

function widths(value: Value, width: Width): Bound[] {
  switch (value.kind) {
    case "known":
      return value.value === null ? ["unknown"] : [widthOfText(String(value.value), width)];
    case "template":
      return [widthOfText(value.parts.map((part) => (typeof part === "string" ? part : FIXED)).join(""), width)];
    case "list":
      return value.elements.length === 0 ? ["unknown"] : value.elements.flatMap((each) => widths(each, width));
    case "union": {
      const options = value.options.map((each) => widest(widths(each, width)));
      return options.every((each) => each === options[0]) ? options.slice(0, 1) : ["unknown"];
    }
    default:
      return [width(FIXED)];
  }
}

function widthOfText(text: string, width: Width): Bound {
  // A policy variable (`${aws:…}`, in a policy document `&{aws:…}`) is only known when AWS evaluates the policy.
  if (/^[*?]*$/.test(text) || /[$&]\{/.test(text)) return "open";
  return width(text);
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** The whole value, or what remains of it after a prefix that all values of the kind share. */
function exact(prefix = ""): Width {
  return (text) => {
    if (!hasWildcard(text)) return "bounded";
    const rest = text.startsWith(prefix) ? text.slice(prefix.length) : text;
    return /^[*?]/.test(rest) ? "open" : "weak";
  };
}

/** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`: the organisation must be fixed. */
const organisationPath: Width = (text) => exact("o-")(text.split("/")[0] ?? "");

/** The account of an ARN must be fixed; an S3 bucket's has none, but the bucket's name belongs to one account only. */
const arn: Width = (text) => {
  const segments = text.split(":");
  if (segments.length < 5) return text.startsWith(FIXED) ? "bounded" : hasWildcard(text) ? "open" : "bounded";
  const account = segments[4] ?? "";
  if (account !== "") return exact()(account);
  return exact()(segments.slice(5).join(":").split("/")[0] ?? "");
};

/** Every address is as good as none. */
const address: Width = (text) => (/\/0+$/.test(text) ? "open" : "weak");

const weak: Width = () => "weak";

const WIDTHS: Readonly<Record<string, Width>> = {
  "kms:calleraccount": exact(),
  "aws:principalaccount": exact(),
  "aws:principalorgid": exact("o-"),
  "aws:principalorgpaths": organisationPath,
  "aws:principalarn": arn,
  // Set only when an AWS service calls on behalf of a resource, so a direct caller never passes.
  "aws:sourceaccount": exact(),
  "aws:sourcearn": arn,
  "aws:sourceorgid": exact("o-"),
  "aws:sourceorgpaths": organisationPath,
  "aws:sourcevpce": exact("vpce-"),
  "aws:sourcevpc": exact("vpc-"),
  "aws:sourcevpcarn": arn,
  "aws:sourceip": address,
  "aws:userid": weak,
  "aws:username": weak,
  "aws:principalservicename": weak,
  "aws:principalservicenameslist": weak,
};

/**
 * How to measure the key's values; undefined for a key of `aws:` or `kms:` that any account's caller can fulfil. A key of
 * another service is never part of a request to AWS KMS: what was meant is for a person to judge.
 */
function widthOf(key: string): Width | undefined {
  return own(WIDTHS, key) ?? (/^(?:aws|kms):/.test(key) ? undefined : weak);
}
