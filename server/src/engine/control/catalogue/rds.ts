/** Amazon RDS and Aurora. */
import { anyId, arn, bySource, enables, row, same } from "./row";
import type { CatalogueRow } from "./types";

/** Performance Insights: `aws/rds` unless a key is named. The service never lets the key change once set. */
const performanceInsights = {
  facet: "performance-insights",
  tier: "other",
  key: arn("performance_insights_kms_key_id"),
  whenOmitted: "aws-managed",
  appliesWhen: { path: "performance_insights_enabled", is: [true], default: false },
} as const;

/** The secret that RDS keeps in Secrets Manager: `aws/secretsmanager` unless a key is named. */
const masterUserSecret = {
  facet: "master-user-secret",
  key: anyId("master_user_secret_kms_key_id"),
  whenOmitted: "aws-managed",
  appliesWhen: { path: "manage_master_user_password", is: [true], default: false },
} as const;

export const rds: readonly CatalogueRow[] = [
  row("aws_db_instance", "RDS", "database", {
    check: "rds-storage-encrypted",
    tier: "core",
    switches: [enables("storage_encrypted")],
    key: arn("kms_key_id"),
    whenOmitted: "unencrypted",
    // An Aurora instance takes the encryption of its cluster.
    appliesWhen: { not: { path: "engine", startsWith: "aurora" } },
    inheritsFrom: [
      "replicate_source_db",
      "snapshot_identifier",
      "restore_to_point_in_time.source_db_instance_identifier",
      "restore_to_point_in_time.source_dbi_resource_id",
      "restore_to_point_in_time.source_db_instance_automated_backups_arn",
    ],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_16"], ["AWS-0080"]),
  }),
  row("aws_db_instance", "RDS", "database", {
    ...performanceInsights,
    replaces: bySource(null, false),
    sameAs: same(["CKV_AWS_354"], ["AWS-0078"]),
  }),
  row("aws_db_instance", "RDS", "secret", masterUserSecret),

  // Aurora clusters created since February 2026 are encrypted with an AWS owned key when nothing is said, and serverless (v1)
  // clusters always were; but the control demands the words `storage_encrypted = true`, so omitted counts as unencrypted.
  row("aws_rds_cluster", "RDS", "database", {
    check: "rds-storage-encrypted",
    tier: "core",
    switches: [enables("storage_encrypted")],
    key: arn("kms_key_id"),
    whenOmitted: "unencrypted",
    inheritsFrom: [
      "snapshot_identifier",
      "replication_source_identifier",
      "restore_to_point_in_time.source_cluster_identifier",
      "restore_to_point_in_time.source_cluster_resource_id",
    ],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_96", "CKV_AWS_327"], ["AWS-0079"]),
  }),
  row("aws_rds_cluster", "RDS", "database", { ...performanceInsights, replaces: bySource(null, false) }),
  row("aws_rds_cluster", "RDS", "secret", masterUserSecret),
  row("aws_rds_cluster_instance", "RDS", "database", {
    whenOmitted: "inherited",
    inheritsFrom: ["cluster_identifier"],
  }),
  row("aws_rds_cluster_instance", "RDS", "database", {
    ...performanceInsights,
    sameAs: same(["CKV_AWS_354"], ["AWS-0078"]),
  }),
  row("aws_rds_global_cluster", "RDS", "database", {
    check: "rds-storage-encrypted",
    tier: "core",
    switches: [enables("storage_encrypted")],
    whenOmitted: "unencrypted",
    inheritsFrom: ["source_db_cluster_identifier"],
    noCmkReason: "global-cluster",
    replaces: bySource(true, null),
    sameAs: same(["CKV_AWS_140"]),
  }),

  // The service refuses `aws/rds` here.
  row("aws_rds_cluster_activity_stream", "RDS", "stream", {
    facet: "activity-stream",
    key: anyId("kms_key_id"),
    whenOmitted: "required",
    sameAs: same(["CKV_AWS_246"]),
  }),
  row("aws_rds_custom_db_engine_version", "RDS", "other", { key: arn("kms_key_id"), whenOmitted: "aws-managed" }),
  row("aws_rds_integration", "RDS", "stream", { key: arn("kms_key_id"), whenOmitted: "aws-owned" }),
];
