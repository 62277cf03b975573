import type { Expression, TemplateLiteral, TemplatePart } from "./ast";
import { isWhiteSpace } from "./characters";

/** A template in the order of its text, before directives are matched with their ends. Texts are single lines in heredocs. */
export type Piece =
  | { readonly kind: "text"; value: string; readonly start: number; readonly end: number }
  | { readonly kind: "interpolation"; readonly expr: Expression; readonly start: number; readonly end: number }
  | { readonly kind: "if"; readonly condition: Expression; readonly start: number; readonly end: number }
  | {
      readonly kind: "for";
      readonly keyVariable: string | undefined;
      readonly valueVariable: string;
      readonly collection: Expression;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "else" | "endif" | "endfor"; readonly start: number; readonly end: number };

/**
 * What the text of a template says: `$${` and `%%{` are `${` and `%{`, and in a quoted template backslashes escape. An
 * invalid escape, reported by the parser, stands for its text as HashiCorp's parser has it.
 */
export function decode(source: string, quoted: boolean): string {
  if (!quoted) return source.replace(/([$%])\1\{/g, "$1{");
  const sequence = /\\(?:u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|(.?))|([$%])\4\{/gsu;
  return source.replace(sequence, (all, short?: string, long?: string, simple?: string, mark?: string) => {
    if (mark !== undefined) return `${mark}{`;
    if (simple !== undefined) return SIMPLE_ESCAPES.get(simple) ?? simple;
    const digits = short ?? long ?? "";
    const code = Number.parseInt(digits, 16);
    return digits.length === (short === undefined ? 8 : 4) && isScalar(code) ? String.fromCodePoint(code) : all;
  });
}

/** HCL's strings are in the canonical composition (Unicode NFC). */
export function normalized(value: string): string {
  return /[^\0-\x7f]/.test(value) ? value.normalize() : value;
}

/** What `\n`, `\r`, `\t`, `\"` and `\\` stand for, by the character behind the backslash. */
export const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** Whether a code point can be encoded in UTF-8: surrogates cannot. */
export function isScalar(code: number): boolean {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

/** `text` without white space at its start, as `~}` before it asks for. */
export function trimStart(text: string): string {
  let at = 0;
  while (at < text.length && isWhiteSpace(text.charCodeAt(at))) at++;
  return text.slice(at);
}

/** `text` without white space at its end, as `${~` behind it asks for. */
export function trimEnd(text: string): string {
  let at = text.length;
  while (at > 0 && isWhiteSpace(text.charCodeAt(at - 1))) at--;
  return text.slice(0, at);
}

/** Takes from every line the white space that all lines of a `<<-` heredoc begin with (`flushHeredocTemplateParts`). */
export function unindent(pieces: readonly Piece[]): void {
  const lines: Extract<Piece, { kind: "text" }>[] = [];
  let indentation = Number.POSITIVE_INFINITY;
  let lineStart = true;
  for (const piece of pieces) {
    if (piece.kind !== "text") {
      if (lineStart) indentation = 0;
      lineStart = false;
      continue;
    }
    if (lineStart) {
      const rest = trimStart(piece.value);
      if (rest !== "" || !piece.value.endsWith("\n")) {
        indentation = Math.min(indentation, piece.value.length - rest.length);
        lines.push(piece);
      }
    }
    lineStart = piece.value.endsWith("\n");
  }
  for (const piece of lines) piece.value = piece.value.slice(indentation);
}

/**
 * Joins neighbouring texts and puts what stands between `%{if}` or `%{for}` and its end into one part. Directives that have
 * no partner were reported by the parser; here their content goes where it stands. At most `depth` directives are nested.
 */
export function assemble(pieces: readonly Piece[], depth: number): TemplatePart[] {
  const root: TemplatePart[] = [];
  const open: OpenDirective[] = [];
  let parts = root;
  for (const piece of pieces) {
    switch (piece.kind) {
      case "text":
        appendText(parts, piece);
        break;
      case "interpolation":
        parts.push({ kind: "interpolation", start: piece.start, end: piece.end, expr: piece.expr });
        break;
      case "if":
      case "for":
        if (open.length >= depth) break;
        open.push({ piece, outer: parts, first: [], second: undefined });
        parts = open[open.length - 1]!.first;
        break;
      case "else": {
        const directive = open[open.length - 1];
        if (directive?.piece.kind === "if" && directive.second === undefined) parts = directive.second = [];
        break;
      }
      case "endif":
      case "endfor": {
        const directive = open[open.length - 1];
        if (directive === undefined || `end${directive.piece.kind}` !== piece.kind) break;
        open.pop();
        parts = directive.outer;
        parts.push(close(directive, piece.end));
        break;
      }
    }
  }
  for (let directive = open.pop(); directive !== undefined; directive = open.pop()) {
    directive.outer.push(close(directive, pieces[pieces.length - 1]!.end));
  }
  return root;
}

interface OpenDirective {
  readonly piece: Extract<Piece, { kind: "if" | "for" }>;
  readonly outer: TemplatePart[];
  readonly first: TemplatePart[];
  second: TemplatePart[] | undefined;
}

function close({ piece, first, second }: OpenDirective, end: number): TemplatePart {
  if (piece.kind === "if") {
    // biome-ignore lint/suspicious/noThenProperty: HCL has if, then and else; nobody awaits a tree.
    return { kind: "if", start: piece.start, end, condition: piece.condition, then: first, else: second ?? [] };
  }
  const { start, keyVariable, valueVariable, collection } = piece;
  return { kind: "for", start, end, keyVariable, valueVariable, collection, body: first };
}

function appendText(parts: TemplatePart[], piece: TemplateLiteral): void {
  const last = parts[parts.length - 1];
  if (last?.kind === "text") {
    const value = last.value + normalized(piece.value);
    parts[parts.length - 1] = { kind: "text", start: last.start, end: piece.end, value };
  } else {
    parts.push({ kind: "text", start: piece.start, end: piece.end, value: normalized(piece.value) });
  }
}
