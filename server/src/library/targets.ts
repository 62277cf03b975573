/** The files and folders that paths and globs name. */
import { exclusion, globMatcher } from "../engine/control";
import { dirname, pathBelow, resolvePath } from "../engine/terraform";
import { GitIgnore } from "../platform/git-ignore";
import type { FileSystem } from "../platform/host";
import { repositoryOf, walk } from "../platform/sources";
import { normalizePath } from "../platform/uri";
import { Unusable } from "./unusable";

/** Where paths are looked for. */
export interface Place {
  readonly files: FileSystem;
  /** Absolute, as the engine writes paths. */
  readonly workingDirectory: string;
  /** The files below a folder that git tracks although a rule names them; undefined where git is not asked. */
  readonly tracked?: (folder: string) => Promise<readonly string[]>;
}

/** A file or folder that is named. */
export interface Target {
  readonly path: string;
  readonly kind: "file" | "folder";
}

/** A folder is itself, a file lies in its own. */
export function folderOf({ path, kind }: Target): string {
  return kind === "folder" ? path : dirname(path);
}

/**
 * What a path names, or a glob where there is no file of that name. A glob finds what a search would: Terraform and OpenTofu
 * files, and folders that have such below them, but nothing that git ignores. Throws {@link Unusable} when there is nothing.
 */
export async function targetsOf(given: string, place: Place): Promise<readonly Target[]> {
  const { files, workingDirectory } = place;
  const path = resolvePath(workingDirectory, normalizePath(given));
  if ((await files.readDirectory(path)) !== undefined) return [{ path, kind: "folder" }];
  if (await files.exists(path)) return [{ path, kind: "file" }];
  const found = MAGIC.test(path) ? await expand(path, place) : [];
  if (found.length === 0) throw new Unusable({ key: "cli.not-found", args: [given] });
  return found;
}

const MAGIC = /[*?[{]/;

async function expand(pattern: string, place: Place): Promise<readonly Target[]> {
  const { files } = place;
  let root = dirname(pattern);
  while (MAGIC.test(root)) root = dirname(root);
  const matches = globMatcher(pathBelow(root, pattern));
  const ignored = await ignoredIn(root, place);
  const targets = new Map<string, Target>();
  for await (const folder of walk(files, { root, excluded: exclusion([]), ignored })) {
    for (const path of folder) {
      const target = targetAround(path, root, matches);
      if (target) targets.set(target.path, target);
    }
  }
  return [...targets.values()];
}

/** What is left out of a folder that is searched. */
export async function ignoredIn(root: string, { files, tracked }: Place): Promise<GitIgnore> {
  return GitIgnore.in(files, await repositoryOf(files, root), root, await tracked?.(root));
}

/** The outermost of the file and the folders around it that the glob matches. */
function targetAround(path: string, root: string, matches: (relative: string) => boolean): Target | undefined {
  const names = pathBelow(root, path).split("/");
  for (let count = 1; count <= names.length; count++) {
    const relative = names.slice(0, count).join("/");
    if (matches(relative))
      return { path: resolvePath(root, relative), kind: count === names.length ? "file" : "folder" };
  }
  return undefined;
}
