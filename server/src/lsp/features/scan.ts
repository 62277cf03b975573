import type { CancellationToken } from "vscode-languageserver";
import { SCAN_REQUEST, type WorkspaceStatus } from "../../../../shared/src";
import type { Project } from "../project";
import { ScanProgress } from "../scan-progress";
import type { Feature, Session } from "../session";

/** Reads workspaces: at the start, and again on request. */
export const scan: Feature = {
  register(session) {
    const { connection, guard, publisher } = session;
    const scan = guard.request<undefined, WorkspaceStatus>(
      "scan",
      () => scanAll(session),
      () => ({ ...publisher.status(), state: "error" }),
    );
    // A client may send parameters, although there are none.
    connection.onRequest(SCAN_REQUEST, (...args: unknown[]) => scan(undefined, args.at(-1) as CancellationToken));
  },
};

/** Reads everything again from disk. @returns what there is when it is done */
export async function scanAll(session: Session): Promise<WorkspaceStatus> {
  const { projects, publisher, reading, structure } = session;
  await structure.settled();
  await reading.settled();
  await Promise.all(projects.all().map((project) => rescan(session, project)));
  return publisher.status();
}

/** How long a scan may take before the findings of the open files are shown ahead of the rest, in milliseconds. */
const PATIENCE = 100;

/** Reads the project's files from disk and publishes what is found: in the open files first when it takes long. */
export async function rescan(session: Session, project: Project): Promise<void> {
  const { connection, documents, guard, host, publisher } = session;
  const started = host.now();
  let shown = false;
  const showFirst = (): void => {
    publisher.showStatus();
    if (shown || host.now() - started < PATIENCE) return;
    shown = true;
    project.showOpenFiles();
    publisher.flush(project);
  };
  let isCancelled = false;
  const progress = new ScanProgress(session, project, () => {
    if (!project.isReading) return;
    isCancelled = true;
    project.cancel();
  });
  try {
    if (!(await project.scan(documents.paths(), showFirst))) {
      // Whoever took over from this scan goes on; when the user ended it, what has been read is what there is.
      if (!isCancelled) return;
      connection.console.info(
        `${project.root}: reading was ended after ${project.analysis.workspace.files.size} files`,
      );
      showWhatThereIs(session, project);
      return;
    }
    await publisher.complete(project);
    while (await project.readMore()) await publisher.complete(project);
    project.scanning = false;
    publisher.showStatus();
    const files = project.analysis.workspace.files.size;
    connection.console.info(
      `${project.root}: ${files} files read and judged in ${Math.round(host.now() - started)} ms`,
    );
  } catch (error) {
    guard.failed(`scan of ${project.root}`, error);
    showWhatThereIs(session, project);
  } finally {
    progress.done();
  }
}

/** What has been read so far is shown; whoever waits for it is not kept waiting. */
function showWhatThereIs({ publisher }: Session, project: Project): void {
  project.scanning = false;
  project.showOpenFiles();
  publisher.flush(project);
}
