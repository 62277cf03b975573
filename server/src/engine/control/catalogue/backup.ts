/**
 * Backups, snapshots, images and what carries them to another Region or account. A snapshot without arguments of its own is
 * as good as its source; a copy can be given a key, and is held to the source's standard where it is not.
 */
import { anyId, arn, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow, Category } from "./types";

/** A snapshot whose encryption is the source's and cannot be chosen. */
function taken(type: string, service: string, from: string, checkov: readonly string[] = []): CatalogueRow {
  return row(type, service, "snapshot", {
    check: "backup-snapshot-cmk",
    whenOmitted: "inherited",
    inheritsFrom: [from],
    sameAs: same(checkov),
  });
}

/** A copy that takes a key, and the source's encryption where it names none. */
function copied(
  type: string,
  service: string,
  category: Category,
  key: CatalogueRow["key"],
  from: string,
  parts: Partial<Pick<CatalogueRow, "replaces" | "sameAs">> = {},
): CatalogueRow {
  return row(type, service, category, {
    check: "backup-snapshot-cmk",
    key,
    whenOmitted: "inherited",
    inheritsFrom: [from],
    ...parts,
  });
}

/** Copying with `encrypted = true` and no key takes the account's default EBS key, whatever key the source has. */
const reencrypted = [{ when: { path: "encrypted", is: [true] }, whenOmitted: "account-default" }] as const;

