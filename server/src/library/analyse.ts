/** Reading and analysing what is named: the same for every command that judges, and for the library. */
import { relative } from "node:path";
import type { Settings } from "../../../shared/src";
import { Analysis, controlSettings, dateOf, type Problem } from "../engine/control";
import { dirname, isInside, resolvePath, roleOf } from "../engine/terraform";
import { exclusion } from "../platform/globs";
import type { FileSystem } from "../platform/host";
import { findWaiverFile, readCalledModules, repositoryOf, sourcesIn, walk } from "../platform/sources";
import { normalizePath } from "../platform/uri";
import { Unusable } from "./unusable";

/** What is to be judged; paths are absolute or relative to the working directory. */
export interface Request {
  readonly paths: readonly string[];
  readonly variableFiles: readonly string[];
  readonly settings: Settings;
}

/** Where it is read. */
export interface Surroundings {
  readonly files: FileSystem;
  /** Absolute, as the engine writes paths. */
  readonly workingDirectory: string;
  /** Told of a check that threw; its other findings stand. */
  readonly onProblem: (problem: Problem) => void;
}

export interface Analysed {
  /** Up to date. */
  readonly analysis: Analysis;
  /** Whether the result is about the file, or it was only read with it. */
  readonly listed: (path: string) => boolean;
  /** Whether the file is named, or stands in a folder that is. */
  readonly named: (path: string) => boolean;
  /** The path as a result writes it, relative to the working directory. */
  readonly name: (path: string) => string;
  /** Files that could not be read. */
  readonly unreadable: readonly string[];
  /** The waiver file that counts. */
  readonly waiverFile: string | undefined;
}

/** A path that is named. */
interface Target {
  readonly path: string;
  readonly kind: "file" | "folder";
}

/**
 * Reads and judges what the paths name.
 *
 * Listed is what stands in the files and folders named. A folder answers for what it deploys, so that findings in local
 * modules which it calls are listed too, wherever they stand within the boundary (the repository). For a file, the other
 * files of its module are read, but only its own findings are listed.
 * Throws {@link Unusable} when there is nothing to judge.
 */
export async function analyse(request: Request, surroundings: Surroundings): Promise<Analysed> {
  const { files, workingDirectory, onProblem } = surroundings;
  const targets = await Promise.all(request.paths.map((path) => findTarget(path, surroundings)));
  const variableFiles = await Promise.all(request.variableFiles.map((path) => findVariableFile(path, surroundings)));
  const boundary = await boundaryOf(targets, surroundings);
  const analysis = new Analysis({
    root: boundary,
    settings: controlSettings(request.settings, dateOf(new Date())),
    readFile: (path) => files.readTextInside(boundary, path),
    variableFiles,
    onProblem,
  });
  const waiverFile = await findWaiverFile(files, [...targets.map(folderOf), workingDirectory]);
  analysis.setWaiverFile(waiverFile);
  const unreadable = await read(analysis, targets, variableFiles, files);
  const called = new Set(await readCalledModules(analysis, files));
  const named = (path: string): boolean => targets.some((target) => isInside(target.path, path));
  const answersForModules = targets.some(({ kind }) => kind === "folder");
  const listed = (path: string): boolean => named(path) || (answersForModules && called.has(path));
  if (![...analysis.paths()].some(listed)) {
    throw new Unusable({ key: "cli.no-files", args: [request.paths.join(", ")] });
  }
  analysis.update();
  const name = (path: string): string => normalizePath(relative(workingDirectory, path)) || ".";
  return { analysis, listed, named, name, unreadable, waiverFile: waiverFile?.path };
}

async function findTarget(given: string, { files, workingDirectory }: Surroundings): Promise<Target> {
  const path = resolvePath(workingDirectory, normalizePath(given));
  if ((await files.readDirectory(path)) !== undefined) return { path, kind: "folder" };
  if (!(await files.exists(path))) throw new Unusable({ key: "cli.not-found", args: [given] });
  return { path, kind: "file" };
}

async function findVariableFile(given: string, { files, workingDirectory }: Surroundings): Promise<string> {
  const path = resolvePath(workingDirectory, normalizePath(given));
  if (!(await files.exists(path))) throw new Unusable({ key: "cli.not-found", args: [given] });
  if (roleOf(path)?.kind !== "variables") throw new Unusable({ key: "cli.not-a-variable-file", args: [given] });
  return path;
}

/** The folder outside which nothing is read: the repository of the working directory, or one around all that is named. */
async function boundaryOf(targets: readonly Target[], { files, workingDirectory }: Surroundings): Promise<string> {
  const repository = await repositoryOf(files, workingDirectory);
  if (targets.every(({ path }) => isInside(repository, path))) return repository;
  const folders = await Promise.all(targets.map((target) => repositoryOf(files, folderOf(target))));
  return folders.reduce((common, folder) => {
    let around = common;
    while (!isInside(around, folder)) around = dirname(around);
    return around;
  });
}

function folderOf({ path, kind }: Target): string {
  return kind === "folder" ? path : dirname(path);
}

/** Reads everything that is named, and what Terraform would read with it. @returns the files that could not be read */
async function read(
  analysis: Analysis,
  targets: readonly Target[],
  variableFiles: readonly string[],
  files: FileSystem,
): Promise<string[]> {
  const unreadable: string[] = [];
  const take = async (path: string): Promise<void> => {
    const text = await files.readText(path);
    if (text === undefined) unreadable.push(path);
    else analysis.setText(path, text);
  };
  for (const target of targets) {
    if (target.kind === "file") {
      for (const path of await sourcesIn(files, dirname(target.path))) await take(path);
      continue;
    }
    for await (const paths of walk(files, { root: target.path, excluded: exclusion([]) })) {
      for (const path of paths) await take(path);
    }
  }
  for (const path of variableFiles) await take(path);
  return unreadable;
}
