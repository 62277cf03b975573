import type { Message } from "../../../../../shared/src";
import { isAtLeast } from "../../control";
import type { ResourceView } from "../../terraform";
import { copied, expression, literal, type NewAttribute, type NewBlock } from "../code";
import type { KeySite } from "../create-key";
import { Drafts } from "../drafts";
import { unique } from "../habits";
import { attributeOf, sourceOf } from "../nodes";
import type { FixKind } from "../types";
import { type Action, finished } from "./action";
import { keyWays } from "./key-ways";
import { storeFixes } from "./store";

const BUCKETS: ReadonlySet<string> = new Set(["aws_s3_bucket", "aws_s3_directory_bucket"]);
const CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";

/** For a bucket without configuration: a new one beside it; for anything else, what the catalogue says. */
export const s3Fixes: Action = (finding, analysis) => {
  const { judgement, subject } = finding;
  const { row } = judgement;
  const { declaration, instance } = subject.resource;
  const constraint = analysis.evaluator.awsProviderConstraint(instance);
  const isConfigured =
    !BUCKETS.has(declaration.type) ||
    row?.facet !== "storage" ||
    subject.nested("server_side_encryption_configuration").views.length > 0 ||
    // The provider knows the configuration as a resource since 4.0; before, it is a block of the bucket.
    (constraint !== undefined && isAtLeast(constraint, "4.0") === false);
  if (!row || isConfigured) return storeFixes(finding, analysis);

  const { path } = declaration.source;
  const provider = sourceOf(subject.block, "provider");
  const site: KeySite = { instance, path, provider, call: undefined };
  const label = unique([declaration.name], (name) => !instance.module.declarations.has(`${CONFIGURATION}.${name}`));
  return keyWays({ store: subject, row: { ...row, key: { path: "", format: "any" } } }, [site], analysis).flatMap(
    ({ kind, naming, isRight }) => {
      const drafts = new Drafts(analysis);
      const key = naming(site, drafts);
      if (key === undefined) return [];
      drafts.of(path)?.append([configuration(subject, label, key, provider)], declaration.item);
      return finished(drafts, titleOf(kind, key), kind === "set" ? "new-resource" : kind, isRight);
    },
  );
};

function titleOf(kind: FixKind, key: string): Message {
  if (kind === "create-key") return { key: "fix-s3-create-key", args: [key] };
  return { key: kind === "key-input" ? "fix-s3-key-input" : "fix-s3-configuration", args: [key] };
}

/** The configuration of a bucket, repeated as the bucket is. */
function configuration(bucket: ResourceView, label: string, key: string, provider: string | undefined): NewBlock {
  const { symbol } = bucket.resource.declaration;
  const count = sourceOf(bucket.block, "count");
  const isEach = attributeOf(bucket.block, "for_each") !== undefined;
  const meta: NewAttribute[] = [
    ...(count === undefined ? [] : [{ name: "count", value: copied(count) }]),
    ...(isEach ? [{ name: "for_each", value: expression(symbol) }] : []),
    ...(provider === undefined ? [] : [{ name: "provider", value: expression(provider) }]),
  ];
  const reference = count !== undefined ? `${symbol}[count.index].id` : isEach ? "each.value.id" : `${symbol}.id`;
  return {
    type: "resource",
    labels: [CONFIGURATION, label],
    body: [
      ...meta,
      { name: "bucket", value: expression(reference), apart: meta.length > 0 },
      {
        type: "rule",
        body: [
          { name: "bucket_key_enabled", value: literal(true) },
          {
            type: "apply_server_side_encryption_by_default",
            body: [
              { name: "sse_algorithm", value: literal("aws:kms") },
              { name: "kms_master_key_id", value: expression(key) },
            ],
          },
        ],
      },
    ],
  };
}
