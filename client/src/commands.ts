import { commands, type Disposable, Location, type LogOutputChannel, l10n, Position, Range, Uri, window } from "vscode";
import {
  FIX_ALL_KIND,
  FIX_WORKSPACE_REQUEST,
  type FindingReference,
  type StoresOfKey,
  WAIVE_REQUEST,
} from "../../shared/src";
import { exportReport, showReport } from "./report/commands";
import type { ReportPanels } from "./report/panels";
import type { Server } from "./server";

/** Registers every command that package.json contributes. */
export function registerCommands(server: Server, panels: ReportPanels, log: LogOutputChannel): Disposable[] {
  const reports = { panels, server, log };
  return [
    commands.registerCommand("wafSec030.restart", () => server.restart()),
    commands.registerCommand("wafSec030.scan", () => server.scan()),
    commands.registerCommand("wafSec030.cancel", () => server.cancel()),
    commands.registerCommand("wafSec030.fixAll", () =>
      commands.executeCommand("editor.action.sourceAction", { kind: FIX_ALL_KIND, apply: "first" }),
    ),
    commands.registerCommand("wafSec030.fixAllWorkspace", () => server.change(FIX_WORKSPACE_REQUEST)),
    commands.registerCommand("wafSec030.waive", (finding: FindingReference, reason?: string) =>
      waive(server, finding, reason),
    ),
    commands.registerCommand("wafSec030.showStores", showStores),
    commands.registerCommand("wafSec030.showReport", (folder?: unknown) => showReport(panels, folder)),
    commands.registerCommand("wafSec030.exportHtml", (folder?: unknown, target?: unknown) =>
      exportReport(reports, "html", folder, target),
    ),
    commands.registerCommand("wafSec030.exportMarkdown", (folder?: unknown, target?: unknown) =>
      exportReport(reports, "markdown", folder, target),
    ),
    commands.registerCommand("wafSec030.exportJson", (folder?: unknown, target?: unknown) =>
      exportReport(reports, "json", folder, target),
    ),
    commands.registerCommand("wafSec030.showLog", () => log.show()),
  ];
}

/** Waives a finding: the command of a code action. Asks for the reason unless it is given. */
async function waive(server: Server, finding: FindingReference, given?: string): Promise<void> {
  const reason =
    given ??
    (await window.showInputBox({
      title: l10n.t("Waive with a reason"),
      prompt: l10n.t(
        "Why the finding is accepted. It is written into the file; (expires YYYY-MM-DD) at the end limits it.",
      ),
      validateInput: (text) => (text.trim() === "" ? l10n.t("A waiver needs a reason.") : undefined),
    }));
  if (reason !== undefined) await server.change(WAIVE_REQUEST, { finding, reason });
}

/** Lists the data stores that a key protects, in the editor's own view of references: the command of a code lens. */
async function showStores({ uri, position, stores }: StoresOfKey): Promise<void> {
  const at = ({ line, character }: StoresOfKey["position"]): Position => new Position(line, character);
  const places = stores.map(
    ({ uri, range }) => new Location(Uri.parse(uri), new Range(at(range.start), at(range.end))),
  );
  await commands.executeCommand("editor.action.showReferences", Uri.parse(uri), at(position), places);
}
