import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
} from "vscode-languageserver";
import { checkId, render } from "../../../../shared/src";
import type { Finding } from "../../engine/control";
import type { Fix } from "../../engine/fixes";
import { pathOf } from "../../platform/uri";
import { findingId } from "../diagnostic";
import { isProblem, type Project } from "../project";
import type { Feature, Session } from "../session";
import { VerifiedFixes } from "../verified-fixes";
import { toWorkspaceEdit } from "../workspace-edit";

/** Quick fixes of the findings at the cursor, each verified before it is offered. */
export const codeActions: Feature = {
  capabilities: ({ codeActionLiterals }) =>
    codeActionLiterals ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } } : {},

  register(session) {
    const fixes = new VerifiedFixes(session);
    session.connection.onCodeAction(
      session.guard.request(
        "code actions",
        (params: CodeActionParams, token) => actionsAt(session, fixes, params, token),
        () => [],
      ),
    );
  },
};

async function actionsAt(
  session: Session,
  fixes: VerifiedFixes,
  { textDocument, range, context }: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const path = pathOf(textDocument.uri);
  const project = session.projects.ownerOf(path);
  const document = session.documents.get(path);
  if (!project || !document || !wants(context.only, CodeActionKind.QuickFix)) return [];
  while (project.advance()) {
    await session.host.pause();
    if (token.isCancellationRequested) return [];
  }
  const { version } = document;
  const { generation } = project;
  const actions = new Map<string, CodeAction>();
  for (const finding of project.analysis.findings(path).filter(isProblem)) {
    const place = project.analysis.rangeOf(finding.at);
    if (place === undefined || !touches(place, range)) continue;
    const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding, place));
    for (const fix of await fixes.of(project, finding)) {
      const action = toAction(session, project, fix, diagnostics);
      if (action) offer(actions, action);
    }
    if (token.isCancellationRequested) return [];
    // An edit is for the text that it was made from.
    if (document.version !== version || project.generation !== generation) {
      throw new ResponseError(LSPErrorCodes.ContentModified, "the document has changed");
    }
  }
  return [...actions.values()];
}

/** One action may mend several findings: it is offered once, for all of them. */
function offer(actions: Map<string, CodeAction>, action: CodeAction): void {
  const key = JSON.stringify([action.title, action.edit]);
  const known = actions.get(key);
  if (known) known.diagnostics?.push(...(action.diagnostics ?? []));
  else actions.set(key, action);
}

function toAction(
  session: Session,
  project: Project,
  fix: Fix,
  diagnostics: readonly Diagnostic[],
): CodeAction | undefined {
  const edit = toWorkspaceEdit(fix.edits, project.analysis, session);
  return (
    edit && {
      title: render(fix.title, session.client.language),
      kind: CodeActionKind.QuickFix,
      diagnostics: [...diagnostics],
      ...(fix.preferred && session.client.preferredActions ? { isPreferred: true } : {}),
      edit,
    }
  );
}

/** Whether the client asks for actions of the kind, or of one that it belongs to. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}

function touches(a: Range, b: Range): boolean {
  const before = (left: Range, right: Range): boolean =>
    left.end.line < right.start.line ||
    (left.end.line === right.start.line && left.end.character < right.start.character);
  return !before(a, b) && !before(b, a);
}

/** Whether the diagnostic, as the client sends it back, is the one that was published for the finding. */
function isOf(diagnostic: Diagnostic, finding: Finding, place: Range): boolean {
  if (diagnostic.code !== checkId(finding.check)) return false;
  const data: unknown = diagnostic.data;
  if (typeof data === "object" && data !== null && "id" in data) return data.id === findingId(finding);
  return touches(diagnostic.range, place);
}
