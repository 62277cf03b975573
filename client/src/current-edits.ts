import { CancellationError, type CodeAction, type TextDocument, workspace } from "vscode";
import type { Middleware } from "vscode-languageclient";

/**
 * Refuses the edit of an action when a document that it changes is no longer what it was when the edit was asked for. The
 * server says which version an edit is of, but the client's library drops that of an action's edit, and VS Code would apply it
 * to a later text.
 */
export const currentEdits: Middleware = {
  async resolveCodeAction(item, token, next) {
    const versions = new Map(workspace.textDocuments.map((document) => [document.uri.toString(), document.version]));
    const action: CodeAction | null | undefined = await next(item, token);
    const isOutdated = ({ uri, version }: TextDocument): boolean => {
      const asked = versions.get(uri.toString());
      return asked !== undefined && asked !== version && action?.edit?.has(uri) === true;
    };
    if (workspace.textDocuments.some(isOutdated)) throw new CancellationError();
    return action;
  },
};
