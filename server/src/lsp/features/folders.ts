import { DidChangeWorkspaceFoldersNotification, type WorkspaceFolder } from "vscode-languageserver";
import { isInside } from "../../engine/terraform";
import { normalizePath, pathOf, uriOf } from "../../platform/uri";
import type { Project } from "../project";
import type { Feature, Session } from "../session";
import { adoptOpenDocuments } from "./loose-files";
import { rescan } from "./scan";

/** One project for each workspace folder, as folders come and go. */
export const folders: Feature = {
  capabilities: ({ workspaceFolders }) =>
    workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {},

  register(session) {
    session.connection.onNotification(
      DidChangeWorkspaceFoldersNotification.type,
      session.guard.callback("workspace folders", ({ event }) =>
        session.structure.run(() => change(session, event.added.map(uriOfFolder), event.removed.map(uriOfFolder))),
      ),
    );
  },

  start: (session) => session.structure.run(() => change(session, initialFolders(session.params), [])),
};

function uriOfFolder(folder: WorkspaceFolder): string {
  return folder.uri;
}

/** Older clients name one folder, as a URI or as a path. */
function initialFolders({ workspaceFolders, rootUri, rootPath }: Session["params"]): string[] {
  if (workspaceFolders) return workspaceFolders.map(uriOfFolder);
  if (rootUri) return [rootUri];
  return rootPath ? [uriOf(normalizePath(rootPath))] : [];
}

async function change(session: Session, added: readonly string[], removed: readonly string[]): Promise<void> {
  const { projects, publisher } = session;
  for (const uri of removed) drop(session, projects.folder(pathOf(uri)));
  const toRead = new Set(await Promise.all(added.map((uri) => add(session, uri))));
  // A project around a folder that came or went has less or more to read than before.
  for (const project of projects.all()) {
    if (project.configure(project.settings, projects.nestedIn(project.root))) toRead.add(project);
  }
  publisher.clearOrphans();
  for (const project of toRead) session.guard.callback("scan", () => rescan(session, project))();
  adoptOpenDocuments(session);
}

async function add(session: Session, uri: string): Promise<Project> {
  const { projects, settings } = session;
  const root = pathOf(uri);
  const known = projects.folder(root);
  if (known) return known;
  for (const project of projects.all()) {
    if (project.kind === "file" && isInside(root, project.root)) drop(session, project);
  }
  return projects.addFolder(root, await settings.read(uri));
}

function drop({ projects, publisher }: Session, project: Project | undefined): void {
  if (!project) return;
  projects.remove(project);
  publisher.forget(project);
}
