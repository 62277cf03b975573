import { dirname, roleOf } from "../../engine/terraform";
import type { Session } from "../session";
import { rescan } from "./scan";

/** Gives every open document that no project answers for one of its own: the folder that it stands in. */
export function adoptOpenDocuments(session: Session): void {
  for (const path of session.documents.paths()) adopt(session, path);
}

/** Gives the open document a project of its own when none answers for it. */
export function adopt(session: Session, path: string): void {
  const { documents, guard, projects, settings, structure } = session;
  const isOrphan = (): boolean =>
    documents.get(path) !== undefined && roleOf(path) !== undefined && projects.ownerOf(path) === undefined;
  guard.callback("open file", () =>
    structure.run(async () => {
      if (!isOrphan()) return;
      const folder = dirname(path);
      const project = await projects.addLoose(folder, await settings.read(documents.uriOf(path)));
      // The document may have been closed meanwhile.
      abandon(session, path);
      if (projects.all().includes(project)) guard.callback("scan", () => rescan(session, project))();
    }),
  )();
}

/** Drops the project of a file's folder when no document of the folder is open any more that would have given it one. */
export function abandon({ documents, projects, publisher }: Session, path: string): void {
  const project = projects.ownerOf(path);
  if (project?.kind !== "file") return;
  for (const other of documents.paths()) {
    if (roleOf(other) !== undefined && projects.ownerOf(other) === project) return;
  }
  projects.remove(project);
  publisher.forget(project);
}
