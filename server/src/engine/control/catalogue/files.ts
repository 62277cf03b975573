/** File systems and the shares and volumes of Storage Gateway. */
import { anyId, arn, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

const efs: readonly CatalogueRow[] = [
  row("aws_efs_file_system", "EFS", "file-storage", {
    switches: [enables("encrypted")],
    key: arn("kms_key_id"),
    whenOmitted: "unencrypted",
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_42", "CKV_AWS_184"], ["AWS-0037"]),
  }),
  // A replica that the replication creates is always encrypted; one that is there already keeps its own encryption.
  row("aws_efs_replication_configuration", "EFS", "file-storage", {
    each: "destination",
    key: anyId("destination.kms_key_id"),
    whenOmitted: "aws-managed",
    inheritsFrom: ["destination.file_system_id"],
  }),
];

/** FSx always encrypts; restored from a backup, a file system takes the backup's key unless one is named. */
const fsxFileSystem = { key: arn("kms_key_id"), whenOmitted: "aws-managed", inheritsFrom: ["backup_id"] } as const;

const LUSTRE = { path: "deployment_type", default: "SCRATCH_1" } as const;

const fsx: readonly CatalogueRow[] = [
  row("aws_fsx_windows_file_system", "FSx", "file-storage", { ...fsxFileSystem, sameAs: same(["CKV_AWS_179"]) }),
  row("aws_fsx_openzfs_file_system", "FSx", "file-storage", { ...fsxFileSystem, sameAs: same(["CKV_AWS_203"]) }),
  row("aws_fsx_ontap_file_system", "FSx", "file-storage", {
    key: arn("kms_key_id"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_178"]),
  }),
  row("aws_fsx_lustre_file_system", "FSx", "file-storage", {
    ...fsxFileSystem,
    appliesWhen: { ...LUSTRE, is: ["PERSISTENT_1", "PERSISTENT_2"] },
    sameAs: same(["CKV_AWS_190"]),
  }),
  row("aws_fsx_lustre_file_system", "FSx", "file-storage", {
    facet: "scratch-storage",
    whenOmitted: "aws-owned",
    appliesWhen: { ...LUSTRE, is: ["SCRATCH_1", "SCRATCH_2"] },
    noCmkReason: "fsx-lustre-scratch",
  }),
  row("aws_fsx_file_cache", "FSx", "cache", { key: anyId("kms_key_id"), whenOmitted: "aws-managed" }),
];

/** Storage Gateway's objects are encrypted with SSE-S3 unless a key is chosen; choosing without naming one means `aws/s3`. */
const gateway = {
  switches: [selects("kms_encrypted", [true], false)],
  whenOmitted: "aws-owned",
} as const;

const storageGateway: readonly CatalogueRow[] = [
  row("aws_storagegateway_nfs_file_share", "Storage Gateway", "file-storage", {
    ...gateway,
    key: arn("kms_key_arn"),
    replaces: bySource(false, false),
  }),
  row("aws_storagegateway_smb_file_share", "Storage Gateway", "file-storage", {
    ...gateway,
    key: arn("kms_key_arn"),
    replaces: bySource(false, false),
  }),
  row("aws_storagegateway_cached_iscsi_volume", "Storage Gateway", "block-storage", {
    ...gateway,
    key: arn("kms_key"),
    replaces: bySource(true, true),
  }),
  row("aws_storagegateway_stored_iscsi_volume", "Storage Gateway", "block-storage", {
    ...gateway,
    key: arn("kms_key"),
    replaces: bySource(true, true),
  }),
];

export const files: readonly CatalogueRow[] = [...efs, ...fsx, ...storageGateway];
