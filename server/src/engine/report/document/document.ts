/** The evidence as a document, in one language. */
import { CHECK_NAMES, type Language } from "../../../../../shared/src";
import type { Evidence } from "../evidence";
import type { Steps } from "../evidence/steps";
import { documentsSection, mappingSection } from "./audit";
import {
  recommendationsSection,
  requirementsSection,
  unreadSection,
  unverifiedSection,
  waiversSection,
} from "./findings";
import { coverageSection, keyMapSection, keysSection, storesSection } from "./inventory";
import { levelText, maturitySection } from "./maturity";
import type { Cell, ReportDocument, Section } from "./types";
import { Words } from "./words";

export type * from "./types";

/** In their order. A section may be left out where it has nothing to say. */
const SECTIONS: readonly ((words: Words) => Section | undefined)[] = [
  maturitySection,
  requirementsSection,
  coverageSection,
  keyMapSection,
  keysSection,
  storesSection,
  recommendationsSection,
  waiversSection,
  unverifiedSection,
  unreadSection,
  documentsSection,
  mappingSection,
];

export function* documentOf(evidence: Evidence, language: Language): Steps<ReportDocument> {
  const words = new Words(evidence, language);
  const sections: Section[] = [];
  for (const sectionOf of SECTIONS) {
    const section = sectionOf(words);
    if (section) sections.push(section);
    yield;
  }
  return {
    language,
    title: words.say("evidence.title", evidence.control),
    labels: {
      skip: words.say("evidence.skip"),
      contents: words.say("evidence.contents"),
      rows: (caption, rows) => words.say("evidence.rows", caption, String(rows)),
    },
    head: headOf(words),
    sections,
    footer: words.say("evidence.footer", evidence.version, evidence.date),
  };
}

function headOf(words: Words): readonly (readonly [string, Cell])[] {
  const { evidence } = words;
  return [
    [words.say("evidence.workspace"), { code: evidence.workspace }],
    [words.say("evidence.date"), evidence.date],
    [words.say("evidence.version"), evidence.version],
    [words.say("evidence.files"), String(evidence.files)],
    [words.say("evidence.resources"), String(evidence.resources)],
    [words.say("evidence.maturity-level"), { link: levelText(words), to: "maturity" }],
    [words.say("evidence.violations"), { link: String(evidence.summary.violations), to: "requirements" }],
    [words.say("evidence.unverified"), { link: String(evidence.summary.unverified), to: "unverified" }],
    [words.say("evidence.waived"), { link: String(evidence.summary.waived), to: "waivers" }],
    ...settingsOf(words),
  ];
}

/** The settings that change verdicts, where they are not as given. */
function settingsOf(words: Words): readonly (readonly [string, Cell])[] {
  const { checks, ebsDefault, environment, honourOtherScanners } = words.evidence.settings;
  const off = CHECK_NAMES.filter((name) => checks[name] === "off");
  const rows: (readonly [string, Cell])[] = [];
  if (off.length > 0) rows.push([words.say("evidence.off"), off.map((code) => ({ code }))]);
  if (ebsDefault !== "") rows.push([words.say("evidence.ebs-default"), words.say(`evidence.ebs-${ebsDefault}`)]);
  if (environment !== "auto")
    rows.push([words.say("evidence.stated-environment"), words.say(`evidence.${environment}`)]);
  if (!honourOtherScanners) rows.push([words.say("evidence.other-scanners"), words.say("evidence.not-honoured")]);
  return rows;
}
