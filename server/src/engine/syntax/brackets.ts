import type { CallExpression, Expression, ForExpression, ObjectEntry } from "./ast";
import { nameAt } from "./names";
import { CHECKED, MAX_DEPTH, TemplateParser } from "./template";
import { Token } from "./token";

/** What stands in brackets: parentheses, tuples, arguments, objects and `for` expressions. */
export abstract class BracketParser extends TemplateParser {
  /** How many levels are open. */
  protected depth = 0;
  /** How many parentheses and brackets are open: a closing one of a kind that is not open belongs to nobody. */
  protected parentheses = 0;
  protected brackets = 0;

  /** Goes one level deeper. When there are too many, reports it, skips the expression and returns false. */
  protected enter(): boolean {
    if (this.depth < MAX_DEPTH) {
      this.depth++;
      return true;
    }
    this.report("too-deep", this.tokenStart, this.tokenEnd);
    this.skip();
    return false;
  }

  protected leave(): void {
    this.depth--;
  }

  /**
   * Ends what an opening bracket began: consumes `closer`, skipping to it if need be, and lets line breaks count as they
   * did outside (`newlines`).
   */
  protected close(closer: Token, name: string, newlines: boolean): void {
    if (!this.is(closer)) {
      if (closer === Token.CloseBrace) this.unclosed = true;
      this.reportHere("expected-token", name);
      for (this.skip(); !this.is(closer) && this.isStray(); this.skip()) this.advance();
    }
    this.newlines = newlines;
    if (this.is(closer)) this.advance();
  }

  /** Whether the current token, where `skip` has stopped, belongs to no bracket that is open. */
  private isStray(): boolean {
    switch (this.token) {
      case Token.CloseBracket:
        return this.brackets === 0;
      case Token.CloseParenthesis:
        return this.parentheses === 0;
      default:
        return this.is(Token.Comma);
    }
  }

  protected parseParentheses(): Expression {
    const { tokenStart: start, newlines } = this;
    this.newlines = false;
    this.parentheses++;
    this.advance();
    const inner = this.parseExpression();
    this.close(Token.CloseParenthesis, ")", newlines);
    this.parentheses--;
    this.height++;
    return this.keep ? { kind: "parentheses", start, end: this.previousEnd, inner } : CHECKED;
  }

  protected parseTuple(): Expression {
    const { tokenStart: start, newlines } = this;
    this.newlines = false;
    this.brackets++;
    this.advance();
    if (this.isWord("for")) {
      const result = this.parseFor(start, Token.CloseBracket, "]", newlines);
      this.brackets--;
      return result;
    }
    const { elements } = this.parseElements(Token.CloseBracket, "]", newlines);
    this.brackets--;
    this.height++;
    return this.keep ? { kind: "tuple", start, end: this.previousEnd, elements } : CHECKED;
  }

  protected parseCall(start: number, nameEnd: number): Expression {
    let name = this.keep ? nameAt(this.text, start, nameEnd) : "";
    while (this.is(Token.DoubleColon)) {
      this.advance();
      const { tokenStart, tokenEnd } = this;
      if (!this.expectName()) return this.error(start, this.previousEnd);
      if (this.keep) name += `::${nameAt(this.text, tokenStart, tokenEnd)}`;
    }
    if (!this.is(Token.OpenParenthesis)) {
      this.reportHere("expected-token", "(");
      return this.error(start, this.previousEnd);
    }
    const { newlines } = this;
    this.newlines = false;
    this.parentheses++;
    this.advance();
    const { elements: args, expandFinal } = this.parseElements(Token.CloseParenthesis, ")", newlines);
    this.parentheses--;
    this.height++;
    if (!this.keep) return CHECKED;
    return { kind: "call", start, end: this.previousEnd, name, args, expandFinal } satisfies CallExpression;
  }

  /** Reads the elements of a tuple or the arguments of a call, with the closing bracket. Sets the greatest height. */
  private parseElements(
    closer: Token,
    name: string,
    newlines: boolean,
  ): { elements: readonly Expression[]; expandFinal: boolean } {
    const elements: Expression[] = [];
    let expandFinal = false;
    let height = 0;
    while (!this.is(closer) && !this.endsList()) {
      const { position } = this;
      const element = this.parseExpression();
      height = Math.max(height, this.height);
      if (this.keep) elements.push(element);
      if (this.is(Token.Comma)) {
        this.advance();
        continue;
      }
      if (this.is(Token.Ellipsis) && closer === Token.CloseParenthesis) {
        expandFinal = true;
        this.advance();
        break;
      }
      if (this.is(closer) || this.endsList()) break;
      this.reportHere("expected-token", ",");
      if (this.position === position || !this.startsExpression()) this.advance();
    }
    this.close(closer, name, newlines);
    this.height = height;
    return { elements, expandFinal };
  }

  /** Whether the current token shows that the closing bracket of the list is missing. */
  private endsList(): boolean {
    switch (this.token) {
      case Token.End:
      case Token.CloseBrace:
      case Token.StripCloseBrace:
        return true;
      case Token.CloseBracket:
        return this.brackets > 0;
      case Token.CloseParenthesis:
        return this.parentheses > 0;
      default:
        return this.atItem();
    }
  }

