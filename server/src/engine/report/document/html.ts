/** A report document as one HTML file that needs nothing beside it: no script, no network, no font. */
import { Markup, markup } from "../markup";
import { STYLE, STYLE_DIGEST } from "./style";
import type { Block, Cell, Inline, Mark, ReportDocument, Section, Table } from "./types";
import { isSeveral } from "./types";

/** Longer tables are folded. */
const MAX_OPEN_ROWS = 25;

export function toHtml(document: ReportDocument): string {
  const { language, title, labels, head, sections, footer } = document;
  // Nothing but this very style is loaded or run, whatever should have found its way into the text.
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`;
  return markup`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${SIGNS}
<a class="skip" href="#content">${labels.skip}</a>
<header>
<h1>${title}</h1>
<dl>
${head.map(([term, cell]) => markup`<div><dt>${term}</dt><dd>${cellMarkup(cell)}</dd></div>\n`)}</dl>
</header>
<nav aria-labelledby="contents">
<h2 id="contents">${labels.contents}</h2>
<ol>
${sections.map(({ name, title: text }) => markup`<li><a href="#${name}">${text}</a></li>\n`)}</ol>
</nav>
<main id="content">
${sections.map((section) => sectionMarkup(section, labels))}</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`.text;
}

function sectionMarkup({ name, title, blocks }: Section, labels: ReportDocument["labels"]): Markup {
  return markup`<section aria-labelledby="${name}">
<h2 id="${name}">${title}</h2>
${blocks.map((block) => blockMarkup(block, labels))}</section>
`;
}

function blockMarkup(block: Block, labels: ReportDocument["labels"]): Markup {
  switch (block.kind) {
    case "text":
      return markup`<p>${block.text}</p>\n`;
    case "heading":
      return markup`<h3>${block.text}${block.mark && markup` ${markMarkup(block.mark)}`}</h3>\n`;
    case "table":
      return tableMarkup(block, labels);
    case "picture":
      return scrolling(block.picture.title, block.picture.svg);
  }
}

/** What may be wider than the page can be scrolled, with the keyboard too. */
function scrolling(label: string, content: Markup): Markup {
  return markup`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
${content}
</div>
`;
}

function tableMarkup(table: Table, labels: ReportDocument["labels"]): Markup {
  const { caption, head, rows, numbers = [], anchors = [] } = table;
  const style = (column: number): Markup | undefined =>
    numbers.includes(column) ? markup` class="number-cell"` : undefined;
  const content = scrolling(
    caption,
    markup`<table>
<caption>${caption}</caption>
<thead><tr>${head.map((text, column) => markup`<th scope="col"${style(column)}>${text}</th>`)}</tr></thead>
<tbody>
${rows.map((row, index) => rowMarkup(row, style, anchors[index]))}</tbody>
</table>`,
  );
  if (rows.length <= MAX_OPEN_ROWS) return content;
  return markup`<details><summary>${labels.rows(caption, rows.length)}</summary>
${content}</details>
`;
}

function rowMarkup(
  [heading, ...cells]: readonly Cell[],
  style: (column: number) => Markup | undefined,
  anchor: string | undefined,
): Markup {
  return markup`<tr${anchor && markup` id="${anchor}"`}><th scope="row">${heading && cellMarkup(heading)}</th>${cells.map(
    (cell, index) => markup`<td${style(index + 1)}>${cellMarkup(cell)}</td>`,
  )}</tr>
`;
}

function cellMarkup(cell: Cell): Markup {
  return isSeveral(cell) ? markup`${cell.map((each) => markup`<div>${inlineMarkup(each)}</div>`)}` : inlineMarkup(cell);
}

function inlineMarkup(inline: Inline): Markup {
  if (typeof inline === "string") return markup`${inline}`;
  if ("link" in inline) {
    const text = inline.code ? codeMarkup(inline.link) : inline.link;
    return markup`<a href="#${inline.to}">${text}</a>`;
  }
  if ("code" in inline) return codeMarkup(inline.code);
  if ("mark" in inline) return markMarkup(inline);
  return codeMarkup(`${inline.file}:${inline.line}`);
}

/** Long names may be broken after what divides them. */
function codeMarkup(code: string): Markup {
  return markup`<code>${code.split(/(?<=[./_])(?=.)/s).map((part, index) => (index === 0 ? part : markup`<wbr>${part}`))}</code>`;
}

function markMarkup({ mark, text }: Mark): Markup {
  return markup`<span class="mark mark-${mark}"><svg aria-hidden="true"><use href="#sign-${mark}"/></svg>${text}</span>`;
}

/** The signs beside words that say how something stands, drawn so that no font can lack them. */
const SIGNS: Markup = (() => {
  const shapes: Readonly<Record<Mark["mark"], string>> = {
    good: "M3,8.5 l3.5,3.5 L13,4.5",
    bad: "M4,4 l8,8 M12,4 l-8,8",
    warning: "M8,2.5 v7 M8,12.5 v1",
    open: "M5,5.5 a3,3 0 1 1 4.5,2.6 q-1.5,0.9 -1.5,2.4 M8,12.5 v1",
    none: "M4,8 h8",
  };
  const symbols = Object.entries(shapes).map(
    ([mark, path]) => markup`<symbol id="sign-${mark}" viewBox="0 0 16 16"><path d="${path}"/></symbol>`,
  );
  return markup`<svg class="signs" aria-hidden="true">${symbols}</svg>`;
})();
