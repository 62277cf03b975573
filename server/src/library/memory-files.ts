import { isInside } from "../engine/terraform";
import type { DirectoryEntry, FileSystem } from "../platform/host";

/** A file system that holds just these texts. @param texts by absolute path */
export function memoryFiles(texts: ReadonlyMap<string, string>): FileSystem {
  const folders = new Map<string, Map<string, DirectoryEntry>>();
  for (const path of texts.keys()) {
    const names = path.split("/");
    for (let depth = 1; depth < names.length; depth++) {
      const folder = names.slice(0, depth).join("/") || "/";
      const name = names[depth]!;
      const kind = depth === names.length - 1 ? "file" : "directory";
      const entries = folders.get(folder) ?? new Map<string, DirectoryEntry>();
      folders.set(folder, entries.set(name, { name, kind, target: undefined }));
    }
  }
  return {
    readDirectory(dir) {
      const entries = folders.get(dir);
      return entries && [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    readText: (path) => texts.get(path),
    exists: (path) => texts.has(path) || folders.has(path),
    readTextInside: (root, path) => (isInside(root, path) ? texts.get(path) : undefined),
  };
}
