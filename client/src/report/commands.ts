import { type LogOutputChannel, l10n, Uri, window, workspace } from "vscode";
import { REPORT_TEXT_REQUEST, type ReportFormat, type ReportTextParams } from "../../../shared/src";
import type { Server } from "../server";
import type { ReportPanels } from "./panels";

/** How long the status bar says what came of it, in milliseconds. */
const PATIENCE = 10_000;

/** The end of the file's name, and what the format is called. */
const FORMATS: Readonly<Record<ReportFormat, readonly [extension: string, name: string]>> = {
  html: ["html", "HTML"],
  markdown: ["md", "Markdown"],
  json: ["json", "JSON"],
};

/** Opens the report. @param folder a workspace folder, else the user is asked where there are several */
export async function showReport(panels: ReportPanels, folder: unknown): Promise<void> {
  const subject = await chooseSubject(panels, folder);
  if (subject) panels.show(subject);
}

/**
 * Writes the report into a file.
 * @param folder as above
 * @param target the file, else the user is asked
 */
export async function exportReport(
  { panels, server, log }: { readonly panels: ReportPanels; readonly server: Server; readonly log: LogOutputChannel },
  format: ReportFormat,
  folder: unknown,
  target: unknown,
): Promise<void> {
  const subject = await chooseSubject(panels, folder);
  const file = subject && (target instanceof Uri ? target : await chooseFile(subject, format));
  if (!file) return;
  const params: ReportTextParams = { uri: subject.toString(), format };
  const text = await server.ask<string | null>(REPORT_TEXT_REQUEST, params);
  window.setStatusBarMessage(await write(file, text ?? undefined, log), PATIENCE);
}

/** @returns what to say of it */
async function write(file: Uri, text: string | undefined, log: LogOutputChannel): Promise<string> {
  if (text === undefined) return l10n.t("The workspace is still being read; no report was written.");
  try {
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return l10n.t("The report was written to {0}.", workspace.asRelativePath(file));
  } catch (error) {
    log.error(file.toString(), error);
    return l10n.t("The report could not be written; the log says why.");
  }
}

/** What the report is to be on: what is given, what the active report is on, the one folder there is, or the file in the editor. */
async function chooseSubject(panels: ReportPanels, given: unknown): Promise<Uri | undefined> {
  if (given instanceof Uri && workspace.getWorkspaceFolder(given)) return workspace.getWorkspaceFolder(given)?.uri;
  if (panels.activeSubject) return panels.activeSubject;
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return window.activeTextEditor?.document.uri;
  return folders.length === 1 ? folders[0]?.uri : (await window.showWorkspaceFolderPick())?.uri;
}

function chooseFile(subject: Uri, format: ReportFormat): Thenable<Uri | undefined> {
  const [extension, name] = FORMATS[format];
  const folder = workspace.getWorkspaceFolder(subject)?.uri ?? Uri.joinPath(subject, "..");
  return window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, `waf-sec-030.${extension}`),
    filters: { [name]: [extension] },
    title: l10n.t("Save the report"),
  });
}
