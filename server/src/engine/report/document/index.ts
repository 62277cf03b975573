/** The evidence as a text to hand in. */
import type { Language } from "../../../../../shared/src";
import type { Evidence } from "../evidence";
import { documentOf } from "./document";
import { toHtml } from "./html";
import { toMarkdown } from "./markdown";

export function evidenceToMarkdown(evidence: Evidence, language: Language): string {
  return toMarkdown(documentOf(evidence, language));
}

/** One HTML file that needs nothing beside it. */
export function evidenceToHtml(evidence: Evidence, language: Language): string {
  return toHtml(documentOf(evidence, language));
}
