import type { Finding } from "../engine/control";

/** How many findings there are of each kind that is shown. */
export type Counts = Record<"violations" | "recommendations" | "waived" | "unverified", number>;

export function addCounts(sum: Counts, counts: Counts, sign: 1 | -1): void {
  sum.violations += sign * counts.violations;
  sum.recommendations += sign * counts.recommendations;
  sum.waived += sign * counts.waived;
  sum.unverified += sign * counts.unverified;
}

/** A violation or recommendation that nobody has waived: what is listed as a problem. */
export function isProblem(finding: Finding): boolean {
  return finding.status === "fail" && finding.waiver === undefined;
}

/** The counts of many files and their sum; a file that changes costs no more than its own findings. */
export class Tally {
  readonly #byPath = new Map<string, Counts>();
  #sum = noCounts();

  get sum(): Readonly<Counts> {
    return this.#sum;
  }

  /** Takes in what is found in a file now. */
  take(path: string, findings: readonly Finding[]): void {
    const before = this.#byPath.get(path);
    if (before) addCounts(this.#sum, before, -1);
    const counts = noCounts();
    for (const finding of findings) counts[kindOf(finding)]++;
    addCounts(this.#sum, counts, 1);
    this.#byPath.set(path, counts);
  }

  clear(): void {
    this.#byPath.clear();
    this.#sum = noCounts();
  }
}

function noCounts(): Counts {
  return { violations: 0, recommendations: 0, waived: 0, unverified: 0 };
}

function kindOf(finding: Finding): keyof Counts {
  if (finding.waiver !== undefined) return "waived";
  if (finding.status === "unverified") return "unverified";
  return finding.recommendation ? "recommendations" : "violations";
}
