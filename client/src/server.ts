import { EventEmitter, type LogOutputChannel, l10n, type Uri, window } from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient";
import {
  type ChangeResult,
  DIAGNOSTIC_SOURCE,
  OPEN_COMMAND,
  REPORT_CHANGED_NOTIFICATION,
  SCAN_REQUEST,
  SETTINGS_SECTION,
  SHOW_STORES_COMMAND,
  STATUS_NOTIFICATION,
  WAIVE_COMMAND,
  type WorkspaceStatus,
} from "../../shared/src";
import { currentEdits } from "./current-edits";
import { serveFiles } from "./files";
import { Progress } from "./progress";
import { pushedDiagnostics } from "./pushed-diagnostics";
import { RestartBudget } from "./restart-budget";
import { documents } from "./selector";
import type { StatusView } from "./status";

/** The section of the configuration in which `trace.server` is looked for, and what the user reads. */
export const [CLIENT_ID, CLIENT_NAME] = [SETTINGS_SECTION, DIAGNOSTIC_SOURCE];

/** Makes the client of a server that has not been started yet. */
export type Connect = (extension: Uri, options: LanguageClientOptions) => BaseLanguageClient;

/** How long the status bar says why nothing was changed, in milliseconds. */
const PATIENCE = 10_000;

/** The language server and the connection to it. Nothing here rejects: what goes wrong is logged and shown. */
export class Server {
  private client: BaseLanguageClient | undefined;
  private readonly progress = new Progress();
  private readonly reportChanged = new EventEmitter<void>();
  /** Reports may be others than before. */
  readonly onReportChanged = this.reportChanged.event;

  constructor(
    private readonly extension: Uri,
    private readonly connect: Connect,
    private readonly log: LogOutputChannel,
    private readonly status: StatusView,
  ) {}

  async start(): Promise<void> {
    this.status.show({ state: "scanning" });
    const client = this.createClient();
    this.client = client;
    client.onNotification(STATUS_NOTIFICATION, (status: WorkspaceStatus) => this.status.show(status));
    client.onNotification(REPORT_CHANGED_NOTIFICATION, () => this.reportChanged.fire());
    try {
      await client.start();
    } catch (error) {
      this.failed(l10n.t("The language server could not be started."), error);
    }
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn("Stopping the language server:", error);
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Has the server read the workspace again; a server that has given up is started, which comes to the same. */
  async scan(): Promise<void> {
    if (!this.client?.isRunning()) {
      await this.restart();
      return;
    }
    try {
      this.status.show(await this.client.sendRequest<WorkspaceStatus>(SCAN_REQUEST));
    } catch (error) {
      this.failed(l10n.t("The workspace could not be scanned."), error);
    }
  }

  /** Has the server end what it shows the progress of. */
  async cancel(): Promise<void> {
    try {
      if (this.client?.isRunning()) await this.progress.cancel(this.client);
    } catch (error) {
      this.log.error("Stopping:", error);
    }
  }

  /**
   * Has the server change files, and says so when it does not: whoever gives a command waits for its effect.
   * @param request one that is answered with a {@link ChangeResult}
   */
  async change(request: string, parameters?: object): Promise<void> {
    try {
      const { applied, message } = (await this.client?.sendRequest<ChangeResult>(request, parameters)) ?? {};
      if (!applied && message !== undefined) window.setStatusBarMessage(message, PATIENCE);
    } catch (error) {
      this.log.error(request, error);
      window.setStatusBarMessage(l10n.t("It could not be done; the log says why."), PATIENCE);
    }
  }

  /** Asks the server. @returns undefined when it does not answer */
  async ask<R>(request: string, parameters: object): Promise<R | undefined> {
    try {
      return this.client?.isRunning() ? await this.client.sendRequest<R>(request, parameters) : undefined;
    } catch (error) {
      this.log.error(request, error);
      return undefined;
    }
  }

  private createClient(): BaseLanguageClient {
    const client = this.connect(this.extension, {
      documentSelector: documents(),
      initializationOptions: { commands: [WAIVE_COMMAND, OPEN_COMMAND, SHOW_STORES_COMMAND], files: true },
      outputChannel: this.log,
      traceOutputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this.errorHandler(),
      middleware: { ...currentEdits, ...this.progress.middleware },
      initializationFailedHandler: () => false,
    });
    client.registerFeature(pushedDiagnostics);
    serveFiles(client);
    return client;
  }

  private errorHandler(): ErrorHandler {
    const budget = new RestartBudget();
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        if (budget.crashed(Date.now())) {
          this.status.show({ state: "scanning" });
          return { action: CloseAction.Restart, handled: true };
        }
        this.failed(l10n.t("The language server crashed five times in three minutes and was not started again."));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private failed(message: string, cause?: unknown): void {
    this.log.error(message, ...(cause === undefined ? [] : [cause]));
    this.status.show({ state: "error", message });
  }
}
