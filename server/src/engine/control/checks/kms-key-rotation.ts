import type { Message, Status } from "../../../../../shared/src";
import { type ResourceView, select } from "../../terraform";
import type { Literal } from "../catalogue";
import { type Answer, evaluateCondition, presence } from "../conditions";
import { valueLabel } from "../reasons";
import { storeOf } from "../stores";
import type { Check, CheckContext, Judgement } from "../types";
import { spotOf } from "../verdict";

/** Key material that KMS made for symmetric encryption is rotated once a year. */
export const kmsKeyRotation: Check = {
  name: "kms-key-rotation",
  requirement: "kms",
  types: ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"],
  docs: {
    title: { en: "KMS keys rotate automatically", de: "KMS-Schlüssel rotieren automatisch" },
    why: {
      en: "The more data one piece of key material protects, and the longer it does, the more is lost with it. Automatic rotation gives the key new material each year and keeps the old for what it has encrypted. Nothing has to be encrypted anew, and no reference to the key changes.",
      de: "Je mehr Daten ein und dasselbe Schlüsselmaterial schützt und je länger, desto mehr geht mit ihm verloren. Die automatische Rotation gibt dem Schlüssel jedes Jahr neues Material und behält das alte für das, was damit verschlüsselt ist. Nichts muss neu verschlüsselt werden, und kein Verweis auf den Schlüssel ändert sich.",
    },
    checks: {
      en: "`enable_key_rotation` is true on every `aws_kms_key` that can rotate: `customer_master_key_spec` is SYMMETRIC_DEFAULT, `key_usage` is ENCRYPT_DECRYPT and the key is in no custom key store (defaults included). Asymmetric and HMAC keys, keys in CloudHSM or external stores, imported material and replicas are not applicable. Where one of these arguments is unknown, a missing rotation is unverified.",
      de: "`enable_key_rotation` ist wahr bei jedem `aws_kms_key`, der rotieren kann: `customer_master_key_spec` ist SYMMETRIC_DEFAULT, `key_usage` ist ENCRYPT_DECRYPT, und der Schlüssel liegt in keinem eigenen Schlüsselspeicher (jeweils auch als Vorgabe). Asymmetrische und HMAC-Schlüssel, Schlüssel in CloudHSM oder externen Speichern, importiertes Material und Replikate werden nicht beurteilt. Ist eines dieser Argumente unbekannt, bleibt eine fehlende Rotation ungeprüft.",
    },
    compliant: `resource "aws_kms_key" "orders" {
  description         = "Orders database"
  enable_key_rotation = true
}`,
    nonCompliant: `resource "aws_kms_key" "orders" {
  description = "Orders database"
}`,
    remediation: {
      en: "Set `enable_key_rotation = true`. The change takes effect in place. `rotation_period_in_days` chooses another period than the default of 365 days.",
      de: "`enable_key_rotation = true` setzen. Die Änderung wirkt, ohne den Schlüssel zu ersetzen. `rotation_period_in_days` wählt einen anderen Zeitraum als die vorgegebenen 365 Tage.",
    },
    references: [
      {
        title: "Rotating AWS KMS keys",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
      },
      {
        title: "aws_kms_key",
        url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
      },
    ],
  },
  judge: (resource, context) => [judge(resource, context)],
};

function judge(resource: ResourceView, context: CheckContext): Judgement {
  switch (resource.resource.declaration.type) {
    case "aws_kms_replica_key":
      return notApplicable(resource, { key: "cannot-rotate-replica" });
    case "aws_kms_external_key":
    case "aws_kms_replica_external_key":
      return notApplicable(resource, { key: "cannot-rotate-imported" });
  }
  const limits = LIMITS.map((limit) => ({ answer: limit.holds(resource, context), ...limit }));
  const limited = limits.find(({ answer }) => answer.holds);
  if (limited) return notApplicable(resource, limited.reason(resource), limited.path);
  const open = limits.find(({ answer }) => answer.holds === undefined)?.answer;
  return judgeRotation(resource, context, open && "reason" in open ? open.reason : undefined);
}

interface Limit {
  readonly path: string;
  /** Whether it keeps the key from rotating automatically. */
  holds(resource: ResourceView, context: CheckContext): Answer;
  reason(resource: ResourceView): Message;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html */
const LIMITS: readonly Limit[] = [
  otherThan("customer_master_key_spec", "SYMMETRIC_DEFAULT"),
  otherThan("key_usage", "ENCRYPT_DECRYPT"),
  inStore("custom_key_store_id"),
  inStore("xks_key_id"),
];

function otherThan(path: string, rotating: Literal): Limit {
  return {
    path,
    holds: (resource, { evaluator }) =>
      evaluateCondition({ not: { path, is: [rotating], default: rotating } }, storeOf(resource), evaluator),
    reason: (resource) => {
      const value = resource.attribute(path)?.value;
      return { key: "cannot-rotate-kind", args: [path, value ? valueLabel(value) : ""] };
    },
  };
}

function inStore(path: string): Limit {
  return {
    path,
    holds: (resource, { evaluator }) => presence(select(resource, path)[0]!, evaluator),
    reason: () => ({ key: "cannot-rotate-store", args: [path] }),
  };
}

function judgeRotation(resource: ResourceView, context: CheckContext, doubt: Message | undefined): Judgement {
  const condition = { path: ROTATION, is: [true] } as const;
  const enabled = evaluateCondition(condition, storeOf(resource), context.evaluator);
  if (enabled.holds) return judgement(resource, "pass");
  const { state } = spotOf(ROTATION, select(resource, ROTATION)[0]!);
  if (enabled.holds === undefined) {
    return judgement(resource, "unverified", { key: "why", args: [state, enabled.reason] });
  }
  const said = state.key === "is-missing";
  const reason: Message = said ? { key: "why", args: [state, { key: "provider-default", args: ["false"] }] } : state;
  return doubt
    ? judgement(resource, "unverified", { key: "why", args: [reason, doubt] })
    : judgement(resource, "fail", reason);
}

const ROTATION = "enable_key_rotation";

function notApplicable(resource: ResourceView, reason: Message, path = ROTATION): Judgement {
  return judgement(resource, "not-applicable", reason, path);
}

function judgement(resource: ResourceView, status: Status, reason?: Message, path = ROTATION): Judgement {
  const { attribute, at, trace } = spotOf(path, select(resource, path)[0]!);
  const message: Message = { key: `rotation-${status}`, args: [resource.address, ...(reason ? [reason] : [])] };
  return { property: "rotation", status, attribute, at, trace, message, tier: "core" };
}
