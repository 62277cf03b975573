/** Everything that is right without asking, at once. */
import type { CheckName } from "../../../../shared/src";
import type { Analysis, Finding } from "../control";
import type { File, TextEdit } from "../syntax";
import { fixesFor } from "./offers";
import { composed } from "./text";
import type { Fix } from "./types";
import {
  carryOut,
  type Difference,
  exchange,
  type HclParser,
  identityOf,
  inPrivate,
  objection,
  type Trial,
} from "./verify";

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

/**
 * The edits after which no finding is left that has a fix which is right without asking; a second run finds nothing to do. Each
 * fix is computed from the text that those before it leave, and verified like a single one. The analysis is left as it was.
 */
export async function fixAll(analysis: Analysis, options: FixAllOptions, hcl: HclParser): Promise<FixAllResult> {
  const refused = new Map<string, { finding: Finding; reason: string }>();
  for (;;) {
    // Nothing is awaited while the analysis holds texts that are not the user's.
    const lengths = new Map<string, number>();
    const steps = inPrivate(analysis, () => stepsOf(analysis, options, refused, lengths));
    const objected = await firstObjection(steps, hcl);
    if (objected) {
      refused.set(identityOf(objected.finding), objected);
      continue;
    }
    const edits = new Map(
      [...lengths].map(([path, length]) => [
        path,
        composed(
          length,
          steps.map(({ fix }) => fix.edits.get(path) ?? []),
        ),
      ]),
    );
    return { edits, fixed: steps, refused: [...refused.values()] };
  }
}

async function firstObjection(steps: readonly Step[], hcl: HclParser) {
  for (const { finding, fix, trial } of steps) {
    const reason = await objection(fix, trial, hcl);
    if (reason !== undefined) return { finding, reason };
  }
  return undefined;
}

/** Applies one fix after the other until none is left, then puts the files back as they were. */
function stepsOf(
  analysis: Analysis,
  options: FixAllOptions,
  refused: Map<string, { finding: Finding; reason: string }>,
  lengths: Map<string, number>,
): readonly Step[] {
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
  return steps;
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
