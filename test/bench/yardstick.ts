/** tree-sitter with the Terraform grammar: the bare parser that is measured beside us. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { installOnDemand } from "../on-demand";

/** A point of the text as tree-sitter counts: rows and UTF-16 columns from zero. */
interface Point {
  readonly row: number;
  readonly column: number;
}

interface Tree {
  edit(edit: object): void;
  delete(): void;
}

interface Parser {
  setLanguage(language: unknown): void;
  parse(text: string, old?: Tree): Tree | null;
}

/** As much of web-tree-sitter as is used; it is not among this project's dependencies. */
interface TreeSitter {
  readonly Parser: { new (): Parser; init(): Promise<void> };
  readonly Language: { load(path: string): Promise<unknown> };
  readonly Edit: new (edit: object) => object;
}

export interface Yardstick {
  /** Parses the texts. @returns milliseconds of processor time */
  parse(texts: Iterable<string>): number;
  /** Parses the text, then again after each edit with the tree before. @returns milliseconds of each edit */
  edits(text: string, edits: Iterable<Edit>): number[];
}

/** Replaces what stands between two offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** Installs tree-sitter into the user's cache if it is not there, and loads it. */
export async function loadYardstick(): Promise<Yardstick> {
  const home = await installOnDemand(__dirname);
  const { Parser, Language, Edit: TreeEdit }: TreeSitter = createRequire(join(home, "package.json"))("web-tree-sitter");
  await Parser.init();
  const grammar = "node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm";
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(home, grammar)));
  const parse = (text: string, old?: Tree): Tree => {
    const tree = parser.parse(text, old);
    if (!tree) throw new Error("tree-sitter gave up");
    return tree;
  };
  return {
    parse(texts) {
      const start = process.cpuUsage();
      for (const text of texts) parse(text).delete();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    },
    edits(first, edits) {
      let text = first;
      let tree = parse(text);
      const times: number[] = [];
      for (const edit of edits) {
        const next = applyEdit(text, edit);
        const described = new TreeEdit({
          startIndex: edit.start,
          oldEndIndex: edit.end,
          newEndIndex: edit.start + edit.text.length,
          startPosition: pointOf(text, edit.start),
          oldEndPosition: pointOf(text, edit.end),
          newEndPosition: pointOf(next, edit.start + edit.text.length),
        });
        const start = performance.now();
        tree.edit(described);
        const reparsed = parse(next, tree);
        times.push(performance.now() - start);
        tree.delete();
        tree = reparsed;
        text = next;
      }
      tree.delete();
      return times;
    },
  };
}

function pointOf(text: string, offset: number): Point {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return { row: text.slice(0, lineStart).split("\n").length - 1, column: offset - lineStart };
}
