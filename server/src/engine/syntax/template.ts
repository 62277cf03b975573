import type { SyntaxError as Defect, Expression, TemplatePart } from "./ast";
import { nameAt } from "./names";
import { heredocMarker, Recovery } from "./recovery";
import {
  assemble,
  decode,
  isScalar,
  normalized,
  type Piece,
  SIMPLE_ESCAPES,
  trimEnd,
  trimStart,
  unindent,
} from "./template-text";
import { Token } from "./token";

/** How deep brackets, blocks, templates and directives may be nested. */
export const MAX_DEPTH = 250;

/** How far an interpolation is searched for its `}` once it is known to be broken. */
const MAX_RESUME = 500;

/** Stands for every node while text is only checked. */
export const CHECKED: Expression = { kind: "error", start: 0, end: 0 };

/** How a template ends, and whether backslashes escape in it. */
interface Frame {
  readonly kind: "quoted" | "heredoc" | "bare";
  /** The marker of a heredoc. */
  readonly marker: string;
}

const QUOTED: Frame = { kind: "quoted", marker: "" };
const BARE: Frame = { kind: "bare", marker: "" };

/** What a template has been read to. */
interface Progress {
  readonly frame: Frame;
  /** Undefined while text is only checked. */
  readonly pieces: Piece[] | undefined;
  /** The directives that wait for their end. */
  readonly open: { readonly keyword: string; readonly start: number; readonly end: number; hasElse: boolean }[];
  /** `~}` was read: the next text loses the white space at its start. */
  trimNext: boolean;
  /** An interpolation or directive was not understood, so that unbalanced directives prove nothing. */
  broken: boolean;
}

/** Quoted templates, heredocs and the templates in files. */
export abstract class TemplateParser extends Recovery {
  /** Whether nodes are wanted. Otherwise text is only checked, and {@link CHECKED} stands for each. */
  protected keep = false;
  /** An interpolation that nobody closed was read up to here; what begins before is read to the end of its line only. */
  protected suspectUntil = 0;
  /** How many interpolations the current one stands in. */
  private interpolations = 0;
  /** Height of the node read last. */
  protected height = 0;

  protected abstract parseExpression(): Expression;

  /** Reads the quoted template whose `"` is the current token. */
  protected parseQuoted(): Expression {
    const start = this.tokenStart;
    const parts = this.parseQuotedParts();
    this.tokenEnd = this.position;
    this.advance();
    return this.keep ? { kind: "template", start, end: this.previousEnd, parts } : CHECKED;
  }

  /** Reads the content of the quoted template whose `"` is the current token, up to and including the closing `"`. */
  protected parseQuotedParts(): readonly TemplatePart[] {
    const start = this.tokenEnd;
    const close = this.plainTextEnd(start);
    if (close < 0) return this.parseParts(QUOTED);
    this.position = close + 1;
    if (!this.keep || close === start) return [];
    return [{ kind: "text", start, end: close, value: normalized(this.text.slice(start, close)) }];
  }

