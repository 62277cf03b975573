/** GitLab's code quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import type { Severity } from "../../../../../shared/src";
import { fingerprintOf } from "../fingerprint";
import type { Place, Results } from "../results";
import { problemsOf } from "./shared";

const SEVERITY: Readonly<Record<Severity, "info" | "minor" | "major" | "critical">> = {
  error: "critical",
  warning: "major",
  information: "minor",
  hint: "info",
};

/** Violations and recommendations that nobody has waived, and what could not be read. Lines are one-based. */
export function toGitlab(results: Results): string {
  const findings = problemsOf(results).map((finding) => ({
    ...issue(finding),
    check_name: finding.checkId,
    fingerprint: finding.fingerprint,
    severity: SEVERITY[finding.severity],
  }));
  // The same defect twice in a file is one too many for a unique fingerprint.
  const seen = new Map<string, number>();
  const errors = results.errors.map((error) => {
    const key = `${error.file} ${error.message}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return {
      ...issue(error),
      check_name: "syntax-error",
      fingerprint: fingerprintOf([error.file, error.message, String(count)]),
      severity: SEVERITY.error,
    };
  });
  return `${JSON.stringify([...errors, ...findings], undefined, 2)}\n`;
}

function issue({ message, file, range: { start, end } }: Place) {
  return {
    type: "issue",
    description: message,
    categories: ["Security"],
    location: { path: file, lines: { begin: start.line + 1, end: end.line + 1 } },
  };
}
