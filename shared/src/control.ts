/** Facts of the control WAF-SEC-030 that every part of the product speaks of. */

export const CONTROL_ID = "WAF-SEC-030";

/** Every check of the control carries this prefix. */
export const CHECK_PREFIX = "waf-sec-030.tf.aws.";

export const CHECK_NAMES = [
  "rds-storage-encrypted",
  "kms-key-rotation",
  "kms-key-deletion-window",
  "kms-key-policy-principals",
  "s3-sse-cmk",
  "ebs-encrypted",
  "ebs-encryption-by-default",
  "backup-snapshot-cmk",
  "data-store-cmk",
  "kms-key-alias",
  "cloudtrail-kms-events",
  "cmk-separation",
] as const;

/** The name of a check without the prefix. */
export type CheckName = (typeof CHECK_NAMES)[number];

export type CheckId = `${typeof CHECK_PREFIX}${CheckName}`;

/** The demands of the control, each served by a check or more. */
export const REQUIREMENTS = ["rds", "kms", "key-policy", "s3", "ebs", "backups", "data-stores", "guidance"] as const;

export type Requirement = (typeof REQUIREMENTS)[number];

export type Property =
  | "encryption-enabled"
  | "cmk"
  | "rotation"
  | "deletion-window"
  | "policy-wildcard"
  | "alias"
  | "audit-log"
  | "key-separation";

export type Status = "pass" | "fail" | "unverified" | "not-applicable";

/** From worst to mildest. */
export const SEVERITIES = ["error", "warning", "information", "hint"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The id of the check as findings, waivers and settings write it. */
export function checkId(name: CheckName): CheckId {
  return `${CHECK_PREFIX}${name}`;
}

/** The check that an id names, with or without its prefix. */
export function checkNameOf(id: string): CheckName | undefined {
  return CHECK_NAMES.find((name) => name === id || checkId(name) === id);
}
