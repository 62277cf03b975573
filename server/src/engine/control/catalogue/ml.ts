/** Machine learning and generative AI. */
import { anyId, bySource, row, same } from "./row";
import type { CatalogueRow } from "./types";

/** Results written to a bucket: the bucket's default holds unless a key is named. */
function output(
  type: string,
  service: string,
  key: string,
  bucket: string,
  parts: Partial<Pick<CatalogueRow, "facet" | "each" | "appliesWhen" | "whenOmitted" | "sameAs">> = {},
): CatalogueRow {
  return row(type, service, "machine-learning", {
    facet: "output",
    key: anyId(key),
    whenOmitted: "inherited",
    inheritsFrom: [bucket],
    ...parts,
  });
}

/** A store that is encrypted with a key of AWS's unless one is named. */
function owned(
  type: string,
  service: string,
  key: string,
  parts: Partial<Pick<CatalogueRow, "facet" | "each" | "appliesWhen" | "whenOmitted" | "replaces" | "sameAs">> = {},
): CatalogueRow {
  return row(type, service, "machine-learning", { key: anyId(key), whenOmitted: "aws-owned", ...parts });
}

const SAGEMAKER = "SageMaker";
const MONITORING = "monitoring_schedule_config.monitoring_job_definition";

/** Notebook output that users share, and the files of Canvas, for the two types that hold a user's settings. */
function userSettings(type: string, settings: string): readonly CatalogueRow[] {
  const sharing = `${settings}.sharing_settings`;
  const canvas = `${settings}.canvas_app_settings.workspace_settings`;
  return [
    output(type, SAGEMAKER, `${sharing}.s3_kms_key_id`, `${sharing}.s3_output_path`, {
      facet: "sharing",
      each: sharing,
      appliesWhen: { path: `${sharing}.notebook_output_option`, is: ["Allowed"], default: "Disabled" },
    }),
    output(type, SAGEMAKER, `${canvas}.s3_kms_key_id`, `${canvas}.s3_artifact_path`, { facet: "canvas", each: canvas }),
  ];
}

/** What SageMaker writes to a bucket with `aws/s3` unless a key is named, whatever the bucket's default. */
function toBucket(type: string, key: string, parts: Partial<Pick<CatalogueRow, "facet" | "each">> = {}): CatalogueRow {
  return owned(type, SAGEMAKER, key, { facet: "output", whenOmitted: "aws-managed", ...parts });
}

const studio: readonly CatalogueRow[] = [
  owned("aws_sagemaker_notebook_instance", SAGEMAKER, "kms_key_id", {
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_22", "CKV_AWS_187"]),
  }),
  // The file system of the domain: `aws/elasticfilesystem` unless a key is named.
  owned("aws_sagemaker_domain", SAGEMAKER, "kms_key_id", {
    replaces: bySource(null, true),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_187"]),
  }),
  ...userSettings("aws_sagemaker_domain", "default_user_settings"),
  ...userSettings("aws_sagemaker_user_profile", "user_settings"),
  owned("aws_sagemaker_model_card", SAGEMAKER, "security_config.kms_key_id"),
];

