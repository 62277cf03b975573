/** Everything that is right without asking, at once. */
import type { CheckName } from "../../../../shared/src";
import type { Analysis, Finding } from "../control";
import type { File, TextEdit } from "../syntax";
import { fixesFor } from "./offers";
import { composed } from "./text";
import type { Fix, HclParser } from "./types";
import { carryOut, type Difference, exchange, identityOf, inPrivate, objection, type Trial } from "./verify";

export interface FixAllOptions {
  /** The files whose findings are mended, and which alone are edited; all of them when undefined. */
  readonly paths: ReadonlySet<string> | undefined;
  /** The checks whose findings are mended; all of them when undefined. */
  readonly checks: ReadonlySet<CheckName> | undefined;
  /** Whether fixes of findings in a file count that make Terraform replace the resource. */
  readonly allowsReplacement: (path: string) => boolean;
}

export interface FixAllResult {
  /** By absolute path, against the present texts; sorted, not overlapping. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly fixed: readonly { readonly finding: Finding; readonly fix: Fix }[];
  /** Fixes that did not hold what they promise, and why: defects of the product. */
  readonly refused: readonly { readonly finding: Finding; readonly reason: string }[];
}

interface Step {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly trial: Trial;
}

interface Steps {
  readonly steps: readonly Step[];
  /** Of the files that they touch, as they were before, by path. */
  readonly lengths: ReadonlyMap<string, number>;
}

/**
 * Lets others have their turn now and then.
 * @param found how many fixes have been found so far
 * @returns false to give up
 */
export type Turn = (found: number) => Promise<boolean>;

/**
 * The edits after which no finding is left that has a fix which is right without asking; a second run finds nothing to do. Each
 * fix is computed from the text that those before it leave, and verified like a single one. The analysis is left as it was.
 */
export async function fixAll(analysis: Analysis, options: FixAllOptions, hcl: HclParser): Promise<FixAllResult> {
  // Nothing is awaited while the analysis holds texts that are not the user's.
  const result = await verified(
    async (refused) => inPrivate(analysis, () => atOnce(stepsOf(analysis, options, refused))),
    hcl,
  );
  return result ?? NOTHING;
}

/**
 * The same for a whole workspace: in an analysis of its own, so that the one that follows the user can go on meanwhile.
 * @returns undefined when it was given up
 */
export async function fixAllInTurns(
  analysis: Analysis,
  options: FixAllOptions,
  hcl: HclParser,
  turn: Turn,
): Promise<FixAllResult | undefined> {
  const twin = analysis.twin();
  while (twin.update(() => true).pending > 0) if (!(await turn(0))) return undefined;
  return verified((refused) => inTurns(stepsOf(twin, options, refused), turn), hcl, turn);
}

const NOTHING: FixAllResult = { edits: new Map(), fixed: [], refused: [] };

type Refused = Map<string, { readonly finding: Finding; readonly reason: string }>;

/** Looks for steps, again without those that HashiCorp's parser refuses, until it refuses none. */
async function verified(
  find: (refused: Refused) => Promise<Steps | undefined>,
  hcl: HclParser,
  turn: Turn = async () => true,
): Promise<FixAllResult | undefined> {
  const refused: Refused = new Map();
  for (;;) {
    const found = await find(refused);
    if (!found) return undefined;
    const before = refused.size;
    for (const { finding, fix, trial } of found.steps) {
      const reason = await objection(fix, trial, hcl);
      if (reason !== undefined) {
        refused.set(identityOf(finding), { finding, reason });
        break;
      }
      if (!(await turn(found.steps.length))) return undefined;
    }
    if (refused.size === before) return { edits: editsOf(found), fixed: found.steps, refused: [...refused.values()] };
  }
}

function editsOf({ steps, lengths }: Steps): FixAllResult["edits"] {
  const edits = new Map<string, readonly TextEdit[]>();
  for (const [path, length] of lengths) {
    const lists = steps.flatMap(({ fix }) => [fix.edits.get(path) ?? []]);
    edits.set(path, composed(length, lists));
  }
  return edits;
}

function atOnce<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

async function inTurns<T>(steps: Generator<number, T>, turn: Turn): Promise<T | undefined> {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    if (!(await turn(next.value))) return undefined;
  }
}

/**
 * Applies one fix after the other until none is left, then puts the files back as they were.
 * Yields, after every finding that was looked at, how many fixes there are.
 */
function* stepsOf(analysis: Analysis, options: FixAllOptions, refused: Refused): Generator<number, Steps> {
  const lengths = new Map<string, number>();
  const originals = new Map<string, File>();
  const steps: Step[] = [];
  // A fix may bring another within reach: a key that is rotated now may be used. So rounds follow until one changes nothing.
  for (let before = -1; before < steps.length; ) {
    before = steps.length;
    const hopeless = new Set(refused.keys());
    for (const path of options.paths ?? [...analysis.paths()]) {
      const waiting = new Waiting(analysis.findings(path), path);
      for (let finding = waiting.next(); finding; finding = waiting.next()) {
        if (!isOpen(finding, options) || hopeless.has(identityOf(finding))) continue;
        yield steps.length;
        const fix = fixesFor(finding, analysis).find((each) => finding && isWanted(each, finding, options));
        const trial = fix && carryOut(fix, finding, analysis);
        if (fix === undefined || trial === undefined || typeof trial === "string") {
          hopeless.add(identityOf(finding));
          if (typeof trial === "string") refused.set(identityOf(finding), { finding, reason: trial });
          continue;
        }
        for (const [touched, file] of trial.before) {
          if (originals.has(touched)) continue;
          originals.set(touched, file);
          lengths.set(touched, file.length);
        }
        waiting.exchange(trial);
        steps.push({ finding, fix, trial });
      }
    }
  }
  exchange(originals, analysis);
  return { steps, lengths };
}

/** The findings of a file that are still to be mended, in the order of the text. */
class Waiting {
  #findings: readonly Finding[];
  #next = 0;

  constructor(
    findings: readonly Finding[],
    private readonly path: string,
  ) {
    this.#findings = findings;
  }

  next(): Finding | undefined {
    return this.#findings[this.#next++];
  }

  /** Takes findings in the place of those that are gone. */
  exchange({ gone, come }: Difference): void {
    const before = new Set(gone);
    const waiting = this.#findings.slice(this.#next).filter((finding) => !before.has(finding));
    this.#findings = [...come.filter(({ at }) => at.path === this.path), ...waiting];
    this.#next = 0;
  }
}

function isOpen({ status, waiver, check }: Finding, { checks }: FixAllOptions): boolean {
  return status === "fail" && !waiver && (checks?.has(check) ?? true);
}

function isWanted(fix: Fix, { at }: Finding, { paths, allowsReplacement }: FixAllOptions): boolean {
  const isRight = fix.preferred || (fix.certain && allowsReplacement(at.path));
  return isRight && (paths === undefined || [...fix.edits.keys()].every((path) => paths.has(path)));
}
