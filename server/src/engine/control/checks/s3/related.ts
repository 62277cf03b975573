/** The resources around a bucket that say how it is encrypted or what is written into it. */
import type { BlockView, Evaluator, ResourceView, Value } from "../../../terraform";
import { type Match, namesBucket } from "./buckets";
import { deliveriesOf } from "./deliveries";

const CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";

export interface Configurations {
  /** Those of this bucket. */
  readonly certain: readonly ResourceView[];
  /** Those of which the text does not tell the bucket. */
  readonly possible: readonly ResourceView[];
}

/** The encryption configurations that name the bucket: in its own module first, else wherever below the same root. */
export function configurationsOf(bucket: ResourceView, evaluator: Evaluator): Configurations {
  const near = evaluator.resources(bucket.resource.instance, CONFIGURATION);
  const found = sorted(near, bucket, evaluator);
  return found.certain.length > 0
    ? found
    : sorted(evaluator.resourcesBelowRoot(bucket.resource.instance, CONFIGURATION), bucket, evaluator);
}

function sorted(configurations: readonly ResourceView[], bucket: ResourceView, evaluator: Evaluator): Configurations {
  const matching = (wanted: Match): readonly ResourceView[] =>
    configurations.filter((each) => attributeNames(each, "bucket", bucket, evaluator) === wanted);
  return { certain: matching("yes"), possible: matching("maybe") };
}

export interface Buckets {
  /** Those that the configuration is for. */
  readonly certain: readonly ResourceView[];
  /** Those that it may be for, when the text does not tell. */
  readonly possible: readonly ResourceView[];
}

/** The buckets that the configuration names: in its own module first, else wherever below the same root. */
export function bucketsOf(configuration: ResourceView, evaluator: Evaluator): Buckets {
  const types = ["aws_s3_bucket", "aws_s3_directory_bucket"];
  const named = (buckets: readonly ResourceView[], wanted: Match): readonly ResourceView[] =>
    buckets.filter((bucket) => attributeNames(configuration, "bucket", bucket, evaluator) === wanted);
  const near = named(
    types.flatMap((type) => evaluator.resources(configuration.resource.instance, type)),
    "yes",
  );
  if (near.length > 0) return { certain: near, possible: [] };
  const all = types.flatMap((type) => evaluator.resourcesBelowRoot(configuration.resource.instance, type));
  const certain = named(all, "yes");
  return { certain, possible: certain.length > 0 ? [] : named(all, "maybe") };
}

/** Why the bucket can only be encrypted with SSE-S3: a resource that has logs delivered to it. */
export interface LogSource {
  readonly kind: "access-logs" | "log-delivery" | "load-balancer-logs";
  readonly source: ResourceView;
  /** False when the text does not tell whether they are delivered to this bucket. */
  readonly certain: boolean;
}

/**
 * What makes the bucket one for logs. S3 server access logs and the logs of Application and Classic Load Balancers can only be
 * delivered to a bucket with SSE-S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 * A bucket that logs into itself holds other data, too, and is not exempt for that; nor is one that has nothing of a bucket for
 * logs but that a target is not known.
 */
export function logSourceOf(bucket: ResourceView, evaluator: Evaluator): LogSource | undefined {
  const near = logSources(bucket, (type) => evaluator.resources(bucket.resource.instance, type), evaluator);
  const certain = near.find((each) => each.certain);
  if (certain) return certain;
  const all = logSources(bucket, (type) => evaluator.resourcesBelowRoot(bucket.resource.instance, type), evaluator);
  return all.find((each) => each.certain) ?? all[0];
}

