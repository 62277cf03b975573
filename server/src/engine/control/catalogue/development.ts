/** Source code, builds, packages and workflows. */
import { anyId, arn, enables, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

export const development: readonly CatalogueRow[] = [
  // One key for all that the project keeps in S3, `aws/s3` unless named. The switches are inverted, and on unless said otherwise.
  row("aws_codebuild_project", "CodeBuild", "other", {
    switches: [
      enables("artifacts.encryption_disabled", [false], false),
      enables("secondary_artifacts.encryption_disabled", [false], false),
      enables("logs_config.s3_logs.encryption_disabled", [false], false),
    ],
    key: anyId("encryption_key"),
    whenOmitted: "aws-managed",
    appliesWhen: {
      any: [
        { path: "artifacts.type", is: ["S3"] },
        { path: "secondary_artifacts", present: true },
        { path: "logs_config.s3_logs.status", is: ["ENABLED"], default: "DISABLED" },
      ],
    },
    sameAs: same(["CKV_AWS_78", "CKV_AWS_147", "CKV_AWS_311"], ["AWS-0018"]),
  }),
  row("aws_codebuild_report_group", "CodeBuild", "other", {
    each: "export_config.s3_destination",
    switches: [enables("export_config.s3_destination.encryption_disabled", [false], false)],
    key: arn("export_config.s3_destination.encryption_key"),
    whenOmitted: "required",
    appliesWhen: { path: "export_config.type", is: ["S3"] },
  }),
  row("aws_codepipeline", "CodePipeline", "other", {
    each: "artifact_store",
    switches: [selects("artifact_store.encryption_key.type", ["KMS"])],
    key: anyId("artifact_store.encryption_key.id"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_219"]),
  }),
  row("aws_codeartifact_domain", "CodeArtifact", "other", {
    key: arn("encryption_key"),
    whenOmitted: "aws-managed",
    sameAs: same(["CKV_AWS_221"]),
  }),
  row("aws_codecommit_repository", "CodeCommit", "other", { key: arn("kms_key_id"), whenOmitted: "aws-managed" }),
  row("aws_codegurureviewer_repository_association", "CodeGuru Reviewer", "other", {
    switches: [selects("kms_key_details.encryption_option", ["CUSTOMER_MANAGED_CMK"], "AWS_OWNED_CMK")],
    key: anyId("kms_key_details.kms_key_id"),
    whenOmitted: "aws-owned",
    sameAs: same(["CKV_AWS_381"]),
  }),
  row("aws_devopsguru_service_integration", "DevOps Guru", "other", {
    switches: [
      selects("kms_server_side_encryption.opt_in_status", ["ENABLED"]),
      selects("kms_server_side_encryption.type", ["CUSTOMER_MANAGED_KEY"], "AWS_OWNED_KMS_KEY"),
    ],
    key: anyId("kms_server_side_encryption.kms_key_id"),
    whenOmitted: "aws-owned",
  }),
  row("aws_mwaa_environment", "MWAA", "other", { key: arn("kms_key"), whenOmitted: "aws-managed" }),
  row("aws_m2_environment", "Mainframe Modernization", "other", { key: arn("kms_key_id"), whenOmitted: "aws-owned" }),
  row("aws_m2_application", "Mainframe Modernization", "other", { key: anyId("kms_key_id"), whenOmitted: "aws-owned" }),
];
