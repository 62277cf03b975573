/** Caches. */
import { arn, bySource, enables, row, same } from "./row";
import type { CatalogueRow } from "./types";

export const caches: readonly CatalogueRow[] = [
  // `at_rest_encryption_enabled` is a string; its default is on for valkey and off for redis, which is the default engine.
  row("aws_elasticache_replication_group", "ElastiCache", "cache", {
    switches: [enables("at_rest_encryption_enabled")],
    key: arn("kms_key_id"),
    whenOmitted: "unencrypted",
    variants: [{ when: { path: "engine", is: ["valkey"], default: "redis" }, whenOmitted: "aws-owned" }],
    inheritsFrom: ["global_replication_group_id"],
    replaces: bySource(true, true),
    sameAs: same(["CKV_AWS_29", "CKV_AWS_191"], ["AWS-0045"]),
  }),
  row("aws_elasticache_serverless_cache", "ElastiCache", "cache", { key: arn("kms_key_id"), whenOmitted: "aws-owned" }),
  row("aws_elasticache_cluster", "ElastiCache", "cache", {
    whenOmitted: "unencrypted",
    inheritsFrom: ["replication_group_id"],
    noCmkReason: "elasticache-cluster",
  }),
  row("aws_elasticache_global_replication_group", "ElastiCache", "cache", {
    whenOmitted: "inherited",
    inheritsFrom: ["primary_replication_group_id"],
  }),
  row("aws_memorydb_cluster", "MemoryDB", "cache", {
    key: arn("kms_key_arn"),
    whenOmitted: "aws-owned",
    replaces: bySource(null, true),
    sameAs: same(["CKV_AWS_201"]),
  }),
  row("aws_dax_cluster", "DynamoDB Accelerator", "cache", {
    switches: [enables("server_side_encryption.enabled", [true], false)],
    whenOmitted: "unencrypted",
    noCmkReason: "dax",
    sameAs: same(["CKV_AWS_47"], ["AWS-0023"]),
  }),
  // The service encrypts every cache by now and calls the flag deprecated; only words to the contrary count against it.
  row("aws_appsync_api_cache", "AppSync", "cache", {
    switches: [enables("at_rest_encryption_enabled")],
    whenOmitted: "aws-owned",
    noCmkReason: "appsync-api-cache",
    sameAs: same(["CKV_AWS_214"]),
  }),
  row("aws_api_gateway_method_settings", "API Gateway", "cache", {
    switches: [enables("settings.cache_data_encrypted", [true], false)],
    whenOmitted: "unencrypted",
    appliesWhen: { path: "settings.caching_enabled", is: [true], default: false },
    noCmkReason: "api-gateway-cache",
    sameAs: same(["CKV_AWS_308"], ["AWS-0002"]),
  }),
];
