import {
  type BaseLanguageClient,
  type Middleware,
  type ProgressToken,
  WorkDoneProgressCancelNotification,
} from "vscode-languageclient";

/**
 * What the server shows the progress of. VS Code pops up a notification for what can be cancelled and shows the rest in the
 * status bar alone; nobody asked for a notification, so everything is shown in the status bar, and is cancelled by command.
 */
export class Progress {
  private readonly running = new Set<ProgressToken>();

  readonly middleware: Middleware = {
    handleWorkDoneProgress: (token, params, next) => {
      if (params.kind === "begin" && params.cancellable) this.running.add(token);
      if (params.kind === "end") this.running.delete(token);
      next(token, params.kind === "begin" ? { ...params, cancellable: false } : params);
    },
  };

  /** Has the server end what is under way. */
  async cancel(client: BaseLanguageClient): Promise<void> {
    for (const token of this.running) {
      await client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    }
  }
}
