import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "./table";
import { type Files, writeFiles } from "./workloads";
import type { Yardstick } from "./yardstick";

/** The bundles of one build. */
export interface Build {
  readonly server: string;
  readonly cli: string;
}

/** What every benchmark is given. */
export interface Setting {
  readonly build: Build;
  /** The build to compare with, measured in turn with the other. */
  readonly before: Build | undefined;
  readonly yardstick: Yardstick;
  /** Folders of the user's to measure too. */
  readonly folders: readonly string[];
  /** Less of everything, to see that it runs. */
  readonly isQuick: boolean;
}

export type Benchmark = (setting: Setting) => Promise<Row[]>;

/** The same measurement of each build: now, and before if there is one to compare with. */
export async function ofBuilds<T>(
  { build, before }: Setting,
  measure: (build: Build) => Promise<T>,
): Promise<{ readonly now: T; readonly before: T | undefined }> {
  const now = await measure(build);
  return { now, before: before && (await measure(before)) };
}

/** Writes the files into a new folder for as long as the work takes. */
export async function withFolder<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    await writeFiles(folder, files);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
