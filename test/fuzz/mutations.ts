/** Changes to Terraform as people make them, right and wrong: to attributes, blocks, expressions, and to single characters. */
import { chance, int, pick, type Random } from "../unit/terraform/random";
import { damage, expression } from "./generator";

/** Replaces what stands between two offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Blocks of other files to splice in, and values to give to attributes. */
export interface Stock {
  readonly blocks: readonly string[];
  readonly values: readonly string[];
}

type Mutation = (next: Random, text: string, stock: Stock) => Edit;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  /** A character or a few: typing, tearing. */
  damage: (next, text) => damage(next, text),
  /** The end of the file is not there yet. */
  truncation: (next, text) => ({ start: int(next, text.length + 1), end: text.length, text: "" }),
  /** A block of another file at a line's start. */
  splice: (next, text, { blocks }) => {
    const at = lineStart(text, int(next, text.length + 1));
    return { start: at, end: at, text: `${pick(next, blocks)}\n` };
  },
  "block removed": (next, text) => {
    const starts = [...text.matchAll(/^\w/gm)].map(({ index }) => index);
    if (starts.length === 0) return { start: 0, end: text.length, text: "" };
    const chosen = int(next, starts.length);
    return { start: starts[chosen] ?? 0, end: starts[chosen + 1] ?? text.length, text: "" };
  },
  "line removed": (next, text) => {
    const { start, end } = lineAt(text, int(next, text.length + 1));
    return { start, end: Math.min(end + 1, text.length), text: "" };
  },
  "line repeated": (next, text) => {
    const { start, end } = lineAt(text, int(next, text.length + 1));
    return { start, end: start, text: `${text.slice(start, end)}\n` };
  },
  /** Another value, taken from other files. */
  value: (next, text, { values }) => valueReplaced(next, text, pick(next, values)),
  /** Another value, made up. */
  expression: (next, text) => valueReplaced(next, text, expression(next, 2, false)),
  /** A name becomes one that stands elsewhere in the text. */
  name: (next, text) => {
    const names = [...text.matchAll(/[A-Za-z_][\w-]*/g)];
    if (names.length === 0) return { start: 0, end: 0, text: "name" };
    const { index, 0: name } = pick(next, names);
    return { start: index, end: index + name.length, text: pick(next, names)[0] };
  },
};

const KINDS: readonly string[] = Object.keys(MUTATIONS);

/** A mutation of a kind chosen by chance; single characters are the most frequent, as they are in an editor. */
export function mutation(next: Random, text: string, stock: Stock): Edit & { readonly kind: string } {
  const kind = chance(next, 0.25) ? "damage" : pick(next, KINDS);
  const edit = (MUTATIONS[kind] as Mutation)(next, text, stock);
  return { kind, ...edit };
}

/** What the texts have to give to others. */
export function stockOf(texts: readonly string[]): Stock {
  const blocks = texts.flatMap((text) => text.split(/^(?=\w)/m)).filter((block) => /^\w/.test(block));
  const values = texts.flatMap((text) =>
    [...text.matchAll(/^\s*[\w-]+\s*=\s*(\S.*)$/gm)].map(([, value]) => value ?? ""),
  );
  return { blocks: [...new Set(blocks)], values: [...new Set(values)] };
}

function valueReplaced(next: Random, text: string, value: string): Edit {
  const found = [...text.matchAll(/=[ \t]*(\S[^\n]*)$/gm)];
  if (found.length === 0) return { start: text.length, end: text.length, text: `a = ${value}\n` };
  const { index, 0: whole, 1: old = "" } = pick(next, found);
  const end = index + whole.length;
  return { start: end - old.length, end, text: value };
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  const start = lineStart(text, offset);
  const end = text.indexOf("\n", start);
  return { start, end: end < 0 ? text.length : end };
}
