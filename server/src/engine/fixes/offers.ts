/** Which fixes a finding has. */
import type { CheckName } from "../../../../shared/src";
import type { Analysis, Finding } from "../control";
import type { Action } from "./actions/action";
import { aliasFix } from "./actions/alias";
import { setsAttribute } from "./actions/attribute";
import { policyFix } from "./actions/policy";
import { s3Fixes } from "./actions/s3-configuration";
import { storeFixes } from "./actions/store";
import { trailFix } from "./actions/trail";
import type { Fix } from "./types";

const ACTIONS: Readonly<Partial<Record<CheckName, Action>>> = {
  "rds-storage-encrypted": storeFixes,
  "s3-sse-cmk": s3Fixes,
  "ebs-encrypted": storeFixes,
  "ebs-encryption-by-default": storeFixes,
  "backup-snapshot-cmk": storeFixes,
  "data-store-cmk": storeFixes,
  "kms-key-rotation": setsAttribute("enable_key_rotation", true, ["description"]),
  "kms-key-deletion-window": setsAttribute("deletion_window_in_days", 30, ["enable_key_rotation", "description"]),
  "kms-key-alias": aliasFix,
  "kms-key-policy-principals": policyFix,
  "cloudtrail-kms-events": trailFix,
};

/** What mends the finding, best first, not yet verified; a waiver is not among them. Nothing for what is not a violation. */
export function fixesFor(finding: Finding, analysis: Analysis): readonly Fix[] {
  if (finding.status !== "fail" || finding.waiver) return [];
  return ACTIONS[finding.check]?.(finding, analysis) ?? [];
}