const inference: readonly CatalogueRow[] = [
  // Serverless variants have no volume, and take no key.
  owned("aws_sagemaker_endpoint_configuration", SAGEMAKER, "kms_key_arn", {
    appliesWhen: { not: { path: "production_variants.serverless_config", present: true } },
    sameAs: same(["CKV_AWS_98"]),
  }),
  output(
    "aws_sagemaker_endpoint_configuration",
    SAGEMAKER,
    "data_capture_config.kms_key_id",
    "data_capture_config.destination_s3_uri",
    { facet: "data-capture", each: "data_capture_config" },
  ),
  output(
    "aws_sagemaker_endpoint_configuration",
    SAGEMAKER,
    "async_inference_config.output_config.kms_key_id",
    "async_inference_config.output_config.s3_output_path",
    { facet: "async-output", each: "async_inference_config.output_config" },
  ),
  ...(["production_variants", "shadow_production_variants"] as const).map((variant) =>
    output(
      "aws_sagemaker_endpoint_configuration",
      SAGEMAKER,
      `${variant}.core_dump_config.kms_key_id`,
      `${variant}.core_dump_config.destination_s3_uri`,
      {
        facet: `${variant.replaceAll("_", "-")}-core-dump`,
        each: `${variant}.core_dump_config`,
        whenOmitted: variant === "production_variants" ? "inherited" : "required",
      },
    ),
  ),
  owned("aws_sagemaker_feature_group", SAGEMAKER, "online_store_config.security_config.kms_key_id", {
    facet: "online-store",
    each: "online_store_config",
    appliesWhen: { path: "online_store_config.enable_online_store", is: [true], default: false },
  }),
  output(
    "aws_sagemaker_feature_group",
    SAGEMAKER,
    "offline_store_config.s3_storage_config.kms_key_id",
    "offline_store_config.s3_storage_config.s3_uri",
    { facet: "offline-store", each: "offline_store_config.s3_storage_config" },
  ),
  toBucket("aws_sagemaker_device_fleet", "output_config.kms_key_id"),
];

const DATA_QUALITY = "aws_sagemaker_data_quality_job_definition";
const TUNING = "aws_sagemaker_hyper_parameter_tuning_job";

const jobs: readonly CatalogueRow[] = [
  owned(DATA_QUALITY, SAGEMAKER, "job_resources.cluster_config.volume_kms_key_id", {
    facet: "volume",
    sameAs: same(["CKV_AWS_368"]),
  }),
  output(
    DATA_QUALITY,
    SAGEMAKER,
    "data_quality_job_output_config.kms_key_id",
    "data_quality_job_output_config.monitoring_outputs.s3_output.s3_uri",
    { sameAs: same(["CKV_AWS_367"]) },
  ),
  owned(
    "aws_sagemaker_monitoring_schedule",
    SAGEMAKER,
    `${MONITORING}.monitoring_resources.cluster_config.volume_kms_key_id`,
    { facet: "volume", each: MONITORING },
  ),
  output(
    "aws_sagemaker_monitoring_schedule",
    SAGEMAKER,
    `${MONITORING}.monitoring_output_config.kms_key_id`,
    `${MONITORING}.monitoring_output_config.monitoring_outputs.s3_output.s3_uri`,
    { each: MONITORING },
  ),
  owned("aws_sagemaker_training_job", SAGEMAKER, "resource_config.volume_kms_key_id", {
    facet: "volume",
    each: "resource_config",
  }),
  toBucket("aws_sagemaker_training_job", "output_data_config.kms_key_id"),
  ...["training_job_definition", "training_job_definitions"].flatMap((definition) => {
    const facet = definition.replaceAll("_", "-");
    const tuning = `${definition}.hyper_parameter_tuning_resource_config`;
    return [
      owned(TUNING, SAGEMAKER, `${definition}.resource_config.volume_kms_key_id`, {
        facet: `${facet}-volume`,
        each: `${definition}.resource_config`,
      }),
      owned(TUNING, SAGEMAKER, `${tuning}.volume_kms_key_id`, { facet: `${facet}-tuning-volume`, each: tuning }),
      toBucket(TUNING, `${definition}.output_data_config.kms_key_id`, {
        facet: `${facet}-output`,
        each: `${definition}.output_data_config`,
      }),
    ];
  }),
  toBucket("aws_sagemaker_labeling_job", "output_config.kms_key_id"),
  owned(
    "aws_sagemaker_labeling_job",
    SAGEMAKER,
    "labeling_job_algorithms_config.labeling_job_resource_config.volume_kms_key_id",
    { facet: "volume", each: "labeling_job_algorithms_config.labeling_job_resource_config" },
  ),
  output("aws_sagemaker_flow_definition", SAGEMAKER, "output_config.kms_key_id", "output_config.s3_output_path", {
    sameAs: same(["CKV_AWS_372"]),
  }),
];

