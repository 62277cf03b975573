/** Violations, recommendations, waived and unverified findings, as the evidence lists and counts them. */
import { checkId, type Message, REQUIREMENTS, SEVERITIES } from "../../../../../shared/src";
import type { Finding } from "../../control";
import type { Source } from "./source";
import type { FindingEvidence, Outcome, Remark, Tally, Where } from "./types";

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
  const count = (wanted: Outcome): number => findings.filter((finding) => outcomeOf(finding) === wanted).length;
  return {
    passes: findings.filter(({ status }) => status === "pass").length,
    violations: count("violation"),
    recommendations: count("recommendation"),
    waived: count("waived"),
    unverified: count("unverified"),
  };
}

/** What is wrong with the waivers of the files that the report is about. */
export function waiverProblemsOf(source: Source): readonly Remark[] {
  const { analysis, options } = source;
  return [...analysis.paths()]
    .filter(options.listed)
    .flatMap((path) => analysis.waiverProblems(path))
    .flatMap(({ at, message }) => source.remark(at, message))
    .sort((a, b) => byPlace(a.where, b.where));
}

/** The files, and the parts of files, that could not be read. */
export function unreadOf({ analysis, options }: Source): readonly Remark[] {
  const start = { line: 0, character: 0 };
  const unreadable = options.unreadable.map(
    (path): Remark => ({
      where: { file: options.name(path), range: { start, end: start } },
      message: { key: "report.unreadable" },
    }),
  );
  const broken = [...analysis.paths()].filter(options.listed).flatMap((path) => {
    const file = analysis.file(path);
    return (file?.errors ?? []).map((error): Remark => {
      const range = { start: file!.positionAt(error.start), end: file!.positionAt(error.end) };
      const message: Message = { key: error.code, args: error.args };
      return { where: { file: options.name(path), range }, message };
    });
  });
  return [...unreadable, ...broken].sort((a, b) => byPlace(a.where, b.where));
}

function outcomeOf({ status, recommendation, waiver }: Finding): Outcome | undefined {
  if (status === "unverified") return "unverified";
  if (status !== "fail") return undefined;
  if (waiver) return "waived";
  return recommendation ? "recommendation" : "violation";
}

function evidenceOfFinding(finding: Finding, source: Source): FindingEvidence | undefined {
  const outcome = outcomeOf(finding);
  const where = source.where(finding.at);
  if (!outcome || !where) return undefined;
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

function byPlace(a: Where, b: Where): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}
