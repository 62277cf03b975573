/**
 * The catalogue: every store of an AWS resource that the control WAF-SEC-030 can judge by its configuration, a row each, over
 * the resource types of the Terraform AWS provider 6.66. The schema test holds each path against the provider's schema.
 *
 * What is not here, and why:
 * - KMS keys and their policies: the objects of coded checks, not stores.
 * - Encryption in transit (TLS, MACsec, VPN, transit gateways), field-level encryption, and algorithms of protocols: the control
 *   is about data at rest.
 * - Keys that sign, decrypt what comes in, or encrypt a message to a function (Cognito's custom senders, Mail Manager's trust
 *   stores, Lex grammars, VPN pre-shared keys): they guard no store of the resource.
 * - Grants and contexts of encryption: they name no key of the resource.
 * - Validation runs of SageMaker algorithms: they keep nothing beyond the run.
 */
import { analytics } from "./analytics";
import { backup } from "./backup";
import { caches } from "./caches";
import { compute } from "./compute";
import { databases } from "./databases";
import { development } from "./development";
import { ebs } from "./ebs";
import { files } from "./files";
import { integration } from "./integration";
import { logs } from "./logs";
import { messaging } from "./messaging";
import { ml } from "./ml";
import { rds } from "./rds";
import { s3 } from "./s3";
import { search } from "./search";
import { secrets } from "./secrets";
import { security } from "./security";
import type { CatalogueRow } from "./types";

export type * from "./types";

/** Every row, the weightiest families first. */
export const catalogue: readonly CatalogueRow[] = [
  ...rds,
  ...s3,
  ...ebs,
  ...backup,
  ...databases,
  ...files,
  ...caches,
  ...search,
  ...messaging,
  ...logs,
  ...secrets,
  ...compute,
  ...analytics,
  ...ml,
  ...development,
  ...integration,
  ...security,
];

const byType = new Map<string, CatalogueRow[]>();
for (const row of catalogue) {
  const rows = byType.get(row.type);
  if (rows === undefined) byType.set(row.type, [row]);
  else rows.push(row);
}

/** The rows of a resource type, its own store first; none for a type that is not in the catalogue. */
export function rowsOf(type: string): readonly CatalogueRow[] {
  return byType.get(type) ?? [];
}
