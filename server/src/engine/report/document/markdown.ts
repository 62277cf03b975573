/** A report document as Markdown (CommonMark with GitHub's tables). Pictures are left out: tables beside them have their data. */
import { visible } from "../markup";
import {
  type Block,
  type Cell,
  type Inline,
  isSeveral,
  type Mark,
  type ReportDocument,
  type Section,
  type Table,
} from "./types";

export function toMarkdown(document: ReportDocument): string {
  const { title, head, sections, footer } = document;
  return `${[
    `# ${escapeText(title)}`,
    head.map(([term, cell]) => `- **${escapeText(term)}:** ${cellText(cell, ", ")}`).join("\n"),
    ...sections.flatMap(sectionText),
    "---",
    escapeText(footer),
  ].join("\n\n")}\n`;
}

function sectionText({ title, blocks }: Section): readonly string[] {
  return [`## ${escapeText(title)}`, ...blocks.flatMap((block, index) => blockText(block, blocks[index - 1]))];
}

function blockText(block: Block, before: Block | undefined): readonly string[] {
  switch (block.kind) {
    case "text":
      return [escapeText(block.text)];
    case "heading":
      return [`### ${escapeText(block.text)}${block.mark ? ` – ${markText(block.mark)}` : ""}`];
    case "table":
      return before?.kind === "heading" ? [tableText(block)] : [`### ${escapeText(block.caption)}`, tableText(block)];
    case "picture":
      return [];
  }
}

function tableText({ head, rows, numbers = [] }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(head.map(escapeText)),
    line(head.map((_, index) => (numbers.includes(index) ? "---:" : "---"))),
    ...rows.map((row) => line(row.map((cell) => cellText(cell, "<br>")))),
  ].join("\n");
}

function cellText(cell: Cell, separator: string): string {
  return isSeveral(cell) ? cell.map(inlineText).join(separator) : inlineText(cell);
}

function inlineText(inline: Inline): string {
  if (typeof inline === "string") return escapeText(inline);
  if ("link" in inline) return inline.code ? codeText(inline.link) : escapeText(inline.link);
  if ("code" in inline) return codeText(inline.code);
  if ("mark" in inline) return markText(inline);
  return codeText(`${inline.file}:${inline.line}`);
}

/** The sign beside a word that says how something stands. */
const SIGNS: Readonly<Record<Mark["mark"], string>> = {
  good: "✓",
  bad: "✗",
  warning: "!",
  open: "?",
  none: "–",
};

function markText({ mark, text }: Mark): string {
  return `${SIGNS[mark]} ${escapeText(text)}`;
}

/** A code span holds everything but what would end it, or the cell of a table; that is written as text. */
function codeText(code: string): string {
  const text = visible(code);
  return /^[^`|\r\n]+$/.test(text) && text === text.trim() ? `\`${text}\`` : escapeText(text);
}

/**
 * The text with everything taken from it that means something in Markdown, in a table, or as HTML. An underscore inside a word
 * means nothing.
 */
function escapeText(text: string): string {
  return visible(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*[\]<>|~$&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .replace(/^([#+=-])/, "\\$1")
    .replace(/^(\d+)([.)] )/, "$1\\$2");
}
