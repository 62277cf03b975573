/** Network protection, access, incidents, audit and resilience: services that keep rules, plans and records. */
import { anyId, arn, row, same, selects } from "./row";
import type { CatalogueRow } from "./types";

const networkFirewall = {
  switches: [selects("encryption_configuration.type", ["CUSTOMER_KMS"], "AWS_OWNED_KMS_KEY")],
  key: anyId("encryption_configuration.key_id"),
  whenOmitted: "aws-owned",
} as const;

/** The policy of a Verified Access resource, in the block that holds its encryption. */
const verifiedAccess = (block: string) =>
  ({
    switches: [selects(`${block}.customer_managed_key_enabled`, [true], false)],
    key: arn(`${block}.kms_key_arn`),
    whenOmitted: "aws-owned",
  }) as const;

export const security: readonly CatalogueRow[] = [
  row("aws_networkfirewall_firewall", "Network Firewall", "other", {
    ...networkFirewall,
    sameAs: same(["CKV_AWS_345"]),
  }),
  row("aws_networkfirewall_firewall_policy", "Network Firewall", "other", {
    ...networkFirewall,
    sameAs: same(["CKV_AWS_346"]),
  }),
  row("aws_networkfirewall_rule_group", "Network Firewall", "other", {
    ...networkFirewall,
    sameAs: same(["CKV_AWS_345"]),
  }),
  row("aws_networkfirewall_tls_inspection_configuration", "Network Firewall", "other", {
    ...networkFirewall,
    shapes: { encryption_configuration: "objects" },
  }),
  row("aws_verifiedaccess_endpoint", "Verified Access", "other", verifiedAccess("sse_specification")),
  row("aws_verifiedaccess_group", "Verified Access", "other", verifiedAccess("sse_configuration")),
  row("aws_verifiedaccess_trust_provider", "Verified Access", "other", verifiedAccess("sse_specification")),
  row("aws_ssmincidents_replication_set", "Incident Manager", "other", {
    each: "regions",
    key: arn("regions.kms_key_arn", "DefaultKey"),
    whenOmitted: "aws-owned",
  }),
  row("aws_auditmanager_account_registration", "Audit Manager", "other", {
    key: anyId("kms_key"),
    whenOmitted: "aws-owned",
  }),
  ...["aws_resiliencehubv2_policy", "aws_resiliencehubv2_service", "aws_resiliencehubv2_system"].map((type) =>
    row(type, "Resilience Hub", "other", { key: arn("kms_key_id"), whenOmitted: "aws-owned" }),
  ),
];
