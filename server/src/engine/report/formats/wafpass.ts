/**
 * The result that WAF++'s own checker writes with `wafpass check --output json` and its server takes in: schema 1.0 of
 * wafpass-core, `wafpass/schema.py` in https://github.com/WAF2p/pass. It has no places; they stand in the messages.
 */
import {
  CONTROL_ID,
  checkId,
  type Language,
  REGULATORY_MAPPING,
  render,
  type Severity,
} from "../../../../../shared/src";
import { type Check, checks } from "../../control";
import type { ResultFinding, Results } from "../results";
import { defaultSeverityOf } from "../rules";
import type { FormatOptions } from "./types";

/** The pillar of the framework that the control belongs to, as `wafpass check --pillar` names it. */
const PILLAR = "security";

/** `wafpass` knows critical, high, medium and low. */
const SEVERITY: Readonly<Record<Severity, string>> = {
  error: "high",
  warning: "medium",
  information: "low",
  hint: "low",
};

/** Of the five there are; ERROR, for what could not be evaluated, is said of no resource here. */
const STATUS: Readonly<Record<ResultFinding["status"], "PASS" | "FAIL" | "SKIP" | "WAIVED">> = {
  pass: "PASS",
  fail: "FAIL",
  waived: "WAIVED",
  unverified: "SKIP",
  "not-applicable": "SKIP",
};

const checksById: ReadonlyMap<string, Check> = new Map(checks.map((check) => [checkId(check.name), check]));

/**
 * One finding for each property of each resource; recommendations are skipped, since they break no rule. The score is what
 * `wafpass` makes of a single control: 100 when nothing fails, else 0.
 * @param results with all findings, those that pass included
 */
export function toWafpass(results: Results, { language, origin }: FormatOptions): string {
  const findings = results.findings.map((finding) => {
    const docs = checksById.get(finding.checkId)?.docs;
    return {
      check_id: finding.checkId,
      check_title: docs?.title[language] ?? "",
      control_id: CONTROL_ID,
      pillar: PILLAR,
      severity: SEVERITY[finding.severity],
      status: finding.recommendation && finding.status === "fail" ? "SKIP" : STATUS[finding.status],
      resource: finding.instance ?? finding.resource,
      message: `${finding.message} (${finding.file}:${finding.range.start.line + 1})`,
      remediation: docs?.remediation[language] ?? "",
    };
  });
  const score = findings.some(({ status }) => status === "FAIL") ? 0 : 100;
  const result = {
    schema_version: "1.0",
    project: origin.project,
    branch: origin.branch ?? "",
    git_sha: origin.revision ?? "",
    triggered_by: origin.trigger,
    run: { is_cicd: origin.trigger !== "local" },
    iac_framework: "terraform",
    score,
    pillar_scores: { [PILLAR]: score },
    path: origin.paths.join(" | "),
    controls_loaded: 1,
    controls_run: 1,
    source_paths: origin.paths,
    controls_meta: [controlMeta(language)],
    findings,
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

function controlMeta(language: Language) {
  return {
    id: CONTROL_ID,
    title: render({ key: "report.control" }, language),
    pillar: PILLAR,
    severity: SEVERITY.error,
    regulatory_mapping: REGULATORY_MAPPING,
    checks: checks.map((check) => ({
      id: checkId(check.name),
      title: check.docs.title[language],
      severity: SEVERITY[defaultSeverityOf(check)],
      remediation: check.docs.remediation[language],
      example: { compliant: check.docs.compliant.trim(), non_compliant: check.docs.nonCompliant.trim() },
    })),
  };
}
