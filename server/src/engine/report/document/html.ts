/** A report document as HTML that works without a script: as one file that needs nothing beside it, or its body alone. */
import { finish, type Steps } from "../evidence/steps";
import { Markup, markup } from "../markup";
import { STYLE, STYLE_DIGEST } from "./style";
import type { Block, Cell, Inline, Mark, Place, ReportDocument, Section, Table } from "./types";
import { isSeveral } from "./types";

/** Longer tables are folded. */
const MAX_OPEN_ROWS = 25;

/** What the parts of a document are written with. */
interface Writing {
  readonly labels: ReportDocument["labels"];
  readonly place: (place: Place) => Markup;
}

export function toHtml(document: ReportDocument): string {
  const body = finish(bodyOf(document, placeMarkup));
  const { language, title } = document;
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
${body}</body>
</html>
`.text;
}

/** The same body with a link for each place, for a viewer that opens the file and line it carries; and the files of all places. */
export function* toBody(
  document: ReportDocument,
): Steps<{ readonly html: string; readonly files: ReadonlySet<string> }> {
  const files = new Set<string>();
  const link = (place: Place): Markup => {
    files.add(place.file);
    return markup`<a href="#" data-file="${place.file}" data-line="${place.line}">${placeMarkup(place)}</a>`;
  };
  const body = yield* bodyOf(document, link);
  return { html: body.text, files };
}

function* bodyOf(document: ReportDocument, place: Writing["place"]): Steps<Markup> {
  const { title, labels, head, sections, footer } = document;
  const writing = { labels, place };
  const content: Markup[] = [];
  for (const section of sections) {
    content.push(sectionMarkup(section, writing));
    yield;
  }
  return markup`${SIGNS}
<a class="skip" href="#content">${labels.skip}</a>
<header>
<h1>${title}</h1>
<dl>
${head.map(([term, cell]) => markup`<div><dt>${term}</dt><dd>${cellMarkup(cell, writing)}</dd></div>\n`)}</dl>
</header>
<nav aria-labelledby="contents">
<h2 id="contents">${labels.contents}</h2>
<ol>
${sections.map(({ name, title: text }) => markup`<li><a href="#${name}">${text}</a></li>\n`)}</ol>
</nav>
<main id="content">
${content}</main>
<footer><p>${footer}</p></footer>
`;
}

function sectionMarkup({ name, title, blocks }: Section, writing: Writing): Markup {
  return markup`<section aria-labelledby="${name}">
<h2 id="${name}">${title}</h2>
${blocks.map((block) => blockMarkup(block, name, writing))}</section>
`;
}

function blockMarkup(block: Block, section: Section["name"], writing: Writing): Markup {
  switch (block.kind) {
    case "text":
      return markup`<p>${block.text}</p>\n`;
    case "heading":
      return markup`<h3>${block.text}${block.mark && markup` ${markMarkup(block.mark)}`}</h3>\n`;
    case "table":
      return block.filter ? filteredMarkup(block, block.filter, section, writing) : tableMarkup(block, writing);
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

/** A table of which one row can be chosen. The choice takes effect by style alone, see `style.ts`. */
function filteredMarkup(
  table: Table,
  { label, all }: Required<Table>["filter"],
  section: string,
  writing: Writing,
): Markup {
  const names = table.rows.map(([heading]) => (typeof heading === "string" ? heading : ""));
  return markup`<div class="filtered">
<p><label for="${section}-filter">${label}</label> <select id="${section}-filter">
${[all, ...names].map((name) => markup`<option>${name}</option>\n`)}</select></p>
${tableMarkup(table, writing)}</div>
`;
}

function tableMarkup(table: Table, writing: Writing): Markup {
  const { caption, head, rows, numbers = [], anchors = [] } = table;
  const style = (column: number): Markup | undefined =>
    numbers.includes(column) ? markup` class="number-cell"` : undefined;
  const content = scrolling(
    caption,
    markup`<table>
<caption>${caption}</caption>
<thead><tr>${head.map((text, column) => markup`<th scope="col"${style(column)}>${text}</th>`)}</tr></thead>
<tbody>
${rows.map((row, index) => rowMarkup(row, { style, anchor: anchors[index], writing }))}</tbody>
</table>`,
  );
  if (rows.length <= MAX_OPEN_ROWS) return content;
  return markup`<details><summary>${writing.labels.rows(caption, rows.length)}</summary>
${content}</details>
`;
}

function rowMarkup([heading, ...cells]: readonly Cell[], { style, anchor, writing }: RowOptions): Markup {
  return markup`<tr${anchor && markup` id="${anchor}"`}><th scope="row">${heading && cellMarkup(heading, writing)}</th>${cells.map(
    (cell, index) => markup`<td${style(index + 1)}>${cellMarkup(cell, writing)}</td>`,
  )}</tr>
`;
}

interface RowOptions {
  readonly style: (column: number) => Markup | undefined;
  readonly anchor: string | undefined;
  readonly writing: Writing;
}

function cellMarkup(cell: Cell, writing: Writing): Markup {
  return isSeveral(cell)
    ? markup`${cell.map((each) => markup`<div>${inlineMarkup(each, writing)}</div>`)}`
    : inlineMarkup(cell, writing);
}

function inlineMarkup(inline: Inline, writing: Writing): Markup {
  if (typeof inline === "string") return markup`${inline}`;
  if ("link" in inline) {
    const text = inline.code ? codeMarkup(inline.link) : inline.link;
    return markup`<a href="#${inline.to}">${text}</a>`;
  }
  if ("code" in inline) return codeMarkup(inline.code);
  if ("mark" in inline) return markMarkup(inline);
  return writing.place(inline);
}

/** A file's name is not broken. */
function placeMarkup({ file, line }: Place): Markup {
  return codeMarkup(`${file}:${line}`, /(?<=\/)/);
}

/** Long names may be broken after what divides them. */
function codeMarkup(code: string, breaks = /(?<=[./_])(?=.)/s): Markup {
  return markup`<code>${code.split(breaks).map((part, index) => (index === 0 ? part : markup`<wbr>${part}`))}</code>`;
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
