/** What was found: requirements with their violations, recommendations, waivers, and what the text leaves open. */
import { REQUIREMENTS, type Severity } from "../../../../../shared/src";
import type { FindingEvidence, Outcome, Tally } from "../evidence";
import type { Remark } from "../remarks";
import type { Block, Cell, Mark, Section, Table } from "./types";
import type { Words } from "./words";

const OUTCOMES = [
  "passes",
  "violations",
  "recommendations",
  "waived",
  "unverified",
] as const satisfies readonly (keyof Tally)[];

export function requirementsSection(words: Words): Section {
  const { requirements, summary } = words.evidence;
  const violations = findingsOf("violation", words);
  const tables = REQUIREMENTS.flatMap((requirement): Block[] => {
    const found = violations.filter((finding) => finding.requirement === requirement);
    const caption = words.say("evidence.violations-of", { key: `requirement.${requirement}` });
    return found.length > 0 ? [findingTable(caption, found, words)] : [];
  });
  return {
    name: "requirements",
    title: words.say("evidence.requirements"),
    blocks: [
      {
        kind: "table",
        caption: words.say("evidence.requirements-table"),
        head: [words.say("evidence.requirement"), ...OUTCOMES.map((outcome) => words.say(`evidence.${outcome}`))],
        rows: [
          ...requirements.map((each) => tallyRow(words.say(`requirement.${each.requirement}`), each)),
          tallyRow(words.say("evidence.total"), summary),
        ],
        numbers: [1, 2, 3, 4, 5],
      },
      ...(tables.length > 0 ? tables : [{ kind: "text", text: words.say("evidence.no-violations") } as const]),
    ],
  };
}

function tallyRow(name: string, tally: Tally): readonly Cell[] {
  return [name, ...OUTCOMES.map((outcome) => String(tally[outcome]))];
}

export function recommendationsSection(words: Words): Section {
  const found = findingsOf("recommendation", words);
  const caption = words.say("evidence.recommendations-table");
  return {
    name: "recommendations",
    title: words.say("evidence.recommendations"),
    blocks: [orElse(findingTable(caption, found, words), words.say("evidence.no-recommendations"))],
  };
}

export function waiversSection(words: Words): Section {
  const table: Table = {
    kind: "table",
    caption: words.say("evidence.waivers-table"),
    head: [
      words.say("evidence.resource"),
      words.say("evidence.finding"),
      words.say("evidence.waiver-reason"),
      words.say("evidence.waiver-source"),
      words.say("evidence.expires"),
      words.say("evidence.place"),
    ],
    rows: findingsOf("waived", words).map((finding) => [
      { code: finding.resource },
      words.tell(finding.message),
      finding.waiver?.reason ?? "",
      finding.waiver ? words.say(`evidence.source-${finding.waiver.source}`) : "",
      finding.waiver?.expires ?? words.say("evidence.never"),
      words.place(finding.where),
    ]),
  };
  const problems = remarkTable(words.say("evidence.waiver-problems"), words.evidence.waiverProblems, words);
  return {
    name: "waivers",
    title: words.say("evidence.waivers"),
    blocks: [orElse(table, words.say("evidence.no-waivers")), ...(problems.rows.length > 0 ? [problems] : [])],
  };
}

export function unverifiedSection(words: Words): Section {
  const found = findingsOf("unverified", words);
  const table: Table = {
    kind: "table",
    caption: words.say("evidence.unverified-table"),
    head: [words.say("evidence.resource"), words.say("evidence.finding"), words.say("evidence.place")],
    rows: found.map((finding) => [{ code: finding.resource }, words.tell(finding.message), words.place(finding.where)]),
  };
  return {
    name: "unverified",
    title: words.say("evidence.unverified"),
    blocks: [orElse(table, words.say("evidence.no-unverified"))],
  };
}

/** Only where there is something that could not be read. */
export function unreadSection(words: Words): Section | undefined {
  const { unread } = words.evidence;
  if (unread.length === 0) return undefined;
  return {
    name: "unread",
    title: words.say("evidence.unread"),
    blocks: [remarkTable(words.say("evidence.unread-table"), unread, words)],
  };
}

function findingsOf(outcome: Outcome, { evidence }: Words): readonly FindingEvidence[] {
  return evidence.findings.filter((finding) => finding.outcome === outcome);
}

function findingTable(caption: string, found: readonly FindingEvidence[], words: Words): Table {
  return {
    kind: "table",
    caption,
    head: [
      words.say("evidence.resource"),
      words.say("evidence.severity"),
      words.say("evidence.finding"),
      words.say("evidence.place"),
    ],
    rows: found.map((finding) => [
      { code: finding.resource },
      { mark: SEVERITY_MARKS[finding.severity], text: words.say(`report.${finding.severity}`) },
      words.tell(finding.message),
      words.place(finding.where),
    ]),
  };
}

function remarkTable(caption: string, remarks: readonly Remark[], words: Words): Table {
  return {
    kind: "table",
    caption,
    head: [words.say("evidence.place"), words.say("evidence.problem")],
    rows: remarks.map((remark) => [words.place(remark), words.tell(remark.message)]),
  };
}

function orElse(table: Table, text: string): Block {
  return table.rows.length > 0 ? table : { kind: "text", text };
}

const SEVERITY_MARKS: Readonly<Record<Severity, Mark["mark"]>> = {
  error: "bad",
  warning: "warning",
  information: "open",
  hint: "none",
};
