import {
  type Disposable,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
  workspace,
} from "vscode";
import type { Server } from "../server";
import { readSubject } from "./messages";
import { ReportPanel } from "./panel";

/** The type of our webviews; package.json names it too. */
const VIEW_TYPE = "wafSec030.report";

const NAME = "WAF-SEC-030";

/** The reports that are open, one for each workspace folder at most. */
export class ReportPanels implements WebviewPanelSerializer, Disposable {
  readonly #panels = new Set<ReportPanel>();
  readonly #subscriptions: readonly Disposable[];

  /** @param extension the folder of the extension */
  constructor(
    private readonly extension: Uri,
    private readonly server: Server,
  ) {
    this.#subscriptions = [
      window.registerWebviewPanelSerializer(VIEW_TYPE, this),
      server.onReportChanged(() => {
        for (const panel of this.#panels) panel.noteChanged();
      }),
    ];
  }

  /** What the report in the active tab is on. */
  get activeSubject(): Uri | undefined {
    return [...this.#panels].find(({ panel }) => panel.active)?.subject;
  }

  /** Opens the report on a workspace folder or a file, or shows the one that is open. */
  show(subject: Uri): void {
    const open = [...this.#panels].find((each) => each.subject.toString() === subject.toString());
    if (open) open.panel.reveal();
    else this.#add(window.createWebviewPanel(VIEW_TYPE, NAME, ViewColumn.Active, { enableFindWidget: true }), subject);
  }

  /** Takes over a tab that was open before the window was reloaded. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const subject = readSubject(state);
    if (subject === undefined) panel.dispose();
    else this.#add(panel, Uri.parse(subject));
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
  }

  #add(panel: WebviewPanel, subject: Uri): void {
    const severalFolders = (workspace.workspaceFolders?.length ?? 0) > 1;
    panel.title = severalFolders ? `${NAME}: ${workspace.getWorkspaceFolder(subject)?.name ?? ""}` : NAME;
    panel.iconPath = Uri.joinPath(this.extension, "media", "icon.png");
    const added = new ReportPanel(panel, subject, this.extension, this.server);
    this.#panels.add(added);
    panel.onDidDispose(() => this.#panels.delete(added));
  }
}
