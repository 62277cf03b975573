/** Queues, topics, streams, brokers, events and workflows. */
import { anyId, arn, byDocs, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

/** The provider takes the engine's name in any case. */
const RABBITMQ = ["RabbitMQ", "RABBITMQ", "rabbitmq"] as const;

const queues: readonly CatalogueRow[] = [
  // SSE-SQS is on by default and excludes a key; switched off with no key, the queue is unencrypted.
  row("aws_sqs_queue", "SQS", "queue", {
    key: anyId("kms_master_key_id"),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: "sqs_managed_sse_enabled", is: [false], default: true }, whenOmitted: "unencrypted" }],
    replaces: bySource(null, false),
    sameAs: same(["CKV_AWS_27", "CKV2_AWS_73"], ["AWS-0096", "AWS-0135"]),
  }),
  // A topic is encrypted when it has a key, and not otherwise.
  row("aws_sns_topic", "SNS", "queue", {
    key: anyId("kms_master_key_id"),
    whenOmitted: "unencrypted",
    sameAs: same(["CKV_AWS_26"], ["AWS-0095", "AWS-0136"]),
  }),
  // The service applies encryption options to ActiveMQ alone.
  row("aws_mq_broker", "Amazon MQ", "queue", {
    appliesWhen: { not: { path: "engine_type", is: RABBITMQ } },
    switches: [selects("encryption_options.use_aws_owned_key", [false], true)],
    key: arn("encryption_options.kms_key_id"),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: "encryption_options.use_aws_owned_key", is: [false] }, whenOmitted: "aws-managed" }],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_209"]),
  }),
  row("aws_mq_broker", "Amazon MQ", "queue", {
    facet: "rabbitmq-storage",
    whenOmitted: "aws-owned",
    appliesWhen: { path: "engine_type", is: RABBITMQ },
    noCmkReason: "mq-rabbitmq",
  }),
];

const streams: readonly CatalogueRow[] = [
  row("aws_kinesis_stream", "Kinesis Data Streams", "stream", {
    switches: [enables("encryption_type", ["KMS"], "NONE")],
    key: anyId("kms_key_id"),
    whenOmitted: "unencrypted",
    sameAs: same(["CKV_AWS_43", "CKV_AWS_185"], ["AWS-0064"]),
  }),
  row("aws_kinesis_video_stream", "Kinesis Video Streams", "stream", {
    key: anyId("kms_key_id"),
    whenOmitted: "aws-managed",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_177"]),
  }),
  row("aws_msk_cluster", "MSK", "stream", {
    key: arn("encryption_info.encryption_at_rest_kms_key_arn"),
    whenOmitted: "aws-managed",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_81"], ["AWS-0179"]),
  }),
  row("aws_msk_serverless_cluster", "MSK", "stream", { whenOmitted: "aws-managed", noCmkReason: "msk-serverless" }),
  row("aws_msk_channel", "MSK", "stream", {
    key: arn("encryption_configuration.kms_key_arn"),
    whenOmitted: "aws-owned",
    replaces: byDocs(null, true),
  }),
  row("aws_kinesisanalyticsv2_application", "Managed Service for Apache Flink", "stream", {
    switches: [
      selects(
        "application_configuration.application_encryption_configuration.key_type",
        ["CUSTOMER_MANAGED_KEY"],
        "AWS_OWNED_KEY",
      ),
    ],
    key: arn("application_configuration.application_encryption_configuration.key_id"),
    whenOmitted: "aws-owned",
  }),
];

/** Where Firehose keeps records in S3, the bucket's default holds unless a key is named. */
const FIREHOSE_DESTINATIONS = [
  "elasticsearch_configuration.s3_configuration",
  "extended_s3_configuration",
  "extended_s3_configuration.s3_backup_configuration",
  "http_endpoint_configuration.s3_configuration",
  "iceberg_configuration.s3_configuration",
  "opensearch_configuration.s3_configuration",
  "opensearchserverless_configuration.s3_configuration",
  "redshift_configuration.s3_configuration",
  "redshift_configuration.s3_backup_configuration",
  "snowflake_configuration.s3_configuration",
  "splunk_configuration.s3_configuration",
] as const;

const firehose: readonly CatalogueRow[] = [
  // A stream that reads from Kinesis or MSK has no encryption of its own: its source encrypts, and the provider refuses both.
  row("aws_kinesis_firehose_delivery_stream", "Data Firehose", "stream", {
    switches: [
      enables("server_side_encryption.enabled", [true], false),
      selects("server_side_encryption.key_type", ["CUSTOMER_MANAGED_CMK"], "AWS_OWNED_CMK"),
    ],
    key: arn("server_side_encryption.key_arn"),
    whenOmitted: "unencrypted",
    variants: [{ when: { path: "server_side_encryption.enabled", is: [true] }, whenOmitted: "aws-owned" }],
    appliesWhen: {
      not: {
        any: [
          { path: "kinesis_source_configuration", present: true },
          { path: "msk_source_configuration", present: true },
        ],
      },
    },
    sameAs: same(["CKV_AWS_240", "CKV_AWS_241"]),
  }),
  ...FIREHOSE_DESTINATIONS.map((destination) =>
    row("aws_kinesis_firehose_delivery_stream", "Data Firehose", "other", {
      facet: destination.replaceAll("_configuration", "").replaceAll(/[._]/g, "-"),
      each: destination,
      key: arn(`${destination}.kms_key_arn`),
      whenOmitted: "inherited",
      inheritsFrom: [`${destination}.bucket_arn`],
    }),
  ),
];

const events: readonly CatalogueRow[] = [
  ...["aws_cloudwatch_event_bus", "aws_cloudwatch_event_archive"].map((type) =>
    row(type, "EventBridge", "queue", { key: anyId("kms_key_identifier"), whenOmitted: "aws-owned" }),
  ),
  row("aws_cloudwatch_event_connection", "EventBridge", "secret", {
    key: anyId("kms_key_identifier"),
    whenOmitted: "aws-owned",
  }),
  row("aws_pipes_pipe", "EventBridge Pipes", "queue", { key: anyId("kms_key_identifier"), whenOmitted: "aws-owned" }),
  row("aws_scheduler_schedule", "EventBridge Scheduler", "queue", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_297"]),
  }),
  ...["aws_sfn_state_machine", "aws_sfn_activity"].map((type) =>
    row(type, "Step Functions", "other", {
      switches: [selects("encryption_configuration.type", ["CUSTOMER_MANAGED_KMS_KEY"], "AWS_OWNED_KEY")],
      key: anyId("encryption_configuration.kms_key_id"),
      whenOmitted: "aws-owned",
    }),
  ),
];

export const messaging: readonly CatalogueRow[] = [...queues, ...streams, ...firehose, ...events];