  /** Offset of the `"` that ends the text from `start` on, if nothing in it needs attention, otherwise -1. */
  protected plainTextEnd(start: number): number {
    const { text, end } = this;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) return at;
      if (code === 0x5c || code === 0x24 || code === 0x25 || code === 0x0a || code === 0x0d) return -1;
    }
    return -1;
  }

  /** Reads the heredoc whose introducer is the current token. */
  protected parseHeredoc(): Expression {
    const start = this.tokenStart;
    const marker = heredocMarker(this.text, start, this.tokenEnd);
    const indented = this.text.charCodeAt(start + 2) === 0x2d;
    const textEnd = this.end;
    const { end: found, closed } = this.heredocEnd(marker, this.position);
    const limit = closed ? textEnd : found;
    this.end = limit;
    const parts = this.parseParts({ kind: "heredoc", marker }, indented);
    if (this.end === limit) this.end = textEnd;
    this.tokenEnd = this.previousEnd = this.position;
    // Without its terminator it ends where a line begins.
    if (this.position === limit) this.token = Token.Newline;
    this.advance();
    const end = this.previousEnd;
    return this.keep ? { kind: "template", start, end, parts, heredoc: { marker, indented } } : CHECKED;
  }

  /** Reads the whole text as a template of a file. */
  protected parseBare(): readonly TemplatePart[] {
    return this.parseParts(BARE);
  }

  /** Reads a template from `position` to its end, and sets `position` behind it. */
  private parseParts(frame: Frame, indented = false): readonly TemplatePart[] {
    const template: Progress = {
      frame,
      pieces: this.keep ? [] : undefined,
      open: [],
      trimNext: false,
      broken: false,
    };
    const opener = this.tokenStart;
    let greatest = 0;
    while (this.parseText(template, opener)) {
      this.parseSequence(template);
      greatest = Math.max(greatest, this.height);
    }
    this.height = greatest + 1;
    for (const { keyword, start, end } of template.broken ? [] : template.open) {
      this.report("invalid-template-directive", start, end, keyword);
    }
    const { pieces } = template;
    if (pieces === undefined) return [];
    if (indented) unindent(pieces);
    return assemble(pieces, MAX_DEPTH);
  }

  /** Reads text. True at `${` or `%{`, false at the end of the template. */
  private parseText(template: Progress, opener: number): boolean {
    return template.frame.kind === "quoted"
      ? this.parseQuotedText(template, opener)
      : this.parseLines(template, opener);
  }

  private parseQuotedText(template: Progress, opener: number): boolean {
    const { text, end, position: start } = this;
    let at = start;
    let escaped = false;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === 0x22 || code === 0x0a || code === 0x0d) break;
      if (code === 0x5c) {
        escaped = true;
        at = this.checkEscape(at);
      } else if (code === 0x24 || code === 0x25) {
        const width = this.textWidth(at);
        if (width === 0) break;
        escaped ||= width === 3;
        at += width;
      } else {
        at++;
      }
    }
    at = Math.min(at, end);
    this.addText(template, start, at, escaped);
    this.position = at;
    const code = this.codeAt(at);
    if (code === 0x24 || code === 0x25) return true;
    if (code === 0x22) this.position = at + 1;
    else this.report("unterminated-string", opener, at);
    return false;
  }

  /** Reads the text of a heredoc or of a bare template, line by line: strip markers and indentation go by lines. */
  private parseLines(template: Progress, opener: number): boolean {
    const { text, end } = this;
    const { kind, marker } = template.frame;
    let start = this.position;
    let at = start;
    let escaped = false;
    let lineStart = kind === "heredoc" && text.charCodeAt(at - 1) === 0x0a;
    for (;;) {
      const close = lineStart ? this.heredocTerminator(at, marker) : -1;
      if (close >= 0) {
        if (close >= end) this.report("expected-newline", close - marker.length, close);
        this.position = close;
        return false;
      }
      lineStart = false;
      if (at >= end) {
        this.addText(template, start, end, escaped);
        this.position = end;
        if (kind === "heredoc") this.report("unterminated-heredoc", opener, this.lineEnd(opener), marker);
        return false;
      }
      const code = text.charCodeAt(at);
      if (code === 0x24 || code === 0x25) {
        const width = this.textWidth(at);
        if (width === 0) {
          this.addText(template, start, at, escaped);
          this.position = at;
          return true;
        }
        escaped ||= width === 3;
        at += width;
        // HashiCorp's scanner takes `$`, one more character and the line break apart; strip markers show it.
        if (width > 1 || !this.isLineBreak(at + 1)) continue;
        at++;
      } else if (code === 0x0a) {
        lineStart = kind === "heredoc";
        at++;
      } else {
        if (code === 0x0d && kind === "heredoc" && !this.isLineBreak(at)) {
          this.report("unexpected-character", at, at + 1, "\\r");
        }
        at++;
        continue;
      }
      this.addText(template, start, at, escaped);
      start = at;
      escaped = false;
    }
  }

  /** How much text the `$` or `%` at `at` is: none where a sequence begins, three characters where it is escaped. */
  private textWidth(at: number): 0 | 1 | 3 {
    const next = this.codeAt(at + 1);
    if (next === 0x7b) return 0;
    return next === this.codeAt(at) && this.codeAt(at + 2) === 0x7b ? 3 : 1;
  }

  private addText(template: Progress, start: number, end: number, escaped: boolean): void {
    const { pieces, frame, trimNext } = template;
    if (start === end) return;
    template.trimNext = false;
    if (pieces === undefined) return;
    const source = this.text.slice(start, end);
    const text = escaped ? decode(source, frame.kind === "quoted") : source;
    pieces.push({ kind: "text", start, end, value: trimNext ? trimStart(text) : text });
  }

  /** Checks the escape sequence at `at`; returns its end. */
  private checkEscape(at: number): number {
    const { text, end } = this;
    const selector = at + 1 < end ? text.charAt(at + 1) : "";
    if (selector === "u" || selector === "U") {
      const width = selector === "u" ? 4 : 8;
      const digits = /^[0-9a-fA-F]*/.exec(text.slice(at + 2, Math.min(at + 2 + width, end)))![0];
      const escapeEnd = at + 2 + digits.length;
      if (digits.length < width || !isScalar(Number.parseInt(digits, 16))) {
        this.report("invalid-escape", at, escapeEnd, text.slice(at, escapeEnd));
      }
      return escapeEnd;
    }
    if (SIMPLE_ESCAPES.has(selector)) return at + 2;
    const isBreak = selector === "" || selector === "\n" || selector === "\r";
    const escapeEnd = isBreak ? at + 1 : at + 1 + String.fromCodePoint(text.codePointAt(at + 1)!).length;
    this.report("invalid-escape", at, escapeEnd, text.slice(at, escapeEnd));
    return escapeEnd;
  }

  // ── Interpolations and directives ──────────────────────────────────────────────────────────────────────────────────

  /** Reads the `${…}` or `%{…}` at `position`, and sets `position` behind it. */
  private parseSequence(template: Progress): void {
    const { text, end, newlines } = this;
    const { pieces } = template;
    const at = this.position;
    const strip = this.codeAt(at + 2) === 0x7e;
    const start = at + (strip ? 3 : 2);
    const last = pieces?.[pieces.length - 1];
    if (strip && last?.kind === "text") last.value = trimEnd(last.value);
    template.trimNext = false;

    const errors = this.errors.length;
    if (at < this.suspectUntil) this.end = this.lineEnd(at);
    this.newlines = false;
    this.jump(start);
    this.advance();
    this.interpolations++;
    const piece = text.charCodeAt(at) === 0x25 ? this.parseDirective(at) : this.parseInterpolation(at);
    this.interpolations--;
    this.newlines = newlines;

    const closed = this.is(Token.CloseBrace) || this.is(Token.StripCloseBrace);
    if (closed && (this.errors.length === errors || this.tokenStart <= this.lineEnd(at))) {
      this.end = end;
      this.position = this.tokenEnd;
      template.trimNext = this.is(Token.StripCloseBrace);
      if (piece === undefined) template.broken = true;
      else this.addSequence(template, { ...piece, end: this.tokenEnd });
      return;
    }
    template.broken = true;
    this.seen = Math.max(this.seen, this.tokenEnd + 1);
    if (this.interpolations > 0) {
      // The outermost interpolation knows where to go on. Until then, the text has ended.
      this.end = this.position = this.tokenStart;
      return;
    }
    this.suspectUntil = Math.max(this.suspectUntil, this.tokenEnd);
    this.end = end;
    this.resume(at, start, template.frame, this.errors[errors]);
    pieces?.push({ kind: "interpolation", start: at, end: this.position, expr: this.error(at, this.position) });
  }

  /**
   * Sets `position` where a broken interpolation, which starts at `at`, most likely ends: at the `}` of its line, or at the
   * end of the line or string. Of the errors found since only `first` remains.
   */
  private resume(at: number, start: number, frame: Frame, first: Defect | undefined): void {
    const { text, end } = this;
    const lineEnd = this.lineEnd(at);
    while (this.errors.length > 0 && this.errors[this.errors.length - 1]!.start >= at) this.errors.pop();
    if (first !== undefined && first.start <= lineEnd && first.code !== "unterminated-string") this.errors.push(first);
    else this.report("unterminated-template", at, start);

    const errors = this.errors.length;
    this.end = Math.min(lineEnd, start + MAX_RESUME);
    this.jump(start);
    do {
      this.advance();
      this.skip();
    } while (this.is(Token.Comma) || this.is(Token.CloseBracket) || this.is(Token.CloseParenthesis));
    this.errors.length = errors;
    if (this.is(Token.CloseBrace) || this.is(Token.StripCloseBrace)) {
      this.position = this.tokenEnd;
    } else {
      const quote = frame.kind === "quoted" ? text.slice(start, this.end).indexOf('"') : -1;
      this.position = quote < 0 ? this.end : start + quote;
    }
    this.end = end;
  }

  private parseInterpolation(start: number): Piece {
    return { kind: "interpolation", start, end: start, expr: this.parseExpression() };
  }

  /** Reads the inside of `%{…}`; undefined when it cannot be understood. */
  private parseDirective(start: number): Piece | undefined {
    const keyword = this.is(Token.Identifier) ? this.text.slice(this.tokenStart, this.tokenEnd) : "";
    switch (keyword) {
      case "if":
        this.advance();
        return { kind: "if", start, end: start, condition: this.parseExpression() };
      case "for": {
        this.advance();
        const variables = this.parseForVariables();
        return { kind: "for", start, end: start, ...variables, collection: this.parseExpression() };
      }
      case "else":
      case "endif":
      case "endfor":
        this.advance();
        return { kind: keyword, start, end: start };
    }
    this.report("invalid-template-directive", this.tokenStart, this.tokenEnd, keyword);
    this.skip();
    return undefined;
  }

  /** Reads `key, value in` or `value in`, as it stands behind `for`. */
  protected parseForVariables(): { keyVariable: string | undefined; valueVariable: string } {
    let keyVariable: string | undefined;
    let valueVariable = this.parseName();
    if (this.is(Token.Comma)) {
      this.advance();
      keyVariable = valueVariable;
      valueVariable = this.parseName();
    }
    if (this.isWord("in")) this.advance();
    else this.reportHere("expected-token", "in");
    return { keyVariable, valueVariable };
  }

  private parseName(): string {
    const { tokenStart, tokenEnd } = this;
    if (!this.expectName()) return "";
    return this.keep ? nameAt(this.text, tokenStart, tokenEnd) : "";
  }

  /** Adds an interpolation or directive, and sees that directives are balanced. */
  private addSequence({ pieces, open }: Progress, piece: Piece): void {
    const innermost = open[open.length - 1];
    const { kind, start, end } = piece;
    let balanced = true;
    if (kind === "if" || kind === "for") {
      open.push({ keyword: kind, start, end, hasElse: false });
      if (open.length > MAX_DEPTH) this.report("too-deep", start, end);
    } else if (kind === "else") {
      balanced = innermost?.keyword === "if" && !innermost.hasElse;
      if (balanced) innermost!.hasElse = true;
    } else if (kind === "endif" || kind === "endfor") {
      balanced = innermost !== undefined && kind === `end${innermost.keyword}`;
      if (balanced) open.pop();
    }
    if (!balanced) this.report("invalid-template-directive", start, end, kind);
    pieces?.push(piece);
  }

  /** The node of what cannot be understood, up to `end`. Where nothing was read, `start` may lie behind it. */
  protected error(start: number, end: number): Expression {
    return this.keep ? { kind: "error", start: Math.min(start, end), end } : CHECKED;
  }
}
