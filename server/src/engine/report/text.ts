/** The result of a check for people to read. */
import { type Language, type MessageKey, render } from "../../../../shared/src";
import { visible } from "./markup";
import type { Place, ResultFinding, Results } from "./results";

export type Style = "bold" | "dim" | "red" | "yellow" | "blue" | "green";

/** Gives a text a style, or leaves it where nobody would see it. */
export type Paint = (style: Style, text: string) => string;

const STYLES: Readonly<Record<ResultFinding["severity"], Style>> = {
  error: "red",
  warning: "yellow",
  information: "blue",
  hint: "dim",
};

/**
 * The results as text, file by file. Unverified findings are listed only with everything else: there is nothing to mend.
 * @param all whether every status is listed
 */
export function toText(results: Results, language: Language, all: boolean, paint: Paint): string {
  const say = (key: MessageKey): string => render({ key }, language);
  const lines = new Map<string, string[]>();
  const add = (file: string, ...more: string[]): void => {
    const known = lines.get(file);
    if (known) known.push(...more);
    else lines.set(file, more);
  };
  for (const error of results.errors) {
    add(error.file, `  ${position(error)}  ${paint("red", say("report.syntax"))}  ${inLine(error.message)}`);
  }
  for (const finding of results.findings) {
    if (!all && finding.status !== "fail") continue;
    const label =
      finding.status === "fail"
        ? paint(STYLES[finding.severity], say(`report.${finding.severity}`))
        : paint("green", say(`report.status-${finding.status}`));
    add(
      finding.file,
      `  ${position(finding)}  ${label}  ${inLine(finding.message)}  ${paint("dim", `[${finding.checkId}]`)}`,
      ...finding.related.map((place) =>
        paint("dim", `      ${inLine(place.message)} (${inLine(place.file)}:${position(place)})`),
      ),
    );
  }
  for (const problem of results.waiverProblems) {
    const label = paint("yellow", say("report.waiver"));
    add(
      problem.file,
      `  ${position(problem)}  ${label}  ${inLine(problem.message)}  ${paint("dim", `[waiver-${problem.kind}]`)}`,
    );
  }
  const files = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = files.map(([file, of]) => `${paint("bold", inLine(file))}\n${of.join("\n")}\n`);
  return [...groups, `${summaryOf(results, language, paint)}\n`].join("\n");
}

/** The text in one line that does nothing: a name could move a terminal's cursor, or give a build server a command. */
function inLine(text: string): string {
  return visible(text).replace(/[\t\n\r]+/g, " ");
}

/** One-based, as editors and terminals count. */
function position({ range }: Place): string {
  return `${range.start.line + 1}:${range.start.character + 1}`;
}

/** How many there are of what, in one line. */
export function summaryOf(results: Results, language: Language, paint: Paint = (_style, text) => text): string {
  const { summary: counts, findings, errors } = results;
  const say = (key: MessageKey, count: number): string => render({ key, args: [String(count)] }, language);
  const recommendations = findings.filter((finding) => finding.status === "fail" && finding.recommendation).length;
  return [
    paint(counts.fail > 0 ? "red" : "green", say("report.fail", counts.fail)),
    say("report.recommendations", recommendations),
    say("report.waived", counts.waived),
    say("report.unverified", counts.unverified),
    say("report.pass", counts.pass),
    ...(errors.length > 0 ? [say("report.unparsed", errors.length)] : []),
    say("report.resources", counts.resources),
    say("report.files", counts.files),
  ].join(", ");
}
