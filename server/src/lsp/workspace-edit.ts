import { CreateFile, TextDocumentEdit, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { Analysis } from "../engine/control";
import type { File, TextEdit as OffsetEdit } from "../engine/syntax";
import type { Session } from "./session";

/**
 * Edits in offsets as an edit of the protocol, which carries the versions of open documents when the client reads them.
 * Undefined when the client cannot do what is needed: create a file.
 * @param edits by path, against the texts that the analysis holds
 */
export function toWorkspaceEdit(
  edits: ReadonlyMap<string, readonly OffsetEdit[]>,
  analysis: Pick<Analysis, "file">,
  { client, documents }: Session,
): WorkspaceEdit | undefined {
  const changes: Record<string, TextEdit[]> = {};
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  for (const [path, offsetEdits] of edits) {
    const uri = documents.uriOf(path);
    const file = analysis.file(path);
    if (!file) {
      if (!client.createsFiles || !client.documentChanges) return undefined;
      documentChanges.push(CreateFile.create(uri, { ignoreIfExists: true }));
    }
    const textEdits = offsetEdits.map((edit) => toTextEdit(edit, file));
    changes[uri] = textEdits;
    const version = documents.get(path)?.version ?? null;
    documentChanges.push(TextDocumentEdit.create({ uri, version }, textEdits));
  }
  return client.documentChanges ? { documentChanges } : { changes };
}

function toTextEdit({ start, end, text }: OffsetEdit, file: File | undefined): TextEdit {
  const beginning = { line: 0, character: 0 };
  const range = { start: file?.positionAt(start) ?? beginning, end: file?.positionAt(end) ?? beginning };
  return { range, newText: text };
}
