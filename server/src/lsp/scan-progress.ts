import type { WorkDoneProgressServerReporter } from "vscode-languageserver";
import { render } from "../../../shared/src";
import type { Project } from "./project";
import type { Session } from "./session";

/** How long a scan may take before the client shows how far it is, and how often it is told, in milliseconds. */
const [PATIENCE, INTERVAL] = [1000, 250];

/** Shows how far the scan of a project is, with counts; the user can end the reading. */
export class ScanProgress {
  #timer: ReturnType<typeof setTimeout>;
  #shown: WorkDoneProgressServerReporter | undefined;
  #isOver = false;

  constructor(
    private readonly session: Session,
    private readonly project: Project,
    private readonly onCancel: () => void,
  ) {
    const begin = session.guard.callback("progress", () => this.#begin());
    this.#timer = setTimeout(begin, PATIENCE);
  }

  done(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#shown?.done();
  }

  async #begin(): Promise<void> {
    const { connection, client, guard } = this.session;
    const progress = await connection.window.createWorkDoneProgress();
    // The client may have taken longer to answer than the scan to end.
    if (this.#isOver) return;
    this.#shown = progress;
    progress.begin(render({ key: "action.checking" }, client.language), 0, this.#message(), true);
    progress.token.onCancellationRequested(guard.callback("progress", this.onCancel));
    this.#timer = setInterval(
      guard.callback("progress", () => progress.report(this.#message())),
      INTERVAL,
    );
  }

  #message(): string {
    const { analysis, isReading, pending } = this.project;
    const files = String(analysis.workspace.files.size);
    const resources = analysis.resourceCount();
    return render(
      isReading
        ? { key: "scan.read", args: [files] }
        : { key: "scan.judged", args: [String(resources), String(resources + pending)] },
      this.session.client.language,
    );
  }
}
