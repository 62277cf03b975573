/** Proof that a fix does what it says and nothing else, before anyone sees it. */
import type { Analysis, Finding } from "../control";
import type { File } from "../syntax";
import { carriesOut, type Intent, itemPath } from "./intent";
import { itemsOf, jsonOf, regionsOf } from "./regions";
import type { Fix, HclParser } from "./types";

export type Verification = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** The touched files before and after a fix that does what it should to the findings. */
export interface Trial {
  readonly before: ReadonlyMap<string, File>;
  readonly after: ReadonlyMap<string, File>;
}

/**
 * Whether applying the fix gives valid HCL whose JSON differs exactly as intended, brings no syntax error, makes the finding
 * go away and no violation appear. What lies outside the edits is untouched by construction. The analysis is left as it was.
 */
export async function verifyFix(fix: Fix, finding: Finding, analysis: Analysis, hcl: HclParser): Promise<Verification> {
  // Before anything is awaited, since the texts may move on meanwhile.
  const trial = tryOut(fix, finding, analysis);
  const reason = typeof trial === "string" ? trial : await objection(fix, trial, hcl);
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

// ── The findings ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Tries the edits in the analysis and puts the old files back; answers what speaks against the fix if anything does. */
function tryOut(fix: Fix, finding: Finding, analysis: Analysis): Trial | string {
  return inPrivate(analysis, () => {
    const trial = carryOut(fix, finding, analysis);
    if (typeof trial !== "string") exchange(trial.before, analysis);
    return trial;
  });
}

/** The same, and leaves the new files in the analysis when nothing speaks against the fix. */
export function carryOut(fix: Fix, finding: Finding, analysis: Analysis): (Trial & Difference) | string {
  const before = new Map<string, File>();
  const after = new Map<string, File>();
  for (const [path, edits] of fix.edits) {
    const file = analysis.file(path);
    if (!file) return `${path} is not there`;
    // From the end, so that none moves another.
    const edited = file.edit([...edits].reverse());
    if (edited.errors.length > file.errors.length) return `${path} has a new syntax error`;
    before.set(path, file);
    after.set(path, edited);
  }
  const difference = exchange(after, analysis);
  const reason = objectionTo(difference, identityOf(finding));
  if (reason !== undefined) exchange(before, analysis);
  return reason ?? { before, after, ...difference };
}

function objectionTo({ gone, come }: Difference, id: string): string | undefined {
  const [old, found] = [failuresAmong(gone), failuresAmong(come)];
  if (countOf(found, id) >= countOf(old, id)) return `${id} remains`;
  for (const [each, { count, isRecommendation }] of found) {
    // A key that is shared may be worth a recommendation, which the user weighs.
    if (!isRecommendation && count > countOf(old, each)) return `${each} appears`;
  }
  return undefined;
}

/** Does something with the analysis that its owner must not notice: what had changed before is still reported afterwards. */
export function inPrivate<T>(analysis: Analysis, action: () => T): T {
  const { changed } = analysis.update();
  const result = action();
  for (const path of changed) {
    const file = analysis.file(path);
    if (file) analysis.setFile(path, file);
  }
  return result;
}

/** The findings of the resources that were judged again: all others are the same. */
export interface Difference {
  readonly gone: readonly Finding[];
  readonly come: readonly Finding[];
}

/** Puts the files into the analysis and answers what that changes. */
export function exchange(files: ReadonlyMap<string, File>, analysis: Analysis): Difference {
  for (const [path, file] of files) analysis.setFile(path, file);
  const gone: Finding[] = [];
  const come: Finding[] = [];
  analysis.update(undefined, (before, now) => {
    gone.push(...before);
    come.push(...now);
  });
  return { gone, come };
}

type Failures = ReadonlyMap<string, { readonly count: number; readonly isRecommendation: boolean }>;

/** How many findings of each identity there are that fail and are not waived. */
function failuresAmong(findings: readonly Finding[]): Failures {
  const failures = new Map<string, { count: number; isRecommendation: boolean }>();
  for (const finding of findings) {
    if (finding.status !== "fail" || finding.waiver) continue;
    const id = identityOf(finding);
    failures.set(id, { count: countOf(failures, id) + 1, isRecommendation: finding.recommendation });
  }
  return failures;
}

function countOf(failures: Failures, id: string): number {
  return failures.get(id)?.count ?? 0;
}

/** What stays the same of a finding while the text around it changes. */
export function identityOf({ check, property, module, resource, instance, judgement }: Finding): string {
  return [check, property, module, instance ?? resource, judgement.row?.facet ?? ""].join(" ");
}

// ── The JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What speaks against the fix in the eyes of HashiCorp's parser; undefined when nothing does. */
export async function objection(fix: Fix, { before, after }: Trial, hcl: HclParser): Promise<string | undefined> {
  for (const [path, old] of before) {
    const edited = after.get(path);
    const reason = edited && (await difference(path, old, edited, fix.intents.get(path) ?? [], hcl));
    if (reason) return reason;
  }
  return undefined;
}

async function difference(
  path: string,
  before: File,
  after: File,
  intents: readonly Intent[],
  hcl: HclParser,
): Promise<string | undefined> {
  const regions = await regionsOf(path, before, after, hcl);
  const old = await jsonOf(
    path,
    regions.map((region) => region.before),
    hcl,
  );
  if (old === undefined) return `${path} is broken where it is edited`;
  const json = await jsonOf(
    path,
    regions.map((region) => region.after),
    hcl,
  );
  if (json === undefined) return `${path} is no longer valid HCL`;
  const touched = regions.flatMap((region) => itemsOf(region.before));
  return carriesOut(old, json, intents, (item) => itemPath(touched, item))
    ? undefined
    : `${path} changes otherwise than intended`;
}
