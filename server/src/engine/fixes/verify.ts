/** Proof that a fix does what it says and nothing else, before anyone sees it. */
import type { Analysis, Finding } from "../control";
import { type File, type Item, parse, type TextEdit } from "../syntax";
import { carriesOut, type Intent, itemPath } from "./intent";
import { applyEdits } from "./text";
import type { Fix } from "./types";

/** HashiCorp's parser; rejects what is not valid HCL. */
export interface HclParser {
  parse(filename: string, text: string): Promise<unknown>;
}

export type Verification = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Whether applying the fix gives valid HCL whose JSON differs exactly as intended, brings no syntax error, makes the finding
 * go away and no violation appear. What lies outside the edits is untouched by construction. The analysis is left as it was.
 */
export async function verifyFix(fix: Fix, finding: Finding, analysis: Analysis, hcl: HclParser): Promise<Verification> {
  const before = new Map<string, File>();
  const after = new Map<string, File>();
  for (const [path, edits] of fix.edits) {
    const file = analysis.file(path);
    if (!file) return refused(`${path} is not there`);
    const edited = file.edit([...edits].reverse());
    if (edited.errors.length > file.errors.length) return refused(`${path} has a new syntax error`);
    before.set(path, file);
    after.set(path, edited);
  }
  // Before anything is awaited, since the texts may move on meanwhile.
  const effect = effectOf(finding, before, after, analysis);
  if (effect) return refused(effect);
  for (const [path, edits] of fix.edits) {
    const reason = await difference(
      path,
      before.get(path) as File,
      after.get(path) as File,
      edits,
      fix.intents.get(path) ?? [],
      hcl,
    );
    if (reason) return refused(reason);
  }
  return { ok: true };
}

function refused(reason: string): Verification {
  return { ok: false, reason };
}

// ── The findings ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Tries the edited files in the analysis and puts the old ones back; answers what speaks against them. */
function effectOf(
  finding: Finding,
  before: ReadonlyMap<string, File>,
  after: ReadonlyMap<string, File>,
  analysis: Analysis,
): string | undefined {
  const swap = (files: ReadonlyMap<string, File>): ReadonlySet<string> => {
    for (const [path, file] of files) analysis.setFile(path, file);
    return analysis.update().changed;
  };
  const unreported = analysis.update().changed;
  const changed = swap(after);
  const found = failuresIn(changed, analysis);
  swap(before);
  // What had changed before is still to be reported by the owner's next update.
  for (const path of unreported) {
    const file = analysis.file(path);
    if (file) analysis.setFile(path, file);
  }
  const old = failuresIn(changed, analysis);
  const id = identity(finding);
  if (countOf(found, id) >= countOf(old, id)) return `${id} remains`;
  for (const [each, { count, isRecommendation }] of found) {
    // A key that is shared may be worth a recommendation, which the user weighs.
    if (!isRecommendation && count > countOf(old, each)) return `${each} appears`;
  }
  return undefined;
}

type Failures = ReadonlyMap<string, { readonly count: number; readonly isRecommendation: boolean }>;

/** How many findings of each identity the files hold that fail and are not waived. */
function failuresIn(paths: Iterable<string>, analysis: Analysis): Failures {
  const failures = new Map<string, { count: number; isRecommendation: boolean }>();
  for (const path of paths) {
    for (const finding of analysis.findings(path)) {
      if (finding.status !== "fail" || finding.waiver) continue;
      const id = identity(finding);
      failures.set(id, { count: countOf(failures, id) + 1, isRecommendation: finding.recommendation });
    }
  }
  return failures;
}

function countOf(failures: Failures, id: string): number {
  return failures.get(id)?.count ?? 0;
}

/** What stays the same of a finding while the text around it changes. */
function identity({ check, property, module, resource, instance, judgement }: Finding): string {
  return [check, property, module, instance ?? resource, judgement.row?.facet ?? ""].join(" ");
}

// ── The JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function difference(
  path: string,
  before: File,
  after: File,
  edits: readonly TextEdit[],
  intents: readonly Intent[],
  hcl: HclParser,
): Promise<string | undefined> {
  const old = await jsonOf(path, before, hcl);
  if (old !== undefined) {
    const json = await parsed(path, after.text, hcl);
    if (json === undefined) return `${path} is no longer valid HCL`;
    return carriesOut(old, json, intents, (item) => itemPath(before, item))
      ? undefined
      : `${path} changes otherwise than intended`;
  }
  return broken(path, before, edits, intents, hcl);
}

/** In a file that is broken elsewhere, the touched items are held to the same alone. */
async function broken(
  path: string,
  before: File,
  edits: readonly TextEdit[],
  intents: readonly Intent[],
  hcl: HclParser,
): Promise<string | undefined> {
  const touched = new Map<Item, TextEdit[]>();
  for (const edit of edits) {
    const item = before.itemAt(Math.max(0, edit.start - 1));
    if (!item || before.startOf(item) + item.text.length < edit.end) return `${path} is broken where it is edited`;
    touched.set(item, [...(touched.get(item) ?? []), edit]);
  }
  for (const [item, own] of touched) {
    const base = before.startOf(item);
    const text = applyEdits(
      item.text,
      own.map((edit) => ({ ...edit, start: edit.start - base, end: edit.end - base })),
    );
    const old = await parsed(path, item.text, hcl);
    const json = await parsed(path, text, hcl);
    if (old === undefined || json === undefined) return `${path} is broken where it is edited`;
    const alone = parse(item.text);
    const ofItem = intents.filter((intent) =>
      intent.kind === "append"
        ? own.some((edit) => edit.text.includes(`"${intent.names.at(-1)}"`))
        : intent.item === item,
    );
    const prefix = (): ReturnType<typeof itemPath> => alone.items[0] && itemPath(alone, alone.items[0]);
    if (!carriesOut(old, json, ofItem, prefix)) return `${path} changes otherwise than intended`;
  }
  return undefined;
}

/** Every fix of a file is compared with the same JSON. */
const jsonByFile = new WeakMap<File, Promise<unknown>>();

function jsonOf(path: string, file: File, hcl: HclParser): Promise<unknown> {
  const kept = jsonByFile.get(file) ?? parsed(path, file.text, hcl);
  jsonByFile.set(file, kept);
  return kept;
}

async function parsed(path: string, text: string, hcl: HclParser): Promise<unknown> {
  try {
    return await hcl.parse(path, text);
  } catch {
    return undefined;
  }
}
