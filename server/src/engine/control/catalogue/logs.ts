/** Logs, audit trails, metrics, and the findings and messages that services deliver to a bucket. */
import { anyId, arn, row, same, selects } from "./row";
import type { CatalogueRow, Category } from "./types";

/** Something delivered to a bucket: the bucket's default holds unless a key is named. */
function delivered(
  type: string,
  service: string,
  key: string,
  bucket: string,
  parts: Partial<Pick<CatalogueRow, "facet" | "each" | "appliesWhen" | "switches">> = {},
  category: Category = "log",
): CatalogueRow {
  return row(type, service, category, { key: arn(key), whenOmitted: "inherited", inheritsFrom: [bucket], ...parts });
}

const CENTRAL_LOGS = "rule.destination.destination_logs_configuration";

export const logs: readonly CatalogueRow[] = [
  row("aws_cloudwatch_log_group", "CloudWatch Logs", "log", {
    key: arn("kms_key_id"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_158"], ["AWS-0017"]),
  }),
  row("aws_cloudwatch_log_anomaly_detector", "CloudWatch Logs", "log", {
    key: anyId("kms_key_id"),
    whenOmitted: "aws-owned",
  }),
  row("aws_observabilityadmin_centralization_rule_for_organization", "CloudWatch", "log", {
    each: `${CENTRAL_LOGS}.logs_encryption_configuration`,
    switches: [selects(`${CENTRAL_LOGS}.logs_encryption_configuration.encryption_strategy`, ["CUSTOMER_MANAGED"])],
    key: arn(`${CENTRAL_LOGS}.logs_encryption_configuration.kms_key_arn`),
    whenOmitted: "aws-owned",
  }),
  row("aws_observabilityadmin_centralization_rule_for_organization", "CloudWatch", "log", {
    facet: "backup",
    each: `${CENTRAL_LOGS}.backup_configuration`,
    key: arn(`${CENTRAL_LOGS}.backup_configuration.kms_key_arn`),
    whenOmitted: "aws-owned",
  }),
  row("aws_observabilityadmin_s3_table_integration", "CloudWatch", "log", {
    switches: [selects("encryption.sse_algorithm", ["aws:kms"])],
    key: arn("encryption.kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_cloudtrail", "CloudTrail", "log", {
    key: arn("kms_key_id"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_35"], ["AWS-0015"]),
  }),
  row("aws_cloudtrail_event_data_store", "CloudTrail", "log", {
    key: anyId("kms_key_id"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_294"]),
  }),
  // An account setting: type KMS without a key is `aws/xray`.
  row("aws_xray_encryption_config", "X-Ray", "log", {
    switches: [selects("type", ["KMS"])],
    key: anyId("key_id"),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: "type", is: ["KMS"] }, whenOmitted: "aws-managed" }],
  }),
  row("aws_prometheus_workspace", "Managed Service for Prometheus", "log", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_grafana_workspace", "Managed Grafana", "log", { key: arn("kms_key_id"), whenOmitted: "aws-owned" }),
  row("aws_securitylake_data_lake", "Security Lake", "log", {
    each: "configuration",
    key: anyId("configuration.encryption_configuration.kms_key_id", "S3_MANAGED_KEY"),
    whenOmitted: "aws-owned",
    shapes: { "configuration.encryption_configuration": "objects" },
  }),
  row("aws_mailmanager_archive", "SES Mail Manager", "log", { key: arn("kms_key_arn"), whenOmitted: "aws-owned" }),
  row("aws_guardduty_publishing_destination", "GuardDuty", "log", { key: arn("kms_key_arn"), whenOmitted: "required" }),
  row("aws_macie2_classification_export_configuration", "Macie", "log", {
    each: "s3_destination",
    key: arn("s3_destination.kms_key_arn"),
    whenOmitted: "required",
  }),

  delivered("aws_config_delivery_channel", "Config", "s3_kms_key_arn", "s3_bucket_name"),
  delivered(
    "aws_ssm_resource_data_sync",
    "Systems Manager",
    "s3_destination.kms_key_arn",
    "s3_destination.bucket_name",
    { each: "s3_destination" },
  ),
  delivered(
    "aws_synthetics_canary",
    "CloudWatch Synthetics",
    "artifact_config.s3_encryption.kms_key_arn",
    "artifact_s3_location",
    {
      facet: "artifacts",
      switches: [selects("artifact_config.s3_encryption.encryption_mode", ["SSE_KMS"])],
    },
  ),
  delivered("aws_ses_receipt_rule", "SES", "s3_action.kms_key_arn", "s3_action.bucket_name", { each: "s3_action" }),
  delivered(
    "aws_mailmanager_rule_set",
    "SES Mail Manager",
    "rule.action.write_to_s3.s3_sse_kms_key_id",
    "rule.action.write_to_s3.s3_bucket",
    { each: "rule.action.write_to_s3" },
  ),
  delivered(
    "aws_lex_bot_alias",
    "Lex",
    "conversation_logs.log_settings.kms_key_arn",
    "conversation_logs.log_settings.resource_arn",
    {
      facet: "conversation-logs",
      each: "conversation_logs.log_settings",
      appliesWhen: { path: "conversation_logs.log_settings.destination", is: ["S3"] },
    },
  ),
  delivered(
    "aws_dataexchange_event_action",
    "Data Exchange",
    "action.export_revision_to_s3.encryption.kms_key_arn",
    "action.export_revision_to_s3.revision_destination.bucket",
    {
      each: "action.export_revision_to_s3",
      switches: [selects("action.export_revision_to_s3.encryption.type", ["aws:kms"])],
    },
    "other",
  ),
];
