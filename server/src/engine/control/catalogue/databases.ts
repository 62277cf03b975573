/** Databases other than RDS: documents, graphs, keys and values, time series, ledgers and warehouses. */
import { anyId, arn, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

const documents: readonly CatalogueRow[] = [
  row("aws_docdb_cluster", "DocumentDB", "database", {
    switches: [enables("storage_encrypted")],
    key: arn("kms_key_id"),
    whenOmitted: "unencrypted",
    inheritsFrom: ["snapshot_identifier", "restore_to_point_in_time.source_cluster_identifier"],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_74", "CKV_AWS_182"], ["AWS-0021", "AWS-0022"]),
  }),
  row("aws_docdb_cluster_instance", "DocumentDB", "database", {
    whenOmitted: "inherited",
    inheritsFrom: ["cluster_identifier"],
  }),
  row("aws_docdb_cluster_instance", "DocumentDB", "database", {
    facet: "performance-insights",
    tier: "other",
    key: anyId("performance_insights_kms_key_id"),
    whenOmitted: "aws-managed",
    appliesWhen: { path: "enable_performance_insights", is: [true], default: false },
  }),
  row("aws_docdb_global_cluster", "DocumentDB", "database", {
    switches: [enables("storage_encrypted")],
    whenOmitted: "unencrypted",
    inheritsFrom: ["source_db_cluster_identifier"],
    noCmkReason: "global-cluster",
    sameAs: same(["CKV_AWS_292"]),
  }),
  row("aws_docdbelastic_cluster", "DocumentDB", "database", { key: arn("kms_key_id"), whenOmitted: "aws-managed" }),
];

const graphs: readonly CatalogueRow[] = [
  row("aws_neptune_cluster", "Neptune", "database", {
    switches: [enables("storage_encrypted")],
    key: arn("kms_key_arn"),
    whenOmitted: "unencrypted",
    inheritsFrom: ["snapshot_identifier", "replication_source_identifier"],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_44", "CKV_AWS_347"], ["AWS-0076", "AWS-0128"]),
  }),
  row("aws_neptune_cluster_instance", "Neptune", "database", {
    whenOmitted: "inherited",
    inheritsFrom: ["cluster_identifier"],
  }),
  row("aws_neptune_global_cluster", "Neptune", "database", {
    switches: [enables("storage_encrypted")],
    whenOmitted: "unencrypted",
    inheritsFrom: ["source_db_cluster_identifier"],
    noCmkReason: "global-cluster",
  }),
  row("aws_neptunegraph_graph", "Neptune Analytics", "database", {
    key: arn("kms_key_identifier", "AWS_OWNED_KEY"),
    whenOmitted: "aws-owned",
  }),
];

// DynamoDB is always encrypted: `enabled = false` means an AWS owned key, `enabled = true` without a key `aws/dynamodb`. A
// replica without a key of its own takes `aws/dynamodb` or an AWS owned key, never the table's, which is of another Region.
const keyValue: readonly CatalogueRow[] = [
  row("aws_dynamodb_table", "DynamoDB", "database", {
    switches: [selects("server_side_encryption.enabled")],
    key: arn("server_side_encryption.kms_key_arn"),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: "server_side_encryption.enabled", is: [true] }, whenOmitted: "aws-managed" }],
    replaces: bySource(false, false),
    sameAs: same(["CKV_AWS_119"], ["AWS-0025"]),
  }),
  row("aws_dynamodb_table", "DynamoDB", "database", {
    facet: "replica",
    each: "replica",
    key: arn("replica.kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_dynamodb_table_replica", "DynamoDB", "database", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_271"]),
  }),
  row("aws_dynamodb_table_export", "DynamoDB", "object-storage", {
    tier: "other",
    switches: [selects("s3_sse_algorithm", ["KMS"])],
    key: anyId("s3_sse_kms_key_id"),
    whenOmitted: "inherited",
    variants: [{ when: { path: "s3_sse_algorithm", is: ["KMS"] }, whenOmitted: "aws-managed" }],
    inheritsFrom: ["s3_bucket"],
  }),
  row("aws_keyspaces_table", "Keyspaces", "database", {
    switches: [selects("encryption_specification.type", ["CUSTOMER_MANAGED_KMS_KEY"], "AWS_OWNED_KMS_KEY")],
    key: arn("encryption_specification.kms_key_identifier"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_265"]),
  }),
  row("aws_dsql_cluster", "Aurora DSQL", "database", {
    key: arn("kms_encryption_key", "AWS_OWNED_KMS_KEY"),
    whenOmitted: "aws-owned",
    replaces: bySource(null, false),
  }),
  row("aws_qldb_ledger", "QLDB", "database", {
    key: arn("kms_key", "AWS_OWNED_KMS_KEY"),
    whenOmitted: "aws-owned",
  }),
];

const REJECTED_DATA = "magnetic_store_write_properties.magnetic_store_rejected_data_location.s3_configuration";

const timeSeries: readonly CatalogueRow[] = [
  row("aws_timestreamwrite_database", "Timestream", "database", {
    key: arn("kms_key_id"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_160"]),
  }),
  // The table itself uses the database's key.
  row("aws_timestreamwrite_table", "Timestream", "object-storage", {
    facet: "rejected-data",
    tier: "other",
    each: REJECTED_DATA,
    switches: [selects(`${REJECTED_DATA}.encryption_option`, ["SSE_KMS"], "SSE_S3")],
    key: anyId(`${REJECTED_DATA}.kms_key_id`),
    whenOmitted: "aws-owned",
  }),
  row("aws_timestreamquery_scheduled_query", "Timestream", "analytics", {
    key: anyId("kms_key_id"),
    whenOmitted: "aws-owned",
  }),
  // Reports of failed runs go to a bucket; with SSE_KMS they take the query's key.
  row("aws_timestreamquery_scheduled_query", "Timestream", "analytics", {
    facet: "error-report",
    each: "error_report_configuration.s3_configuration",
    switches: [selects("error_report_configuration.s3_configuration.encryption_option", ["SSE_KMS"], "SSE_S3")],
    key: anyId("kms_key_id"),
    whenOmitted: "aws-owned",
  }),
  row("aws_timestreaminfluxdb_db_instance", "Timestream for InfluxDB", "database", {
    whenOmitted: "aws-owned",
    noCmkReason: "timestream-influxdb",
  }),
  row("aws_timestreaminfluxdb_db_cluster", "Timestream for InfluxDB", "database", {
    whenOmitted: "aws-owned",
    noCmkReason: "timestream-influxdb",
  }),
  row("aws_finspace_kx_environment", "FinSpace", "database", { key: anyId("kms_key_id"), whenOmitted: "required" }),
  row("aws_location_tracker", "Location", "database", { key: anyId("kms_key_id"), whenOmitted: "aws-owned" }),
  row("aws_location_geofence_collection", "Location", "database", {
    key: anyId("kms_key_id"),
    whenOmitted: "aws-owned",
  }),
  row("aws_customerprofiles_domain", "Customer Profiles", "database", {
    key: anyId("default_encryption_key"),
    whenOmitted: "aws-managed",
  }),
  row("aws_lightsail_database", "Lightsail", "database", { whenOmitted: "aws-managed", noCmkReason: "lightsail" }),
];

const warehouses: readonly CatalogueRow[] = [
  row("aws_redshift_cluster", "Redshift", "database", {
    switches: [enables("encrypted")],
    key: arn("kms_key_id"),
    whenOmitted: "aws-owned",
    variants: [{ when: { not: { providerAtLeast: "6.0.0" } }, whenOmitted: "unencrypted" }],
    inheritsFrom: ["snapshot_identifier", "snapshot_arn"],
    replaces: bySource(false, false),
    sameAs: same(["CKV_AWS_64", "CKV_AWS_142"], ["AWS-0084"]),
  }),
  row("aws_redshift_cluster", "Redshift", "secret", {
    facet: "master-password-secret",
    key: anyId("master_password_secret_kms_key_id"),
    whenOmitted: "aws-managed",
    appliesWhen: { path: "manage_master_password", is: [true], default: false },
    replaces: bySource(null, false),
  }),
  // The key belongs to integrations that read from DynamoDB.
  row("aws_redshift_integration", "Redshift", "stream", { key: anyId("kms_key_id"), whenOmitted: "aws-owned" }),
  row("aws_redshiftserverless_namespace", "Redshift Serverless", "database", {
    key: arn("kms_key_id"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_282"]),
  }),
  row("aws_redshiftserverless_namespace", "Redshift Serverless", "secret", {
    facet: "admin-password-secret",
    key: anyId("admin_password_secret_kms_key_id"),
    whenOmitted: "aws-managed",
    appliesWhen: { path: "manage_admin_password", is: [true], default: false },
  }),
];

export const databases: readonly CatalogueRow[] = [...documents, ...graphs, ...keyValue, ...timeSeries, ...warehouses];
