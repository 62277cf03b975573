/** Search services. */
import { anyId, arn, bySource, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

/** `aws/es` unless a key is named. Whether the switch replaces the domain depends on its engine's version. */
const domain = {
  switches: [enables("encrypt_at_rest.enabled")],
  key: anyId("encrypt_at_rest.kms_key_id"),
  whenOmitted: "unencrypted",
  replaces: bySource(null, true),
  sameAs: same(["CKV_AWS_5", "CKV_AWS_247"], ["AWS-0048"]),
} as const;

export const search: readonly CatalogueRow[] = [
  row("aws_opensearch_domain", "OpenSearch", "search", domain),
  row("aws_elasticsearch_domain", "OpenSearch", "search", domain),
  // Without a configuration of its own, the encryption policy decides whose pattern matches the collection's name.
  row("aws_opensearchserverless_collection", "OpenSearch Serverless", "search", {
    switches: [selects("encryption_config.aws_owned_key", [false])],
    key: arn("encryption_config.kms_key_arn"),
    whenOmitted: "inherited",
    inheritsFrom: ["name"],
    shapes: { encryption_config: "objects" },
  }),
  row("aws_opensearchserverless_security_policy", "OpenSearch Serverless", "search", {
    switches: [selects("policy.AWSOwnedKey", [false], false)],
    key: arn("policy.KmsARN"),
    whenOmitted: "aws-owned",
    appliesWhen: { path: "type", is: ["encryption"] },
    shapes: { policy: "json" },
  }),
  row("aws_opensearch_application", "OpenSearch", "search", { key: arn("kms_key_arn"), whenOmitted: "aws-owned" }),
  // The key protects the persistent buffer.
  row("aws_osis_pipeline", "OpenSearch Ingestion", "stream", {
    key: arn("encryption_at_rest_options.kms_key_arn"),
    whenOmitted: "aws-owned",
    appliesWhen: { path: "buffer_options.persistent_buffer_enabled", is: [true], default: false },
  }),
  row("aws_kendra_index", "Kendra", "search", {
    key: anyId("server_side_encryption_configuration.kms_key_id"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_262"]),
  }),
  row("aws_qbusiness_application", "Q Business", "search", {
    key: anyId("encryption_configuration.kms_key_id"),
    whenOmitted: "aws-owned",
  }),
];
