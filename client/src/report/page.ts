import type { Report } from "../../../shared/src";

/** What a page is made of besides the report. */
export interface PageParts {
  /** The URI of what the report is on. */
  readonly subject: string;
  /** The source of everything that the webview may load. */
  readonly source: string;
  readonly script: string;
  readonly theme: string;
  /** Used once. */
  readonly nonce: string;
}

/**
 * The page of a webview. Nothing is loaded or run but its own style sheets and script.
 * @param content the report, or what is said while there is none
 */
export function page(
  content: Report | { readonly language: string; readonly pending: string },
  parts: PageParts,
): string {
  const { subject, source, script, theme, nonce } = parts;
  const policy = `default-src 'none'; style-src ${source} 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const isReport = "html" in content;
  const body = isReport ? content.html : `<main><p role="status">${escapeHtml(content.pending)}</p></main>`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(content.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(isReport ? content.title : content.pending)}</title>
<style nonce="${nonce}">${isReport ? content.style : ""}</style>
<link rel="stylesheet" href="${escapeHtml(theme)}">
<script nonce="${nonce}" src="${escapeHtml(script)}" defer></script>
</head>
<body data-subject="${escapeHtml(subject)}">
${body}</body>
</html>
`;
}

/** The text as content or attribute value. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
