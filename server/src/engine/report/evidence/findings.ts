/** Violations, recommendations, waived and unverified findings, as the evidence lists and counts them. */
import { checkId, REQUIREMENTS, SEVERITIES } from "../../../../../shared/src";
import type { Finding } from "../../control";
import { byPlace } from "../remarks";
import type { Source } from "./source";
import type { FindingEvidence, Outcome, Tally } from "./types";

/** What is no pass, by requirement, the weightiest first, then by place. */
export function findingEvidence(source: Source): readonly FindingEvidence[] {
  return source
    .findings()
    .flatMap((finding) => evidenceOfFinding(finding, source) ?? [])
    .sort(
      (a, b) =>
        REQUIREMENTS.indexOf(a.requirement) - REQUIREMENTS.indexOf(b.requirement) ||
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        byPlace(a.where, b.where),
    );
}

/** How many findings there are of each outcome; not-applicables are not counted. */
export function tallyOf(findings: readonly Finding[]): Tally {
  const tally = { pass: 0, violation: 0, recommendation: 0, waived: 0, unverified: 0 };
  for (const finding of findings) {
    const counted = finding.status === "pass" ? "pass" : outcomeOf(finding);
    if (counted) tally[counted]++;
  }
  return {
    passes: tally.pass,
    violations: tally.violation,
    recommendations: tally.recommendation,
    waived: tally.waived,
    unverified: tally.unverified,
  };
}

function outcomeOf({ status, recommendation, waiver }: Finding): Outcome | undefined {
  if (status === "unverified") return "unverified";
  if (status !== "fail") return undefined;
  if (waiver) return "waived";
  return recommendation ? "recommendation" : "violation";
}

function evidenceOfFinding(finding: Finding, source: Source): FindingEvidence | undefined {
  const outcome = outcomeOf(finding);
  const where = outcome && source.where(finding.at);
  if (!where) return undefined;
  const { waiver } = finding;
  return {
    checkId: checkId(finding.check),
    requirement: finding.requirement,
    property: finding.property,
    outcome,
    severity: finding.severity,
    resource: finding.instance ?? finding.resource,
    module: source.options.name(finding.module),
    where,
    message: finding.message,
    ...(waiver && {
      waiver: {
        source: waiver.source,
        reason: waiver.reason,
        ...(waiver.expires === undefined ? {} : { expires: waiver.expires }),
      },
    }),
  };
}
