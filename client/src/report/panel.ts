import { env, l10n, Position, Range, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import { REPORT_REQUEST, type Report, type ReportParams } from "../../../shared/src";
import type { Server } from "../server";
import { type BodyMessage, readMessage } from "./messages";
import { type PageParts, page } from "./page";

/** A report in a tab. It is kept up to date while it is visible. */
export class ReportPanel {
  #report: Report | undefined;
  /** What the page itself holds; what has changed since is sent to it. */
  #body = "";
  #isStale = true;
  #isAsking = false;

  /**
   * @param subject what the report is on, a workspace folder or a file
   * @param extension the folder of the extension
   */
  constructor(
    readonly panel: WebviewPanel,
    readonly subject: Uri,
    private readonly extension: Uri,
    private readonly server: Server,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, "dist")] };
    webview.html = page({ language: env.language, pending: l10n.t("The workspace is being read.") }, this.#parts());
    webview.onDidReceiveMessage((message) => this.#receive(message));
    panel.onDidChangeViewState(() => this.#update());
    void this.#update();
  }

  /** Takes in that the report may be another than before. */
  noteChanged(): void {
    this.#isStale = true;
    void this.#update();
  }

  async #update(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isStale && this.panel.visible) {
      this.#isStale = false;
      const params: ReportParams = { uri: this.subject.toString() };
      // Where there is none yet, the server will say when there is.
      const report = await this.server.ask<Report | null>(REPORT_REQUEST, params);
      if (report) this.#show(report);
    }
    this.#isAsking = false;
  }

  #show(report: Report): void {
    const before = this.#report;
    this.#report = report;
    if (!before) {
      this.#body = report.html;
      this.panel.webview.html = page(report, this.#parts());
    } else if (before.html !== report.html) this.#send(report);
  }

  #send({ html }: Report): void {
    void this.panel.webview.postMessage({ html } satisfies BodyMessage);
  }

  async #receive(value: unknown): Promise<void> {
    const message = readMessage(value);
    const report = this.#report;
    if (!message || !report) return;
    if (message.kind === "ready") {
      if (report.html !== this.#body) this.#send(report);
      return;
    }
    // Nothing is opened but what the server has named.
    const uri = Object.hasOwn(report.files, message.file) ? report.files[message.file] : undefined;
    if (uri === undefined) return;
    const start = new Position(message.line - 1, 0);
    await window.showTextDocument(Uri.parse(uri), {
      selection: new Range(start, start),
      // Beside the report, not over it.
      viewColumn: this.panel.viewColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One,
    });
  }

  #parts(): PageParts {
    const { webview } = this.panel;
    const local = (name: string): string => webview.asWebviewUri(Uri.joinPath(this.extension, "dist", name)).toString();
    return {
      subject: this.subject.toString(),
      source: webview.cspSource,
      script: local("report.js"),
      theme: local("report.theme.css"),
      nonce: crypto.randomUUID().replaceAll("-", ""),
    };
  }
}
