/** What client and server say to each other beyond the Language Server Protocol. */

import type { CheckId } from "./control";
import type { Language } from "./messages";

/** The `source` of every diagnostic. */
export const DIAGNOSTIC_SOURCE = "WAF-SEC-030";

/** The documentation page of a check: what a diagnostic's code links to. */
export function checkPage(id: CheckId, language: Language): string {
  const folder = language === "en" ? "" : `${language}/`;
  return `https://github.com/waf-sec-030/waf-sec-030/blob/main/docs/checks/${folder}${id}.md`;
}

/**
 * The files whose changes on disk matter to a verdict: Terraform's and OpenTofu's own, the installed modules, waiver files
 * and the project's settings, and the kinds of files that a configuration reads with `file()`. Globs of the protocol; the server asks the client to watch them.
 */
export const WATCHED_FILES: readonly string[] = [
  "**/*.{tf,tofu,tfvars,tf.json,tofu.json,tfvars.json}",
  "**/.terraform/modules/modules.json",
  "**/{.wafpass-skip.yml,risk_acceptance.yml,.waf-sec-030.*}",
  "**/*.{json,tpl,tftpl}",
];

/** Notification, server to client: what the status bar shows. Sent when it changes. Parameters: {@link WorkspaceStatus}. */
export const STATUS_NOTIFICATION = "wafSec030/status";

/** Request, client to server: read the whole workspace again from disk. No parameters; answers with a {@link WorkspaceStatus}. */
export const SCAN_REQUEST = "wafSec030/scan";

/** The state of the server and the sums over all workspace folders. */
export interface WorkspaceStatus {
  readonly state: "scanning" | "ready" | "error";
  /** Files read. */
  readonly files: number;
  /** Failed checks, recommendations and waived findings excluded. */
  readonly violations: number;
  readonly recommendations: number;
  readonly waived: number;
  readonly unverified: number;
  /** What went wrong, in the client's language; only in state "error". */
  readonly message?: string;
}
