/** The resources around a bucket that say how it is encrypted or what is written into it. */
import type { BlockView, Evaluator, ResourceView, Value } from "../../../terraform";
import { type Match, namesBucket, rootOf } from "./buckets";

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
  return found.certain.length > 0 ? found : sorted(belowSameRoot(bucket, CONFIGURATION, evaluator), bucket, evaluator);
}

function sorted(configurations: readonly ResourceView[], bucket: ResourceView, evaluator: Evaluator): Configurations {
  const matching = (wanted: Match): readonly ResourceView[] =>
    configurations.filter((each) => attributeNames(each, "bucket", bucket, evaluator) === wanted);
  return { certain: matching("yes"), possible: matching("maybe") };
}

/** The buckets that the configuration is certainly for. */
export function bucketsOf(configuration: ResourceView, evaluator: Evaluator): readonly ResourceView[] {
  const named = (type: string): readonly ResourceView[] => {
    const isNamed = (bucket: ResourceView): boolean =>
      attributeNames(configuration, "bucket", bucket, evaluator) === "yes";
    const near = evaluator.resources(configuration.resource.instance, type).filter(isNamed);
    return near.length > 0 ? near : belowSameRoot(configuration, type, evaluator).filter(isNamed);
  };
  return ["aws_s3_bucket", "aws_s3_directory_bucket"].flatMap(named);
}

/** Why the bucket can only be encrypted with SSE-S3: a resource that has logs delivered to it. */
export interface LogSource {
  readonly kind: "access-logs" | "log-delivery" | "load-balancer-logs";
  readonly source: ResourceView;
}

/**
 * What makes the bucket one for logs. S3 server access logs and the logs of Application and Classic Load Balancers can only be
 * delivered to a bucket with SSE-S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 * A bucket that logs into itself holds other data, too, and is not exempt for that.
 */
export function logSourceOf(bucket: ResourceView, evaluator: Evaluator): LogSource | undefined {
  if (isLogDelivery(bucket.attribute("acl")?.value, evaluator)) return { kind: "log-delivery", source: bucket };
  const near = logSourceAmong((type) => evaluator.resources(bucket.resource.instance, type), bucket, evaluator);
  return near ?? logSourceAmong((type) => belowSameRoot(bucket, type, evaluator), bucket, evaluator);
}

function logSourceAmong(
  resources: (type: string) => readonly ResourceView[],
  bucket: ResourceView,
  evaluator: Evaluator,
): LogSource | undefined {
  const names = (block: BlockView, attribute: string): boolean =>
    attributeNames(block, attribute, bucket, evaluator) === "yes";
  const find = (
    kind: LogSource["kind"],
    type: string,
    test: (view: ResourceView) => boolean,
  ): LogSource | undefined => {
    const source = resources(type).find(test);
    return source && { kind, source };
  };
  const blockNames = (view: ResourceView, block: string): boolean =>
    view
      .nested(block)
      .views.some((each) => !isFalse(each.attribute("enabled")?.value, evaluator) && names(each, "bucket"));
  return (
    find("access-logs", "aws_s3_bucket_logging", (view) => names(view, "target_bucket") && !names(view, "bucket")) ??
    find("access-logs", "aws_s3_bucket", (view) => {
      const isItself = view.address === bucket.address && view.resource.instance === bucket.resource.instance;
      return !isItself && view.nested("logging").views.some((each) => names(each, "target_bucket"));
    }) ??
    find("log-delivery", "aws_s3_bucket_acl", (view) => {
      return isLogDelivery(view.attribute("acl")?.value, evaluator) && names(view, "bucket");
    }) ??
    ["aws_lb", "aws_alb"]
      .map((type) =>
        find("load-balancer-logs", type, (view) => {
          const kind = view.attribute("load_balancer_type")?.value;
          const other = kind !== undefined && isText(kind, /^(?:network|gateway)$/, evaluator);
          return !other && ["access_logs", "connection_logs"].some((block) => blockNames(view, block));
        }),
      )
      .find((each) => each !== undefined) ??
    find("load-balancer-logs", "aws_elb", (view) => blockNames(view, "access_logs"))
  );
}

function isLogDelivery(acl: Value | undefined, evaluator: Evaluator): boolean {
  return acl !== undefined && isText(acl, /^log-delivery-write$/, evaluator);
}

function isFalse(value: Value | undefined, evaluator: Evaluator): boolean {
  return value !== undefined && isText(value, /^false$/, evaluator);
}

function isText(value: Value, pattern: RegExp, evaluator: Evaluator): boolean {
  const resolved = evaluator.resolve(value);
  return resolved.kind === "known" && pattern.test(String(resolved.value));
}

function attributeNames(block: BlockView, name: string, bucket: ResourceView, evaluator: Evaluator): Match {
  const value = block.attribute(name)?.value;
  return value ? namesBucket(value, bucket, evaluator) : "no";
}

/** The resources of the type in all modules that are run together with that of the given one. */
function belowSameRoot(resource: ResourceView, type: string, evaluator: Evaluator): readonly ResourceView[] {
  const { workspace, instances } = evaluator;
  const root = rootOf(resource.resource.instance);
  // Which resources these are depends on who called the module.
  workspace.dependencies.readInstance();
  return [...workspace.modulesWithType(type)].flatMap((module) =>
    instances
      .of(module)
      .filter((instance) => rootOf(instance).module.dir === root.module.dir)
      .flatMap((instance) => evaluator.resources(instance, type)),
  );
}
