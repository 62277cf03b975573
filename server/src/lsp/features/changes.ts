import { type CancellationToken, TextDocumentEdit, type WorkspaceEdit } from "vscode-languageserver";
import {
  type ChangeResult,
  DIAGNOSTIC_SOURCE,
  FIX_WORKSPACE_REQUEST,
  type MessageKey,
  render,
  WAIVE_REQUEST,
  type WaiveParams,
} from "../../../../shared/src";
import type { TextEdit } from "../../engine/syntax";
import { isInside } from "../../engine/terraform";
import { pathOf } from "../../platform/uri";
import { isProblem } from "../counts";
import { findingId } from "../diagnostic";
import type { Project } from "../project";
import type { Feature, Session } from "../session";
import { VerifiedFixes } from "../verified-fixes";
import { toWorkspaceEdit } from "../workspace-edit";

/** Changes that the client asks for by a request of ours, since they need a word from the user first or afterwards. */
export const changes: Feature = {
  register(session) {
    const { connection, guard } = session;
    const fixes = new VerifiedFixes(session);
    const failed = (): ChangeResult => refused(session, "action.failed");
    connection.onRequest(
      WAIVE_REQUEST,
      guard.request("waive", (params: WaiveParams) => waiveOne(session, fixes, params), failed),
    );
    const fixAll = guard.request<undefined, ChangeResult>(
      "fix all",
      (_, token) => fixWorkspace(session, fixes, token),
      failed,
    );
    // A client may send parameters, although there are none.
    connection.onRequest(FIX_WORKSPACE_REQUEST, (...args: unknown[]) =>
      fixAll(undefined, args.at(-1) as CancellationToken),
    );
  },
};

async function waiveOne(session: Session, fixes: VerifiedFixes, params: WaiveParams): Promise<ChangeResult> {
  const { uri, position, id } = params.finding;
  const path = pathOf(uri);
  const project = session.projects.ownerOf(path);
  if (!project) return refused(session, "action.outdated");
  await project.advanceToEnd();
  const { analysis } = project;
  const finding = analysis.findings(path).find((each) => {
    const start = analysis.rangeOf(each.at)?.start;
    const isThere = start?.line === position.line && start.character === position.character;
    return isThere && isProblem(each) && findingId(each) === id;
  });
  if (!finding) return refused(session, "action.outdated");
  const waiver = await fixes.waiver(project, finding, params.reason);
  const edit = waiver && toWorkspaceEdit(waiver.edits, analysis, session);
  if (!edit) return refused(session, "action.not-waived");
  const { applied } = await session.connection.workspace.applyEdit(edit);
  return applied ? { applied } : refused(session, "action.outdated");
}

/** Sends what is right without asking in every workspace folder; the client decides whether it is applied. */
export async function fixWorkspace(
  session: Session,
  fixes: VerifiedFixes,
  token: CancellationToken,
): Promise<ChangeResult> {
  const { client, connection, projects, publisher, reading, structure } = session;
  await structure.settled();
  await reading.settled();
  if (publisher.status().state === "scanning") return refused(session, "action.scanning");
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin(render({ key: "action.fixing" }, client.language), undefined, undefined, true);
  let known = 0;
  let shown = 0;
  const goesOn = (found: number): boolean => {
    if (known + found !== shown) {
      shown = known + found;
      progress.report(render({ key: "action.fixes-found", args: [String(shown)] }, client.language));
    }
    return !token.isCancellationRequested && !progress.token.isCancellationRequested;
  };
  const folders = projects.all().filter(({ kind }) => kind === "folder");
  const edits = new Map<string, readonly TextEdit[]>();
  const generations = new Map<Project, number>();
  try {
    for (const project of folders) {
      const result = await fixes.allInSlices(project, pathsOf(session, project), goesOn);
      // The user ended it, and knows.
      if (!goesOn(0)) return { applied: false };
      if (!result) return refused(session, "action.outdated");
      known += result.fixed.length;
      generations.set(project, project.generation);
      for (const [path, own] of result.edits) edits.set(path, own);
    }
  } finally {
    progress.done();
  }
  if (edits.size === 0) return refused(session, "action.nothing");
  if (folders.some((project) => generations.get(project) !== project.generation)) {
    return refused(session, "action.outdated");
  }
  const outdated = await projects.catchUp(edits.keys());
  if (outdated.size > 0) {
    for (const project of outdated) publisher.flush(project);
    return refused(session, "action.outdated");
  }
  const label = `${DIAGNOSTIC_SOURCE}: ${render({ key: "action.fixed" }, client.language)}`;
  const texts = { file: (path: string) => projects.ownerOf(path)?.analysis.file(path) };
  const edit = toWorkspaceEdit(edits, texts, session);
  if (!edit) return refused(session, "action.failed");
  const { applied } = await connection.workspace.applyEdit({
    label,
    edit: client.changeAnnotations ? withPreview(edit, label) : edit,
    // The client may save what a refactoring has changed.
    metadata: { isRefactoring: true },
  });
  return { applied };
}

/**
 * The edit such that the client shows it before it is applied. VS Code does when a part of it wants confirmation, and then
 * leaves that part out until the user ticks it, file by file. What is right without asking shall be left out only where the
 * user says so, so the part that asks is one that changes nothing.
 */
function withPreview(edit: WorkspaceEdit, label: string): WorkspaceEdit {
  const [first, ...others] = edit.documentChanges ?? [];
  if (!TextDocumentEdit.is(first)) return edit;
  const start = { line: 0, character: 0 };
  const nothing = { range: { start, end: start }, newText: "", annotationId: label };
  return {
    documentChanges: [{ ...first, edits: [nothing, ...first.edits] }, ...others],
    changeAnnotations: { [label]: { label, needsConfirmation: true } },
  };
}

/** The files that are the folder's own to change. */
function pathsOf({ projects }: Session, project: Project): ReadonlySet<string> {
  const own = (path: string): boolean => isInside(project.root, path) && projects.ownerOf(path) === project;
  return new Set([...project.analysis.paths()].filter(own));
}

function refused({ client }: Session, key: MessageKey): ChangeResult {
  return { applied: false, message: render({ key }, client.language) };
}
