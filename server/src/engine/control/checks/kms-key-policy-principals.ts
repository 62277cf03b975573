import type { Message } from "../../../../../shared/src";
import type { AttributeView, ResourceView } from "../../terraform";
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
    en: {
      title: "Key policies name their principals",
      what: 'Reads the policy of every KMS key, in whatever form it is written, and looks for statements that allow everyone: `"Principal": "*"`, `{"AWS": "*"}`, a wildcard in place of the account, or `NotPrincipal`. A condition that ties the caller to an account, an organisation or a VPC endpoint makes such a statement acceptable; conditions that any account can fulfil, such as `kms:ViaService`, do not.',
      why: "The key policy decides who can decrypt. A statement open to everyone hands the data to any AWS account that knows the key's ARN, whatever the IAM policies of your own account say.",
      remediation:
        "Name the account root (IAM policies then decide within the account) or the roles and services that need the key. Where the set of callers cannot be listed, add a condition on `kms:CallerAccount`, `aws:PrincipalOrgID` or `aws:SourceAccount`.",
    },
    de: {
      title: "Schlüsselrichtlinien nennen ihre Principals",
      what: 'Liest die Richtlinie jedes KMS-Schlüssels, in welcher Form sie auch geschrieben ist, und sucht nach Anweisungen, die alle zulassen: `"Principal": "*"`, `{"AWS": "*"}`, ein Platzhalter anstelle des Kontos oder `NotPrincipal`. Eine Bedingung, die den Aufrufer an ein Konto, eine Organisation oder einen VPC-Endpunkt bindet, macht eine solche Anweisung zulässig; Bedingungen, die jedes Konto erfüllen kann, etwa `kms:ViaService`, nicht.',
      why: "Die Schlüsselrichtlinie entscheidet, wer entschlüsseln kann. Eine Anweisung, die alle zulässt, gibt die Daten jedem AWS-Konto preis, das den ARN des Schlüssels kennt, gleichgültig, was die IAM-Richtlinien des eigenen Kontos sagen.",
      remediation:
        "Den Root-Principal des Kontos nennen (innerhalb des Kontos entscheiden dann IAM-Richtlinien) oder die Rollen und Dienste, die den Schlüssel brauchen. Lassen sich die Aufrufer nicht aufzählen, eine Bedingung auf `kms:CallerAccount`, `aws:PrincipalOrgID` oder `aws:SourceAccount` ergänzen.",
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
    references: [
      "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
      "https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html",
    ],
  },
  judge,
};

function judge(resource: ResourceView, { evaluator }: CheckContext): readonly Judgement[] {
  const policy = resource.attribute("policy");
  if (!policy) return [judgement("pass", resource, undefined, { key: "policy-default" })];
  const { value } = policy;
  if (value.kind === "known" && (value.value === null || value.value === "")) {
    return [judgement("pass", resource, policy, { key: "policy-default" })];
  }
  const options = readPolicies(value, policy.at, evaluator).map(doubtsOf);
  const violations = options.map((doubts) => doubts.filter(isViolation));
  if (violations.every((each) => each.length > 0)) {
    return distinct(violations.flat()).map((doubt) => judgement("fail", resource, policy, messageOf(doubt), doubt));
  }
  const [doubt] = [...options.flat().filter((each) => !isViolation(each)), ...violations.flat()];
  if (!doubt) return [judgement("pass", resource, policy, { key: "policy-restricted" })];
  return [
    judgement(
      "unverified",
      resource,
      policy,
      messageOf(isViolation(doubt) ? { ...doubt, kind: "statement" } : doubt),
      doubt,
    ),
  ];
}

/** One of each place and principal: a policy that several statements or options share is reported once. */
function distinct(doubts: readonly Doubt[]): Doubt[] {
  return doubts.filter((doubt, index) => doubts.findIndex((each) => sameDoubt(each, doubt)) === index);
}

function sameDoubt(one: Doubt, other: Doubt): boolean {
  return (
    one.kind === other.kind &&
    one.label === other.label &&
    one.at?.item === other.at?.item &&
    one.at?.start === other.at?.start
  );
}

function messageOf(doubt: Doubt): Message {
  return { key: `policy-${doubt.kind}`, args: [doubt.label] };
}

function judgement(
  status: Judgement["status"],
  resource: ResourceView,
  policy: AttributeView | undefined,
  message: Message,
  doubt?: Doubt,
): Judgement {
  return {
    property: "policy-wildcard",
    status,
    attribute: "policy",
    at: doubt?.at ?? policy?.at ?? resource.header,
    trace: doubt?.trace ?? policy?.value.trace ?? [],
    message,
    tier: "core",
  };
}
