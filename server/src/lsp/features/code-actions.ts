import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type CheckName, checkId, FIX_ALL_KIND, render } from "../../../../shared/src";
import type { Finding } from "../../engine/control";
import { pathOf } from "../../platform/uri";
import { isProblem } from "../counts";
import { findingId } from "../diagnostic";
import { type AlikeData, Ladder } from "../ladder";
import type { Project } from "../project";
import { touches } from "../ranges";
import type { Feature, Session } from "../session";
import { VerifiedFixes } from "../verified-fixes";
import { toWorkspaceEdit } from "../workspace-edit";
import { toCommand } from "./commands";

/** What may be done about the findings at the cursor, and about all of a file; every edit is verified before it is offered. */
export const codeActions: Feature = {
  capabilities({ codeActionLiterals, resolvesEdits, appliesEdits }) {
    // Without literals, an action is a command, whose edit is sent.
    if (!codeActionLiterals) return appliesEdits ? { codeActionProvider: true } : {};
    const codeActionKinds = [CodeActionKind.QuickFix, FIX_ALL_KIND];
    return { codeActionProvider: { codeActionKinds, ...(resolvesEdits ? { resolveProvider: true } : {}) } };
  },

  register(session) {
    const { connection, guard } = session;
    const fixes = new VerifiedFixes(session);
    connection.onCodeAction(
      guard.request(
        "code actions",
        async (params: CodeActionParams, token): Promise<(CodeAction | Command)[]> => {
          const actions = await actionsFor(session, fixes, params, token);
          if (session.client.codeActionLiterals) return actions;
          return actions.map((action) => toCommand(session, action)).filter((command) => command !== undefined);
        },
        () => [],
      ),
    );
    connection.onCodeActionResolve(
      guard.request(
        "code action",
        (action: CodeAction) => resolved(session, fixes, action),
        () => {
          throw new ResponseError(LSPErrorCodes.RequestFailed, "the edit could not be made");
        },
      ),
    );
  },
};

async function actionsFor(
  session: Session,
  fixes: VerifiedFixes,
  { textDocument, range, context }: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const { documents, projects, publisher } = session;
  const path = pathOf(textDocument.uri);
  const project = projects.ownerOf(path);
  const document = documents.get(path);
  if (!project || !document) return [];
  await project.advanceToEnd(() => !token.isCancellationRequested);
  if (token.isCancellationRequested) return [];
  const { version } = document;
  const { generation } = project;
  const ladder = new Ladder(session, project);
  for (const finding of wants(context.only, CodeActionKind.QuickFix) ? project.analysis.findings(path) : []) {
    const place = project.analysis.rangeOf(finding.at);
    if (!isProblem(finding) || place === undefined || !touches(place, range)) continue;
    const mending = await fixes.of(project, finding);
    if (token.isCancellationRequested) return [];
    const stale = await projects.catchUp(mending.fixes.flatMap(({ edits }) => [...edits.keys()]));
    for (const each of stale) publisher.flush(each);
    // An edit is for the text that it was made from.
    if (document.version !== version || project.generation !== generation) throw outdated();
    ladder.add(
      finding,
      mending,
      context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding, place)),
    );
  }
  // All of a file costs more than a glance at one place may: it is only there for those who ask.
  const isAsked = context.only !== undefined && wants(context.only, FIX_ALL_KIND);
  const edit = isAsked ? await fixAllIn(session, fixes, project, path) : undefined;
  const title = render({ key: "action.fix-all" }, session.client.language);
  const quick = ladder.actions();
  const complete = session.client.resolvesEdits ? quick : await completed(session, fixes, quick);
  return [...complete, ...(edit ? [{ title, kind: FIX_ALL_KIND, edit }] : [])];
}

/** The actions with their edits, for a client that does not ask for them later; without those that have none. */
async function completed(session: Session, fixes: VerifiedFixes, actions: CodeAction[]): Promise<CodeAction[]> {
  const complete: CodeAction[] = [];
  for (const { data, ...action } of actions) {
    const edit = isAlike(data) ? await editOf(session, fixes, data) : action.edit;
    if (edit) complete.push({ ...action, edit });
    else if (action.command) complete.push(action);
  }
  return complete;
}

/** Gives an action its edit. */
async function resolved(session: Session, fixes: VerifiedFixes, action: CodeAction): Promise<CodeAction> {
  if (!isAlike(action.data)) return action;
  return { ...action, edit: (await editOf(session, fixes, action.data)) ?? {} };
}

/** What mends all findings of one check in a file. */
async function editOf(
  session: Session,
  fixes: VerifiedFixes,
  { uri, version, check }: AlikeData,
): Promise<WorkspaceEdit | undefined> {
  const path = pathOf(uri);
  const project = session.projects.ownerOf(path);
  if (!project || session.documents.get(path)?.version !== version) throw outdated();
  return fixAllIn(session, fixes, project, path, check);
}

/** What is right without asking in one file; undefined when there is nothing, or too little has been read to know. */
async function fixAllIn(
  session: Session,
  fixes: VerifiedFixes,
  project: Project,
  path: string,
  check?: CheckName,
): Promise<WorkspaceEdit | undefined> {
  if (project.coverage !== "all") return undefined;
  const result = await fixes.all(project, new Set([path]), check);
  if (!result) throw outdated();
  return result.edits.size > 0 ? toWorkspaceEdit(result.edits, project.analysis, session) : undefined;
}

function isAlike(data: unknown): data is AlikeData {
  return typeof data === "object" && data !== null && "uri" in data && "version" in data && "check" in data;
}

function outdated(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, "the document has changed");
}

/** Whether the client asks for actions of the kind, or of one that it belongs to. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}

/** Whether the diagnostic, as the client sends it back, is the one that was published for the finding. */
function isOf(diagnostic: Diagnostic, finding: Finding, place: Range): boolean {
  if (diagnostic.code !== checkId(finding.check)) return false;
  const data: unknown = diagnostic.data;
  if (typeof data === "object" && data !== null && "id" in data) return data.id === findingId(finding);
  return touches(diagnostic.range, place);
}
