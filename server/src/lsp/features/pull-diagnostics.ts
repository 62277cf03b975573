import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkDoneProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { render } from "../../../../shared/src";
import { pathOf } from "../../platform/uri";
import type { Feature, Session } from "../session";

/** How many files are reported at once to a client that takes them bit by bit. */
const PORTION = 100;

/**
 * Diagnostics for clients that ask for them. Such a client is still told of files that it has not open by itself, until it
 * asks for those, too: no file's diagnostics travel on both ways.
 */
export const pullDiagnostics: Feature = {
  capabilities: ({ pullsDiagnostics }) =>
    pullsDiagnostics
      ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true, workDoneProgress: true } }
      : {},

  register(session) {
    if (!session.client.pullsDiagnostics) return;
    const { diagnostics } = session.connection.languages;
    diagnostics.on(
      session.guard.request(
        "diagnostics",
        (params: DocumentDiagnosticParams) => reportOf(session, params),
        (): DocumentDiagnosticReport => ({ kind: DocumentDiagnosticReportKind.Full, items: [] }),
      ),
    );
    diagnostics.onWorkspace((params, token, progress, portions) =>
      session.guard.request(
        "workspace diagnostics",
        (asked: WorkspaceDiagnosticParams, stopping) => reportsOf(session, asked, stopping, progress, portions),
        () => ({ items: [] }),
      )(params, token),
    );
  },
};

async function reportOf(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  const { projects, publisher } = session;
  const path = pathOf(textDocument.uri);
  await session.structure.settled();
  const project = projects.ownerOf(path);
  if (project) await publisher.settled(project);
  return publisher.report(path, previousResultId);
}

async function reportsOf(
  session: Session,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
  progress: WorkDoneProgressReporter,
  portions: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
): Promise<WorkspaceDiagnosticReport> {
  const { client, documents, projects, publisher } = session;
  progress.begin(render({ key: "action.checking" }, client.language));
  try {
    await session.structure.settled();
    await session.reading.settled();
    for (const project of projects.all()) {
      await publisher.settled(project);
      if (token.isCancellationRequested) return { items: [] };
    }
    const previous = new Map(previousResultIds.map(({ uri, value }) => [pathOf(uri), value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const path of new Set([...publisher.reported(), ...previous.keys()])) {
      const version = documents.get(path)?.version ?? null;
      const report = publisher.report(path, previous.get(path));
      items.push({ ...report, uri: documents.uriOf(path), version });
      if (portions && items.length === PORTION) portions.report({ items: items.splice(0) });
    }
    if (!portions) return { items };
    if (items.length > 0) portions.report({ items });
    return { items: [] };
  } finally {
    progress.done();
  }
}
