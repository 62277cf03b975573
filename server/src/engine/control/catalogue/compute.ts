/** Functions, containers and their registries, desktops, and the tools that build images. */
import { anyId, arn, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

const functions: readonly CatalogueRow[] = [
  // Lambda drops the key of a function that has no environment.
  row("aws_lambda_function", "Lambda", "compute", {
    facet: "environment",
    key: arn("kms_key_arn"),
    whenOmitted: "aws-managed",
    appliesWhen: { path: "environment", present: true },
    sameAs: same(["CKV_AWS_173"]),
  }),
  // The deployment package is code rather than data: a key of AWS's that is named is judged, a key that is not is no finding.
  row("aws_lambda_function", "Lambda", "compute", {
    facet: "code",
    key: arn("source_kms_key_arn"),
    whenOmitted: "aws-owned",
    appliesWhen: { path: "source_kms_key_arn", present: true },
  }),
  row("aws_lambda_event_source_mapping", "Lambda", "compute", {
    facet: "filter-criteria",
    each: "filter_criteria",
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_lambda_capacity_provider", "Lambda", "compute", { key: arn("kms_key_arn"), whenOmitted: "aws-owned" }),
  row("aws_synthetics_canary", "CloudWatch Synthetics", "compute", {
    facet: "environment",
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
    appliesWhen: { path: "run_config.environment_variables", present: true },
  }),
];

/** AES256 is SSE-S3; KMS without a key is `aws/ecr`. */
const registry = {
  switches: [selects("encryption_configuration.encryption_type", ["KMS", "KMS_DSSE"], "AES256")],
  key: arn("encryption_configuration.kms_key"),
  whenOmitted: "aws-owned",
  variants: [
    { when: { path: "encryption_configuration.encryption_type", is: ["KMS", "KMS_DSSE"] }, whenOmitted: "aws-managed" },
  ],
} as const;

/** Kubernetes releases up to 1.27: secrets are not envelope-encrypted unless a key is named. Later ones always are. */
const OLD_KUBERNETES = Array.from({ length: 28 }, (_, minor) => `1.${minor}`);

const EXEC = "configuration.execute_command_configuration";
const MANAGED_STORAGE = "configuration.managed_storage_configuration";

const containers: readonly CatalogueRow[] = [
  row("aws_ecr_repository", "ECR", "container", {
    ...registry,
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_136"], ["AWS-0033"]),
  }),
  row("aws_ecr_repository_creation_template", "ECR", "container", registry),
  row("aws_eks_cluster", "EKS", "secret", {
    facet: "secrets",
    switches: [{ ...selects("encryption_config.resources", ["secrets"]), write: ["secrets"] }],
    key: arn("encryption_config.provider.key_arn"),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: "version", is: OLD_KUBERNETES }, whenOmitted: "unencrypted" }],
    sameAs: same(["CKV_AWS_58"], ["AWS-0039"]),
  }),
  // Whether a cluster runs tasks on Fargate or keeps volumes it does not say: judged where it speaks of managed storage.
  row("aws_ecs_cluster", "ECS", "container", {
    facet: "fargate-storage",
    each: MANAGED_STORAGE,
    key: arn(`${MANAGED_STORAGE}.fargate_ephemeral_storage_kms_key_id`),
    whenOmitted: "aws-owned",
    appliesWhen: { path: `${MANAGED_STORAGE}.fargate_ephemeral_storage_kms_key_id`, present: true },
  }),
  row("aws_ecs_cluster", "ECS", "container", {
    facet: "managed-storage",
    each: MANAGED_STORAGE,
    key: arn(`${MANAGED_STORAGE}.kms_key_id`),
    whenOmitted: "aws-owned",
    appliesWhen: { path: `${MANAGED_STORAGE}.kms_key_id`, present: true },
  }),
  // The log of ECS Exec sessions, where one is named; the flag says that its target is encrypted.
  row("aws_ecs_cluster", "ECS", "log", {
    facet: "exec-log",
    each: `${EXEC}.log_configuration`,
    switches: [enables(`${EXEC}.log_configuration.cloud_watch_encryption_enabled`, [true], false)],
    key: anyId(`${EXEC}.kms_key_id`),
    whenOmitted: "unencrypted",
    appliesWhen: { path: `${EXEC}.log_configuration.cloud_watch_log_group_name`, present: true },
    sameAs: same(["CKV_AWS_224"]),
  }),
  row("aws_ecs_cluster", "ECS", "log", {
    facet: "exec-log-bucket",
    each: `${EXEC}.log_configuration`,
    switches: [enables(`${EXEC}.log_configuration.s3_bucket_encryption_enabled`, [true], false)],
    whenOmitted: "unencrypted",
    appliesWhen: { path: `${EXEC}.log_configuration.s3_bucket_name`, present: true },
    inheritsFrom: [`${EXEC}.log_configuration.s3_bucket_name`],
  }),
  // The private key that Service Connect keeps in Secrets Manager.
  row("aws_ecs_service", "ECS", "secret", {
    facet: "service-connect-tls",
    each: "service_connect_configuration.service.tls",
    key: arn("service_connect_configuration.service.tls.kms_key"),
    whenOmitted: "aws-owned",
  }),
  row("aws_apprunner_service", "App Runner", "container", {
    key: arn("encryption_configuration.kms_key"),
    whenOmitted: "aws-managed",
  }),
];

const desktops: readonly CatalogueRow[] = [
  // One key for both volumes; `aws/workspaces` when a volume is encrypted and none is named.
  row("aws_workspaces_workspace", "WorkSpaces", "block-storage", {
    switches: [
      enables("root_volume_encryption_enabled", [true], false),
      enables("user_volume_encryption_enabled", [true], false),
    ],
    key: arn("volume_encryption_key"),
    whenOmitted: "unencrypted",
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_155", "CKV_AWS_156"], ["AWS-0109"]),
  }),
  ...[
    "aws_workspacesweb_browser_settings",
    "aws_workspacesweb_data_protection_settings",
    "aws_workspacesweb_ip_access_settings",
    "aws_workspacesweb_portal",
    "aws_workspacesweb_session_logger",
    "aws_workspacesweb_user_settings",
  ].map((type) =>
    row(type, "WorkSpaces Secure Browser", "other", {
      key: arn("customer_managed_key"),
      whenOmitted: "aws-owned",
      replaces: bySource(null, true),
    }),
  ),
];

const imageBuilder: readonly CatalogueRow[] = [
  row("aws_imagebuilder_container_recipe", "EC2 Image Builder", "other", {
    facet: "recipe",
    key: arn("kms_key_id"),
    whenOmitted: "aws-owned",
  }),
  row("aws_imagebuilder_component", "EC2 Image Builder", "other", {
    key: arn("kms_key_id"),
    whenOmitted: "aws-owned",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_180"]),
  }),
  row("aws_imagebuilder_workflow", "EC2 Image Builder", "other", { key: arn("kms_key_id"), whenOmitted: "aws-owned" }),
];

export const compute: readonly CatalogueRow[] = [...functions, ...containers, ...desktops, ...imageBuilder];