const COMPREHEND = "Comprehend";

const language: readonly CatalogueRow[] = [
  owned("aws_comprehend_document_classifier", COMPREHEND, "model_kms_key_id", {
    facet: "model",
    replaces: bySource(null, false),
  }),
  owned("aws_comprehend_document_classifier", COMPREHEND, "volume_kms_key_id", { facet: "volume" }),
  output(
    "aws_comprehend_document_classifier",
    COMPREHEND,
    "output_data_config.kms_key_id",
    "output_data_config.s3_uri",
    { each: "output_data_config" },
  ),
  owned("aws_comprehend_entity_recognizer", COMPREHEND, "model_kms_key_id", {
    facet: "model",
    replaces: bySource(null, false),
    sameAs: same(["CKV_AWS_267"]),
  }),
  owned("aws_comprehend_entity_recognizer", COMPREHEND, "volume_kms_key_id", {
    facet: "volume",
    sameAs: same(["CKV_AWS_268"]),
  }),
  // The key belongs to label detection.
  owned("aws_rekognition_stream_processor", "Rekognition", "kms_key_id", {
    appliesWhen: { path: "settings.connected_home", present: true },
  }),
];

const BEDROCK = "Bedrock";
const AGENTS = "Bedrock Agents";
const AGENT_CORE = "Bedrock AgentCore";
const KNOWLEDGE_BASE = "knowledge_base_configuration.managed_knowledge_base_configuration";

const generative: readonly CatalogueRow[] = [
  owned("aws_bedrock_custom_model", BEDROCK, "custom_model_kms_key_id"),
  owned("aws_bedrock_guardrail", BEDROCK, "kms_key_arn"),
  owned("aws_bedrock_evaluation_job", BEDROCK, "customer_encryption_key_id"),
  output(
    "aws_bedrock_model_invocation_job",
    BEDROCK,
    "output_data_config.s3_output_data_config.s3_encryption_key_id",
    "output_data_config.s3_output_data_config.s3_uri",
    { each: "output_data_config.s3_output_data_config" },
  ),
  owned("aws_bedrockagent_agent", AGENTS, "customer_encryption_key_arn", { sameAs: same(["CKV_AWS_373"]) }),
  owned("aws_bedrockagent_flow", AGENTS, "customer_encryption_key_arn"),
  owned("aws_bedrockagent_prompt", AGENTS, "customer_encryption_key_arn"),
  owned("aws_bedrockagent_data_source", AGENTS, "server_side_encryption_configuration.kms_key_arn"),
  // Knowledge bases of other types keep their vectors in a store of their own.
  owned(
    "aws_bedrockagent_knowledge_base",
    AGENTS,
    `${KNOWLEDGE_BASE}.server_side_encryption_configuration.kms_key_arn`,
    { appliesWhen: { path: "knowledge_base_configuration.type", is: ["MANAGED"] } },
  ),
  owned("aws_bedrockagentcore_memory", AGENT_CORE, "encryption_key_arn"),
  owned("aws_bedrockagentcore_gateway", AGENT_CORE, "kms_key_arn"),
  owned("aws_bedrockagentcore_evaluator", AGENT_CORE, "kms_key_arn"),
  owned("aws_bedrockagentcore_policy_engine", AGENT_CORE, "encryption_key_arn"),
  owned("aws_bedrockagentcore_harness", AGENT_CORE, "memory.managed_memory_configuration.encryption_key_arn", {
    facet: "memory",
    each: "memory.managed_memory_configuration",
  }),
  owned("aws_agentregistry_registry", "Agent Registry", "encryption_configuration.kms_key_arn"),
];

export const ml: readonly CatalogueRow[] = [...studio, ...inference, ...jobs, ...language, ...generative];