  private startsExpression(): boolean {
    switch (this.token) {
      case Token.Identifier:
      case Token.Quote:
      case Token.Number:
      case Token.Heredoc:
      case Token.OpenParenthesis:
      case Token.OpenBracket:
      case Token.OpenBrace:
        return true;
      default:
        return false;
    }
  }

  protected parseObject(): Expression {
    const { tokenStart: start, newlines } = this;
    this.newlines = false;
    this.advance();
    if (this.isWord("for")) return this.parseFor(start, Token.CloseBrace, "}", newlines);
    this.newlines = true;
    const entries = this.parseEntries(start);
    this.closeObject(start, newlines);
    this.height++;
    return this.keep ? { kind: "object", start, end: this.previousEnd, entries } : CHECKED;
  }

  /** Reads the entries of an object, up to its `}` or where it ends without. Sets the greatest height. */
  private parseEntries(objectStart: number): readonly ObjectEntry[] {
    const entries: ObjectEntry[] = [];
    let greatest = 0;
    while (!this.endsObject(objectStart)) {
      if (this.is(Token.Newline)) {
        this.advance();
        continue;
      }
      const { position } = this;
      const entry = this.parseEntry();
      greatest = Math.max(greatest, this.height);
      if (this.keep) entries.push(entry);
      if (!this.separatesEntries(position)) {
        this.reportHere("expected-newline");
        if (!this.is(Token.Identifier) || !this.beginsAttribute()) this.skip();
        if (this.position === position && !this.endsObject(objectStart)) this.advance();
      }
      if (this.is(Token.Comma)) this.advance();
    }
    this.height = greatest;
    return entries;
  }

  /** Whether the current token may follow an entry. Where something was skipped, a new line is as good as its line break. */
  private separatesEntries(entryPosition: number): boolean {
    switch (this.token) {
      case Token.Comma:
      case Token.Newline:
      case Token.CloseBrace:
        return true;
      default:
        return this.firstOnLine && this.position > entryPosition;
    }
  }

  private parseEntry(): ObjectEntry {
    const { tokenStart: start, tokenEnd } = this;
    const isName = this.is(Token.Identifier);
    const key = this.parseExpression();
    const { height } = this;
    // HCL reads a bare identifier as a string; `(name)` is the variable.
    const bareKey =
      this.keep && isName && this.previousEnd === tokenEnd ? nameAt(this.text, start, tokenEnd) : undefined;
    let value: Expression;
    if (this.is(Token.Equals) || this.is(Token.Colon)) {
      this.advance();
      value = this.parseExpression();
    } else {
      this.reportHere("expected-token", "=");
      value = this.is(Token.OpenBrace) ? this.parseExpression() : this.error(this.previousEnd, this.previousEnd);
    }
    this.height = Math.max(height, this.height);
    return { start: key.start, end: this.previousEnd, key, bareKey, value };
  }

  /** Whether the current token is the `}` of the object, or shows that it is missing. */
  private endsObject(objectStart: number): boolean {
    switch (this.token) {
      case Token.CloseBrace:
      case Token.End:
      case Token.StripCloseBrace:
        return true;
      case Token.CloseBracket:
        return this.brackets > 0;
      case Token.CloseParenthesis:
        return this.parentheses > 0;
      case Token.Identifier:
        if (!this.firstOnLine) return false;
        if (this.isOutside(objectStart)) return true;
        // `type {` is no entry. Either the object was not closed, or the `=` is missing: the indentation tells.
        return (
          this.beginsBlock() && (this.atHeader() || this.indentation(this.tokenStart) <= this.indentation(objectStart))
        );
      default:
        return false;
    }
  }

  private closeObject(objectStart: number, newlines: boolean): void {
    if (this.is(Token.CloseBrace) && this.isOutside(objectStart)) {
      this.unclosed = true;
      this.reportHere("expected-token", "}");
      this.newlines = newlines;
    } else {
      this.close(Token.CloseBrace, "}", newlines);
    }
  }

  /** Reads a `for` expression from the keyword on, with the closing bracket. */
  private parseFor(start: number, closer: Token, closerName: string, newlines: boolean): Expression {
    const errors = this.errors.length;
    this.advance();
    const variables = this.parseForVariables();
    const collection = this.parseExpression();
    let { height } = this;
    this.expect(Token.Colon, ":");
    let key: Expression | undefined;
    let value = this.parseExpression();
    height = Math.max(height, this.height);
    if (this.is(Token.Arrow) && closer === Token.CloseBrace) {
      this.advance();
      key = value;
      value = this.parseExpression();
      height = Math.max(height, this.height);
    } else if (closer === Token.CloseBrace && this.errors.length === errors) {
      this.reportHere("expected-token", "=>");
    }
    const group = this.is(Token.Ellipsis) && closer === Token.CloseBrace;
    if (group) this.advance();
    let condition: Expression | undefined;
    if (this.isWord("if")) {
      this.advance();
      condition = this.parseExpression();
      height = Math.max(height, this.height);
    }
    this.close(closer, closerName, newlines);
    this.height = height + 1;
    if (!this.keep) return CHECKED;
    const end = this.previousEnd;
    return { kind: "for", start, end, ...variables, collection, key, value, condition, group } satisfies ForExpression;
  }
}
