/** Which files of a folder are read, and reading the modules that lie elsewhere. The same for editor and command line. */
import { WAIVER_FILES } from "../../../shared/src";
import { type Analysis, type Exclusion, isProjectFile } from "../engine/control";
import { dirname, isInside, pathBelow, resolvePath, roleOf } from "../engine/terraform";
import type { GitIgnore } from "./git-ignore";
import type { Awaitable, FileSystem } from "./host";

/**
 * Folders that hold no configuration of the project's own. Installed modules below `.terraform` are read when a
 * configuration calls them; Terragrunt's cache holds copies.
 */
const IGNORED_FOLDERS = new Set(["node_modules", ".git", ".terraform", ".terragrunt-cache"]);

export interface Selection {
  readonly root: string;
  /** Paths relative to the root. */
  readonly excluded: Exclusion;
  /** Folders below the root that belong to someone else (a nested workspace folder). */
  readonly without?: readonly string[];
  /** What `walk` leaves out because git ignores it. */
  readonly ignored?: GitIgnore;
  /** Told of a folder that holds a project file, before what is in it is chosen. */
  readonly onProjectFile?: (folder: string) => Awaitable<unknown>;
}

/** Whether a file is one that `walk` finds or would find. */
export function isSelected(path: string, { root, excluded, without }: Selection): boolean {
  if (!isInside(root, path) || roleOf(path) === undefined) return false;
  const relative = pathBelow(root, path);
  return (
    !relative.split("/").some((name) => IGNORED_FOLDERS.has(name)) &&
    !excluded(relative) &&
    !without?.some((folder) => isInside(folder, path))
  );
}

/**
 * The Terraform and OpenTofu files below the root, one folder at a time, the nearest first. A link to a folder outside is
 * followed, once; one to a folder inside is not, since its files are found under their own names.
 * @param from where to begin, the root or a folder below it
 */
export async function* walk(
  files: FileSystem,
  selection: Selection,
  from = selection.root,
): AsyncIterable<readonly string[]> {
  const { root, excluded, without, ignored } = selection;
  const followed = new Set<string>();
  const folders = [from];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const found: string[] = [];
    const entries = (await files.readDirectory(folder)) ?? [];
    if (entries.some(({ name }) => isProjectFile(name))) await selection.onProjectFile?.(folder);
    if (entries.some(({ name }) => name === ".gitignore")) await ignored?.enter(folder);
    for (const { name, kind, target } of entries) {
      const path = resolvePath(folder, name);
      if (ignored?.ignores(path, kind)) continue;
      if (kind === "file") {
        if (isSelected(path, selection)) found.push(path);
        continue;
      }
      if (IGNORED_FOLDERS.has(name) || without?.includes(path) || excluded(pathBelow(root, path))) continue;
      if (target !== undefined) {
        if (followed.has(target) || isInside(root, target) || isInside(target, root)) continue;
        followed.add(target);
      }
      folders.push(path);
    }
    if (found.length > 0) yield found;
  }
}

/** How many files are asked for at once where each answer takes its time. */
const AHEAD = 32;

/**
 * Reads one file after the other, in their order. Where reading takes its time, those that come next are asked for meanwhile.
 * @param folders paths, as `walk` finds them
 */
export async function* readAhead<T>(
  folders: AsyncIterable<readonly string[]>,
  read: (path: string) => Awaitable<T>,
): AsyncIterable<{ readonly path: string; readonly read: T }> {
  const asked: { readonly path: string; readonly read: Awaitable<T> }[] = [];
  const first = async () => {
    const { path, read } = asked.shift()!;
    return { path, read: await read };
  };
  for await (const folder of folders) {
    for (const path of folder) {
      const answer = read(path);
      asked.push({ path, read: answer });
      if (!(answer instanceof Promise) || asked.length === AHEAD) yield await first();
    }
  }
  while (asked.length > 0) yield await first();
}

/** The Terraform and OpenTofu files that stand in a folder itself. */
export async function sourcesIn(files: FileSystem, folder: string): Promise<string[]> {
  const entries = (await files.readDirectory(folder)) ?? [];
  return entries
    .filter(({ name, kind }) => kind === "file" && roleOf(name) !== undefined)
    .map(({ name }) => resolvePath(folder, name));
}

/**
 * Reads the modules that are called but lie outside what has been read, and those that they call.
 * @returns the paths read
 */
export async function readCalledModules(analysis: Analysis, files: FileSystem): Promise<string[]> {
  const read: string[] = [];
  const tried = new Set<string>();
  for (;;) {
    const missing = analysis.missingModules().filter((folder) => !tried.has(folder));
    if (missing.length === 0) return read;
    for (const folder of missing) {
      tried.add(folder);
      for (const path of await sourcesIn(files, folder)) {
        const text = await files.readText(path);
        if (text === undefined) continue;
        analysis.setText(path, text);
        read.push(path);
      }
    }
  }
}

/** The root of the repository that the folder lies in; the folder itself when it lies in none. */
export async function repositoryOf(files: FileSystem, folder: string): Promise<string> {
  for (let each = folder; ; each = dirname(each)) {
    if (await files.exists(resolvePath(each, ".git"))) return each;
    if (each === dirname(each)) return folder;
  }
}

/** The project's waiver file: the first that can be read, in the order of the folders. */
export async function findWaiverFile(
  files: FileSystem,
  folders: Iterable<string>,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (const path of [...folders].flatMap((folder) => WAIVER_FILES.map((name) => resolvePath(folder, name)))) {
    const text = await files.readText(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
