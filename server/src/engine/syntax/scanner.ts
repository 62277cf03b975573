import type { Comment, SyntaxError as Defect, SyntaxErrorCode } from "./ast";
import { identifierEnd, isBlank, isDigit, numberEnd } from "./characters";
import { Token } from "./token";

/** The longest string in foreign quotes that is refused as a whole. */
const MAX_REFUSED = 500;

/** Tokens of one character, by its code; what is longer is tried first. */
const SINGLES: readonly (Token | undefined)[] = byCode({
  '"': Token.Quote,
  "{": Token.OpenBrace,
  "}": Token.CloseBrace,
  "[": Token.OpenBracket,
  "]": Token.CloseBracket,
  "(": Token.OpenParenthesis,
  ")": Token.CloseParenthesis,
  ",": Token.Comma,
  ".": Token.Dot,
  ":": Token.Colon,
  "?": Token.Question,
  "=": Token.Equals,
  "!": Token.Bang,
  "<": Token.Less,
  ">": Token.Greater,
  "+": Token.Plus,
  "-": Token.Minus,
  "*": Token.Star,
  "/": Token.Slash,
  "%": Token.Percent,
});

/** Tokens of two characters: by the code of the first, the codes of the second with the token. */
const PAIRS: readonly (readonly (readonly [second: number, token: Token])[] | undefined)[] = byCode({
  "=": [
    [0x3d, Token.Equal],
    [0x3e, Token.Arrow],
  ],
  "!": [[0x3d, Token.NotEqual]],
  "<": [[0x3d, Token.LessOrEqual]],
  ">": [[0x3d, Token.GreaterOrEqual]],
  "&": [[0x26, Token.And]],
  "|": [[0x7c, Token.Or]],
  ":": [[0x3a, Token.DoubleColon]],
  "~": [[0x7d, Token.StripCloseBrace]],
});

function byCode<T>(tokens: Readonly<Record<string, T>>): readonly (T | undefined)[] {
  const table = new Array<T | undefined>(128).fill(undefined);
  for (const [character, token] of Object.entries(tokens)) table[character.charCodeAt(0)] = token;
  return table;
}

/** Finds a string from many places of a text, in time linear in the text however often it is asked. */
class Occurrences {
  private from = 0;
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly needle: string,
  ) {}

  /** Offset of the first occurrence at or after `start`; the length of the text when there is none. */
  after(start: number): number {
    if (start < this.from || start > this.found) {
      const found = this.text.indexOf(this.needle, start);
      this.from = start;
      this.found = found < 0 ? this.text.length : found;
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
  protected readonly errors: Defect[] = [];
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
      } else if (code === 0x0a || (code === 0x0d && this.codeAt(at + 1) === 0x0a)) {
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

  /** The code unit at `at`; 0 at the end of the text. */
  protected codeAt(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : 0;
  }

  /** The end of the comment that starts at `at`, or `at` when none does. */
  private commentEnd(at: number): number {
    if (this.text.charCodeAt(at) === 0x23) return this.skipLineComment(at, "#");
    const next = this.codeAt(at + 1);
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
    const pair = code < 128 ? PAIRS[code] : undefined;
    if (pair !== undefined) {
      const next = this.codeAt(at + 1);
      for (const [second, token] of pair) {
        if (next === second) {
          this.accept(token, at + 2);
          return;
        }
      }
    }
    if (code === 0x2e && text.startsWith("...", at) && at + 3 <= end) {
      this.accept(Token.Ellipsis, at + 3);
    } else if (code === 0x3c && this.codeAt(at + 1) === 0x3c && this.scanHeredoc(at)) {
      return;
    } else if (code < 128 && SINGLES[code] !== undefined) {
      this.accept(SINGLES[code], at + 1);
    } else if (isDigit(code)) {
      this.accept(Token.Number, numberEnd(text, at, end));
    } else {
      const identifier = identifierEnd(text, at, end);
      if (identifier > at) this.accept(Token.Identifier, identifier);
      else this.refuse(at, String.fromCodePoint(text.codePointAt(at)!).length);
    }
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
    if (closer === undefined) {
      this.report("unexpected-character", at, end, character);
    } else {
      const rest = text.slice(end, Math.min(this.lineEnd(at), end + MAX_REFUSED));
      end += rest.indexOf(closer) + 1;
      this.report("wrong-quotes", at, end, character);
    }
    this.accept(Token.Invalid, end);
  }

  /** `<<MARKER` or `<<-MARKER` up to and including the line break; false when there is none of it at `at`. */
  private scanHeredoc(at: number): boolean {
    const { text, end } = this;
    const markerStart = this.codeAt(at + 2) === 0x2d ? at + 3 : at + 2;
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

  /** Whether a line break starts at `at`: `\n` or `\r\n`, not `\r` alone. */
  protected isLineBreak(at: number): boolean {
    const code = this.codeAt(at);
    return code === 0x0a || (code === 0x0d && this.codeAt(at + 1) === 0x0a);
  }

  /** The end of the line of `at`, before its line break. */
  protected lineEnd(at: number): number {
    const { text, end } = this;
    const newline = Math.min(this.lineBreaks.after(at), end);
    this.seen = Math.max(this.seen, newline + 1);
    if (newline === end) return end;
    return newline > at && text.charCodeAt(newline - 1) === 0x0d ? newline - 1 : newline;
  }
}
