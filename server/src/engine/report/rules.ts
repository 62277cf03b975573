/** How much a check weighs, where one weight must stand for all that it finds. */
import { SEVERITIES, type Severity } from "../../../../shared/src";
import { type Check, catalogue, SEVERITY_TABLE, type SeverityLine } from "../control";

/** What the checks without rows of the catalogue can find. */
export const CODED_LINES: Readonly<Partial<Record<Check["name"], readonly SeverityLine[]>>> = {
  "kms-key-rotation": ["core"],
  "kms-key-deletion-window": ["core", "guidance"],
  "kms-key-policy-principals": ["core"],
  "kms-key-alias": ["guidance"],
  "cloudtrail-kms-events": ["guidance"],
  "cmk-separation": ["guidance"],
};

/**
 * The severity, without evidence of the environment, of the weightiest thing that the check finds in practice: for stores that
 * is the missing customer-managed key, not the rare store that is not encrypted at all.
 */
export function defaultSeverityOf(check: Check): Severity {
  const lines = CODED_LINES[check.name] ?? catalogue.filter((row) => row.check === check.name).map(({ tier }) => tier);
  const severities = new Set(lines.map((line) => SEVERITY_TABLE[line].default));
  return SEVERITIES.find((severity) => severities.has(severity)) ?? "error";
}
