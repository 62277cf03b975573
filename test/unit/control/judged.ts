/** What the control says of a workspace that a test writes out, in one line a finding. */
import type { ControlSettings, Finding } from "../../../server/src/engine/control";
import { type CheckName, render } from "../../../shared/src";
import { analysisOf, readFixture } from "./fixture";

/** One configuration file, `main.tf`, or several by their path; other files are there for `file()`. */
export type Files = string | Readonly<Record<string, string>>;

/** Every finding of the check, passes and not-applicables included, in the order of the resources. */
export function findingsOf(
  check: CheckName,
  files: Files,
  settings: Partial<ControlSettings> = {},
): readonly Finding[] {
  return judged(files, settings).findings.filter((finding) => finding.check === check);
}

/**
 * The findings of the check as `resource property status`, and for violations the text that they underline:
 * `aws_ebs_volume.data cmk fail [encrypted = false]`.
 */
export function linesOf(check: CheckName, files: Files, settings: Partial<ControlSettings> = {}): readonly string[] {
  const { findings, textAt } = judged(files, settings);
  return findings
    .filter((finding) => finding.check === check)
    .map((finding) => {
      const name = finding.instance ?? finding.resource;
      const where = finding.status === "fail" ? ` [${textAt(finding)}]` : "";
      return `${name} ${finding.property} ${finding.status}${where}`;
    });
}

/** The message of a finding in both languages: placeholders filled, nothing left over. */
export function textsOf(finding: Finding): readonly [string, string] {
  return [render(finding.message, "en"), render(finding.message, "de")];
}

function judged(files: Files, settings: Partial<ControlSettings>) {
  const named = Object.entries(typeof files === "string" ? { "main.tf": files } : files);
  const texts = new Map(named.map(([path, text]) => [`/fixture/${path}`, text]));
  const empty = readFixture("");
  const analysis = analysisOf({ ...empty, files: texts, settings: { ...empty.settings, ...settings } });
  const textAt = (finding: Finding): string => {
    const range = analysis.workspace.rangeOf(finding.at);
    return range ? (texts.get(finding.at.path) ?? "").slice(range.start, range.end).replace(/\s+/g, " ") : "";
  };
  return { findings: [...analysis.allFindings()], textAt };
}
