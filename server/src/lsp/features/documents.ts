import { TextDocumentSyncKind } from "vscode-languageserver";
import { pathOf } from "../../platform/uri";
import { Asides } from "../asides";
import { restore, setText } from "../open-texts";
import type { Feature, Session } from "../session";
import { abandon, adopt } from "./loose-files";
import { rescan } from "./scan";

/** Follows the documents that are open, edit by edit. */
export const documents: Feature = {
  capabilities: () => ({
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  }),

  register(session) {
    const { client, connection, documents, guard, projects, publisher, trace } = session;
    const asides = new Asides(session);

    connection.onDidOpenTextDocument(
      guard.callback("open", ({ textDocument }) => {
        const path = documents.open(textDocument);
        setText(session, path, textDocument.text);
        publisher.noteEdited(path);
        publish(session, path, "now");
        adopt(session, path);
        asides.follow(path, "now");
      }),
    );

    connection.onDidChangeTextDocument(
      guard.callback("change", ({ textDocument, contentChanges }) => {
        const path = pathOf(textDocument.uri);
        const document = documents.get(path);
        if (!document) return;
        const concerned = projects.concernedBy(path);
        const known = !documents.isDeleted(path);
        const taken = trace.time(() => {
          for (const change of contentChanges) {
            const edit = documents.change(document, change, textDocument.version);
            for (const project of concerned) {
              if (edit && known && project.holds(path)) project.edit(path, edit);
              else project.setText(path, document.getText());
            }
          }
        });
        trace.edited(taken);
        documents.setDeleted(path, false);
        publisher.noteEdited(path);
        publish(session, path, "onType");
        asides.follow(path, "onType");
      }),
    );

    connection.onDidSaveTextDocument(
      guard.callback("save", ({ textDocument }) => {
        const path = pathOf(textDocument.uri);
        restore(session, path);
        publish(session, path, "now");
        asides.follow(path, "now");
        // Whoever watches no files may not have heard of what others have written meanwhile.
        if (!client.registersWatchers) for (const project of projects.concernedBy(path)) void rescan(session, project);
      }),
    );

    connection.onDidCloseTextDocument(
      guard.callback("close", async ({ textDocument }) => {
        const path = documents.close(textDocument.uri);
        asides.follow(path, "now");
        abandon(session, path);
        // What was typed but not saved is gone.
        for (const project of projects.concernedBy(path)) {
          await project.reload(path);
          project.noteChanged([path]);
        }
        publish(session, path, "now");
      }),
    );
  },
};

/** Has everything published that the file concerns, when the settings of its project want it at this moment. */
function publish({ projects, publisher }: Session, path: string, moment: "now" | "onType"): void {
  for (const project of projects.concernedBy(path)) {
    if (moment === "now") publisher.flush(project);
    else if (project.settings.run === "onType") publisher.schedule(project);
  }
}
