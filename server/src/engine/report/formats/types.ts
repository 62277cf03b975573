import type { Language, Severity } from "../../../../../shared/src";
import type { Results } from "../results";

/** What the writers of formats are told beside the results. */
export interface FormatOptions {
  readonly language: Language;
  /** Whether everything was asked for, what passes included. */
  readonly all: boolean;
  /** The mildest severity that fails the run. */
  readonly failOn: Severity;
  readonly origin: Origin;
  /** Checks that threw: defects of the product, in words. */
  readonly crashes: readonly string[];
  /** Whether the results hold only what a baseline does not. */
  readonly isCompared: boolean;
}

/** Where the texts come from, as far as it is known. */
export interface Origin {
  /** The name of the repository's folder. */
  readonly project: string;
  /** What was checked, as it was named. */
  readonly paths: readonly string[];
  /** What runs the check: `github-actions`, `gitlab-ci`, `ci` or `local`. */
  readonly trigger: string;
  readonly revision?: string;
  readonly branch?: string;
  /** The address of the repository, without what would let someone in. */
  readonly repository?: string;
}

/** Writes results in a form. A pure function: the same results give the same text. */
export type Writer = (results: Results, options: FormatOptions) => string;