const databases: readonly CatalogueRow[] = [
  taken("aws_db_snapshot", "RDS", "db_instance_identifier"),
  taken("aws_db_cluster_snapshot", "RDS", "db_cluster_identifier", ["CKV_AWS_146"]),
  taken("aws_docdb_cluster_snapshot", "DocumentDB", "db_cluster_identifier"),
  taken("aws_neptune_cluster_snapshot", "Neptune", "db_cluster_identifier", ["CKV_AWS_279", "CKV_AWS_280"]),
  taken("aws_redshift_cluster_snapshot", "Redshift", "cluster_identifier"),
  taken("aws_redshiftserverless_snapshot", "Redshift Serverless", "namespace_name"),
  copied("aws_db_snapshot_copy", "RDS", "snapshot", anyId("kms_key_id"), "source_db_snapshot_identifier", {
    sameAs: same(["CKV_AWS_266"]),
  }),
  copied(
    "aws_rds_cluster_snapshot_copy",
    "RDS",
    "snapshot",
    anyId("kms_key_id"),
    "source_db_cluster_snapshot_identifier",
    { replaces: bySource(null, true) },
  ),
  // Always in another Region, where the source's key is of no use: without one, the source can only be unencrypted.
  row("aws_db_instance_automated_backups_replication", "RDS", "backup", {
    check: "backup-snapshot-cmk",
    key: arn("kms_key_id"),
    whenOmitted: "unencrypted",
    sameAs: same(["CKV_AWS_245"]),
  }),
  row("aws_rds_export_task", "RDS", "snapshot", {
    check: "backup-snapshot-cmk",
    key: anyId("kms_key_id"),
    whenOmitted: "required",
  }),
  copied("aws_memorydb_snapshot", "MemoryDB", "snapshot", arn("kms_key_arn"), "cluster_name", {
    sameAs: same(["CKV_AWS_278"]),
  }),
  row("aws_redshift_snapshot_copy_grant", "Redshift", "snapshot", {
    check: "backup-snapshot-cmk",
    key: anyId("kms_key_id"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_281"]),
  }),
];

const volumesAndImages: readonly CatalogueRow[] = [
  taken("aws_ebs_snapshot", "EBS", "volume_id"),
  row("aws_ebs_snapshot_copy", "EBS", "snapshot", {
    check: "backup-snapshot-cmk",
    switches: [enables("encrypted")],
    key: anyId("kms_key_id"),
    whenOmitted: "inherited",
    variants: reencrypted,
    inheritsFrom: ["source_snapshot_id"],
    sameAs: same(["CKV_AWS_183"]),
  }),
  row("aws_ebs_snapshot_import", "EBS", "snapshot", {
    check: "backup-snapshot-cmk",
    switches: [enables("encrypted")],
    key: anyId("kms_key_id"),
    whenOmitted: "account-default",
  }),
  // A device made from a snapshot inherits its encryption, and then `encrypted` may not be given.
  row("aws_ami", "EC2", "snapshot", {
    check: "backup-snapshot-cmk",
    each: "ebs_block_device",
    switches: [enables("ebs_block_device.encrypted")],
    whenOmitted: "account-default",
    inheritsFrom: ["ebs_block_device.snapshot_id"],
    noCmkReason: "ami",
    sameAs: same(["CKV_AWS_204"]),
  }),
  row("aws_ami_copy", "EC2", "snapshot", {
    check: "backup-snapshot-cmk",
    switches: [enables("encrypted")],
    key: arn("kms_key_id"),
    whenOmitted: "inherited",
    variants: reencrypted,
    inheritsFrom: ["source_ami_id"],
    sameAs: same(["CKV_AWS_235", "CKV_AWS_236"]),
  }),
  taken("aws_ami_from_instance", "EC2", "source_instance_id"),
  row("aws_imagebuilder_distribution_configuration", "EC2 Image Builder", "snapshot", {
    check: "backup-snapshot-cmk",
    each: "distribution.ami_distribution_configuration",
    key: anyId("distribution.ami_distribution_configuration.kms_key_id"),
    whenOmitted: "inherited",
    sameAs: same(["CKV_AWS_199"]),
  }),
];

const SCHEDULED = "policy_details.schedule.cross_region_copy_rule";
const ON_EVENT = "policy_details.action.cross_region_copy";

const services: readonly CatalogueRow[] = [
  // Recovery points of EBS, RDS, Aurora and the like keep their source's key; the vault's protects the rest, and all copies.
  row("aws_backup_vault", "Backup", "backup", {
    check: "backup-snapshot-cmk",
    key: arn("kms_key_arn"),
    whenOmitted: "aws-managed",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_166"]),
  }),
  row("aws_backup_logically_air_gapped_vault", "Backup", "backup", {
    check: "backup-snapshot-cmk",
    key: arn("encryption_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_dlm_lifecycle_policy", "Data Lifecycle Manager", "snapshot", {
    facet: "scheduled-copy",
    check: "backup-snapshot-cmk",
    each: SCHEDULED,
    switches: [enables(`${SCHEDULED}.encrypted`)],
    key: arn(`${SCHEDULED}.cmk_arn`),
    whenOmitted: "account-default",
    sameAs: same(["CKV_AWS_255", "CKV_AWS_256"]),
  }),
  row("aws_dlm_lifecycle_policy", "Data Lifecycle Manager", "snapshot", {
    facet: "event-copy",
    check: "backup-snapshot-cmk",
    each: ON_EVENT,
    switches: [enables(`${ON_EVENT}.encryption_configuration.encrypted`, [true], false)],
    key: arn(`${ON_EVENT}.encryption_configuration.cmk_arn`),
    whenOmitted: "account-default",
    sameAs: same(["CKV_AWS_253", "CKV_AWS_254"]),
  }),
  row("aws_drs_replication_configuration_template", "Elastic Disaster Recovery", "backup", {
    check: "backup-snapshot-cmk",
    switches: [selects("ebs_encryption", ["CUSTOM"], "DEFAULT")],
    key: arn("ebs_encryption_key_arn"),
    whenOmitted: "account-default",
  }),
  row("aws_fsx_backup", "FSx", "backup", {
    check: "backup-snapshot-cmk",
    whenOmitted: "inherited",
    inheritsFrom: ["file_system_id", "volume_id"],
  }),
];

export const backup: readonly CatalogueRow[] = [...databases, ...volumesAndImages, ...services];
