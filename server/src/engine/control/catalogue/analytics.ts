/** Data catalogues, queries and data processing. */
import { anyId, arn, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

const CATALOG = "data_catalog_encryption_settings.encryption_at_rest";
const PASSWORD = "data_catalog_encryption_settings.connection_password_encryption";

/** One part of a Glue security configuration; its mode is DISABLED unless said otherwise. */
function glueSecurity(part: string, on: readonly string[], cmk: string): CatalogueRow {
  const block = `encryption_configuration.${part}_encryption`;
  const mode = `${block}.${part}_encryption_mode`;
  return row("aws_glue_security_configuration", "Glue", "analytics", {
    facet: part.replaceAll("_", "-"),
    switches: [
      { ...enables(mode, on, "DISABLED"), write: cmk },
      ...(on.length > 1 ? [selects(mode, [cmk], "DISABLED")] : []),
    ],
    key: arn(`${block}.kms_key_arn`),
    whenOmitted: "unencrypted",
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_99"]),
  });
}

const glue: readonly CatalogueRow[] = [
  // A setting of the account; SSE-KMS without a key is `aws/glue`.
  row("aws_glue_data_catalog_encryption_settings", "Glue", "analytics", {
    facet: "catalog",
    switches: [enables(`${CATALOG}.catalog_encryption_mode`, ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"], "DISABLED")],
    key: arn(`${CATALOG}.sse_aws_kms_key_id`),
    whenOmitted: "unencrypted",
    sameAs: same(["CKV_AWS_94"]),
  }),
  row("aws_glue_data_catalog_encryption_settings", "Glue", "secret", {
    facet: "connection-password",
    switches: [enables(`${PASSWORD}.return_connection_password_encrypted`, [true], false)],
    key: arn(`${PASSWORD}.aws_kms_key_id`),
    whenOmitted: "unencrypted",
    sameAs: same(["CKV_AWS_94"]),
  }),
  glueSecurity("s3", ["SSE-KMS", "SSE-S3"], "SSE-KMS"),
  glueSecurity("cloudwatch", ["SSE-KMS"], "SSE-KMS"),
  glueSecurity("job_bookmarks", ["CSE-KMS"], "CSE-KMS"),
  row("aws_glue_catalog", "Glue", "analytics", {
    each: "catalog_properties.data_lake_access_properties",
    key: arn("catalog_properties.data_lake_access_properties.kms_key"),
    whenOmitted: "aws-owned",
  }),
];

const RESULTS = "configuration.result_configuration";
const MANAGED_RESULTS = "configuration.managed_query_results_configuration";
const MONITORING = "configuration.monitoring_configuration";

/** Query results follow the client's setting or the bucket's default unless the encryption is named. */
const athenaResults = (block: string) => ({
  switches: [selects(`${block}.encryption_option`, ["SSE_KMS", "CSE_KMS"])],
  whenOmitted: "inherited" as const,
});

const athena: readonly CatalogueRow[] = [
  row("aws_athena_workgroup", "Athena", "analytics", {
    ...athenaResults(`${RESULTS}.encryption_configuration`),
    key: arn(`${RESULTS}.encryption_configuration.kms_key_arn`),
    appliesWhen: { not: { path: `${MANAGED_RESULTS}.enabled`, is: [true], default: false } },
    inheritsFrom: [`${RESULTS}.output_location`],
    sameAs: same(["CKV_AWS_159", "CKV_AWS_82"], ["AWS-0006", "AWS-0007"]),
  }),
  row("aws_athena_workgroup", "Athena", "analytics", {
    facet: "managed-results",
    each: MANAGED_RESULTS,
    key: arn(`${MANAGED_RESULTS}.encryption_configuration.kms_key`),
    whenOmitted: "aws-owned",
    appliesWhen: { path: `${MANAGED_RESULTS}.enabled`, is: [true], default: false },
  }),
  row("aws_athena_workgroup", "Athena", "analytics", {
    facet: "notebooks",
    each: "configuration.customer_content_encryption_configuration",
    key: arn("configuration.customer_content_encryption_configuration.kms_key"),
    whenOmitted: "aws-owned",
  }),
  row("aws_athena_workgroup", "Athena", "log", {
    facet: "managed-logs",
    each: `${MONITORING}.managed_logging_configuration`,
    key: arn(`${MONITORING}.managed_logging_configuration.kms_key`),
    whenOmitted: "aws-owned",
    appliesWhen: { path: `${MONITORING}.managed_logging_configuration.enabled`, is: [true] },
  }),
  row("aws_athena_workgroup", "Athena", "log", {
    facet: "s3-logs",
    each: `${MONITORING}.s3_logging_configuration`,
    key: arn(`${MONITORING}.s3_logging_configuration.kms_key`),
    whenOmitted: "inherited",
    appliesWhen: { path: `${MONITORING}.s3_logging_configuration.enabled`, is: [true] },
    inheritsFrom: [`${MONITORING}.s3_logging_configuration.log_location`],
  }),
  row("aws_athena_database", "Athena", "analytics", {
    ...athenaResults("encryption_configuration"),
    key: anyId("encryption_configuration.kms_key"),
    inheritsFrom: ["bucket"],
    sameAs: same(["CKV_AWS_77"], ["AWS-0006"]),
  }),
];

const AT_REST = "configuration.EncryptionConfiguration.AtRestEncryptionConfiguration";

/** A security configuration is JSON in an attribute. */
const emrSecurity = {
  whenOmitted: "unencrypted",
  shapes: { configuration: "json" },
  sameAs: same(["CKV_AWS_171", "CKV_AWS_349", "CKV_AWS_350"], ["AWS-0137", "AWS-0139"]),
} as const;

const emr: readonly CatalogueRow[] = [
  row("aws_emr_security_configuration", "EMR", "analytics", {
    ...emrSecurity,
    facet: "s3",
    switches: [
      enables("configuration.EncryptionConfiguration.EnableAtRestEncryption", [true], false),
      selects(`${AT_REST}.S3EncryptionConfiguration.EncryptionMode`, ["SSE-KMS", "CSE-KMS"]),
    ],
    key: anyId(`${AT_REST}.S3EncryptionConfiguration.AwsKmsKey`),
  }),
  row("aws_emr_security_configuration", "EMR", "analytics", {
    ...emrSecurity,
    facet: "local-disk",
    switches: [selects(`${AT_REST}.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType`, ["AwsKms"])],
    key: anyId(`${AT_REST}.LocalDiskEncryptionConfiguration.AwsKmsKey`),
  }),
  // The data themselves follow the security configuration that the cluster names.
  row("aws_emr_cluster", "EMR", "log", {
    facet: "logs",
    key: anyId("log_encryption_kms_key_id"),
    whenOmitted: "inherited",
    appliesWhen: { path: "log_uri", present: true },
    inheritsFrom: ["log_uri"],
  }),
  row("aws_emr_studio", "EMR", "analytics", { key: arn("encryption_key_arn"), whenOmitted: "aws-owned" }),
  row("aws_emrcontainers_job_template", "EMR on EKS", "analytics", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_emrserverless_application", "EMR Serverless", "log", {
    facet: "managed-logs",
    each: "monitoring_configuration.managed_persistence_monitoring_configuration",
    key: arn("monitoring_configuration.managed_persistence_monitoring_configuration.encryption_key_arn"),
    whenOmitted: "aws-owned",
    appliesWhen: {
      path: "monitoring_configuration.managed_persistence_monitoring_configuration.enabled",
      is: [true],
      default: true,
    },
  }),
  row("aws_emrserverless_application", "EMR Serverless", "log", {
    facet: "cloudwatch-logs",
    each: "monitoring_configuration.cloudwatch_logging_configuration",
    key: arn("monitoring_configuration.cloudwatch_logging_configuration.encryption_key_arn"),
    whenOmitted: "inherited",
    appliesWhen: { path: "monitoring_configuration.cloudwatch_logging_configuration.enabled", is: [true] },
    inheritsFrom: ["monitoring_configuration.cloudwatch_logging_configuration.log_group_name"],
  }),
  row("aws_emrserverless_application", "EMR Serverless", "log", {
    facet: "s3-logs",
    each: "monitoring_configuration.s3_monitoring_configuration",
    key: arn("monitoring_configuration.s3_monitoring_configuration.encryption_key_arn"),
    whenOmitted: "inherited",
    inheritsFrom: ["monitoring_configuration.s3_monitoring_configuration.log_uri"],
  }),
];

export const analytics: readonly CatalogueRow[] = [
  ...glue,
  ...athena,
  ...emr,
  // The keys of the account's SPICE data sets.
  row("aws_quicksight_key_registration", "QuickSight", "analytics", {
    each: "key_registration",
    key: arn("key_registration.key_arn"),
    whenOmitted: "required",
  }),
  row("aws_datazone_domain", "DataZone", "analytics", { key: arn("kms_key_identifier"), whenOmitted: "aws-owned" }),
];
