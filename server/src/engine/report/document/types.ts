/**
 * A report as it is read, before it is Markdown or HTML: sections of paragraphs, lists, tables and pictures, in one language.
 * Texts may come from the files that were read, so whoever writes it out escapes every one of them.
 */
import type { Language } from "../../../../../shared/src";
import type { SectionName } from "../evidence";
import type { Picture } from "../pictures";

export interface ReportDocument {
  readonly language: Language;
  readonly title: string;
  readonly labels: {
    readonly skip: string;
    readonly contents: string;
    /** What a long table's heading says of it: its caption, and the number of its rows. */
    readonly rows: (caption: string, rows: number) => string;
  };
  /** The facts below the title: a term and what it is. */
  readonly head: readonly (readonly [string, Cell])[];
  readonly sections: readonly Section[];
  readonly footer: string;
}

export interface Section {
  readonly name: SectionName;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string; readonly mark?: Mark }
  | Table
  | { readonly kind: "picture"; readonly picture: Picture };

export interface Table {
  readonly kind: "table";
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that hold numbers, by index. */
  readonly numbers?: readonly number[];
  /** Anchors of the rows that something links to, by index. */
  readonly anchors?: readonly (string | undefined)[];
  /** Where the reader may choose one row by its heading, a text: what is chosen, and the name of the choice of all. */
  readonly filter?: { readonly label: string; readonly all: string };
}

/** What stands in a cell: one thing, or several, each on a line of its own. */
export type Cell = Inline | readonly Inline[];

export function isSeveral(cell: Cell): cell is readonly Inline[] {
  return Array.isArray(cell);
}

export type Inline =
  | string
  /** As it is written in a configuration: an address, a name, a file. */
  | { readonly code: string }
  /** To a section or a row; `code` when the text is as it is written in a configuration. */
  | { readonly link: string; readonly to: SectionName | Anchor; readonly code?: true }
  | Mark
  | Place;

/** The anchor of a row; unique in the document, made of letters, digits and hyphens. */
export type Anchor = `key-${number}`;

/** A word that says how something stands, with a sign beside it so that colour is not alone in saying so. */
export interface Mark {
  readonly mark: "good" | "bad" | "warning" | "open" | "none";
  readonly text: string;
}

/** A place in a file; the line is one-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
}
