/**
 * Fuzzes the engine: workspaces made of fixtures are changed again and again, as people change them, rightly and wrongly. After
 * each change it must not throw, must be quick, must put every finding inside its text, and must say what a fresh analysis
 * says; what HashiCorp's parser reads of a valid text must be what we read; a fix that is offered must hold.
 *
 *   npx tsx test/fuzz/engine.ts [inputs] [seed]
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Analysis, Finding } from "../../server/src/engine/control";
import { applyEdits, fixesFor, verifyFix } from "../../server/src/engine/fixes";
import { parse } from "../../server/src/engine/syntax/index";
import { createNodeHost } from "../../server/src/platform/node-host";
import { analysisOf, type Fixture, readFixture } from "../unit/control/fixture";
import { sayings } from "../unit/control/sayings";
import { compare } from "../unit/syntax/hcl2json";
import { chance, int, pick, type Random, random } from "../unit/terraform/random";
import { type Edit, mutation, type Stock, stockOf } from "./mutations";

const FIXTURES = join(__dirname, "../fixtures");

/** Longer workspaces only make each round slower. */
const MAX_LENGTH = 8000;

/** Changes that follow each other in one workspace. */
const CHANGES = 10;

/** Processor time that an analysis of a small workspace may take, in milliseconds. */
const LIMIT = 100;

/** How often the dear oracles are asked. */
const SHARES = { fresh: 0.5, parser: 0.05, fix: 0.05 };

const { hcl } = createNodeHost();

/** How often what was done. */
export type Tally = Record<string, number>;

/** Changes workspaces `count` times in all. Throws with the workspace that fails. @returns how often what was tried */
export async function fuzzEngine(count: number, seed: number): Promise<Tally> {
  const next = random(seed);
  const fixtures = readFixtures();
  const stock = stockOf(fixtures.flatMap(({ files }) => [...files.values()]));
  const tally: Tally = {};
  const note = (what: string): void => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  for (let done = 0; done < count; done += CHANGES) await changeRepeatedly(next, pick(next, fixtures), stock, note);
  return tally;
}

async function changeRepeatedly(
  next: Random,
  fixture: Fixture,
  stock: Stock,
  note: (what: string) => void,
): Promise<void> {
  const texts = new Map(fixture.files);
  const live = analysisOf(fixture, texts);
  for (let change = 0; change < CHANGES; change++) {
    const path = pick(next, [...texts.keys()]);
    const before = texts.get(path) ?? "";
    const { kind, ...edit } = mutation(next, before, stock);
    const after = before.slice(0, edit.start) + edit.text + before.slice(edit.end);
    // A workspace that has grown long is left for another.
    if (after.length > 2 * MAX_LENGTH) return;
    texts.set(path, after);
    note("inputs");
    note(kind);
    await attempt({ files: Object.fromEntries(texts), path, before, edit }, async () => {
      await checkChange(next, { fixture, texts, live, path, edit }, note);
    });
    if (!chance(next, 0.2)) continue;
    // Back again, as undo does.
    texts.set(path, before);
    const { start, text } = edit;
    changeIn(live, path, { start, end: start + text.length, text: before.slice(start, edit.end) });
  }
}

interface Change {
  readonly fixture: Fixture;
  /** All texts after the change. */
  readonly texts: ReadonlyMap<string, string>;
  /** The analysis that follows. */
  readonly live: Analysis;
  readonly path: string;
  readonly edit: Edit;
}

async function checkChange(
  next: Random,
  { fixture, texts, live, path, edit }: Change,
  note: (what: string) => void,
): Promise<void> {
  const start = process.cpuUsage();
  changeIn(live, path, edit);
  live.update();
  // A collection of garbage may fall into it; it does not three times.
  if (milliseconds(start) > LIMIT) assertQuick(() => analysisOf(fixture, texts));
  for (const finding of live.allFindings()) assertInside(finding, live, texts);
  if (chance(next, SHARES.fresh)) {
    note("compared with a fresh analysis");
    assert.deepEqual(sayings(live), sayings(analysisOf(fixture, texts)));
  }
  const text = texts.get(path) ?? "";
  if (chance(next, SHARES.parser) && parse(text).errors.length === 0) {
    if (await compare(text)) note("compared with HashiCorp's parser");
  }
  if (chance(next, SHARES.fix)) await checkFix(next, { fixture, texts, live }, note);
}

/** Tells the analysis of a change; of a file that is only read, like a policy, it is told that it changed. */
function changeIn(live: Analysis, path: string, edit: Edit): void {
  if (live.file(path)) live.edit(path, [edit]);
  else live.touchFile(path);
}

/** Applies a fix that is offered for a violation chosen by chance. */
async function checkFix(
  next: Random,
  { fixture, texts, live }: Pick<Change, "fixture" | "texts" | "live">,
  note: (what: string) => void,
): Promise<void> {
  const open = [...live.allFindings()].filter(({ status, waiver }) => status === "fail" && !waiver);
  if (open.length === 0) return;
  const finding = pick(next, open);
  const [fix] = fixesFor(finding, live);
  if (!fix) return;
  const verification = await verifyFix(fix, finding, live, hcl);
  note(verification.ok ? "fixes applied" : "fixes refused");
  if (!verification.ok) return;
  const fixed = new Map(texts);
  for (const [path, edits] of fix.edits) fixed.set(path, applyEdits(texts.get(path) ?? "", edits));
  for (const [path, text] of fixed) {
    assert.ok(parse(text).errors.length <= parse(texts.get(path) ?? "").errors.length, "no new syntax error");
  }
  const identity = ({ check, property, resource }: Finding): string => `${check} ${property} ${resource}`;
  const failures = (analysis: Analysis): number =>
    [...analysis.allFindings()].filter((each) => each.status === "fail" && identity(each) === identity(finding)).length;
  assert.ok(failures(analysisOf(fixture, fixed)) < failures(live), `${fix.title.key} leaves ${identity(finding)}`);
}

function assertInside(finding: Finding, analysis: Analysis, texts: ReadonlyMap<string, string>): void {
  for (const at of [finding.at, ...finding.related.map((each) => each.at)]) {
    const range = analysis.workspace.rangeOf(at);
    const length = texts.get(at.path)?.length ?? -1;
    const isInside = range !== undefined && range.start >= 0 && range.start <= range.end && range.end <= length;
    assert.ok(isInside, `${finding.resource} ${finding.property} stands in ${at.path} at ${JSON.stringify(range)}`);
  }
}

function assertQuick(work: () => void): void {
  const times = [0, 1, 2].map(() => {
    const start = process.cpuUsage();
    work();
    return milliseconds(start);
  });
  assert.ok(Math.min(...times) <= LIMIT, `an analysis took ${Math.min(...times)} ms`);
}

function milliseconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function readFixtures(): readonly Fixture[] {
  return readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tf"))
    .map((path) => readFixture(readFileSync(join(FIXTURES, path), "utf8")))
    .filter(({ files }) => files.size > 0 && [...files.values()].join("").length <= MAX_LENGTH);
}

async function attempt(what: unknown, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.stack : error}\nin ${JSON.stringify(what)}`, { cause: error });
  }
}

async function main(): Promise<void> {
  const [count = 2000, seed = int(Math.random, 1_000_000)] = process.argv.slice(2).map(Number);
  process.stdout.write(`${count} inputs, seed ${seed}\n`);
  const tally = await fuzzEngine(count, seed);
  process.stdout.write(`${JSON.stringify(tally, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) void main();
