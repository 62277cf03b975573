import type { SyntaxErrorCode } from "./ast";
import { identifierEnd, isBlank, isWhiteSpace } from "./characters";
import { Scanner } from "./scanner";
import { Token } from "./token";

/** The top-level blocks of Terraform that have labels. */
const LABELLED = "resource|data|ephemeral|module|variable|output|provider|check|action";
/** Those that have none. */
const BARE = "locals|terraform|moved|import|removed";
/** With a quoted label, with one or two bare labels and a brace (but not `data if {`, which an expression can hold), or none. */
const HEADER =
  `(?:(?:${LABELLED})[ \\t]*(?:"|(?:[ \\t]+(?!if\\b)[\\p{ID_Start}_][\\p{ID_Continue}-]*){1,2}[ \\t]*\\{)` +
  `|(?:${BARE})[ \\t]*\\{)`;
const headerHere = new RegExp(HEADER, "uy");
const headerAtLineStart = new RegExp(`(?<=\\n)${HEADER}`, "gu");

/**
 * How broken text is read: where a construct that nobody closed ends, and how what cannot be understood is skipped. Always
 * forwards and without recursion, so that it is linear whatever the text.
 */
export class Recovery extends Scanner {
  /** Where the item that is read starts: what is before plays no part in how it is read. */
  protected base = 0;
  /** Whether a `}` was missing. */
  protected unclosed = false;
  /**
   * Whether indentation tells where blocks and objects end that are not closed. Only for text that was found to lack a `}`:
   * text that is complete may be indented as it pleases.
   */
  protected byIndentation = false;
  private headerAfter = { from: 0, found: -1 };
  private itemCheck = { at: -1, result: false };
  private lastTerminators: ReadonlyMap<string, number> | undefined;

  /** Consumes `token`, or reports that `text`, which it consists of, is missing. */
  protected expect(token: Token, text: string): boolean {
    if (!this.is(token)) {
      this.reportHere("expected-token", text);
      return false;
    }
    this.advance();
    return true;
  }

  /** Consumes an identifier, or reports that a name is missing. */
  protected expectName(): boolean {
    if (!this.is(Token.Identifier)) {
      this.reportHere("expected-name");
      return false;
    }
    this.advance();
    return true;
  }

  /** Reports an error at the current token, or at the end of the line when the current token is behind it. */
  protected reportHere(code: Extract<SyntaxErrorCode, `expected-${string}`>, ...args: string[]): void {
    if (this.is(Token.Newline) || this.is(Token.End) || this.firstOnLine) {
      this.report(code, Math.max(this.previousEnd - 1, 0), this.previousEnd, ...args);
    } else {
      this.report(code, this.tokenStart, this.tokenEnd, ...args);
    }
  }

  // ── Where a line begins something new ──────────────────────────────────────────────────────────────────────────────

  /** Whether the current token stands in column 0 and begins a top-level block of Terraform, as `resource "a" "b" {`. */
  protected atHeader(): boolean {
    const at = this.tokenStart;
    if (!this.is(Token.Identifier) || !this.firstOnLine || !this.inFirstColumn(at)) return false;
    const lineEnd = this.lineEnd(at);
    headerHere.lastIndex = at;
    return headerHere.test(this.text) && headerHere.lastIndex <= lineEnd;
  }

  private inFirstColumn(at: number): boolean {
    return at > this.base && this.text.charCodeAt(at - 1) === 0x0a;
  }

  /** The offset of the next top-level block behind `from`, or the end. */
  private nextHeader(from: number): number {
    const known = this.headerAfter;
    if (from < known.from || from > known.found) {
      headerAtLineStart.lastIndex = from;
      const match = headerAtLineStart.exec(this.text);
      known.from = from;
      known.found = match === null ? this.text.length : match.index;
    }
    return Math.min(known.found, this.end);
  }

  /**
   * Whether the current token begins a line that no expression can continue: `name =`, `type {`, `type "label"`. Asked
   * where line breaks do not count and so nothing else ends an expression whose bracket is missing.
   */
  protected atItem(): boolean {
    if (!this.is(Token.Identifier) || !this.firstOnLine) return false;
    const known = this.itemCheck;
    if (known.at !== this.tokenStart) {
      known.at = this.tokenStart;
      known.result = this.beginsBlock() || this.beginsAttribute() || this.atHeader();
    }
    return known.result;
  }

