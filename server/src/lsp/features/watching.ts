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
import { isProjectFile } from "../../engine/control";
import { roleOf } from "../../engine/terraform";
import { pathOf } from "../../platform/uri";
import type { Project } from "../project";
import type { Feature, Session } from "../session";
import { Slice } from "../slice";
import { restore } from "./documents";
import { rescan } from "./scan";

/** A folder that comes or goes is reported as such, not file by file. */
const FOLDERS: FileSystemWatcher = { globPattern: "**", kind: WatchKind.Create | WatchKind.Delete };

/** What the client tells of in which its user creates, renames or deletes. */
const OPERATIONS: FileOperationRegistrationOptions = {
  filters: [
    ...WATCHED_FILES.map((glob) => ({ pattern: { glob, matches: FileOperationPatternKind.file } })),
    { pattern: { glob: "**", matches: FileOperationPatternKind.folder } },
  ],
};

const NAMES = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;

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

async function follow(session: Session, changes: readonly FileEvent[]): Promise<void> {
  const { documents, host, projects, publisher } = session;
  const latest = new Map(changes.map(({ uri, type }) => [pathOf(uri), type]));
  const touched = new Set<Project>();
  const slice = new Slice(host);
  for (const [path, type] of latest) {
    // Also when its project is still to come.
    if (type === FileChangeType.Deleted && documents.get(path)) documents.setDeleted(path, true);
    for (const project of projects.all()) {
      if (await takeIn(session, project, path, type)) touched.add(project);
    }
    if (slice.isOver) await slice.pause();
  }
  for (const project of touched) publisher.flush(project);
}

/** Takes in what a project file or a waiver file says now: as it is typed where it is open, else on disk. */
export function followAside(session: Session, path: string): void {
  const uri = session.documents.uriOf(path);
  session.guard.callback("settings", () =>
    session.reading.run(() => follow(session, [{ uri, type: FileChangeType.Changed }])),
  )();
}

/** @returns whether the change may matter to the project */
async function takeIn(session: Session, project: Project, path: string, type: FileChangeType): Promise<boolean> {
  const { documents, publisher } = session;
  // A document of that kind that is open counts until it is deleted, and again when it is there again or edited.
  if (roleOf(path) === undefined && type !== FileChangeType.Deleted) documents.setDeleted(path, false);
  const settings = await project.reloadSettings(path);
  if (settings === "scan") session.guard.callback("scan", () => rescan(session, project))();
  if (settings !== "nothing") {
    // A project file outside the workspace that is gone is nobody's any more.
    publisher.clearOrphans();
    if (isProjectFile(path)) return settings === "publish";
  }
  if (roleOf(path) === undefined) {
    return (await project.reloadOther(path, NAMES[type])) || settings === "publish";
  }
  if (!project.holds(path) && !project.selects(path)) return false;
  if (documents.get(path)) {
    if (type === FileChangeType.Deleted) {
      project.remove(path);
    } else restore(session, path);
    return true;
  }
  await project.reload(path);
  return true;
}
