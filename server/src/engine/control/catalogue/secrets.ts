/** Secrets, parameters and configuration. */
import { anyId, arn, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

export const secrets: readonly CatalogueRow[] = [
  row("aws_secretsmanager_secret", "Secrets Manager", "secret", {
    key: anyId("kms_key_id"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_149"], ["AWS-0098"]),
  }),
  row("aws_secretsmanager_secret", "Secrets Manager", "secret", {
    facet: "replica",
    each: "replica",
    key: anyId("replica.kms_key_id"),
    whenOmitted: "aws-managed",
  }),
  // Only a SecureString is encrypted with a key; the other types are plain text by design.
  row("aws_ssm_parameter", "Systems Manager", "parameter", {
    key: anyId("key_id"),
    whenOmitted: "aws-managed",
    appliesWhen: { path: "type", is: ["SecureString"] },
    sameAs: same(["CKV_AWS_337", "CKV2_AWS_34"]),
  }),
  // The key belongs to AppConfig's own store of configurations.
  row("aws_appconfig_configuration_profile", "AppConfig", "parameter", {
    key: anyId("kms_key_identifier"),
    whenOmitted: "aws-owned",
    appliesWhen: { path: "location_uri", is: ["hosted"] },
  }),
  row("aws_appconfig_deployment", "AppConfig", "parameter", {
    key: anyId("kms_key_identifier"),
    whenOmitted: "inherited",
    inheritsFrom: ["configuration_profile_id"],
  }),
  row("aws_bedrockagentcore_token_vault_cmk", "Bedrock AgentCore", "secret", {
    switches: [selects("kms_configuration.key_type", ["CustomerManagedKey"])],
    key: arn("kms_configuration.kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_glue_connection", "Glue", "secret", {
    each: "authentication_configuration",
    key: arn("authentication_configuration.kms_key_arn"),
    whenOmitted: "aws-owned",
  }),
  row("aws_securityhub_connector_v2", "Security Hub", "secret", { key: arn("kms_key_arn"), whenOmitted: "aws-owned" }),
];
