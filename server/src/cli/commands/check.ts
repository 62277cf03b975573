import { relative } from "node:path";
import { type Language, render, SEVERITIES } from "../../../../shared/src";
import { Analysis, controlSettings, dateOf, type Finding } from "../../engine/control";
import { fixesFor, verifyFix } from "../../engine/fixes";
import { type ResultFinding, type ResultFix, resultsOf, toText } from "../../engine/report";
import { dirname, isInside, resolvePath, roleOf } from "../../engine/terraform";
import { exclusion } from "../../platform/globs";
import type { FileSystem } from "../../platform/host";
import { readCalledModules, repositoryOf, sourcesIn, walk } from "../../platform/sources";
import { normalizePath } from "../../platform/uri";
import { paint, plain } from "../colours";
import { type CheckOptions, Unusable } from "../options";
import { CLEAN, type Terminal, VIOLATIONS } from "../terminal";

/** How many findings get their fixes listed: to try and verify those of a whole estate would take hours. */
const MAX_MENDED = 200;

/** A path that the user names. */
interface Target {
  readonly path: string;
  readonly kind: "file" | "folder";
}

/**
 * Checks what the paths name and prints the result.
 *
 * Listed is what stands in the files and folders named. A folder answers for what it deploys, so that findings in local
 * modules which it calls are listed too, wherever they stand within the boundary (the repository). For a file, the other
 * files of its module are read, but only its own findings are listed.
 * @returns the exit code; throws {@link Unusable} when there is nothing to check
 */
export async function check(options: CheckOptions, language: Language, terminal: Terminal): Promise<number> {
  const { files, hcl } = terminal.host;
  const targets = await Promise.all(options.paths.map((path) => findTarget(path, terminal)));
  const variableFiles = await Promise.all(options.variableFiles.map((path) => findVariableFile(path, terminal)));
  const boundary = await boundaryOf(targets, terminal);
  const analysis = new Analysis({
    root: boundary,
    settings: controlSettings(options.settings, dateOf(new Date())),
    readFile: (path) => files.readTextInside(boundary, path),
    variableFiles,
    onProblem: ({ check: name, resource, error }) =>
      terminal.error(`${render({ key: "cli.internal", args: [`${name}, ${resource}: ${error}`] }, language)}\n`),
  });
  const unreadable = await read(analysis, targets, variableFiles, files);
  const called = new Set(await readCalledModules(analysis, files));
  const listed = listing(targets, called);
  if (![...analysis.paths()].some(listed)) {
    throw new Unusable({ key: "cli.no-files", args: [options.paths.join(", ")] });
  }
  analysis.update();
  let mended = 0;
  const results = await resultsOf(analysis, {
    version: terminal.version,
    language,
    listed,
    name: (path) => normalizePath(relative(terminal.workingDirectory, path)) || ".",
    all: options.all,
    unreadable,
    fixes: options.format === "json" ? verifiedFixes : async () => [],
  });
  terminal.out(
    options.format === "json"
      ? `${JSON.stringify(results, undefined, 2)}\n`
      : toText(results, language, options.all, terminal.colours ? paint : plain),
  );
  if (mended > MAX_MENDED)
    terminal.error(`${render({ key: "cli.fixes-left-out", args: [String(MAX_MENDED)] }, language)}\n`);
  return results.findings.some((finding) => fails(finding, options.failOn)) ? VIOLATIONS : CLEAN;

  async function verifiedFixes(finding: Finding): Promise<ResultFix[]> {
    const verified: ResultFix[] = [];
    if (mended++ >= MAX_MENDED) return verified;
    for (const fix of fixesFor(finding, analysis)) {
      if (!(await verifyFix(fix, finding, analysis, hcl)).ok) continue;
      verified.push({ title: render(fix.title, language), preferred: fix.preferred, replaces: fix.replaces });
    }
    return verified;
  }
}

async function findTarget(given: string, { host, workingDirectory }: Terminal): Promise<Target> {
  const path = resolvePath(workingDirectory, normalizePath(given));
  if ((await host.files.readDirectory(path)) !== undefined) return { path, kind: "folder" };
  if (!(await host.files.exists(path))) throw new Unusable({ key: "cli.not-found", args: [given] });
  return { path, kind: "file" };
}

async function findVariableFile(given: string, { host, workingDirectory }: Terminal): Promise<string> {
  const path = resolvePath(workingDirectory, normalizePath(given));
  if (!(await host.files.exists(path))) throw new Unusable({ key: "cli.not-found", args: [given] });
  if (roleOf(path)?.kind !== "variables") throw new Unusable({ key: "cli.not-a-variable-file", args: [given] });
  return path;
}

/** The folder outside which nothing is read: the repository of the working directory, or one around all that is named. */
async function boundaryOf(targets: readonly Target[], { host, workingDirectory }: Terminal): Promise<string> {
  const repository = await repositoryOf(host.files, workingDirectory);
  if (targets.every(({ path }) => isInside(repository, path))) return repository;
  const folders = await Promise.all(targets.map((target) => repositoryOf(host.files, folderOf(target))));
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

function listing(targets: readonly Target[], called: ReadonlySet<string>): (path: string) => boolean {
  const answersForModules = targets.some(({ kind }) => kind === "folder");
  return (path) => targets.some((target) => isInside(target.path, path)) || (answersForModules && called.has(path));
}

function fails({ status, severity }: ResultFinding, failOn: CheckOptions["failOn"]): boolean {
  return status === "fail" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
