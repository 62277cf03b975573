/** The resources around a bucket that say how it is encrypted or what is written into it. */
import { type BlockView, type Evaluator, type ResourceView, select, type Value } from "../../../terraform";
import { type Match, mayBeNamed, mayName, namesBucket } from "./buckets";
import { deliveriesOf } from "./deliveries";

const CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";

/** The resources on the other side: the configurations of a bucket, or the buckets of a configuration. */
export interface Counterparts {
  readonly certain: readonly ResourceView[];
  /** Those of which the text does not tell whether they are. */
  readonly possible: readonly ResourceView[];
}

const NONE: Counterparts = { certain: [], possible: [] };

/**
 * The encryption configurations that name the bucket: in its own module first, else wherever below the same root. Kept, so
 * that another bucket's configuration makes no difference to this one.
 */
export function configurationsOf(bucket: ResourceView, evaluator: Evaluator): Counterparts {
  const named = (configurations: readonly ResourceView[]): Counterparts =>
    counterparts(
      mayName(bucket, configurations, "bucket", (each) => [each.attribute("bucket")?.value], evaluator),
      (each) => attributeNames(each, "bucket", bucket, evaluator),
    );
  return evaluator.workspace.dependencies.keep(
    bucket,
    "configurations",
    () => {
      const near = named(evaluator.resources(bucket.resource.instance, CONFIGURATION));
      if (near.certain.length > 0) return near;
      return named(evaluator.resourcesBelowRoot(bucket.resource.instance, CONFIGURATION));
    },
    () => NONE,
    areSame,
  );
}

/** The buckets that the configuration names: in its own module first, else wherever below the same root. Kept, too. */
export function bucketsOf(configuration: ResourceView, evaluator: Evaluator): Counterparts {
  // The value may change while the configuration stays the same, so it is asked for anew with every computation.
  const named = (buckets: (type: string) => readonly ResourceView[]): Counterparts => {
    const value = configuration.attribute("bucket")?.value;
    if (!value) return NONE;
    return counterparts(
      ["aws_s3_bucket", "aws_s3_directory_bucket"].flatMap((type) => mayBeNamed(value, buckets(type), evaluator)),
      (bucket) => namesBucket(value, bucket, evaluator),
    );
  };
  return evaluator.workspace.dependencies.keep(
    configuration,
    "buckets",
    () => {
      const { instance } = configuration.resource;
      const { certain: near } = named((type) => evaluator.resources(instance, type));
      if (near.length > 0) return { certain: near, possible: [] };
      const all = named((type) => evaluator.resourcesBelowRoot(instance, type));
      return all.certain.length > 0 ? { certain: all.certain, possible: [] } : all;
    },
    () => NONE,
    areSame,
  );
}

function counterparts(resources: readonly ResourceView[], matchOf: (resource: ResourceView) => Match): Counterparts {
  const certain: ResourceView[] = [];
  const possible: ResourceView[] = [];
  for (const resource of resources) {
    const match = matchOf(resource);
    if (match === "yes") certain.push(resource);
    else if (match === "maybe") possible.push(resource);
  }
  return { certain, possible };
}

function areSame(one: Counterparts, other: Counterparts): boolean {
  return areEqual(one.certain, other.certain) && areEqual(one.possible, other.possible);
}

function areEqual(one: readonly ResourceView[], other: readonly ResourceView[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
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
  const naming = (type: string, path: string): readonly ResourceView[] =>
    mayName(bucket, resources(type), path, (each) => select(each, path).map(({ value }) => value), evaluator);
  const collect = (
    kind: LogSource["kind"],
    sources: readonly ResourceView[],
    match: (view: ResourceView) => Match,
  ): LogSource[] =>
    sources.flatMap((source) => {
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
  const balancers = (type: string): readonly ResourceView[] => {
    const sources = new Set([...naming(type, "access_logs.bucket"), ...naming(type, "connection_logs.bucket")]);
    return resources(type).filter((each) => sources.has(each));
  };
  const isItself = (view: ResourceView): boolean => namesBucket(selfReference(view), bucket, evaluator) === "yes";
  const balancer = (view: ResourceView): Match =>
    says(view, "load_balancer_type", /^(?:network|gateway)$/, evaluator) === "yes"
      ? "no"
      : ofBlocks(view, "access_logs", "connection_logs");
  return [
    ...collect("access-logs", naming("aws_s3_bucket_logging", "target_bucket"), (view) =>
      names(view, "bucket") === "yes" ? "no" : names(view, "target_bucket"),
    ),
    ...collect("access-logs", naming("aws_s3_bucket", "logging.target_bucket"), (view) =>
      isItself(view) ? "no" : best(view.nested("logging").views.map((block) => names(block, "target_bucket"))),
    ),
    ...collect("log-delivery", mayBeNamed(selfReference(bucket), resources("aws_s3_bucket"), evaluator), (view) =>
      isItself(view) ? says(view, "acl", LOG_DELIVERY, evaluator) : "no",
    ),
    ...collect("log-delivery", naming("aws_s3_bucket_acl", "bucket"), (view) =>
      both(says(view, "acl", LOG_DELIVERY, evaluator), attributeNames(view, "bucket", bucket, evaluator)),
    ),
    ...naming("aws_s3_bucket_policy", "bucket").flatMap((source) => {
      const match = names(source, "bucket");
      return (match === "no" ? [] : deliveriesOf(source, evaluator))
        .map(({ kind, certain }) => ({ kind, source, certain: certain && match === "yes" }))
        .filter(({ certain }) => certain || isForLogs(bucket));
    }),
    ...collect("load-balancer-logs", balancers("aws_lb"), balancer),
    ...collect("load-balancer-logs", balancers("aws_alb"), balancer),
    ...collect("load-balancer-logs", naming("aws_elb", "access_logs.bucket"), (view) => ofBlocks(view, "access_logs")),
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
