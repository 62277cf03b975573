import type { Session } from "./session";

/** Takes an open document in again that was deleted on disk and is now there again. */
export function restore(session: Session, path: string): void {
  const { documents } = session;
  const document = documents.get(path);
  if (!document || !documents.isDeleted(path)) return;
  documents.setDeleted(path, false);
  setText(session, path, document.getText());
}

/** Gives the text of a document to all projects that it concerns. */
export function setText({ projects }: Session, path: string, text: string): void {
  for (const project of projects.concernedBy(path)) project.setText(path, text);
}
