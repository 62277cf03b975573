import type { Host } from "../platform/host";

/** Where a command runs: what it reads from and writes to, so that it can be run without a process of its own. */
export interface Terminal {
  readonly host: Host;
  /** Absolute, as the engine writes paths. */
  readonly workingDirectory: string;
  /** Whether the output may be coloured. */
  readonly colours: boolean;
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  error(text: string): void;
  /** Everything that is written to the process. */
  input(): Promise<string>;
  /** Writes to a terminal that a person looks at, beside what is put out; undefined where there is none. */
  readonly showProgress: ((text: string) => void) | undefined;
}

/** Exit codes. */
export const CLEAN = 0;
export const VIOLATIONS = 1;
export const UNUSABLE = 2;
