/** The principals of a policy that let anyone in, or may. */
import { isNull, type Location, type Trace, type Value } from "../../../terraform";
import { valueLabel } from "../../reasons";
import { boundOf, type Condition } from "./conditions";
import { type Policy, type Principal, type Statement, shortened } from "./statement";

/** What speaks against a policy, or keeps it from being judged. */
export interface Doubt {
  /**
   * "wildcard" and "all-but" (`NotPrincipal`) are certain. The others are reasons not to know: what the policy, the principal or the condition is; whether the
   * statement applies; whether a condition that restricts the caller does so enough.
   */
  readonly kind:
    | "wildcard"
    | "all-but"
    | "policy"
    | "not-json"
    | "principal"
    | "condition"
    | "weak-condition"
    | "statement";
  /** As the user would write it: the principal, the unknown value, the condition's key. */
  readonly label: string;
  readonly at: Location | undefined;
  readonly trace: Trace;
}

export function isViolation(doubt: Doubt): boolean {
  return doubt.kind === "wildcard" || doubt.kind === "all-but";
}

/** Everything that speaks against the policy; nothing when its principals are restricted. */
export function doubtsOf(policy: Policy): readonly Doubt[] {
  return [
    ...policy.statements.flatMap(doubtsOfStatement),
    ...policy.unreadable.map((part): Doubt => ({ ...part, kind: part.kind ?? "policy" })),
  ].map((doubt) => ({ ...doubt, trace: [...policy.trace, ...doubt.trace] }));
}

function doubtsOfStatement(statement: Statement): Doubt[] {
  if (statement.effect === "deny") return [];
  const doubts: Doubt[] = statement.principals.flatMap(doubtsOfPrincipal);
  if (statement.allBut) doubts.push({ kind: "all-but", label: "NotPrincipal", at: statement.allBut.at, trace: [] });
  if (statement.unreadable) doubts.push({ ...statement.unreadable, kind: "principal" });
  if (doubts.length === 0) return doubts;
  const { bound, condition } = boundOf(statement.conditions);
  switch (bound) {
    case "bounded":
      return [];
    case "open":
      return statement.certain && statement.effect ? doubts : doubts.map(softened("statement"));
    default:
      return doubts.map(softened(bound === "weak" ? "weak-condition" : "condition", condition));
  }
}

/** Turns what is certain of the principal into a doubt about something else. */
function softened(kind: Doubt["kind"], condition?: Condition): (doubt: Doubt) => Doubt {
  return (doubt) => (isViolation(doubt) ? { ...doubt, kind, label: condition?.key ?? doubt.label } : doubt);
}

function doubtsOfPrincipal(principal: Principal): Doubt[] {
  const kind = kindOf(principal.type, principal.value);
  if (!kind) return [];
  const { value, at } = principal;
  return [
    {
      kind,
      label: value.kind === "known" ? String(value.value) : shortened(valueLabel(value)),
      at,
      trace: value.trace,
    },
  ];
}

/** Whether the principal is anyone ("wildcard"), may be ("principal"), or is somebody in particular (undefined). */
function kindOf(type: string, value: Value): "wildcard" | "principal" | undefined {
  switch (value.kind) {
    case "known":
      return isNull(value) ? undefined : kindOfText(type, String(value.value));
    case "template": {
      // A part that is not known may be an account's number or a name, but no one writes a wildcard in parts.
      const text = value.parts.map((part) => (typeof part === "string" ? part : "\uFFFF")).join("");
      return kindOfText(type, text) ?? (/\w/.test(text) ? undefined : "principal");
    }
    case "reference":
      return carriesText(value) ? "principal" : undefined;
    case "list":
    case "union": {
      const kinds = (value.kind === "list" ? value.elements : value.options).map((each) => kindOf(type, each));
      if (value.kind === "list" && kinds.includes("wildcard")) return "wildcard";
      return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : "principal";
    }
    default:
      return "principal";
  }
}

/** `*`, and an ARN whose account is a wildcard. For services and identity providers it is not documented what `*` means. */
function kindOfText(type: string, text: string): "wildcard" | "principal" | undefined {
  if (!/^(?:\*|arn:[^:]*:(?:iam|sts)::[*?]+(?::.*)?)$/.test(text)) return undefined;
  return /^(?:aws|\*)$/i.test(type) ? "wildcard" : "principal";
}

/** Data sources that hand on what somebody wrote elsewhere; any other attribute is made by AWS and names somebody. */
const TEXT_SOURCES =
  /^(?:terraform_remote_state|external|http|null_data_source|template_file|local_file|aws_ssm_parameter.*|aws_secretsmanager_secret_version|aws_s3_object|consul_.*|vault_.*)$/;

function carriesText({ resource: { declaration } }: Extract<Value, { kind: "reference" }>): boolean {
  return declaration.kind === "data" ? TEXT_SOURCES.test(declaration.type) : declaration.type === "terraform_data";
}
