import type { Comment, SyntaxError, SyntaxErrorCode } from "./ast";
import { identifierEnd, isBlank, isDigit, numberEnd } from "./characters";
import { Token } from "./token";

/** Finds a string from many places of a text, in time linear in the text however often it is asked. */
class Occurrences {
  private from = 0;
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly needle: string,
  ) {}

  /** Offset of the first occurrence at or after `start`; infinity when there is none. */
  after(start: number): number {
    if (start < this.from || start > this.found) {
      const found = this.text.indexOf(this.needle, start);
      this.from = start;
      this.found = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.found;
  }
}

/**
 * Text → tokens, one at a time. The fields describe the current token, which is not consumed yet; `advance` consumes it.
 * Offsets are those of `text`.
 */
export class Scanner {
  /** Where the text ends for the scanner; some parts are read as if the text ended early. */
  protected end: number;
  /** Where the next token or its leading white space starts. */
  protected position: number;
  protected token: Token = Token.Newline;
  protected tokenStart: number;
  protected tokenEnd: number;
  /** End of the last token consumed, line breaks apart. */
  protected previousEnd: number;
  /** A line break stands between the current token and the one before it. */
  protected firstOnLine = true;
  /** Whether line breaks are tokens; otherwise they are white space, as inside parentheses. */
  protected newlines = true;
  /** The scanner looked at no code unit at or behind this offset; the end of the text counts as one. */
  protected seen = 0;
  protected readonly errors: SyntaxError[] = [];
  /** Where comments are collected, if someone wants them. */
  protected comments: Comment[] | undefined;
  private readonly lineBreaks: Occurrences;
  private readonly commentEnds: Occurrences;

  constructor(
    protected readonly text: string,
    start: number,
    end: number,
  ) {
    this.end = end;
    this.lineBreaks = new Occurrences(text, "\n");
    this.commentEnds = new Occurrences(text, "*/");
    this.position = this.tokenStart = this.tokenEnd = this.previousEnd = start;
  }

  /** Reports an error, unless one stands at the same place already: the first one says most. */
  protected report(code: SyntaxErrorCode, start: number, end: number, ...args: string[]): void {
    if (this.errors.length > 0 && this.errors[this.errors.length - 1]!.start === start) return;
    this.errors.push({ code, start, end, args });
  }

  /** Continues at `position`, in the middle of a line: the next `advance` reads the token there. */
  protected jump(position: number): void {
    this.token = Token.Invalid;
    this.position = this.tokenStart = this.tokenEnd = this.previousEnd = position;
  }

  protected is(token: Token): boolean {
    return this.token === token;
  }

  /** Whether the current token is the identifier `word`. */
  protected isWord(word: string): boolean {
    return (
      this.is(Token.Identifier) &&
      this.tokenEnd - this.tokenStart === word.length &&
      this.text.startsWith(word, this.tokenStart)
    );
  }

