/** What client and server say to each other beyond the Language Server Protocol. */

import type { CheckId } from "./control";
import type { Language } from "./messages";
import { PROJECT_FILES, WAIVER_FILES } from "./settings";

/** The `source` of every diagnostic. */
export const DIAGNOSTIC_SOURCE = "WAF-SEC-030";

/** Where the product is at home. */
export const PROJECT_PAGE = "https://github.com/waf-sec-030/waf-sec-030";

/** The documentation page of a check: what a diagnostic's code links to. */
export function checkPage(id: CheckId, language: Language): string {
  const folder = language === "en" ? "" : `${language}/`;
  return `${PROJECT_PAGE}/blob/main/docs/checks/${folder}${id}.md`;
}

/** Terraform's and OpenTofu's own files, as a glob of the protocol. */
export const CONFIGURATION_FILES = "**/*.{tf,tofu,tfvars,tf.json,tofu.json,tfvars.json}";

/** What a project says to the check beside its configuration, in YAML or JSON: its settings and its waivers. */
export const ASIDE_FILES = `**/{${[...PROJECT_FILES, ...WAIVER_FILES].join(",")}}`;

/**
 * The files whose changes on disk matter to a verdict: Terraform's and OpenTofu's own, the installed modules, waiver files
 * and the project's settings, and the kinds of files that a configuration reads with `file()`. Globs of the protocol; the server asks the client to watch them.
 */
export const WATCHED_FILES: readonly string[] = [
  CONFIGURATION_FILES,
  "**/.terraform/modules/modules.json",
  ASIDE_FILES,
  "**/*.{json,tpl,tftpl}",
];

/** Notification, server to client: what the status bar shows. Sent when it changes. Parameters: {@link WorkspaceStatus}. */
export const STATUS_NOTIFICATION = "wafSec030/status";

/** Request, client to server: read the whole workspace again from disk. No parameters; answers with a {@link WorkspaceStatus}. */
export const SCAN_REQUEST = "wafSec030/scan";

/**
 * Requests, server to client, by which the server reads what only the client can reach: a virtual workspace, and everything
 * when the server runs in a browser. A client that answers them says so: `initializationOptions.files` is true. Changes are
 * told as those of all files are, by `workspace/didChangeWatchedFiles`. Parameters: {@link FileParams}.
 */
export const LIST_REQUEST = "wafSec030/files/list";
export const READ_REQUEST = "wafSec030/files/read";

export interface FileParams {
  readonly uri: string;
  /** Whether a symbolic link may be followed; {@link READ_REQUEST} only. */
  readonly links?: boolean;
}

/** What {@link LIST_REQUEST} is answered with, null for what is no folder. A linked folder is left out: it may lead anywhere. */
export type Listing = readonly { readonly name: string; readonly kind: "file" | "directory" }[] | null;

/** What {@link READ_REQUEST} is answered with: a file's text; null when it cannot be read or is too large to be source text. */
export type FileText = string | null;

/** What a server in a web worker posts first, before it speaks the protocol: it has been loaded. */
export const WORKER_READY = "wafSec030/ready";

/** Request, server in a web worker to client: the bytes of main.wasm.gz as a Uint8Array. No parameters. */
export const WASM_REQUEST = "wafSec030/wasm";

/** The kind of code action that fixes everything in a file that is right without asking. */
export const FIX_ALL_KIND = "source.fixAll.wafSec030";

/**
 * Commands of the client that code actions and code lenses call. A client that has them says so: `initializationOptions.commands` holds
 * their ids. The first asks for a reason, given a {@link FindingReference}, and sends {@link WAIVE_REQUEST}; the second opens
 * the URL that it is given; the third lists places beside a position, given a {@link StoresOfKey}.
 */
export const WAIVE_COMMAND = "wafSec030.waive";
export const OPEN_COMMAND = "vscode.open";
export const SHOW_STORES_COMMAND = "wafSec030.showStores";

/** A position of the protocol: zero-based, `character` in UTF-16 code units. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where a key stands, and the data stores that it protects. */
export interface StoresOfKey {
  readonly uri: string;
  readonly position: Position;
  readonly stores: readonly {
    readonly uri: string;
    readonly range: { readonly start: Position; readonly end: Position };
  }[];
}

/**
 * Commands of the server, for clients that name none of their own: apply the edit of a code action (for those that know code
 * actions only as commands), fix what is right without asking in every workspace folder, read everything again from disk.
 */
export const APPLY_COMMAND = "waf-sec-030.apply";
export const FIX_WORKSPACE_COMMAND = "waf-sec-030.fixWorkspace";
export const SCAN_COMMAND = "waf-sec-030.scan";

/** What identifies a finding as long as its file stays the same. */
export interface FindingReference {
  readonly uri: string;
  /** Where the diagnostic begins. */
  readonly position: Position;
  /** The `id` in the diagnostic's `data`. */
  readonly id: string;
}

/** Request, client to server: waive a finding. Parameters: {@link WaiveParams}; answers with a {@link ChangeResult}. */
export const WAIVE_REQUEST = "wafSec030/waive";

export interface WaiveParams {
  readonly finding: FindingReference;
  readonly reason: string;
}

/**
 * Request, client to server: fix what is right without asking in every workspace folder. No parameters; answers with a
 * {@link ChangeResult}. The edit wants the user's confirmation.
 */
export const FIX_WORKSPACE_REQUEST = "wafSec030/fixWorkspace";

/** What came of a request to change files; the server sends the change itself by `workspace/applyEdit`. */
export interface ChangeResult {
  readonly applied: boolean;
  /** Why nothing was changed, in the client's language; absent when the user decided so. */
  readonly message?: string;
}

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
  /** That of the least mature folder, as it was when nobody had typed for a while; absent before the first time. */
  readonly maturity?: Maturity;
  /** What went wrong, in the client's language; only in state "error". */
  readonly message?: string;
}

/** The levels from 1 to 5 of the control. */
export interface Maturity {
  /** Shown by the text. */
  readonly level: number;
  /** That nothing in the text contradicts. */
  readonly reachable: number;
}

/**
 * Request, client to server: the report on a folder, to be shown. Parameters: {@link ReportParams}; answers with a {@link Report}, or
 * null while the folder is being read or changed.
 */
export const REPORT_REQUEST = "wafSec030/report";

/** Notification, server to client: where reports may be others than before. No parameters. */
export const REPORT_CHANGED_NOTIFICATION = "wafSec030/reportChanged";

export interface ReportParams {
  /** A workspace folder, or a file: then the report is on the folder that answers for it. */
  readonly uri: string;
}

export interface Report {
  readonly title: string;
  readonly language: Language;
  /** The inside of `<body>`, all of it escaped; its places are links with `data-file` and a one-based `data-line`. */
  readonly html: string;
  /** A style sheet. */
  readonly style: string;
  /** The URIs of the files that its places name. */
  readonly files: Readonly<Record<string, string>>;
}

/** In which a report can be handed in. */
export const REPORT_FORMATS = ["html", "markdown", "json"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Request, client to server: the report as the text of a file. Parameters: {@link ReportTextParams}; answers with a string or null, as above. */
export const REPORT_TEXT_REQUEST = "wafSec030/reportText";

export interface ReportTextParams extends ReportParams {
  readonly format: ReportFormat;
}
