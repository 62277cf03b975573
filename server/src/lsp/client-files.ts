import type { Connection } from "vscode-languageserver";
import { type FileParams, type FileText, LIST_REQUEST, type Listing, READ_REQUEST } from "../../../shared/src";
import { basename, dirname, isInside } from "../engine/terraform";
import type { DirectoryEntry, FileSystem } from "../platform/host";
import { isVirtual, uriOf } from "../platform/uri";

/**
 * The files that the client reads for the server.
 * @param disk those that the server reads itself: all that are not virtual; without it every file is the client's
 */
export function clientFiles(connection: Connection, disk?: FileSystem): FileSystem {
  /** What the client does not answer is not there. */
  async function ask<R>(request: string, params: FileParams): Promise<R | undefined> {
    try {
      return (await connection.sendRequest<R | null>(request, params)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  async function readDirectory(dir: string): Promise<readonly DirectoryEntry[] | undefined> {
    const listing = await ask<NonNullable<Listing>>(LIST_REQUEST, { uri: uriOf(dir) });
    return listing?.map((entry) => ({ ...entry, target: undefined })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  const readText = (path: string, links: boolean): Promise<string | undefined> =>
    ask<NonNullable<FileText>>(READ_REQUEST, { uri: uriOf(path), links });

  const virtual: FileSystem = {
    readDirectory,
    readText: (path) => readText(path, true),
    async exists(path) {
      return (await readDirectory(dirname(path)))?.some(({ name }) => name === basename(path)) === true;
    },
    readTextInside: () => undefined,
    readTextInsideLater: (root, path) => (isInside(root, path) ? readText(path, false) : undefined),
  };
  const of = (path: string): FileSystem => (disk && !isVirtual(path) ? disk : virtual);
  return {
    readDirectory: (dir) => of(dir).readDirectory(dir),
    readText: (path) => of(path).readText(path),
    exists: (path) => of(path).exists(path),
    readTextInside: (root, path) => of(path).readTextInside(root, path),
    readTextInsideLater: (root, path) => of(path).readTextInsideLater?.(root, path),
  };
}