  /** Whether `=` follows the current identifier. */
  protected beginsAttribute(): boolean {
    const at = this.blanksEnd(this.tokenEnd);
    const after = this.codeAt(at + 1);
    return this.codeAt(at) === 0x3d && after !== 0x3d && after !== 0x3e;
  }

  /** Whether `{` or `"` follows the current identifier. */
  protected beginsBlock(): boolean {
    const code = this.codeAt(this.blanksEnd(this.tokenEnd));
    return code === 0x7b || code === 0x22;
  }

  private blanksEnd(start: number): number {
    let at = start;
    while (isBlank(this.codeAt(at))) at++;
    this.seen = Math.max(this.seen, at + 2);
    return at;
  }

  /** How many blanks the line of `at` begins with. */
  protected indentation(at: number): number {
    const lineStart = Math.max(this.base, this.text.lastIndexOf("\n", at - 1) + 1);
    return this.blanksEnd(lineStart) - lineStart;
  }

  /**
   * Whether the indentation of the current token tells that the block or object that began in the line of `start` has ended
   * before: its content is indented more, its `}` no less.
   */
  protected isOutside(start: number): boolean {
    if (!this.byIndentation || !this.firstOnLine) return false;
    const outer = this.indentation(start);
    const inner = this.indentation(this.tokenStart);
    return this.is(Token.CloseBrace) ? inner < outer : inner <= outer && outer > 0;
  }

  // ── Where what nobody closed ends ──────────────────────────────────────────────────────────────────────────────────

  protected override openCommentEnd(start: number): number {
    this.seen = this.text.length + 1;
    return this.nextHeader(start);
  }

  /** Where a heredoc ends whose terminator is missing, and whose text starts at `start`. */
  private openHeredocEnd(start: number): number {
    this.seen = this.text.length + 1;
    const limit = this.nextHeader(start);
    // The `}` in front of the next block closes the one that the heredoc stands in.
    for (let next = limit; next > start; ) {
      const lineStart = Math.max(start, this.text.lastIndexOf("\n", next - 2) + 1);
      const line = this.text.slice(lineStart, next).trimEnd();
      if (line === "}") return lineStart;
      if (!/^[ \t]*(?:$|#|\/\/)/.test(line)) break;
      next = lineStart;
    }
    return limit;
  }

  /**
   * If the line that starts at `lineStart` is the terminator of the heredoc `marker`, the end of the line (before the
   * line break), otherwise -1.
   */
  protected heredocTerminator(lineStart: number, marker: string): number {
    const { text, end } = this;
    let at = lineStart;
    while (isLineSpace(this.codeAt(at))) at++;
    if (!text.startsWith(marker, at)) return -1;
    at += marker.length;
    while (isLineSpace(this.codeAt(at))) at++;
    return at >= end || this.isLineBreak(at) ? Math.min(at, end) : -1;
  }

  /**
   * Where the heredoc `marker` ends whose text starts at `from`: with its terminator, or, when that is missing, in front of
   * what cannot belong to it.
   */
  protected heredocEnd(marker: string, from: number): { readonly end: number; readonly closed: boolean } {
    if (this.lastTerminators === undefined || (this.lastTerminators.get(marker) ?? -1) >= from) {
      for (let lineStart = from; lineStart < this.end; lineStart = this.nextLine(lineStart)) {
        const end = this.heredocTerminator(lineStart, marker);
        if (end < 0) continue;
        this.seen = Math.max(this.seen, end + 2);
        return { end, closed: true };
      }
      // From now on one look at the whole text answers for every marker: broken text may have many.
      this.lastTerminators ??= lastTerminators(this.text);
    }
    return { end: this.openHeredocEnd(from), closed: false };
  }

  private nextLine(at: number): number {
    const newline = this.text.indexOf("\n", at);
    return newline < 0 ? this.text.length : newline + 1;
  }

  // ── Skipping ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Skips what cannot be understood, whole bracket pairs and strings at a time. Stops in front of a comma, a closing
   * bracket, a line break (where they count), or what begins something new.
   */
  protected skip(): void {
    const { newlines } = this;
    const errors = this.errors.length;
    const open = new OpenBrackets();
    while (!this.endsSkipping(open)) {
      this.newlines = newlines && open.isEmpty;
      this.advance();
    }
    this.newlines = newlines;
    // An error brought us here; what else is wrong with the skipped text would only bury it.
    this.errors.length = errors;
  }

  private endsSkipping(open: OpenBrackets): boolean {
    switch (this.token) {
      case Token.End:
        return true;
      case Token.Newline:
      case Token.Comma:
        return open.isEmpty;
      case Token.Identifier:
        return open.hasBrace ? this.atHeader() : this.atItem();
      case Token.OpenBrace:
      case Token.OpenBracket:
      case Token.OpenParenthesis:
        open.push(this.token);
        return false;
      case Token.CloseBrace:
      case Token.StripCloseBrace:
        if (!open.hasBrace) return true;
        if (open.popTo(Token.OpenBrace) === Token.Quote) this.skipText(open);
        return false;
      case Token.CloseBracket:
        if (open.isEmpty) return true;
        open.popTo(Token.OpenBracket);
        return false;
      case Token.CloseParenthesis:
        if (open.isEmpty) return true;
        open.popTo(Token.OpenParenthesis);
        return false;
      case Token.Quote:
        this.skipText(open);
        return false;
      case Token.Heredoc:
        this.position = this.heredocEnd(heredocMarker(this.text, this.tokenStart, this.tokenEnd), this.tokenEnd).end;
        return false;
      default:
        return false;
    }
  }

  /** Skips the text of a quoted template up to its end or the next interpolation. */
  private skipText(open: OpenBrackets): void {
    const { text, end } = this;
    let at = this.position;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === 0x0a) break;
      at++;
      if (code === 0x22) break;
      if (code === 0x5c) at++;
      else if ((code === 0x24 || code === 0x25) && this.codeAt(at) === 0x7b && text.charCodeAt(at - 2) !== code) {
        at++;
        open.push(Token.Quote);
        break;
      }
    }
    this.position = Math.min(at, end);
  }
}

