/** Suppressions written for Checkov, tfsec and Trivy, and which of our checks mean the same as theirs. */
import { type CheckName, own } from "../../../../../shared/src";
import type { CatalogueRow } from "../catalogue";

export interface Suppression {
  readonly scanner: "checkov" | "tfsec" | "trivy";
  /** Checkov's ids as they are, Trivy's and tfsec's as `AWS-0080`. */
  readonly ids: readonly string[];
  readonly reason: string;
  readonly expires: string | undefined;
}

/**
 * The suppressions in the text of a comment that carry a reason.
 * https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html,
 * https://trivy.dev/latest/docs/configuration/filtering/
 */
export function suppressionsIn(text: string): readonly Suppression[] {
  const checkov = /checkov:skip=\s*([\w,]+)\s*:?(.*)$/is.exec(text);
  if (checkov) {
    const [, ids = "", reason = ""] = checkov;
    return withReason({ scanner: "checkov", ids: ids.split(","), reason: reason.trim(), expires: undefined });
  }
  const ignored = [...text.matchAll(/(tfsec|trivy):ignore:([\w*-]+)((?::\w+(?:\[[^\]]*\]|:[\w-]+)?)*)/gi)];
  const last = ignored.at(-1);
  if (!last) return [];
  const reason = text.slice(last.index + last[0].length).replace(/^[\s:,–—-]+/, "");
  return withReason({
    scanner: last[1]?.toLowerCase() === "tfsec" ? "tfsec" : "trivy",
    ids: ignored.map((each) => trivyId(each[2] ?? "")),
    reason: reason.trim(),
    expires: /:exp:(\d{4}-\d{2}-\d{2})/.exec(last[3] ?? "")?.[1],
  });
}

/** A check's title ("Ensure that …") copied beside its id, or a bare "skip", says nothing of why. */
const NO_REASON = /^(?:ensure|make sure)\b|^(?:skip|skipped|ignore|ignored|todo|tbd|none|n\/?a)?[.!]?$/i;

function withReason(suppression: Suppression): readonly Suppression[] {
  return NO_REASON.test(suppression.reason) ? [] : [suppression];
}

/** Whether the suppression names a check that means the same as ours does on that row. */
export function meansSame({ scanner, ids }: Suppression, check: CheckName, row: CatalogueRow | undefined): boolean {
  const system = scanner === "checkov" ? "checkov" : "trivy";
  const same = [...(row?.sameAs?.[system] ?? []), ...(CODED_CHECKS[check]?.[system] ?? [])];
  return ids.some((id) => same.includes(id));
}

/** For the checks that judge no row of the catalogue. */
const CODED_CHECKS: Readonly<Partial<Record<CheckName, NonNullable<CatalogueRow["sameAs"]>>>> = {
  "kms-key-rotation": { checkov: ["CKV_AWS_7"], trivy: ["AWS-0065"] },
  "kms-key-policy-principals": { checkov: ["CKV_AWS_33"] },
};

function trivyId(id: string): string {
  const short = id.toUpperCase().replace(/^AVD-/, "");
  return own(TRIVY_NAMES, id.toLowerCase()) ?? short;
}

/** The long names that tfsec used, and Trivy still takes, of the checks that the catalogue knows by number. */
const TRIVY_NAMES: Readonly<Record<string, string>> = {
  "aws-api-gateway-enable-cache-encryption": "AWS-0002",
  "aws-athena-enable-at-rest-encryption": "AWS-0006",
  "aws-athena-no-encryption-override": "AWS-0007",
  "aws-autoscaling-enable-at-rest-encryption": "AWS-0008",
  "aws-ec2-enable-launch-config-at-rest-encryption": "AWS-0008",
  "aws-cloudtrail-encryption-customer-managed-key": "AWS-0015",
  "aws-cloudtrail-enable-at-rest-encryption": "AWS-0015",
  "aws-cloudwatch-log-group-customer-key": "AWS-0017",
  "aws-codebuild-enable-encryption": "AWS-0018",
  "aws-documentdb-enable-storage-encryption": "AWS-0021",
  "aws-documentdb-encryption-customer-key": "AWS-0022",
  "aws-dynamodb-enable-at-rest-encryption": "AWS-0023",
  "aws-dynamodb-table-customer-key": "AWS-0025",
  "aws-ebs-enable-volume-encryption": "AWS-0026",
  "aws-ec2-enable-volume-encryption": "AWS-0026",
  "aws-ebs-encryption-customer-key": "AWS-0027",
  "aws-ec2-volume-encryption-customer-key": "AWS-0027",
  "aws-ecr-repository-customer-key": "AWS-0033",
  "aws-efs-enable-at-rest-encryption": "AWS-0037",
  "aws-eks-encrypt-secrets": "AWS-0039",
  "aws-elasticache-enable-at-rest-encryption": "AWS-0045",
  "aws-elastic-search-enable-domain-encryption": "AWS-0048",
  "aws-elasticsearch-enable-domain-encryption": "AWS-0048",
  "aws-kinesis-enable-in-transit-encryption": "AWS-0064",
  "aws-kms-auto-rotate-keys": "AWS-0065",
  "aws-neptune-enable-storage-encryption": "AWS-0076",
  "aws-rds-enable-performance-insights-encryption": "AWS-0078",
  "aws-rds-encrypt-cluster-storage-data": "AWS-0079",
  "aws-rds-encrypt-instance-storage-data": "AWS-0080",
  "aws-redshift-encryption-customer-key": "AWS-0084",
  "aws-s3-enable-bucket-encryption": "AWS-0088",
  "aws-sns-enable-topic-encryption": "AWS-0095",
  "aws-sqs-enable-queue-encryption": "AWS-0096",
  "aws-ssm-secret-use-customer-key": "AWS-0098",
  "aws-workspaces-enable-disk-encryption": "AWS-0109",
  "aws-neptune-encryption-customer-key": "AWS-0128",
  "aws-ec2-enable-at-rest-encryption": "AWS-0131",
  "aws-s3-encryption-customer-key": "AWS-0132",
  "aws-sqs-queue-encryption-use-cmk": "AWS-0135",
  "aws-sns-topic-encryption-use-cmk": "AWS-0136",
};
