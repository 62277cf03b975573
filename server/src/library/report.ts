import type { Language } from "../../../shared/src";
import { type Evidence, evidenceOf, evidenceToHtml, evidenceToJson, evidenceToMarkdown } from "../engine/report";
import { basename, resolvePath } from "../engine/terraform";
import { normalizePath } from "../platform/uri";
import type { Analysed } from "./analyse";

export const REPORT_FORMATS = ["markdown", "html", "json"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

const WRITERS: Readonly<Record<ReportFormat, (evidence: Evidence, language: Language) => string>> = {
  markdown: evidenceToMarkdown,
  html: evidenceToHtml,
  json: evidenceToJson,
};

export interface ReportRequest {
  readonly format: ReportFormat;
  readonly language: Language;
  /** Of the product. */
  readonly version: string;
  /** What the report is about, for its heading. */
  readonly paths: readonly string[];
  readonly workingDirectory: string;
}

/** The evidence on what was analysed, as a text. */
export function reportOn({ analysis, ...files }: Analysed, request: ReportRequest): string {
  const { format, language, version, paths, workingDirectory } = request;
  const workspace = paths.map((path) => basename(resolvePath(workingDirectory, normalizePath(path)))).join(", ");
  return WRITERS[format](evidenceOf(analysis, { ...files, version, workspace }), language);
}