/** The marker in the heredoc introducer between `start` and `end`. */
export function heredocMarker(text: string, start: number, end: number): string {
  const markerStart = text.charCodeAt(start + 2) === 0x2d ? start + 3 : start + 2;
  return text.slice(markerStart, identifierEnd(text, markerStart, end));
}

/** The brackets that are open while text is skipped; {@link Token.Quote} stands for an interpolation in a string. */
class OpenBrackets {
  private readonly tokens: Token[] = [];
  private readonly counts = new Map<Token, number>();

  get isEmpty(): boolean {
    return this.tokens.length === 0;
  }

  get hasBrace(): boolean {
    return this.count(Token.OpenBrace) + this.count(Token.Quote) > 0;
  }

  push(token: Token): void {
    this.tokens.push(token);
    this.counts.set(token, this.count(token) + 1);
  }

  /** Closes the innermost `token` with all that is open in it. A brace also closes an interpolation. */
  popTo(token: Token): Token | undefined {
    if (token === Token.OpenBrace ? !this.hasBrace : this.count(token) === 0) return undefined;
    for (;;) {
      const last = this.tokens.pop();
      if (last === undefined) return undefined;
      this.counts.set(last, this.count(last) - 1);
      if (last === token || (token === Token.OpenBrace && last === Token.Quote)) return last;
    }
  }

  private count(token: Token): number {
    return this.counts.get(token) ?? 0;
  }
}

function isLineSpace(code: number): boolean {
  return code !== 0x0a && code !== 0x0d && isWhiteSpace(code);
}

/** For every identifier that stands alone on a line, the start of the last such line. */
function lastTerminators(text: string): Map<string, number> {
  const last = new Map<string, number>();
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const word = text.slice(start, end).trim();
    if (word !== "" && identifierEnd(word, 0, word.length) === word.length) last.set(word, start);
    start = end + 1;
  }
  return last;
}
