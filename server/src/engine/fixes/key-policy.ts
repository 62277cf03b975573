/** Key policies for services that use a key in their own name, which the default policy does not allow them. */
import { own } from "../../../../shared/src";
import type { Analysis } from "../control";
import { dirname } from "../terraform";
import { type Code, call, listOf, literal, object, templateCode } from "./code";
import type { Drafts } from "./drafts";

interface ServiceGrant {
  readonly principal: (region: () => string) => string;
  readonly actions: readonly string[];
  /** Key and value of the condition that ties the grant to this account; `{}` in the value stands for the account. */
  readonly condition: (region: () => string) => readonly [operator: string, key: string, value: string];
}

const USE = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

/** By the resource type of the store. */
const GRANTS: Readonly<Record<string, ServiceGrant>> = {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  aws_cloudwatch_log_group: {
    principal: (region) => `logs.${region()}.amazonaws.com`,
    actions: USE,
    condition: (region) => ["ArnLike", "kms:EncryptionContext:aws:logs:arn", `arn:aws:logs:${region()}:{}:*`],
  },
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
  aws_cloudtrail: {
    principal: () => "cloudtrail.amazonaws.com",
    actions: ["kms:GenerateDataKey*", "kms:Decrypt", "kms:DescribeKey"],
    condition: () => ["StringLike", "kms:EncryptionContext:aws:cloudtrail:arn", "arn:aws:cloudtrail:*:{}:trail/*"],
  },
};

/** The policy of a key for a store of that type; undefined where the default policy will do. */
export function keyPolicy(type: string, drafts: Drafts, path: string, analysis: Analysis): Code | undefined {
  const grant = own(GRANTS, type);
  if (!grant) return undefined;
  const account = `\${${dataSource("aws_caller_identity", drafts, path, analysis)}.account_id}`;
  // `id` is the Region's name in every version of the provider; `name` is deprecated since 6.0.
  const region = (): string => `\${${dataSource("aws_region", drafts, path, analysis)}.id}`;
  const [operator, key, value] = grant.condition(region);
  return call(
    "jsonencode",
    object([
      ["Version", literal("2012-10-17")],
      [
        "Statement",
        listOf([
          object([
            ["Effect", literal("Allow")],
            ["Principal", object([["AWS", templateCode(`arn:aws:iam::${account}:root`)]])],
            ["Action", literal("kms:*")],
            ["Resource", literal("*")],
          ]),
          object([
            ["Effect", literal("Allow")],
            ["Principal", object([["Service", templateCode(grant.principal(region))]])],
            ["Action", listOf(grant.actions.map(literal))],
            ["Resource", literal("*")],
            ["Condition", object([[operator, object([[key, templateCode(value.replace("{}", account))]])]])],
          ]),
        ]),
      ],
    ]),
  );
}

/** The symbol of the module's data source of the type, which is added where there is none. */
export function dataSource(type: string, drafts: Drafts, path: string, analysis: Analysis): string {
  const found = existingDataSource(type, path, analysis);
  if (found !== undefined) return found;
  drafts.appendOnce(path, { type: "data", labels: [type, "current"], body: [] });
  return `data.${type}.current`;
}

/** The symbol of a data source of the type in the module of the file. */
export function existingDataSource(type: string, path: string, analysis: Analysis): string | undefined {
  const [found] = analysis.workspace.modules.get(dirname(path))?.byType.get(`data.${type}`) ?? [];
  return found?.symbol;
}
