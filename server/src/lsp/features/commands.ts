import {
  type CancellationToken,
  type CodeAction,
  type Command,
  type ExecuteCommandParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  APPLY_COMMAND,
  type ChangeResult,
  FIX_WORKSPACE_COMMAND,
  type MessageKey,
  render,
  SCAN_COMMAND,
} from "../../../../shared/src";
import { pathOf } from "../../platform/uri";
import type { Feature, Session } from "../session";
import { VerifiedFixes } from "../verified-fixes";
import { fixWorkspace } from "./changes";
import { scanAll } from "./scan";

/** Commands for clients that bring none of their own: what else they would have to know our requests for. */
export const commands: Feature = {
  capabilities: ({ commands: own }) =>
    own.size === 0
      ? { executeCommandProvider: { commands: [APPLY_COMMAND, FIX_WORKSPACE_COMMAND, SCAN_COMMAND] } }
      : {},

  register(session) {
    const fixes = new VerifiedFixes(session);
    session.connection.onExecuteCommand(
      session.guard.request(
        "command",
        (params: ExecuteCommandParams, token) => execute(session, fixes, params, token),
        () => {
          throw refused(session, "action.failed");
        },
      ),
    );
  },
};

/** The argument of {@link APPLY_COMMAND}: an edit, and the versions of the open documents that it is for, by URI. */
interface Change {
  readonly edit: WorkspaceEdit;
  readonly versions: Readonly<Record<string, number>>;
}

/** The action for a client that knows nothing but commands. */
export function toCommand({ documents }: Session, { title, edit, command }: CodeAction): Command | undefined {
  if (!edit) return command;
  const edited = edit.documentChanges?.filter(TextDocumentEdit.is).map(({ textDocument }) => textDocument.uri);
  const versions: Record<string, number> = {};
  for (const uri of edited ?? Object.keys(edit.changes ?? {})) {
    const document = documents.get(pathOf(uri));
    if (document) versions[uri] = document.version;
  }
  return { title, command: APPLY_COMMAND, arguments: [{ edit, versions } satisfies Change] };
}

async function execute(
  session: Session,
  fixes: VerifiedFixes,
  params: ExecuteCommandParams,
  token: CancellationToken,
): Promise<null> {
  const [argument] = params.arguments ?? [];
  switch (params.command) {
    case APPLY_COMMAND:
      await apply(session, argument);
      break;
    case FIX_WORKSPACE_COMMAND:
      await tell(session, await fixWorkspace(session, fixes, token));
      break;
    case SCAN_COMMAND:
      await scanAll(session);
      break;
    default:
      throw new ResponseError(LSPErrorCodes.RequestFailed, `no command ${params.command}`);
  }
  return null;
}

async function apply(session: Session, argument: unknown): Promise<void> {
  if (!isChange(argument)) throw new ResponseError(LSPErrorCodes.RequestFailed, "no edit to apply");
  for (const [uri, version] of Object.entries(argument.versions)) {
    // Of a text that has changed since, the edit would hit the wrong places.
    if (session.documents.get(pathOf(uri))?.version !== version) throw refused(session, "action.outdated");
  }
  const { applied } = await session.connection.workspace.applyEdit(argument.edit);
  if (!applied) throw refused(session, "action.outdated");
}

async function tell({ connection }: Session, { message }: ChangeResult): Promise<void> {
  if (message === undefined) return;
  await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
}

function refused({ client }: Session, key: MessageKey): ResponseError {
  const code = key === "action.outdated" ? LSPErrorCodes.ContentModified : LSPErrorCodes.RequestFailed;
  return new ResponseError(code, render({ key }, client.language));
}

function isChange(value: unknown): value is Change {
  return typeof value === "object" && value !== null && "edit" in value && "versions" in value;
}
