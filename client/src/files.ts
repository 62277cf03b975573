import { FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  decode,
  type FileParams,
  type FileText,
  LIST_REQUEST,
  type Listing,
  MAX_FILE_SIZE,
  READ_REQUEST,
} from "../../shared/src";

/** Answers the requests by which the server reads files that only VS Code can reach. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(LIST_REQUEST, ({ uri }: FileParams) => list(Uri.parse(uri)));
  client.onRequest(READ_REQUEST, ({ uri, links }: FileParams) => read(Uri.parse(uri), links ?? true));
}

async function list(folder: Uri): Promise<Listing> {
  try {
    return (await workspace.fs.readDirectory(folder)).flatMap(([name, type]): NonNullable<Listing> => {
      if (type & FileType.File) return [{ name, kind: "file" }];
      return type === FileType.Directory ? [{ name, kind: "directory" }] : [];
    });
  } catch {
    return null;
  }
}

async function read(file: Uri, links: boolean): Promise<FileText> {
  try {
    if (!links && (await workspace.fs.stat(file)).type & FileType.SymbolicLink) return null;
    const bytes = await workspace.fs.readFile(file);
    return bytes.length > MAX_FILE_SIZE ? null : decode(bytes);
  } catch {
    return null;
  }
}
