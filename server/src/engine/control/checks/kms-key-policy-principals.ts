import type { MessageKey } from "../../../../../shared/src";
import type { AttributeView, ResourceView } from "../../terraform";
import { isOmitted } from "../stores";
import type { Check, CheckContext, Judgement } from "../types";
import { readPolicies } from "./policy/read";
import { type Doubt, doubtsOf, isViolation } from "./policy/wildcards";

/** A key policy must name who may use the key; `"Principal": "*"` without a condition that bounds the caller names everyone. */
export const kmsKeyPolicyPrincipals: Check = {
  name: "kms-key-policy-principals",
  requirement: "key-policy",
  types: [
    "aws_kms_key",
    "aws_kms_key_policy",
    "aws_kms_external_key",
    "aws_kms_replica_key",
    "aws_kms_replica_external_key",
  ],
  docs: {
    title: {
      en: "Key policies name their principals",
      de: "Schlüsselrichtlinien nennen ihre Principals",
    },
    why: {
      en: "The key policy decides who can decrypt. A statement that is open to everyone hands the data to any AWS account that learns the key's ARN, whatever the IAM policies of your own account say.",
      de: "Die Schlüsselrichtlinie entscheidet, wer entschlüsseln kann. Eine Anweisung, die alle zulässt, gibt die Daten jedem AWS-Konto preis, das den ARN des Schlüssels erfährt, gleichgültig, was die IAM-Richtlinien des eigenen Kontos sagen.",
    },
    checks: {
      en: 'The policy of every KMS key is read in whatever form it is written: `jsonencode`, a JSON string or heredoc, `data.aws_iam_policy_document` with the documents it merges, `file()` and `templatefile()`. A violation is an `Allow` statement for `"Principal": "*"`, `{"AWS": "*"}`, an ARN with a wildcard for its account, or `NotPrincipal`, unless a condition with fixed values ties the caller to an account, an organisation, a resource or a VPC. Conditions that any account can fulfil, such as `kms:ViaService`, do not count; conditions on `aws:SourceIp`, `aws:userid` or `aws:username` restrict, but not reliably, and leave the policy unverified. The account root with `kms:*` is AWS\'s own default and passes, and `Resource` is always the key itself. Without a policy, the default policy of AWS holds.',
      de: 'Die Richtlinie jedes KMS-Schlüssels wird in der Form gelesen, in der sie geschrieben ist: `jsonencode`, JSON-Zeichenkette oder Heredoc, `data.aws_iam_policy_document` mit den Dokumenten, die es zusammenführt, `file()` und `templatefile()`. Ein Verstoß ist eine `Allow`-Anweisung für `"Principal": "*"`, `{"AWS": "*"}`, einen ARN mit Platzhalter anstelle des Kontos oder `NotPrincipal`, es sei denn, eine Bedingung mit festen Werten bindet den Aufrufer an ein Konto, eine Organisation, eine Ressource oder eine VPC. Bedingungen, die jedes Konto erfüllen kann, etwa `kms:ViaService`, zählen nicht; Bedingungen auf `aws:SourceIp`, `aws:userid` oder `aws:username` schränken ein, aber nicht verlässlich, und lassen die Richtlinie ungeprüft. Der Root-Principal des Kontos mit `kms:*` ist die Vorgabe von AWS und besteht, und `Resource` ist immer der Schlüssel selbst. Ohne Richtlinie gilt die Standardrichtlinie von AWS.',
    },
    compliant: `resource "aws_kms_key" "app" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}`,
    nonCompliant: `resource "aws_kms_key" "app" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}`,
    remediation: {
      en: "Name the account root, so that IAM policies decide within the account, or the roles and services that need the key. Where the callers cannot be listed, add a condition on `kms:CallerAccount`, `aws:PrincipalOrgID` or `aws:SourceAccount`.",
      de: "Den Root-Principal des Kontos nennen, so dass innerhalb des Kontos IAM-Richtlinien entscheiden, oder die Rollen und Dienste, die den Schlüssel brauchen. Lassen sich die Aufrufer nicht aufzählen, eine Bedingung auf `kms:CallerAccount`, `aws:PrincipalOrgID` oder `aws:SourceAccount` ergänzen.",
    },
    references: [
      {
        title: "Key policies in AWS KMS",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
      },
      {
        title: "AWS JSON policy elements: Principal",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
      },
      {
        title: "AWS KMS condition keys",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html",
      },
    ],
  },
  judge,
};

function judge(resource: ResourceView, { evaluator }: CheckContext): readonly Judgement[] {
  const policy = resource.attribute("policy");
  if (!policy || isOmitted(policy.value)) return [judgementOf("pass", "policy-default", resource, policy)];
  const options = readPolicies(policy.value, policy.at, evaluator).map(doubtsOf);
  const violations = options.map((doubts) => doubts.filter(isViolation));
  if (violations.every((each) => each.length > 0)) {
    return distinct(violations.flat()).map((doubt) =>
      judgementOf("fail", `policy-${doubt.kind}`, resource, policy, doubt),
    );
  }
  const doubt = options.flat().find((each) => !isViolation(each)) ?? violations.flat()[0];
  if (!doubt) return [judgementOf("pass", "policy-restricted", resource, policy)];
  // A violation in one of several policies that it may be is none that is proven.
  const kind = isViolation(doubt) ? "statement" : doubt.kind;
  return [judgementOf("unverified", `policy-${kind}`, resource, policy, doubt)];
}

/** One of each place and principal: what several statements or options share is reported once. */
function distinct(doubts: readonly Doubt[]): Doubt[] {
  return doubts.filter((doubt, index) => doubts.findIndex((each) => isSame(each, doubt)) === index);
}

function isSame(one: Doubt, other: Doubt): boolean {
  return (
    one.kind === other.kind &&
    one.label === other.label &&
    one.at?.item === other.at?.item &&
    one.at?.start === other.at?.start
  );
}

function judgementOf(
  status: Judgement["status"],
  key: MessageKey,
  resource: ResourceView,
  policy: AttributeView | undefined,
  doubt?: Doubt,
): Judgement {
  return {
    property: "policy-wildcard",
    status,
    attribute: "policy",
    at: doubt?.at ?? policy?.at ?? resource.header,
    trace: doubt?.trace ?? policy?.value.trace ?? [],
    message: { key, args: [resource.address, doubt?.label ?? ""] },
    tier: "core",
  };
}
