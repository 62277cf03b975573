/** The evidence as a text to hand in. */
import type { Language } from "../../../../../shared/src";
import type { Evidence } from "../evidence";
import { finish, type Steps } from "../evidence/steps";
import { documentOf } from "./document";
import { toBody, toHtml } from "./html";
import { toMarkdown } from "./markdown";
import { STYLE } from "./style";

export function evidenceToMarkdown(evidence: Evidence, language: Language): string {
  return toMarkdown(finish(documentOf(evidence, language)));
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

/** In steps, of which none takes long: it is made while the user types. */
export function* evidenceToBody(evidence: Evidence, language: Language): Steps<ReportBody> {
  const document = yield* documentOf(evidence, language);
  const body = yield* toBody(document);
  return { title: document.title, style: STYLE, ...body };
}

/** One HTML file that needs nothing beside it. */
export function evidenceToHtml(evidence: Evidence, language: Language): string {
  return toHtml(finish(documentOf(evidence, language)));
}
