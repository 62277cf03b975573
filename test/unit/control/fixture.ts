/**
 * Annotated fixtures: Terraform with the findings it is expected to have, written beside the text they underline.
 *
 * ```
 * resource "aws_db_instance" "a" {
 *   # expect fail cmk on header
 *   storage_encrypted = false
 *   # expect fail encryption-enabled on "storage_encrypted = false"
 * }
 * ```
 *
 * An expectation is a comment `expect STATUS PROPERTY on TEXT`. TEXT is `header`, or a string (with JSON's escapes) that occurs
 * in the nearest line above that is no comment. After it may stand `as SEVERITY`, `for ADDRESS` (the instance meant, where a
 * module is used in several ways) and `waived`. Failed and unverified findings of the fixture's check must be expected, each
 * once; passed and not-applicable ones may be.
 *
 * A line `# file: PATH` begins another file, `# fixed: TITLE` the text of the file before it after the quick fix of that title;
 * `# settings: JSON` changes the settings of the control. What stands before the first such line is main.tf.
 */

import { Analysis, type ControlSettings, type Finding } from "../../../server/src/engine/control";
import type { CheckName, Property, Severity, Status } from "../../../shared/src";

export interface Expectation {
  readonly status: Status;
  readonly property: Property;
  readonly path: string;
  /** Offsets in the text of the file. */
  readonly start: number;
  readonly end: number;
  readonly severity: Severity | undefined;
  readonly instance: string | undefined;
  readonly waived: boolean;
}

export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly fixed: readonly { readonly path: string; readonly title: string; readonly text: string }[];
  readonly expected: readonly Expectation[];
  readonly settings: ControlSettings;
}

const ROOT = "/fixture";

/** Those of the tests, which look at the same day for ever. */
export const SETTINGS: ControlSettings = {
  checks: {},
  ebsDefault: "",
  environment: "auto",
  honourOtherScanners: true,
  today: "2026-03-01",
};

export function readFixture(source: string): Fixture {
  const files = new Map<string, string>();
  const fixed: { path: string; title: string; text: string }[] = [];
  let settings = SETTINGS;
  let path = `${ROOT}/main.tf`;
  let lines: string[] = [];
  let title: string | undefined;
  const flush = (): void => {
    const text = lines.join("\n");
    if (title !== undefined) fixed.push({ path, title, text });
    else if (text.trim() !== "") files.set(path, text);
    lines = [];
  };
  for (const line of source.split("\n")) {
    const directive = /^# (file|fixed|settings):\s*(.*)$/.exec(line);
    if (!directive) {
      lines.push(line);
      continue;
    }
    const [, word, argument = ""] = directive;
    if (word === "settings") {
      settings = { ...settings, ...(JSON.parse(argument) as Partial<ControlSettings>) };
      continue;
    }
    flush();
    title = word === "fixed" ? argument : undefined;
    if (word === "file") path = `${ROOT}/${argument}`;
  }
  flush();
  const expected = [...files].flatMap(([file, text]) => expectations(file, text));
  return { files, fixed, expected, settings };
}

const EXPECTATION =
  /^\s*# expect (pass|fail|unverified|not-applicable) ([a-z-]+) on (header|"(?:[^"\\]|\\.)*")(?: as (error|warning|information|hint))?(?: for (\S+))?( waived)?\s*$/;

function expectations(path: string, text: string): Expectation[] {
  const found: Expectation[] = [];
  let offset = 0;
  let code = { text: "", offset: 0 };
  for (const line of text.split("\n")) {
    if (/^\s*# expect\b/.test(line)) {
      const match = EXPECTATION.exec(line);
      if (!match) throw new Error(`${path}: not an expectation: ${line}`);
      const [, status, property, anchor = "", severity, instance, waived] = match;
      const underlined =
        anchor === "header" ? code.text.replace(/\s*\{.*$/s, "").trim() : (JSON.parse(anchor) as string);
      const at = code.text.indexOf(underlined);
      if (at < 0 || underlined === "")
        throw new Error(`${path}: ${JSON.stringify(underlined)} is not in: ${code.text}`);
      found.push({
        status: status as Status,
        property: property as Property,
        path,
        start: code.offset + at,
        end: code.offset + at + underlined.length,
        severity: severity as Severity | undefined,
        instance,
        waived: waived !== undefined,
      });
    } else if (line.trim() !== "" && !/^\s*(?:#|\/\/)/.test(line)) {
      code = { text: line, offset };
    }
    offset += line.length + 1;
  }
  return found;
}

/** An analysis of the fixture's files; what a check throws, it throws. */
export function analysisOf(fixture: Fixture, files: ReadonlyMap<string, string> = fixture.files): Analysis {
  const analysis = new Analysis({
    root: ROOT,
    settings: fixture.settings,
    readFile: (path) => files.get(path),
    onProblem: ({ check, resource, error }) => {
      throw new Error(`${check} on ${resource}`, { cause: error });
    },
  });
  for (const [path, text] of files) analysis.setText(path, text);
  analysis.update();
  return analysis;
}

/** The findings of the check as lines to compare, those that the fixture need not mention left out unless it does. */
export function foundLines(analysis: Analysis, check: CheckName, fixture: Fixture): string[] {
  const mentioned = new Set(fixture.expected.map(slotOf));
  const lines = [...analysis.allFindings()].flatMap((finding) => {
    if (finding.check !== check) return [];
    const range = analysis.workspace.rangeOf(finding.at);
    if (!range) throw new Error(`a finding stands nowhere: ${finding.resource} ${finding.property}`);
    const slot = { status: finding.status, property: finding.property, path: finding.at.path, ...range };
    const mustMention = finding.status === "fail" || finding.status === "unverified";
    return mustMention || mentioned.has(slotOf(slot)) ? [lineOf(fixture, finding, slot)] : [];
  });
  return lines.sort();
}

export function expectedLines(fixture: Fixture): string[] {
  return fixture.expected
    .map((each) => {
      const extras = [each.severity ? ` as ${each.severity}` : "", each.instance ? ` for ${each.instance}` : ""];
      return `${describeSlot(fixture, each)}${extras.join("")}${each.waived ? " waived" : ""}`;
    })
    .sort();
}

type Slot = Pick<Expectation, "status" | "property" | "path" | "start" | "end">;

function slotOf({ status, property, path, start, end }: Slot): string {
  return `${status} ${property} ${path} ${start} ${end}`;
}

/** With what the expectation at the same place mentions besides. */
function lineOf(fixture: Fixture, finding: Finding, slot: Slot): string {
  const like = fixture.expected.filter((each) => slotOf(each) === slotOf(slot));
  const severity = like.some((each) => each.severity) ? ` as ${finding.severity}` : "";
  const instance = like.some((each) => each.instance) ? ` for ${finding.instance ?? finding.resource}` : "";
  return `${describeSlot(fixture, slot)}${severity}${instance}${finding.waiver ? " waived" : ""}`;
}

function describeSlot(fixture: Fixture, { status, property, path, start, end }: Slot): string {
  const text = fixture.files.get(path) ?? "";
  const line = text.slice(0, start).split("\n").length;
  return `${path.slice(ROOT.length + 1)}:${line} ${status} ${property} on ${text.slice(start, end)}`;
}
