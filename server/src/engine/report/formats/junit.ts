/**
 * JUnit's XML as Jenkins, GitLab and their like read it: a suite for each file, a test case for each property of each resource
 * that a check judged. What is below the severity that fails the run passes, and is told in the case's output.
 */
import { type Language, render } from "../../../../../shared/src";
import { type Markup, markup } from "../markup";
import type { Place, ResultFinding, Results } from "../results";
import { byFile, failsRun } from "./shared";
import type { FormatOptions } from "./types";

interface Case {
  readonly kind: "passed" | "failed" | "skipped" | "errored";
  readonly xml: Markup;
}

/** @param results with all findings, those that pass included */
export function toJunit(results: Results, options: FormatOptions): string {
  const errors = byFile(results.errors);
  const findings = byFile(results.findings);
  const suites = [...new Set([...errors.keys(), ...findings.keys()])].sort().map((file) => {
    const cases = [
      ...(errors.get(file) ?? []).map((error) => syntaxError(error, options.language)),
      ...(findings.get(file) ?? []).map((finding) => testCase(finding, options)),
    ];
    return { cases, xml: suite(file, cases) };
  });
  const all = suites.flatMap(({ cases }) => cases);
  const xml = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="waf-sec-030" tests="${all.length}" failures="${count(all, "failed")}" errors="${count(all, "errored")}">
${suites.map((each) => each.xml)}</testsuites>
`;
  return withoutForbidden(xml.text);
}

function suite(file: string, cases: readonly Case[]): Markup {
  return markup`  <testsuite name="${file}" tests="${cases.length}" failures="${count(cases, "failed")}" errors="${count(cases, "errored")}" skipped="${count(cases, "skipped")}">
${cases.map(({ xml }) => xml)}  </testsuite>
`;
}

function count(cases: readonly Case[], kind: Case["kind"]): number {
  return cases.filter((each) => each.kind === kind).length;
}

function testCase(finding: ResultFinding, { failOn, language }: FormatOptions): Case {
  const { checkId, resource, instance, attribute, property, status, severity, message, waiver } = finding;
  const open = markup`    <testcase classname="${checkId}" name="${instance ?? resource}: ${attribute || property}"`;
  if (failsRun(finding, failOn)) {
    const text = [finding, ...finding.related].map(place).join("\n");
    const xml = markup`${open}>
      <failure type="${severity}" message="${message}">${text}</failure>
    </testcase>
`;
    return { kind: "failed", xml };
  }
  if (status === "fail") {
    const label = render({ key: `report.${severity}` }, language);
    const xml = markup`${open}>
      <system-out>${`${label}: ${message}\n${place(finding)}`}</system-out>
    </testcase>
`;
    return { kind: "passed", xml };
  }
  if (status === "pass") return { kind: "passed", xml: markup`${open}/>\n` };
  const label = render({ key: `report.status-${status}` }, language);
  const xml = markup`${open}>
      <skipped>${`${label}: ${waiver?.reason ?? message}`}</skipped>
    </testcase>
`;
  return { kind: "skipped", xml };
}

function syntaxError(error: Place, language: Language): Case {
  const label = render({ key: "report.syntax" }, language);
  const xml = markup`    <testcase classname="${label}" name="${position(error)}">
      <error type="${label}" message="${error.message}">${place(error)}</error>
    </testcase>
`;
  return { kind: "errored", xml };
}

function place({ file, range, message }: Place): string {
  return `${file}:${position({ range })} ${message}`;
}

function position({ range: { start } }: Pick<Place, "range">): string {
  return `${start.line + 1}:${start.character + 1}`;
}

/** XML 1.0 cannot hold these, not even escaped; names of files may. */
function withoutForbidden(text: string): string {
  return text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd");
}
