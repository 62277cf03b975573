/** What moves data between systems, contact centres and office services. */
import { anyId, arn, byDocs, bySource, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

/** Files that DMS writes to S3: SSE-S3 unless SSE_KMS is chosen, then `aws/s3` unless a key is named. */
const staged = (prefix: string) =>
  ({
    switches: [selects(`${prefix}encryption_mode`, ["SSE_KMS"], "SSE_S3")],
    key: anyId(`${prefix}server_side_encryption_kms_key_id`),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: `${prefix}encryption_mode`, is: ["SSE_KMS"] }, whenOmitted: "aws-managed" }],
  }) as const;

const migration: readonly CatalogueRow[] = [
  row("aws_dms_replication_instance", "DMS", "block-storage", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-managed",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_212"]),
  }),
  row("aws_dms_replication_config", "DMS", "block-storage", {
    key: arn("compute_config.kms_key_id"),
    whenOmitted: "aws-managed",
  }),
  // Connection parameters.
  row("aws_dms_endpoint", "DMS", "secret", {
    facet: "connection",
    key: arn("kms_key_arn"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_296"]),
  }),
  row("aws_dms_endpoint", "DMS", "other", {
    ...staged("redshift_settings."),
    facet: "redshift-staging",
    each: "redshift_settings",
    appliesWhen: { path: "engine_name", is: ["redshift"] },
  }),
  row("aws_dms_s3_endpoint", "DMS", "secret", {
    facet: "connection",
    key: arn("kms_key_arn"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_298"]),
  }),
  // A source endpoint writes nothing.
  row("aws_dms_s3_endpoint", "DMS", "other", {
    ...staged(""),
    facet: "files",
    appliesWhen: { path: "endpoint_type", is: ["target"] },
  }),
  row("aws_dms_instance_profile", "DMS", "secret", { key: arn("kms_key_arn"), whenOmitted: "aws-managed" }),
];

const S3_CONFIG = "storage_config.s3_config";
const VIDEO_CONFIG = "storage_config.kinesis_video_stream_config";

const CALL_ANALYTICS = "elements.amazon_transcribe_call_analytics_processor_configuration.post_call_analytics_settings";

const contactCentre: readonly CatalogueRow[] = [
  row("aws_connect_instance_storage_config", "Connect", "other", {
    facet: "s3",
    each: S3_CONFIG,
    switches: [selects(`${S3_CONFIG}.encryption_config.encryption_type`, ["KMS"])],
    key: arn(`${S3_CONFIG}.encryption_config.key_id`),
    whenOmitted: "inherited",
    appliesWhen: { path: "storage_config.storage_type", is: ["S3"] },
    inheritsFrom: [`${S3_CONFIG}.bucket_name`],
    sameAs: same(["CKV_AWS_270"]),
  }),
  row("aws_connect_instance_storage_config", "Connect", "stream", {
    facet: "kinesis-video",
    each: VIDEO_CONFIG,
    switches: [selects(`${VIDEO_CONFIG}.encryption_config.encryption_type`, ["KMS"])],
    key: arn(`${VIDEO_CONFIG}.encryption_config.key_id`),
    whenOmitted: "required",
    appliesWhen: { path: "storage_config.storage_type", is: ["KINESIS_VIDEO_STREAM"] },
    sameAs: same(["CKV_AWS_269"]),
  }),
  row("aws_chimesdkvoice_voice_profile_domain", "Chime SDK", "other", {
    key: arn("server_side_encryption_configuration.kms_key_arn"),
    whenOmitted: "required",
  }),
  row("aws_chimesdkmediapipelines_media_insights_pipeline_configuration", "Chime SDK", "other", {
    facet: "call-analytics",
    each: CALL_ANALYTICS,
    key: anyId(`${CALL_ANALYTICS}.output_encryption_kms_key_id`),
    whenOmitted: "inherited",
    inheritsFrom: [`${CALL_ANALYTICS}.output_location`],
  }),
];

const applications: readonly CatalogueRow[] = [
  row("aws_appflow_flow", "AppFlow", "other", {
    key: arn("kms_arn"),
    whenOmitted: "aws-managed",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_263"]),
  }),
  row("aws_appflow_connector_profile", "AppFlow", "secret", {
    key: arn("kms_arn"),
    whenOmitted: "aws-managed",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_264"]),
  }),
  row("aws_appintegrations_data_integration", "AppIntegrations", "other", {
    key: anyId("kms_key"),
    whenOmitted: "required",
  }),
  row("aws_appfabric_app_bundle", "AppFabric", "other", {
    key: arn("customer_managed_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_workmail_organization", "WorkMail", "other", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-managed",
    replaces: byDocs(null, true),
  }),
  row("aws_elastictranscoder_pipeline", "Elastic Transcoder", "other", {
    key: arn("aws_kms_key_arn"),
    whenOmitted: "inherited",
    inheritsFrom: ["output_bucket", "content_config.bucket"],
  }),
];

export const integration: readonly CatalogueRow[] = [...migration, ...contactCentre, ...applications];