function logSources(
  bucket: ResourceView,
  resources: (type: string) => readonly ResourceView[],
  evaluator: Evaluator,
): readonly LogSource[] {
  const names = (block: BlockView, name: string): Match => {
    const match = attributeNames(block, name, bucket, evaluator);
    return match === "maybe" && isOpen(block.attribute(name)?.value, evaluator) && !isForLogs(bucket) ? "no" : match;
  };
  const collect = (kind: LogSource["kind"], type: string, match: (view: ResourceView) => Match): LogSource[] =>
    resources(type).flatMap((source) => {
      const found = match(source);
      return found === "no" ? [] : [{ kind, source, certain: found === "yes" }];
    });
  const ofBlocks = (view: ResourceView, ...blocks: readonly string[]): Match =>
    best(
      blocks
        .flatMap((block) => view.nested(block).views)
        .filter((block) => says(block, "enabled", /^false$/, evaluator) !== "yes")
        .map((block) => names(block, "bucket")),
    );
  const isItself = (view: ResourceView): boolean => namesBucket(selfReference(view), bucket, evaluator) === "yes";
  const balancer = (view: ResourceView): Match =>
    says(view, "load_balancer_type", /^(?:network|gateway)$/, evaluator) === "yes"
      ? "no"
      : ofBlocks(view, "access_logs", "connection_logs");
  return [
    ...collect("access-logs", "aws_s3_bucket_logging", (view) =>
      names(view, "bucket") === "yes" ? "no" : names(view, "target_bucket"),
    ),
    ...collect("access-logs", "aws_s3_bucket", (view) =>
      isItself(view) ? "no" : best(view.nested("logging").views.map((block) => names(block, "target_bucket"))),
    ),
    ...collect("log-delivery", "aws_s3_bucket", (view) =>
      isItself(view) ? says(view, "acl", LOG_DELIVERY, evaluator) : "no",
    ),
    ...collect("log-delivery", "aws_s3_bucket_acl", (view) =>
      both(says(view, "acl", LOG_DELIVERY, evaluator), attributeNames(view, "bucket", bucket, evaluator)),
    ),
    ...resources("aws_s3_bucket_policy").flatMap((source) => {
      const match = names(source, "bucket");
      return (match === "no" ? [] : deliveriesOf(source, evaluator))
        .map(({ kind, certain }) => ({ kind, source, certain: certain && match === "yes" }))
        .filter(({ certain }) => certain || isForLogs(bucket));
    }),
    ...collect("load-balancer-logs", "aws_lb", balancer),
    ...collect("load-balancer-logs", "aws_alb", balancer),
    ...collect("load-balancer-logs", "aws_elb", (view) => ofBlocks(view, "access_logs")),
  ];
}

/** Whether nothing at all is known of the value: it may name any bucket, and hardly one that is declared beside it. */
function isOpen(value: Value | undefined, evaluator: Evaluator): boolean {
  const found = value && evaluator.resolve(value);
  if (found?.kind === "union") return found.options.every((each) => isOpen(each, evaluator));
  return found?.kind === "unknown" || found?.kind === "reference";
}

/** Whether the bucket's address or name says that it is for logs. */
function isForLogs(bucket: ResourceView): boolean {
  const name = bucket.attribute("bucket")?.value;
  const parts = name?.kind === "template" ? name.parts : name?.kind === "known" ? [String(name.value)] : [];
  return [bucket.resource.instance.address, bucket.address, ...parts].some(
    (part) => typeof part === "string" && LOGS.test(part),
  );
}

const LOGS = /(?:^|[^a-z])(?:access|[ae]?lb|s3)?(?:logs?|logging)(?![a-z])/i;

/** The canned access control list by which a bucket lets S3 deliver logs to it. */
const LOG_DELIVERY = /^log-delivery-write$/;

function selfReference({ resource }: ResourceView): Value {
  return { kind: "resource", resource, trace: [] };
}

function best(matches: readonly Match[]): Match {
  return matches.includes("yes") ? "yes" : matches.includes("maybe") ? "maybe" : "no";
}

function both(one: Match, other: Match): Match {
  return one === "no" || other === "no" ? "no" : one === "yes" ? other : "maybe";
}

/** Whether the attribute's text fits; no when it is omitted. */
function says(block: BlockView, name: string, pattern: RegExp, evaluator: Evaluator): Match {
  const attribute = block.attribute(name);
  const value = attribute && evaluator.resolve(attribute.value);
  if (!value) return "no";
  if (value.kind === "union")
    return value.options.some((each) => each.kind !== "known" || fits(each.value, pattern)) ? "maybe" : "no";
  return value.kind === "known" ? (fits(value.value, pattern) ? "yes" : "no") : "maybe";
}

function fits(value: string | number | boolean | null, pattern: RegExp): boolean {
  return pattern.test(String(value));
}

function attributeNames(block: BlockView, name: string, bucket: ResourceView, evaluator: Evaluator): Match {
  const value = block.attribute(name)?.value;
  return value ? namesBucket(value, bucket, evaluator) : "no";
}
