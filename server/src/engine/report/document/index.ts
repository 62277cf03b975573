/** The evidence as a text to hand in. */
import type { Language } from "../../../../../shared/src";
import type { Evidence } from "../evidence";
import { documentOf } from "./document";
import { toBody, toHtml } from "./html";
import { toMarkdown } from "./markdown";
import { STYLE } from "./style";

export function evidenceToMarkdown(evidence: Evidence, language: Language): string {
  return toMarkdown(documentOf(evidence, language));
}

/** The report as a viewer shows it, in its own page. */
export interface ReportBody {
  readonly title: string;
  /** The inside of `<body>`; its places are links with `data-file` and a one-based `data-line`. */
  readonly html: string;
  /** The looks of it. */
  readonly style: string;
  /** The files of all its places, as the evidence names them. */
  readonly files: ReadonlySet<string>;
}

export function evidenceToBody(evidence: Evidence, language: Language): ReportBody {
  const document = documentOf(evidence, language);
  return { title: document.title, style: STYLE, ...toBody(document) };
}

/** One HTML file that needs nothing beside it. */
export function evidenceToHtml(evidence: Evidence, language: Language): string {
  return toHtml(documentOf(evidence, language));
}
