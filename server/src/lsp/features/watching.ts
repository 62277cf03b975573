import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  FileOperationPatternKind,
  type FileOperationRegistrationOptions,
  type FileSystemWatcher,
  WatchKind,
} from "vscode-languageserver";
import { WATCHED_FILES } from "../../../../shared/src";
import { follow } from "../file-changes";
import type { Feature } from "../session";

/** A folder that comes or goes is reported as such, not file by file. */
const FOLDERS: FileSystemWatcher = { globPattern: "**", kind: WatchKind.Create | WatchKind.Delete };

/** What the client tells of in which its user creates, renames or deletes. */
const OPERATIONS: FileOperationRegistrationOptions = {
  filters: [
    ...WATCHED_FILES.map((glob) => ({ pattern: { glob, matches: FileOperationPatternKind.file } })),
    { pattern: { glob: "**", matches: FileOperationPatternKind.folder } },
  ],
};

/** Follows the files that change on disk; where a file is open in the editor, the editor's text counts. */
export const watching: Feature = {
  capabilities: ({ fileOperations, registersWatchers }) =>
    fileOperations && !registersWatchers
      ? { workspace: { fileOperations: { didCreate: OPERATIONS, didRename: OPERATIONS, didDelete: OPERATIONS } } }
      : {},

  register(session) {
    // A storm (a branch is checked out) comes in many messages; each is read after the one before, and what a later one
    // says of a file is what the disk says then.
    const { connection, guard, reading } = session;
    const events = guard.callback("file events", (changes: readonly FileEvent[]) =>
      reading.run(() => follow(session, changes)),
    );
    connection.onDidChangeWatchedFiles(({ changes }) => events(changes));
    connection.workspace.onDidCreateFiles(({ files }) => events(files.map(({ uri }) => created(uri))));
    connection.workspace.onDidDeleteFiles(({ files }) => events(files.map(({ uri }) => deleted(uri))));
    connection.workspace.onDidRenameFiles(({ files }) =>
      events([...files.map(({ oldUri }) => deleted(oldUri)), ...files.map(({ newUri }) => created(newUri))]),
    );
  },

  async start({ client, connection }) {
    if (!client.registersWatchers) return;
    const watchers = [...WATCHED_FILES.map((globPattern) => ({ globPattern })), FOLDERS];
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  },
};

function created(uri: string): FileEvent {
  return { uri, type: FileChangeType.Created };
}

function deleted(uri: string): FileEvent {
  return { uri, type: FileChangeType.Deleted };
}
