/** The evidence of an analysis: what an audit of WAF-SEC-030 asks for, as data. */
import {
  CONTROL_ID,
  type Language,
  type Message,
  REGULATORY_MAPPING,
  REQUIREMENTS,
  render,
} from "../../../../../shared/src";
import type { Analysis } from "../../control";
import { unreadOf, waiverProblemsOf } from "../remarks";
import { coverageOf } from "./coverage";
import { findingEvidence, tallyOf } from "./findings";
import { keyEvidence } from "./keys";
import { maturityOf } from "./maturity";
import { signsOf } from "./signs";
import { type EvidenceOptions, Source } from "./source";
import { finish, type Steps } from "./steps";
import { storeEvidence } from "./stores";
import type { Evidence, StoreEvidence } from "./types";

export type { EvidenceOptions } from "./source";
export type * from "./types";

/** The evidence of an analysis that is up to date. */
export function evidenceOf(analysis: Analysis, options: EvidenceOptions): Evidence {
  return finish(evidenceInSteps(analysis, options));
}

/** The same in steps, of which none takes long; what the analysis was given must not change before the last. */
export function* evidenceInSteps(analysis: Analysis, options: EvidenceOptions): Steps<Evidence> {
  const source = new Source(analysis, options);
  const { today, ...settings } = analysis.settings;
  const found = source.findings();
  yield;
  const { stores, categories } = byCategory(yield* storeEvidence(source));
  const keys = yield* keyEvidence(source, stores);
  yield;
  const signs = signsOf(source);
  yield;
  const waiverProblems = waiverProblemsOf(analysis, options);
  yield;
  const findings = findingEvidence(source);
  yield;
  return {
    control: CONTROL_ID,
    version: options.version,
    date: today,
    workspace: options.workspace,
    files: [...analysis.paths()].filter(options.listed).length,
    resources: new Set(found.map(({ module, resource }) => `${module} ${resource}`)).size,
    settings,
    maturity: maturityOf({ stores, keys, signs }),
    summary: tallyOf(found),
    requirements: REQUIREMENTS.map((requirement) => ({
      requirement,
      ...tallyOf(found.filter((finding) => finding.requirement === requirement)),
    })),
    categories,
    keys,
    stores,
    findings,
    waiverProblems,
    unread: unreadOf(analysis, options),
    signs,
    mapping: REGULATORY_MAPPING,
  };
}

/** The evidence as JSON, its messages in the language. */
export function evidenceToJson(evidence: Evidence, language: Language): string {
  const inWords = (_name: string, value: unknown): unknown => (isMessage(value) ? render(value, language) : value);
  return `${JSON.stringify(evidence, inWords, 2)}\n`;
}

/** Nothing else in the evidence has a key. */
function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "key" in value;
}

function byCategory(all: readonly StoreEvidence[]): Pick<Evidence, "stores" | "categories"> {
  const groups = [...new Set(all.map(({ category }) => category))]
    .map((category) => ({ category, stores: all.filter((store) => store.category === category) }))
    .sort((a, b) => b.stores.length - a.stores.length || (a.category < b.category ? -1 : 1));
  return {
    stores: groups.flatMap((group) => group.stores),
    categories: groups.map((group) => ({ category: group.category, ...coverageOf(group.stores) })),
  };
}
