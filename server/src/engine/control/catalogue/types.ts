/** The shape of the catalogue of encryptable AWS resources: one row for each separately encrypted store of a resource. */

export type Literal = string | number | boolean;

/**
 * A condition on the resource's own configuration, judged in three values: an attribute whose value is unknown makes it
 * unknown. Paths are dotted from the resource root, without indexes.
 */
export type Condition =
  | {
      readonly path: string;
      /** True when the attribute has one of these values (compared after Terraform's conversions: "true" is true). */
      readonly is: readonly Literal[];
      /** The provider's default: the value when the attribute is omitted. */
      readonly default?: Literal;
    }
  | { readonly path: string; readonly startsWith: string; readonly default?: string }
  /** True when the attribute or block is there and not null. */
  | { readonly path: string; readonly present: true }
  /** The version of the AWS provider that `required_providers` asks for; unknown when it says nothing that decides. */
  | { readonly providerAtLeast: string }
  | { readonly not: Condition }
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] };

/** One thing that must be so for encryption to be on; all switches of a row must agree. */
export interface Switch {
  readonly path: string;
  /** The values that turn encryption on, or "present" when the block or attribute itself is the switch. */
  readonly on: readonly Literal[] | "present";
  /** The literal a fix writes (first of `on` when omitted; undefined for "present"). */
  readonly write?: Literal;
}

/** What protects the data when nothing is said. */
export type DefaultEncryption =
  | "unencrypted"
  | "aws-owned"
  | "aws-managed"
  /** Depends on a setting of the AWS account (EBS). */
  | "account-default"
  /** As its source, named by `inheritsFrom`. */
  | "inherited"
  /** The provider requires the attribute, so it cannot be omitted. */
  | "required";

export type CheckName =
  | "rds-storage-encrypted"
  | "s3-sse-cmk"
  | "ebs-encrypted"
  | "ebs-encryption-by-default"
  | "backup-snapshot-cmk"
  | "data-store-cmk";

/**
 * Which line of the severity table holds when the store is encrypted, but not with a CMK. "core": RDS and backups;
 * "storage": S3, EBS, databases and file systems; "other": logs, secrets, parameters, queues, functions, caches and the rest.
 */
export type Tier = "core" | "storage" | "other";

export type Category =
  | "database" | "object-storage" | "block-storage" | "file-storage" | "backup" | "snapshot" | "stream" | "queue" | "cache"
  | "log" | "secret" | "parameter" | "search" | "analytics" | "machine-learning" | "container" | "compute" | "other";

export interface CatalogueRow {
  /** Terraform's resource type. */
  readonly type: string;
  /** "storage" for the resource's own data; another name for a facet (`performance-insights`). Unique within the type. */
  readonly facet: string;
  readonly service: string;
  readonly category: Category;
  readonly check: CheckName;
  readonly tier: Tier;
  /** Empty when encryption is always on or cannot be configured. */
  readonly switches: readonly Switch[];
  /** Where the key stands; null when the store cannot take one (then `noCmkReason`) or inherits it. */
  readonly key: {
    readonly path: string;
    /** What the attribute accepts; decides what a fix writes (`.arn`, `.key_id`, …). */
    readonly format: "arn" | "key-id" | "any" | "alias";
    /** Words by which the service means its own key (`AWS_OWNED_KMS_KEY`). */
    readonly awsWords?: readonly string[];
  } | null;
  /** What protects the data when switches and key are omitted; `variants` are tried first, in order. */
  readonly whenOmitted: DefaultEncryption;
  readonly variants?: readonly { readonly when: Condition; readonly whenOmitted: DefaultEncryption }[];
  /** Judged only when this holds (a feature that is on, an engine, a kind); omitted: always. */
  readonly appliesWhen?: Condition;
  /** Attributes that name the source whose encryption the store inherits; any one present decides. */
  readonly inheritsFrom?: readonly string[];
  /** Why no CMK can be given, as a message key suffix shared with the message texts (`dax`, `msk-serverless` …). */
  readonly noCmkReason?: string;
  /**
   * Whether the first switch, or the key, forces replacement when changed, and how sure that is. Only "provider-source" and
   * "provider-docs" are firm enough to tell a user.
   */
  readonly replaces: {
    readonly switch: boolean | null;
    readonly key: boolean | null;
    readonly source: "provider-source" | "provider-docs" | "cloudformation" | "knowledge" | null;
  };
  /** Nesting of the paths: for every proper prefix of a path, whether it is a block or an object attribute. */
  readonly shapes?: Readonly<Record<string, "block" | "object">>;
  /** Ids of other scanners' checks that mean the same. */
  readonly sameAs?: { readonly checkov?: readonly string[]; readonly trivy?: readonly string[] };
}
