import { FileChangeType, type FileEvent } from "vscode-languageserver";
import { isProjectFile } from "../engine/control";
import { roleOf } from "../engine/terraform";
import { pathOf } from "../platform/uri";
import { rescan } from "./features/scan";
import { restore } from "./open-texts";
import type { Project } from "./project";
import type { Session } from "./session";
import { Slice } from "./slice";

const NAMES = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;

/** Takes in what the disk says of these files now. */
export async function follow(session: Session, changes: readonly FileEvent[]): Promise<void> {
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
