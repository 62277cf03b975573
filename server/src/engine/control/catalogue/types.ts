/**
 * The shape of the catalogue of encryptable AWS resources: one row for each separately encrypted store of a resource.
 *
 * A path is dotted from the resource root, without indexes. Where a block on it repeats, every instance counts: with `each`
 * the instances are stores of their own, without it all of them must agree.
 */
import type { NoCmkReason } from "../../../../../shared/src";

export type Literal = string | number | boolean;

/**
 * A condition on the resource's own configuration, judged in three values: an attribute whose value is unknown makes it
 * unknown.
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

/** One thing that must be so for the store to be encrypted, or for its key to be in force; all switches must agree. */
export interface Switch {
  readonly path: string;
  /**
   * What it decides. "encryption-enabled": at any other value the data are not encrypted (`storage_encrypted`). "cmk": at any
   * other value they are, but with a key of AWS's, whatever the key attribute says (`encryption_type = "AES256"`).
   */
  readonly decides: "encryption-enabled" | "cmk";
  /**
   * The values that turn it on, or "present" when the block or attribute itself is the switch. An attribute that holds a list
   * is on when one of its elements is.
   */
  readonly on: readonly Literal[] | "present";
  /** The value when omitted. Where there is none, an omitted switch leaves the matter to the row's default. */
  readonly default?: Literal;
  /** What a fix writes (first of `on` when omitted; nothing for "present"). */
  readonly write?: Literal | readonly Literal[];
}

/** What protects the data when switches or key are omitted. */
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

/**
 * What stands on the way to an attribute: a block; an attribute that holds an object (`x = { … }`) or a list of objects
 * (`x = [{ … }]`); an attribute that holds JSON text, inside which the path goes on.
 */
export type Shape = "block" | "object" | "objects" | "json";

/** The checks that rows belong to. */
export type CatalogueCheck =
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
  | "database"
  | "object-storage"
  | "block-storage"
  | "file-storage"
  | "backup"
  | "snapshot"
  | "stream"
  | "queue"
  | "cache"
  | "log"
  | "secret"
  | "parameter"
  | "search"
  | "analytics"
  | "machine-learning"
  | "container"
  | "compute"
  | "other";

export interface CatalogueRow {
  /** Terraform's resource type. */
  readonly type: string;
  /** "storage" for the resource's own data; another name for a facet (`performance-insights`). Unique within the type. */
  readonly facet: string;
  readonly service: string;
  readonly category: Category;
  readonly check: CatalogueCheck;
  readonly tier: Tier;
  /**
   * The block whose every instance is a store of its own (`replica`, `ebs_block_device`); where there is none, there is nothing
   * to judge. Omitted: the resource is the store, whether or not the blocks that the paths name are there. A path below it is
   * read in the instance, any other from the resource's root.
   */
  readonly each?: string;
  /** Empty when encryption is always on, follows from the key alone (SNS), or cannot be configured. */
  readonly switches: readonly Switch[];
  /** Where the key stands; null when the store cannot take one (then `noCmkReason`) or inherits it. */
  readonly key: {
    readonly path: string;
    /** What the attribute accepts: an ARN alone, or also an id or an alias. An ARN is right in either. */
    readonly format: "arn" | "any";
    /** Words by which the service means its own key (`AWS_OWNED_KMS_KEY`). */
    readonly awsWords?: readonly string[];
  } | null;
  /**
   * What protects the data when switches or key are omitted; the first of `variants` that holds takes its place. A row with
   * neither switches nor key demands nothing: the default only explains.
   */
  readonly whenOmitted: DefaultEncryption;
  readonly variants?: readonly { readonly when: Condition; readonly whenOmitted: DefaultEncryption }[];
  /** Judged only when this holds (a feature that is on, an engine, a kind); omitted: always. */
  readonly appliesWhen?: Condition;
  /**
   * Attributes and blocks that name the source; any one present decides. The store is as well protected as what it names; a
   * switch or key that is given is judged nevertheless (but see ruling 9 for RDS instances, whose restore ignores them).
   */
  readonly inheritsFrom?: readonly string[];
  /** Why no CMK can be given, when `key` is null and the store does not inherit one. */
  readonly noCmkReason?: NoCmkReason;
  /**
   * Whether the first switch, or the key, forces replacement when changed, and where the provider says so; null where nothing
   * of the provider's was found that does.
   */
  readonly replaces: {
    readonly switch: boolean | null;
    readonly key: boolean | null;
    readonly source: "provider-source" | "provider-docs" | null;
  };
  /** Nesting of the paths: what each proper prefix of a path is. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Ids of other scanners' checks that mean the same. */
  readonly sameAs?: { readonly checkov?: readonly string[]; readonly trivy?: readonly string[] };
}
