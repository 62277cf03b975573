/** The forms of a result that programs read, one file each. */
import { toGithub } from "./github";
import { toGitlab } from "./gitlab";
import { toJunit } from "./junit";
import { toSarif } from "./sarif";
import type { Writer } from "./types";
import { toWafpass } from "./wafpass";

export { FINGERPRINT } from "./sarif";
export { failsRun } from "./shared";
export type { Origin } from "./types";

/** What a form needs of the results. */
export interface FormatNeeds {
  /** Files are named from the root of the repository, as the services that read the form expect; else from the working directory. */
  readonly fromRoot: boolean;
  /** What passes and what does not apply belongs to it. */
  readonly all: boolean;
  /** Verified fixes belong to it. */
  readonly fixes: boolean;
}

const PLAIN = { fromRoot: true, all: false, fixes: false };

export const formats = {
  sarif: { ...PLAIN, write: toSarif, fixes: true },
  junit: { ...PLAIN, write: toJunit, all: true },
  github: { ...PLAIN, write: toGithub },
  gitlab: { ...PLAIN, write: toGitlab },
  wafpass: { ...PLAIN, write: toWafpass, all: true },
} as const satisfies Record<string, FormatNeeds & { readonly write: Writer }>;
