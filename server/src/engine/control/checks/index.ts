/** Every check of the control. A new one is a file beside this, a line here, and a fixture. */
import type { Check } from "../types";
import { backupSnapshotCmk } from "./backup-snapshot-cmk";
import { cloudtrailKmsEvents } from "./cloudtrail-kms-events";
import { cmkSeparation } from "./cmk-separation";
import { dataStoreCmk } from "./data-store-cmk";
import { ebsEncrypted } from "./ebs-encrypted";
import { ebsEncryptionByDefault } from "./ebs-encryption-by-default";
import { kmsKeyAlias } from "./kms-key-alias";
import { kmsKeyDeletionWindow } from "./kms-key-deletion-window";
import { kmsKeyPolicyPrincipals } from "./kms-key-policy-principals";
import { kmsKeyRotation } from "./kms-key-rotation";
import { rdsStorageEncrypted } from "./rds-storage-encrypted";
import { s3SseCmk } from "./s3-sse-cmk";

export const checks: readonly Check[] = [
  rdsStorageEncrypted,
  kmsKeyRotation,
  kmsKeyDeletionWindow,
  kmsKeyPolicyPrincipals,
  s3SseCmk,
  ebsEncrypted,
  ebsEncryptionByDefault,
  backupSnapshotCmk,
  dataStoreCmk,
  kmsKeyAlias,
  cloudtrailKmsEvents,
  cmkSeparation,
];
