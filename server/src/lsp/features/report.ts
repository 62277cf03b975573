import {
  REPORT_CHANGED_NOTIFICATION,
  REPORT_REQUEST,
  REPORT_TEXT_REQUEST,
  type Report,
  type ReportFormat,
  type ReportParams,
  type ReportTextParams,
} from "../../../../shared/src";
import { type Evidence, evidenceToBody, evidenceToHtml, evidenceToJson, evidenceToMarkdown } from "../../engine/report";
import { resolvePath } from "../../engine/terraform";
import { pathOf } from "../../platform/uri";
import { EvidenceReader } from "../evidence";
import type { Project } from "../project";
import type { Feature, Session } from "../session";
import { inSlices } from "../slice";

const WRITERS = {
  html: evidenceToHtml,
  markdown: evidenceToMarkdown,
  json: evidenceToJson,
} as const satisfies Record<ReportFormat, unknown>;

/** The evidence of a folder as a report, and the maturity level in the status. Both wait until nobody types. */
export const report: Feature = {
  register(session) {
    const { connection, guard, host, publisher, version } = session;
    const reader = new EvidenceReader(host, version);
    connection.onRequest(
      REPORT_REQUEST,
      guard.request<ReportParams, Report | null>(
        "report",
        async ({ uri }) => {
          const project = projectOf(session, uri);
          const evidence = project && (await reader.of(project));
          return (evidence && (await reportOf(evidence, project, session))) ?? null;
        },
        () => null,
      ),
    );
    connection.onRequest(
      REPORT_TEXT_REQUEST,
      guard.request<ReportTextParams, string | null>(
        "report text",
        async ({ uri, format }) => {
          const project = projectOf(session, uri);
          const evidence = project && (await reader.of(project));
          return evidence ? WRITERS[format](evidence, session.client.language) : null;
        },
        () => null,
      ),
    );
    publisher.whenIdle(
      guard.callback("evidence", async (project: Project) => {
        const evidence = await reader.of(project);
        if (!evidence) return;
        const { level, reachable } = evidence.maturity;
        project.maturity = { level, reachable };
        publisher.showStatus();
        await connection.sendNotification(REPORT_CHANGED_NOTIFICATION);
      }),
    );
  },
};

/** The workspace folder, or the project that shows the findings of the file. */
function projectOf({ projects }: Session, uri: string): Project | undefined {
  const path = pathOf(uri);
  return projects.folder(path) ?? projects.ownerOf(path);
}

async function reportOf(evidence: Evidence, project: Project, session: Session): Promise<Report | undefined> {
  const { client, documents, host, projects } = session;
  const made = await inSlices(evidenceToBody(evidence, client.language), host, () => projects.all().includes(project));
  if (!made) return undefined;
  const { files, ...body } = made;
  const uris = [...files].map((name) => [name, documents.uriOf(resolvePath(project.root, name))] as const);
  return { ...body, language: client.language, files: Object.fromEntries(uris) };
}
