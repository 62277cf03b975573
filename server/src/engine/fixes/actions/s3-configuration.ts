import type { Message } from "../../../../../shared/src";
import type { ResourceView } from "../../terraform";
import { copied, expression, literal, type NewAttribute, type NewBlock } from "../code";
import { createKey, type KeySite } from "../create-key";
import { Drafts } from "../drafts";
import { unique } from "../habits";
import { isBest, keysFor } from "../keys";
import { attributeOf, sourceOf } from "../nodes";
import type { FixKind } from "../types";
import { wordsOf } from "../words";
import { type Action, finished } from "./action";
import { storeFixes } from "./store";

const CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";

/** For a bucket without configuration: a new one beside it; for anything else, what the catalogue says. */
export const s3Fixes: Action = (finding, analysis) => {
  const { subject, attribute } = finding;
  const isBucket =
    subject.resource.declaration.type === "aws_s3_bucket" ||
    subject.resource.declaration.type === "aws_s3_directory_bucket";
  const isLegacy = subject.nested("server_side_encryption_configuration").views.length > 0;
  if (!isBucket || isLegacy || attribute.startsWith("replication_configuration")) return storeFixes(finding, analysis);

  const { declaration, instance } = subject.resource;
  const path = declaration.source.path;
  const provider = sourceOf(subject.block, "provider");
  const site: KeySite = { instance, path, provider, call: undefined };
  const keys = keysFor(
    { ...site, user: declaration.symbol, words: wordsOf(`s3 ${declaration.name}`), format: "arn" },
    analysis.evaluator,
  );
  const label = unique([declaration.name], (name) => !instance.module.declarations.has(`${CONFIGURATION}.${name}`));
  const withKey = (
    kind: FixKind,
    title: (key: string) => Message,
    preferred: boolean,
    keyOf: (drafts: Drafts) => string,
  ) => {
    const drafts = new Drafts(analysis);
    const key = keyOf(drafts);
    drafts.of(path)?.append([configuration(subject, label, key, provider)], declaration.item);
    return finished(drafts, title(key), kind, preferred);
  };
  return [
    ...keys.flatMap((candidate) =>
      withKey(
        "new-resource",
        (key) => ({ key: "fix-s3-configuration", args: [key] }),
        isBest(candidate, keys),
        () => candidate.text,
      ),
    ),
    withKey(
      "create-key",
      (key) => ({ key: "fix-s3-create-key", args: [key] }),
      false,
      (drafts) => `${createKey(drafts, subject, site, analysis)}.arn`,
    ),
  ].flat();
};

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
