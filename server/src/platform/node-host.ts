/** Node's file system and event loop. */
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { decode, MAX_FILE_SIZE } from "../../../shared/src";
import { createHcl2Json } from "./hcl2json";
import type { DirectoryEntry, FileSystem, Host } from "./host";
import { readWasm } from "./node-wasm";
import { normalizePath } from "./uri";

export function createNodeHost(): Host {
  return {
    files: nodeFiles,
    hcl: createHcl2Json(readWasm),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
  };
}

/** Reads at once: many small files are read several times faster so, and whoever reads many pauses in between. */
const nodeFiles: FileSystem = {
  readDirectory(dir) {
    const entries = attempt(() => readdirSync(dir, { withFileTypes: true }));
    return entries
      ?.sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => describe(dir, entry))
      .filter((entry) => entry !== undefined);
  },

  readText(path) {
    return attempt(() => (isSourceSized(path) ? decode(readFileSync(path)) : undefined));
  },

  exists: existsSync,

  readTextInside(root, path) {
    return attempt(() => {
      const real = realpathSync(path);
      const below = real.startsWith(join(realpathSync(root), "/"));
      return below && isSourceSized(real) ? decode(readFileSync(real)) : undefined;
    });
  },
};

function describe(dir: string, entry: Dirent): DirectoryEntry | undefined {
  if (entry.isFile()) return { name: entry.name, kind: "file", target: undefined };
  if (entry.isDirectory()) return { name: entry.name, kind: "directory", target: undefined };
  if (!entry.isSymbolicLink()) return undefined;
  return attempt(() => {
    const target = realpathSync(`${dir}/${entry.name}`);
    const found = statSync(target);
    const kind = found.isDirectory() ? "directory" : found.isFile() ? "file" : undefined;
    return kind && { name: entry.name, kind, target: normalizePath(target) };
  });
}

function isSourceSized(path: string): boolean {
  const found = statSync(path);
  return found.isFile() && found.size <= MAX_FILE_SIZE;
}

/** What cannot be read (gone, forbidden, a loop of links) is not there. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
