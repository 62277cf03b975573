/** Reading and analysing what is named: the same for every command that judges, and for the library. */
import { relative } from "node:path";
import { DEFAULT_SETTINGS, type ProjectSettings } from "../../../shared/src";
import { Analysis, dateOf, type Problem, type ProjectFile } from "../engine/control";
import { dirname, isInside, resolvePath, roleOf } from "../engine/terraform";
import { ProjectFiles } from "../platform/project-files";
import { findWaiverFile, readCalledModules, repositoryOf, type Selection, sourcesIn, walk } from "../platform/sources";
import { normalizePath } from "../platform/uri";
import { folderOf, ignoredIn, type Place, type Target, targetsOf } from "./targets";
import { Unusable } from "./unusable";

/** What is to be judged; paths and globs are absolute or relative to the working directory. */
export interface Request {
  readonly paths: readonly string[];
  readonly variableFiles: readonly string[];
  /** What goes before the project files. */
  readonly settings: ProjectSettings;
}

/** Where it is read. */
export interface Surroundings extends Place {
  /** Told of a check that threw; its other findings stand. */
  readonly onProblem: (problem: Problem) => void;
  /** Told now and then how many files have been read, then how many of the resources judged. */
  readonly onProgress?: ((stage: "reading" | "judging", done: number, total?: number) => void) | undefined;
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
  /** The project files that were read, the farther from their modules first. */
  readonly projectFiles: readonly ProjectFile[];
  /** Whether what is fixed in a file without asking may make Terraform replace the resource. */
  readonly allowsReplacement: (path: string) => boolean;
}

/**
 * Reads and judges what the paths name.
 *
 * Listed is what stands in the files and folders named; what git ignores is not looked for in folders. A folder answers for
 * what it deploys, so that findings in local modules which it calls are listed too, wherever they stand within the boundary
 * (the repository). For a file, the other files of its module are read, but only its own findings are listed.
 * Throws {@link Unusable} when there is nothing to judge.
 */
export async function analyse(request: Request, surroundings: Surroundings): Promise<Analysed> {
  const { files, workingDirectory, onProblem } = surroundings;
  const targets = (await Promise.all(request.paths.map((path) => targetsOf(path, surroundings)))).flat();
  const variableFiles = await Promise.all(request.variableFiles.map((path) => findVariableFile(path, surroundings)));
  const boundary = await boundaryOf(targets, surroundings);
  const project = new ProjectFiles(files, boundary, boundary, DEFAULT_SETTINGS, request.settings);
  for (const folder of new Set(targets.map(folderOf))) await project.readAround(folder);
  const today = dateOf(new Date());
  const analysis = new Analysis({
    root: boundary,
    settings: project.settings.control(boundary, today),
    readFile: (path) => files.readTextInside(boundary, path),
    onProblem,
  });
  const waiverFile = await findWaiverFile(files, new Set([...targets.map(folderOf), workingDirectory]));
  analysis.setWaiverFile(waiverFile);
  const unreadable = await read(analysis, targets, variableFiles, project, surroundings);
  const called = new Set(await readCalledModules(analysis, files));
  for (const folder of new Set([...called].map(dirname))) await project.readAround(folder);
  analysis.setVariableFiles([
    ...project.settings.variableFiles,
    ...variableFiles.map((path) => ({ path, folder: boundary })),
  ]);
  analysis.configure(project.settings.control(boundary, today), project.settings.controls(today));
  const namedFiles = new Set(targets.map(({ path }) => path));
  const folders = targets.filter(({ kind }) => kind === "folder");
  const named = (path: string): boolean =>
    namedFiles.has(path) || folders.some((folder) => isInside(folder.path, path));
  const answersForModules = folders.length > 0;
  const listed = (path: string): boolean => named(path) || (answersForModules && called.has(path));
  if (![...analysis.paths()].some(listed)) {
    throw new Unusable({ key: "cli.no-files", args: [request.paths.join(", ")] });
  }
  judge(analysis, surroundings);
  const name = (path: string): string => normalizePath(relative(workingDirectory, path)) || ".";
  const { files: projectFiles } = project.settings;
  const allowsReplacement = (path: string): boolean => project.settings.allowsReplacement(path);
  return {
    analysis,
    listed,
    named,
    name,
    unreadable,
    waiverFile: waiverFile?.path,
    projectFiles,
    allowsReplacement,
  };
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

/** Reads everything that is named, and what Terraform would read with it. @returns the files that could not be read */
async function read(
  analysis: Analysis,
  targets: readonly Target[],
  variableFiles: readonly string[],
  project: ProjectFiles,
  surroundings: Surroundings,
): Promise<string[]> {
  const { files, onProgress } = surroundings;
  const unreadable: string[] = [];
  const taken = new Set<string>();
  const take = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      if (taken.has(path)) continue;
      taken.add(path);
      const text = await files.readText(path);
      if (text === undefined) unreadable.push(path);
      else analysis.setText(path, text);
    }
    onProgress?.("reading", taken.size);
  };
  const modules = targets.filter(({ kind }) => kind === "file").map(folderOf);
  for (const folder of new Set(modules)) await take(await sourcesIn(files, folder));
  for (const { path: root, kind } of targets) {
    if (kind === "file") continue;
    const ignored = await ignoredIn(root, surroundings);
    const selection: Selection = {
      root,
      excluded: (relative) => project.settings.excludes(resolvePath(root, relative)),
      ignored,
      onProjectFile: (folder) => project.read(folder),
    };
    for await (const paths of walk(files, selection)) await take(paths);
  }
  await take([...project.settings.variableFiles.map(({ path }) => path), ...variableFiles]);
  return unreadable;
}

/** How many resources are judged between two words on the progress. */
const STEP = 50;

function judge(analysis: Analysis, { onProgress }: Surroundings): void {
  let total = 0;
  for (;;) {
    let judged = 0;
    const { pending } = analysis.update(() => onProgress !== undefined && ++judged === STEP);
    if (pending === 0) return;
    total = Math.max(total, judged + pending);
    onProgress?.("judging", total - pending, total);
  }
}
