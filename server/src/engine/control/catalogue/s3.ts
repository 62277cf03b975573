/** Amazon S3 in all its kinds, and S3 Glacier. */
import { anyId, arn, byDocs, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

const KMS = ["aws:kms", "aws:kms:dsse"] as const;

/** What the object's own words mean when no key stands beside them. */
const algorithmOfObject = [
  { when: { path: "server_side_encryption", is: ["AES256", "aws:fsx"] }, whenOmitted: "aws-owned" },
  { when: { path: "server_side_encryption", is: KMS }, whenOmitted: "aws-managed" },
] as const;

const object = {
  check: "s3-sse-cmk",
  key: arn("kms_key_id"),
  whenOmitted: "inherited",
  variants: algorithmOfObject,
  inheritsFrom: ["bucket"],
} as const;

const byDefault = "rule.apply_server_side_encryption_by_default";
const legacyByDefault = `server_side_encryption_configuration.${byDefault}`;

// Every bucket is encrypted, with SSE-S3 when nothing is said; `aws:kms` without a key means `aws/s3`.
const buckets: readonly CatalogueRow[] = [
  row("aws_s3_bucket_server_side_encryption_configuration", "S3", "object-storage", {
    check: "s3-sse-cmk",
    switches: [selects(`${byDefault}.sse_algorithm`, KMS)],
    key: anyId(`${byDefault}.kms_master_key_id`),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: `${byDefault}.sse_algorithm`, is: KMS }, whenOmitted: "aws-managed" }],
    sameAs: same(["CKV_AWS_19", "CKV_AWS_145"], ["AWS-0088", "AWS-0132"]),
  }),
  row("aws_s3_bucket", "S3", "object-storage", {
    check: "s3-sse-cmk",
    switches: [selects(`${legacyByDefault}.sse_algorithm`, KMS)],
    key: anyId(`${legacyByDefault}.kms_master_key_id`),
    whenOmitted: "aws-owned",
    variants: [{ when: { path: `${legacyByDefault}.sse_algorithm`, is: KMS }, whenOmitted: "aws-managed" }],
    sameAs: same(["CKV_AWS_19", "CKV_AWS_145"], ["AWS-0088", "AWS-0132"]),
  }),
  // Takes its key from a configuration resource, as a bucket does; it has no argument of its own.
  row("aws_s3_directory_bucket", "S3 Express One Zone", "object-storage", {
    check: "s3-sse-cmk",
    whenOmitted: "aws-owned",
  }),
  row("aws_s3_object", "S3", "object-storage", object),
  row("aws_s3_bucket_object", "S3", "object-storage", { ...object, sameAs: same(["CKV_AWS_186"]) }),
  row("aws_s3_object_copy", "S3", "object-storage", { ...object, sameAs: same(["CKV_AWS_181"]) }),
];