  /** Consumes the current token and reads the next. */
  protected advance(): void {
    const { text, end } = this;
    let firstOnLine = this.is(Token.Newline);
    if (!firstOnLine) this.previousEnd = this.tokenEnd;
    let at = this.position;
    for (;;) {
      if (at >= end) {
        this.set(Token.End, end, end, firstOnLine);
        return;
      }
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x09) {
        at++;
      } else if (code === 0x0a || (code === 0x0d && at + 1 < end && text.charCodeAt(at + 1) === 0x0a)) {
        const after = code === 0x0a ? at + 1 : at + 2;
        if (this.newlines) {
          this.set(Token.Newline, at, after, firstOnLine);
          return;
        }
        firstOnLine = true;
        at = after;
      } else if (code === 0x23 || code === 0x2f) {
        const after = this.commentEnd(at);
        if (after === at) break;
        at = after;
      } else {
        break;
      }
    }
    this.firstOnLine = firstOnLine;
    this.tokenStart = at;
    this.scanToken(at, text.charCodeAt(at));
  }

  /** The end of the comment that starts at `at`, or `at` when none does. */
  protected commentEnd(at: number): number {
    const code = this.text.charCodeAt(at);
    if (code === 0x23) return this.skipLineComment(at, "#");
    if (code !== 0x2f) return at;
    const next = this.text.charCodeAt(at + 1);
    if (next === 0x2f) return this.skipLineComment(at, "//");
    return next === 0x2a ? this.skipBlockComment(at) : at;
  }

  private set(token: Token, start: number, end: number, firstOnLine: boolean): void {
    this.token = token;
    this.tokenStart = start;
    this.tokenEnd = this.position = end;
    this.firstOnLine = firstOnLine;
  }

  private accept(token: Token, end: number): void {
    this.token = token;
    this.tokenEnd = this.position = end;
  }

  private scanToken(at: number, code: number): void {
    const { text, end } = this;
    const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
    switch (code) {
      case 0x22:
        return this.accept(Token.Quote, at + 1);
      case 0x7b:
        return this.accept(Token.OpenBrace, at + 1);
      case 0x7d:
        return this.accept(Token.CloseBrace, at + 1);
      case 0x5b:
        return this.accept(Token.OpenBracket, at + 1);
      case 0x5d:
        return this.accept(Token.CloseBracket, at + 1);
      case 0x28:
        return this.accept(Token.OpenParenthesis, at + 1);
      case 0x29:
        return this.accept(Token.CloseParenthesis, at + 1);
      case 0x2c:
        return this.accept(Token.Comma, at + 1);
      case 0x3f:
        return this.accept(Token.Question, at + 1);
      case 0x2b:
        return this.accept(Token.Plus, at + 1);
      case 0x2d:
        return this.accept(Token.Minus, at + 1);
      case 0x2a:
        return this.accept(Token.Star, at + 1);
      case 0x2f:
        return this.accept(Token.Slash, at + 1);
      case 0x25:
        return this.accept(Token.Percent, at + 1);
      case 0x2e:
        if (next === 0x2e && at + 2 < end && text.charCodeAt(at + 2) === 0x2e) {
          return this.accept(Token.Ellipsis, at + 3);
        }
        return this.accept(Token.Dot, at + 1);
      case 0x3a:
        return next === 0x3a ? this.accept(Token.DoubleColon, at + 2) : this.accept(Token.Colon, at + 1);
      case 0x3d:
        if (next === 0x3d) return this.accept(Token.Equal, at + 2);
        return next === 0x3e ? this.accept(Token.Arrow, at + 2) : this.accept(Token.Equals, at + 1);
      case 0x21:
        return next === 0x3d ? this.accept(Token.NotEqual, at + 2) : this.accept(Token.Bang, at + 1);
      case 0x3e:
        return next === 0x3d ? this.accept(Token.GreaterOrEqual, at + 2) : this.accept(Token.Greater, at + 1);
      case 0x3c:
        if (next === 0x3c && this.scanHeredoc(at)) return;
        return next === 0x3d ? this.accept(Token.LessOrEqual, at + 2) : this.accept(Token.Less, at + 1);
      case 0x26:
        return next === 0x26 ? this.accept(Token.And, at + 2) : this.refuse(at, 1);
      case 0x7c:
        return next === 0x7c ? this.accept(Token.Or, at + 2) : this.refuse(at, 1);
      case 0x7e:
        return next === 0x7d ? this.accept(Token.StripCloseBrace, at + 2) : this.refuse(at, 1);
    }
    if (isDigit(code)) return this.accept(Token.Number, numberEnd(text, at, end));
    const identifier = identifierEnd(text, at, end);
    if (identifier > at) return this.accept(Token.Identifier, identifier);
    this.refuse(at, String.fromCodePoint(text.codePointAt(at)!).length);
  }

  /**
   * A character that HCL does not know. What is quoted in the manner of another language (`'…'`, `` `…` ``, “…”) is one
   * token, so that it makes one error.
   */
  private refuse(at: number, width: number): void {
    const { text } = this;
    const character = text.slice(at, at + width);
    const closer = { "'": "'", "`": "`", "\u201c": "\u201d" }[character];
    let end = at + width;
    if (closer !== undefined) {
      const close = text.indexOf(closer, end);
      if (close >= 0 && close < this.lineEnd(at)) end = close + 1;
    }
    this.report("unexpected-character", at, end, character);
    this.accept(Token.Invalid, end);
  }

  /** `<<MARKER` or `<<-MARKER` up to and including the line break; false when there is none of it at `at`. */
  private scanHeredoc(at: number): boolean {
    const { text, end } = this;
    const markerStart = text.charCodeAt(at + 2) === 0x2d ? at + 3 : at + 2;
    const markerEnd = identifierEnd(text, markerStart, end);
    if (markerEnd === markerStart) return false;
    let lineEnd = markerEnd;
    while (lineEnd < end && isBlank(text.charCodeAt(lineEnd))) lineEnd++;
    if (lineEnd + 1 < end && text.charCodeAt(lineEnd) === 0x0d) lineEnd++;
    if (lineEnd >= end || text.charCodeAt(lineEnd) !== 0x0a) return false;
    // HashiCorp's scanner wants the line break at once. A blank before it is an error, but clearly this is a heredoc.
    if (isBlank(text.charCodeAt(markerEnd))) this.report("expected-newline", markerEnd, lineEnd);
    this.accept(Token.Heredoc, lineEnd + 1);
    return true;
  }

  private skipLineComment(start: number, kind: "#" | "//"): number {
    const end = this.lineEnd(start);
    this.addComment(kind, start, end);
    return end;
  }

  private skipBlockComment(start: number): number {
    const close = this.commentEnds.after(start + 2);
    if (close + 2 <= this.end) {
      this.addComment("/*", start, close + 2);
      return close + 2;
    }
    const end = this.openCommentEnd(start);
    this.report("unterminated-comment", start, start + 2);
    this.addComment("/*", start, end);
    return end;
  }

  /** Where a block comment ends which nobody closed. */
  protected openCommentEnd(_start: number): number {
    this.seen = this.end + 1;
    return this.end;
  }

  private addComment(kind: Comment["kind"], start: number, end: number): void {
    const { comments } = this;
    if (comments !== undefined && (comments.length === 0 || comments[comments.length - 1]!.start < start)) {
      comments.push({ kind, start, end });
    }
  }

  /** The end of the line of `at`, before its line break. */
  protected lineEnd(at: number): number {
    const { text, end } = this;
    const newline = this.lineBreaks.after(at);
    if (newline >= end) return end;
    return newline > at && text.charCodeAt(newline - 1) === 0x0d ? newline - 1 : newline;
  }
}
