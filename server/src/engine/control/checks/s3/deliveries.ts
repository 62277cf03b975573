/** The services to which a bucket policy lets logs be delivered that only a bucket with SSE-S3 takes. */
import { own } from "../../../../../../shared/src";
import { type Evaluator, isKnown, type ResourceView } from "../../../terraform";
import { readPolicies } from "../policy/read";
import type { Principal } from "../policy/statement";

export interface Delivery {
  readonly kind: "access-logs" | "load-balancer-logs";
  /** False when the text does not tell whether the policy allows it. */
  readonly certain: boolean;
}

/**
 * Which logs the policy allows to be delivered: those of S3 itself, or of Application and Classic Load Balancers, in Regions
 * opened before August 2022 by an account of AWS's
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html#attach-bucket-policy).
 */
export function deliveriesOf(policy: ResourceView, evaluator: Evaluator): readonly Delivery[] {
  // Kept: every bucket that the policy may be for asks.
  return evaluator.workspace.dependencies.keep<readonly Delivery[]>(
    policy,
    "deliveries",
    () => readDeliveries(policy, evaluator),
    () => [],
  );
}

function readDeliveries(policy: ResourceView, evaluator: Evaluator): readonly Delivery[] {
  const attribute = policy.attribute("policy");
  if (!attribute) return [];
  const policies = readPolicies(attribute.value, attribute.at, evaluator);
  const allowed = policies.flatMap(({ statements }) => statements.filter(({ effect }) => effect !== "deny"));
  const principals = allowed.flatMap((statement) => statement.principals.map((each) => ({ each, statement })));
  const found = principals.flatMap(({ each, statement: { certain, effect } }): Delivery[] => {
    const kind = deliveryBy(each);
    return kind ? [{ kind, certain: certain && effect === "allow" }] : [];
  });
  const open =
    policies.some(({ unreadable }) => unreadable.length > 0) ||
    allowed.some(({ unreadable }) => unreadable) ||
    principals.some(({ each }) => each.value.kind === "unknown");
  return open ? [...found, { kind: "access-logs", certain: false }] : found;
}

const SERVICES: Readonly<Record<string, Delivery["kind"]>> = {
  "logging.s3.amazonaws.com": "access-logs",
  "logdelivery.elasticloadbalancing.amazonaws.com": "load-balancer-logs",
};

function deliveryBy({ type, value }: Principal): Delivery["kind"] | undefined {
  if (/^service$/i.test(type)) return isKnown(value) ? own(SERVICES, String(value.value)) : undefined;
  const parts = value.kind === "template" ? value.parts : [value];
  const ofBalancers = parts.some(
    (part) => typeof part !== "string" && part.kind === "reference" && isBalancersAccount(part.resource.declaration),
  );
  return ofBalancers ? "load-balancer-logs" : undefined;
}

function isBalancersAccount({ kind, type }: { readonly kind: string; readonly type: string }): boolean {
  return kind === "data" && type === "aws_elb_service_account";
}