// What S3 itself writes into a bucket takes the bucket's default unless it is told otherwise.
const written: readonly CatalogueRow[] = [
  row("aws_s3_bucket_inventory", "S3", "object-storage", {
    facet: "inventory",
    key: arn("destination.bucket.encryption.sse_kms.key_id"),
    whenOmitted: "inherited",
    variants: [{ when: { path: "destination.bucket.encryption.sse_s3", present: true }, whenOmitted: "aws-owned" }],
    inheritsFrom: ["destination.bucket.bucket_arn"],
  }),
  // Without `sse_kms_encrypted_objects` no KMS-encrypted object is replicated, and the rest takes the destination's default.
  row("aws_s3_bucket_replication_configuration", "S3", "object-storage", {
    facet: "replica",
    each: "rule",
    key: arn("rule.destination.encryption_configuration.replica_kms_key_id"),
    whenOmitted: "inherited",
    appliesWhen: { path: "rule.source_selection_criteria.sse_kms_encrypted_objects.status", is: ["Enabled"] },
    inheritsFrom: ["rule.destination.bucket"],
  }),
  row("aws_s3_bucket", "S3", "object-storage", {
    facet: "replica",
    each: "replication_configuration.rules",
    key: arn("replication_configuration.rules.destination.replica_kms_key_id"),
    whenOmitted: "inherited",
    appliesWhen: {
      path: "replication_configuration.rules.source_selection_criteria.sse_kms_encrypted_objects.enabled",
      is: [true],
    },
    inheritsFrom: ["replication_configuration.rules.destination.bucket"],
  }),
  ...["inventory", "journal"].map((kind) => {
    const table = `metadata_configuration.${kind}_table_configuration`;
    return row("aws_s3_bucket_metadata_configuration", "S3", "analytics", {
      facet: `${kind}-table`,
      each: table,
      switches: [selects(`${table}.encryption_configuration.sse_algorithm`, ["aws:kms"], "AES256")],
      key: arn(`${table}.encryption_configuration.kms_key_arn`),
      whenOmitted: "aws-owned",
      ...(kind === "inventory"
        ? { appliesWhen: { path: `${table}.configuration_state`, is: ["ENABLED"] as const } }
        : {}),
    });
  }),
  ...["data_export", "expanded_prefixes_data_export"].flatMap((part) =>
    ["s3_bucket_destination", "storage_lens_table_destination"].map((place) => {
      const destination = `storage_lens_configuration.${part}.${place}`;
      const toBucket = place === "s3_bucket_destination";
      return row("aws_s3control_storage_lens_configuration", "S3", "analytics", {
        facet: `${part}-${place}`.replaceAll("_", "-"),
        each: destination,
        key: arn(`${destination}.encryption.sse_kms.key_id`),
        whenOmitted: toBucket ? "inherited" : "aws-owned",
        ...(toBucket
          ? {
              variants: [
                { when: { path: `${destination}.encryption.sse_s3`, present: true }, whenOmitted: "aws-owned" },
              ] as const,
              inheritsFrom: [`${destination}.arn`],
            }
          : { appliesWhen: { path: `${destination}.enabled`, is: [true] as const } }),
      });
    }),
  ),
];

const tablesAndVectors: readonly CatalogueRow[] = [
  row("aws_s3tables_table_bucket", "S3 Tables", "object-storage", {
    switches: [selects("encryption_configuration.sse_algorithm", ["aws:kms"], "AES256")],
    key: arn("encryption_configuration.kms_key_arn"),
    whenOmitted: "aws-owned",
    shapes: { encryption_configuration: "object" },
  }),
  row("aws_s3tables_table", "S3 Tables", "object-storage", {
    switches: [selects("encryption_configuration.sse_algorithm", ["aws:kms"])],
    key: arn("encryption_configuration.kms_key_arn"),
    whenOmitted: "inherited",
    inheritsFrom: ["table_bucket_arn"],
    shapes: { encryption_configuration: "object" },
  }),
  row("aws_s3vectors_vector_bucket", "S3 Vectors", "object-storage", {
    switches: [selects("encryption_configuration.sse_type", ["aws:kms"], "AES256")],
    key: arn("encryption_configuration.kms_key_arn"),
    whenOmitted: "aws-owned",
    shapes: { encryption_configuration: "objects" },
  }),
  row("aws_s3vectors_index", "S3 Vectors", "object-storage", {
    switches: [selects("encryption_configuration.sse_type", ["aws:kms"])],
    key: arn("encryption_configuration.kms_key_arn"),
    whenOmitted: "inherited",
    inheritsFrom: ["vector_bucket_name"],
    shapes: { encryption_configuration: "objects" },
  }),
  row("aws_s3files_file_system", "S3 Files", "file-storage", {
    key: anyId("kms_key_id"),
    whenOmitted: "inherited",
    inheritsFrom: ["bucket"],
    replaces: byDocs(null, true),
  }),
];

export const s3: readonly CatalogueRow[] = [
  ...buckets,
  ...written,
  ...tablesAndVectors,
  row("aws_glacier_vault", "S3 Glacier", "object-storage", { whenOmitted: "aws-owned", noCmkReason: "glacier-vault" }),
  row("aws_lightsail_bucket", "Lightsail", "object-storage", { whenOmitted: "aws-owned", noCmkReason: "lightsail" }),
];
