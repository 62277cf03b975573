import {
  type Command,
  type Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from "vscode";
import type { Maturity, WorkspaceStatus } from "../../shared/src";
import { documents } from "./selector";

/** What there is to show; before the server's first answer there are no counts. */
export type ShownStatus = Pick<WorkspaceStatus, "state" | "message"> & Partial<WorkspaceStatus>;

const NAME = "WAF-SEC-030";
const SHOW_REPORT = "wafSec030.showReport";
const SHOW_LOG = "wafSec030.showLog";
const CANCEL = "wafSec030.cancel";

/** The maturity levels of the control. */
const LEVELS = 5;

/** One entry in the status bar and one in the language status of Terraform files. */
export class StatusView implements Disposable {
  private readonly bar: StatusBarItem = window.createStatusBarItem("wafSec030", StatusBarAlignment.Left);
  private readonly language: LanguageStatusItem = languages.createLanguageStatusItem("wafSec030", documents());

  constructor() {
    this.bar.name = NAME;
    this.language.name = NAME;
    this.bar.show();
  }

  show(status: ShownStatus): void {
    const failed = status.state === "error";
    const title = failed ? (status.message ?? l10n.t("An error occurred.")) : headline(status);
    const sums = failed ? [] : sumsOf(status);
    const details = [title, ...sums].join(", ");

    this.bar.text = barText(status);
    this.bar.tooltip = `${NAME}: ${details}`;
    this.bar.accessibilityInformation = { label: `${NAME}: ${details}` };
    this.bar.command = failed ? SHOW_LOG : SHOW_REPORT;
    this.bar.backgroundColor = failed ? new ThemeColor("statusBarItem.errorBackground") : undefined;

    this.language.text = title;
    this.language.detail = sums.length === 0 ? NAME : `${NAME}: ${sums.join(", ")}`;
    this.language.busy = status.state === "scanning";
    this.language.severity = failed ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    this.language.command = languageCommand(status);
  }

  dispose(): void {
    this.bar.dispose();
    this.language.dispose();
  }
}

function languageCommand({ state }: ShownStatus): Command {
  switch (state) {
    case "scanning":
      return { command: CANCEL, title: l10n.t("Stop") };
    case "error":
      return { command: SHOW_LOG, title: l10n.t("Show Log") };
    case "ready":
      return { command: SHOW_REPORT, title: l10n.t("Show Report") };
  }
}

/** The violations, the waived findings and the maturity level, as far as they are known. */
function barText(status: ShownStatus): string {
  const { state, violations, waived, maturity } = status;
  if (state === "error" || violations === undefined) return icon(status);
  const parts = [`${icon(status)} ${violations}`, `$(circle-slash) ${waived}`];
  return [...parts, ...(maturity ? [`$(graph) ${maturity.level}/${LEVELS}`] : [])].join(" ");
}

function icon(status: ShownStatus): string {
  switch (status.state) {
    case "scanning":
      return "$(sync~spin)";
    case "error":
      return "$(error)";
    case "ready":
      return "$(shield)";
  }
}

function headline(status: ShownStatus): string {
  if (status.violations === undefined) {
    return l10n.t("Checking the workspace");
  }
  return status.violations === 0 ? l10n.t("No violations") : l10n.t("Violations: {0}", status.violations);
}

/** What there is beside the headline. */
function sumsOf(status: ShownStatus): readonly string[] {
  if (status.violations === undefined) return [];
  return [
    l10n.t("waived: {0}", status.waived ?? 0),
    ...(status.maturity ? [maturity(status.maturity)] : []),
    l10n.t("recommendations: {0}", status.recommendations ?? 0),
    l10n.t("not verifiable: {0}", status.unverified ?? 0),
    l10n.t("files: {0}", status.files ?? 0),
  ];
}

function maturity({ level, reachable }: Maturity): string {
  return reachable === level
    ? l10n.t("maturity level: {0} of {1}", level, LEVELS)
    : l10n.t("maturity level: {0} of {1}, up to {2} if attested", level, LEVELS, reachable);
}
