import { basename, dirname } from "../engine/terraform";
import type { FileSystem } from "../platform/host";

/** The file system as it would be if a file had the text, whether or not the file is there. */
export function withText(files: FileSystem, path: string, text: string): FileSystem {
  return {
    ...files,
    readText: (other) => (other === path ? text : files.readText(other)),
    readTextInside: (root, other) => (other === path ? text : files.readTextInside(root, other)),
    exists: (other) => other === path || files.exists(other),
    async readDirectory(folder) {
      const entries = await files.readDirectory(folder);
      const name = basename(path);
      if (folder !== dirname(path) || entries?.some((entry) => entry.name === name)) return entries;
      return [...(entries ?? []), { name, kind: "file", target: undefined }];
    },
  };
}
