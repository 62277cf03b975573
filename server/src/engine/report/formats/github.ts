/**
 * Commands for GitHub's workflow runner, which it shows as annotations of the changed lines. It shows ten errors, ten warnings
 * and ten notices a step, so the weightiest files come first.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import { render, SEVERITIES, type Severity } from "../../../../../shared/src";
import { visible } from "../markup";
import type { Place, Results } from "../results";
import { summaryOf } from "../text";
import { byFile, problemsOf } from "./shared";
import type { FormatOptions } from "./types";

interface Annotation extends Place {
  readonly severity: Severity;
  readonly title: string;
}

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** An annotation for every violation, recommendation and unread place, a group for each file; then the counts. */
export function toGithub(results: Results, { language }: FormatOptions): string {
  const syntax = render({ key: "report.syntax" }, language);
  const annotations: Annotation[] = [
    ...results.errors.map((place): Annotation => ({ ...place, severity: "error", title: syntax })),
    ...problemsOf(results).map((finding): Annotation => ({ ...finding, title: finding.checkId })),
    ...results.waiverProblems.map(
      (problem): Annotation => ({ ...problem, severity: "warning", title: `waiver-${problem.kind}` }),
    ),
  ];
  const groups = [...byFile(annotations)].sort(([, a], [, b]) => weight(a) - weight(b));
  const lines = groups.flatMap(([file, of]) => [
    `::group::${escapeData(`${file} (${of.length})`)}`,
    ...[...of].sort((a, b) => rank(a) - rank(b)).map(command),
    "::endgroup::",
  ]);
  return [...lines, summaryOf(results, language), ""].join("\n");
}

function command({ severity, title, file, range: { start, end }, message }: Annotation): string {
  // Columns count only within one line.
  const columns = start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {};
  const properties = { file, line: start.line + 1, endLine: end.line + 1, ...columns, title };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${written.join(",")}::${escapeData(visible(message))}`;
}

function rank({ severity }: Annotation): number {
  return SEVERITIES.indexOf(severity);
}

function weight(annotations: readonly Annotation[]): number {
  return Math.min(...annotations.map(rank));
}

/** As the runner reads it back: whatever else stands in a message, it cannot end the command or begin another. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
