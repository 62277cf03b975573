import { type LogOutputChannel, l10n, Uri, window } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
} from "vscode-languageclient/node";
import {
  type ChangeResult,
  DIAGNOSTIC_SOURCE,
  OPEN_COMMAND,
  SCAN_REQUEST,
  SETTINGS_SECTION,
  SHOW_STORES_COMMAND,
  STATUS_NOTIFICATION,
  WAIVE_COMMAND,
  type WorkspaceStatus,
} from "../../shared/src";
import { RestartBudget } from "./restart-budget";
import { DOCUMENTS } from "./selector";
import type { StatusView } from "./status";

/** How long the status bar says why nothing was changed, in milliseconds. */
const PATIENCE = 10_000;

/** The language server's process and the connection to it. Nothing here rejects: what goes wrong is logged and shown. */
export class Server {
  private client: LanguageClient | undefined;

  constructor(
    private readonly extension: Uri,
    private readonly log: LogOutputChannel,
    private readonly status: StatusView,
  ) {}

  async start(): Promise<void> {
    this.status.show({ state: "scanning" });
    const client = this.createClient();
    this.client = client;
    client.onNotification(STATUS_NOTIFICATION, (status: WorkspaceStatus) => this.status.show(status));
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

  private createClient(): LanguageClient {
    const module = Uri.joinPath(this.extension, "dist", "server.js").fsPath;
    // The id is the section in which the client looks for `trace.server`.
    return new LanguageClient(
      SETTINGS_SECTION,
      DIAGNOSTIC_SOURCE,
      {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6030"] } },
      },
      {
        documentSelector: DOCUMENTS,
        initializationOptions: { commands: [WAIVE_COMMAND, OPEN_COMMAND, SHOW_STORES_COMMAND] },
        outputChannel: this.log,
        traceOutputChannel: this.log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        errorHandler: this.errorHandler(),
        initializationFailedHandler: () => false,
      },
    );
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
