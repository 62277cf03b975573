import type { BinaryOperator, CallExpression, Expression, ForExpression, ObjectEntry, TemplateExpression } from "./ast";
import { nameAt } from "./names";
import { CHECKED, MAX_DEPTH, TemplateParser } from "./template";
import { Token } from "./token";

/** How many operators, indexes and attributes may follow each other: the height of the tree they make. */
const MAX_HEIGHT = 1000;

/** The binary operators, in the order of their tokens from {@link Token.Or} on. */
const BINARY_OPERATORS: readonly BinaryOperator[] = [
  "||",
  "&&",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "*",
  "/",
  "%",
];
const PRECEDENCES: readonly number[] = [1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6];

/** The expression language of HCL. */
export class ExpressionParser extends TemplateParser {
  protected depth = 0;
  /** How many parentheses and brackets are open: a closing one of a kind that is not open belongs to nobody. */
  private parentheses = 0;
  private brackets = 0;

  /** Reads an expression from the current token on. */
  protected parseExpression(): Expression {
    const start = this.tokenStart;
    if (!this.enter()) return this.error(start, this.previousEnd);
    let result = this.parseBinary(1);
    if (this.is(Token.Question)) {
      const conditionHeight = this.height;
      this.advance();
      const then = this.parseExpression();
      let height = Math.max(conditionHeight, this.height);
      let otherwise: Expression;
      if (this.expect(Token.Colon, ":")) {
        otherwise = this.parseExpression();
        height = Math.max(height, this.height);
      } else {
        otherwise = this.error(this.previousEnd, this.previousEnd);
      }
      this.height = height + 1;
      const end = this.previousEnd;
      result = this.keep
        ? { kind: "conditional", start: result.start, end, condition: result, then, else: otherwise }
        : CHECKED;
    }
    this.leave();
    return result;
  }

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

  private parseBinary(minimum: number): Expression {
    let left = this.parseOperand();
    for (;;) {
      const index = this.token - Token.Or;
      const precedence = index < 0 ? 0 : PRECEDENCES[index]!;
      if (precedence < minimum) return left;
      const leftHeight = this.height;
      const operatorStart = this.tokenStart;
      this.advance();
      const right = this.parseBinary(precedence + 1);
      const end = this.previousEnd;
      const tall = this.grow(leftHeight, operatorStart);
      if (!this.keep) continue;
      left = tall
        ? this.error(left.start, end)
        : { kind: "binary", start: left.start, end, operator: BINARY_OPERATORS[index]!, left, right };
    }
  }

  /** Sets the height for a node above one of `height` and the one read last; true when it is too much. */
  private grow(height: number, at: number): boolean {
    this.height = Math.max(height, this.height) + 1;
    if (this.height <= MAX_HEIGHT) return false;
    this.report("too-deep", at, at + 1);
    this.height = 1;
    return true;
  }

  /** Reads a term with the attributes, indexes and splats behind it. */
  private parseOperand(): Expression {
    return this.parseTraversal(this.parseTerm());
  }

  private parseTerm(): Expression {
    const { tokenStart: start, tokenEnd: end } = this;
    this.height = 1;
    switch (this.token) {
      case Token.Identifier:
        if (!this.newlines && this.atItem()) break;
        return this.parseNamed();
      case Token.Quote:
        return this.parseQuoted();
      case Token.Number:
        return this.parseNumber();
      case Token.Heredoc:
        return this.parseHeredoc();
      case Token.OpenParenthesis:
        return this.parseParentheses();
      case Token.OpenBracket:
        return this.parseTuple();
      case Token.OpenBrace:
        return this.parseObject();
      case Token.Minus:
      case Token.Bang: {
        const operator = this.is(Token.Bang) ? "!" : "-";
        this.advance();
        if (!this.enter()) return this.error(start, this.previousEnd);
        const operand = this.parseOperand();
        this.leave();
        this.height++;
        return this.keep ? { kind: "unary", start, end: this.previousEnd, operator, operand } : CHECKED;
      }
      case Token.Invalid:
        this.advance();
        return this.error(start, end);
    }
    this.reportHere("expected-expression");
    return this.error(this.previousEnd, this.previousEnd);
  }

  private parseNumber(): Expression {
    const { tokenStart: start, tokenEnd: end } = this;
    // The scanner takes several points or exponents for one number, as HashiCorp's does.
    const source = this.text.slice(start, end);
    const value = numberValue(source);
    if (Number.isNaN(value)) this.report("invalid-number", start, end, source);
    this.advance();
    if (!this.keep) return CHECKED;
    return Number.isNaN(value) ? this.error(start, end) : { kind: "literal", start, end, value };
  }

  /** Reads what begins with an identifier: a variable, a keyword literal or a function call. */
  private parseNamed(): Expression {
    const { tokenStart: start, tokenEnd: end } = this;
    this.advance();
    if (this.is(Token.OpenParenthesis) || this.is(Token.DoubleColon)) return this.parseCall(start, end);
    if (!this.keep) return CHECKED;
    const name = nameAt(this.text, start, end);
    switch (name) {
      case "true":
        return { kind: "literal", start, end, value: true };
      case "false":
        return { kind: "literal", start, end, value: false };
      case "null":
        return { kind: "literal", start, end, value: null };
    }
    return { kind: "variable", start, end, name };
  }

  // ── Traversals ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private parseTraversal(term: Expression): Expression {
    let object = term;
    for (;;) {
      if (this.is(Token.Dot)) object = this.parseDot(object);
      else if (this.is(Token.OpenBracket)) object = this.parseIndex(object);
      else return object;
      if (this.grow(this.height, this.previousEnd - 1)) object = this.error(object.start, this.previousEnd);
    }
  }

  private parseDot(object: Expression): Expression {
    this.advance();
    if (!this.is(Token.Star)) return this.parseAttribute(object);
    const { tokenStart, tokenEnd } = this;
    this.advance();
    const { height } = this;
    let each: Expression = this.keep ? { kind: "variable", start: tokenStart, end: tokenEnd, name: "*" } : CHECKED;
    this.height = 1;
    while (this.is(Token.Dot)) {
      this.advance();
      each = this.parseAttribute(each);
      if (this.grow(this.height, this.previousEnd - 1)) each = this.error(tokenStart, this.previousEnd);
    }
    this.height = Math.max(this.height, height);
    return this.keep
      ? { kind: "splat", start: object.start, end: this.previousEnd, object, full: false, each }
      : CHECKED;
  }

  /** Reads what stands behind the dot: a name, or the number of the legacy index syntax. */
  private parseAttribute(object: Expression): Expression {
    const { tokenStart: nameStart, tokenEnd: end } = this;
    if (this.is(Token.Identifier) && !(this.firstOnLine && this.atItem())) {
      this.advance();
      if (!this.keep) return CHECKED;
      return { kind: "get-attr", start: object.start, end, object, name: nameAt(this.text, nameStart, end), nameStart };
    }
    if (this.is(Token.Number)) {
      const source = this.text.slice(nameStart, end);
      if (source.includes(".")) this.report("invalid-number", nameStart, end, source);
      const key = this.parseNumber();
      return this.keep ? { kind: "index", start: object.start, end, object, key } : CHECKED;
    }
    this.reportHere("expected-token", "identifier");
    return this.error(object.start, this.previousEnd);
  }

  private parseIndex(object: Expression): Expression {
    const { newlines, height, tokenStart } = this;
    this.brackets++;
    this.advance();
    if (this.is(Token.Star)) return this.parseFullSplat(tokenStart, object);
    this.newlines = false;
    if (this.is(Token.Newline)) this.advance();
    const key = this.parseExpression();
    this.close(Token.CloseBracket, "]", newlines);
    this.brackets--;
    this.height = Math.max(this.height, height);
    return this.keep ? { kind: "index", start: object.start, end: this.previousEnd, object, key } : CHECKED;
  }

  private parseFullSplat(marker: number, object: Expression): Expression {
    const { height, newlines } = this;
    this.advance();
    this.close(Token.CloseBracket, "]", newlines);
    this.brackets--;
    const end = this.previousEnd;
    let each: Expression = this.keep ? { kind: "variable", start: marker, end, name: "*" } : CHECKED;
    this.height = 1;
    if (this.enter()) {
      each = this.parseTraversal(each);
      this.leave();
    }
    this.height = Math.max(this.height, height);
    return this.keep
      ? { kind: "splat", start: object.start, end: this.previousEnd, object, full: true, each }
      : CHECKED;
  }

  // ── Brackets ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Ends what an opening bracket began: consumes `closer`, skipping to it if need be, and lets line breaks count as they
   * did outside (`newlines`).
   */
  private close(closer: Token, name: string, newlines: boolean): void {
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

  private parseParentheses(): Expression {
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

  private parseTuple(): Expression {
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

  private parseCall(start: number, nameEnd: number): Expression {
    let name = this.keep ? nameAt(this.text, start, nameEnd) : "";
    while (this.is(Token.DoubleColon)) {
      this.advance();
      const { tokenStart, tokenEnd } = this;
      if (!this.expect(Token.Identifier, "identifier")) return this.error(start, this.previousEnd);
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

  private parseObject(): Expression {
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

/** The value of a number; not a number when there is none. HashiCorp's parser refuses exponents of more than 31 bits. */
function numberValue(source: string): number {
  const exponent = source.search(/[eE]/);
  return exponent >= 0 && Math.abs(Number(source.slice(exponent + 1))) > 0x7fff_ffff ? Number.NaN : Number(source);
}

/** Builds the nodes of one expression or template. */
class TreeBuilder extends ExpressionParser {
  constructor(text: string, start: number, end: number, byIndentation = false) {
    super(text, start, end);
    this.keep = true;
    this.byIndentation = byIndentation;
  }

  /** The expression of an attribute: it ends with its line. */
  attribute(): Expression {
    this.advance();
    return this.parseExpression();
  }

  /** An expression that is the whole text, where line breaks do not count. */
  whole(): Expression {
    this.newlines = false;
    this.advance();
    const result = this.parseExpression();
    return this.is(Token.End) && this.errors.length === 0 ? result : this.error(0, this.text.length);
  }

  template(): TemplateExpression {
    return { kind: "template", start: 0, end: this.text.length, parts: this.parseBare() };
  }
}

/** The expression between `start` and `end` of an item's text, recognized as it was when the item was read. */
export function readExpression(text: string, start: number, end: number, byIndentation: boolean): Expression {
  return new TreeBuilder(text, start, end, byIndentation).attribute();
}

/**
 * Parses a text which is one expression, as the value of `-var` is. Offsets count from the start of the text. What is no
 * expression is an {@link ErrorExpression}; never throws.
 */
export function parseExpression(text: string): Expression {
  return new TreeBuilder(text, 0, text.length).whole();
}

/**
 * Parses a text which is a template without quotes: a string of a `.tf.json` file or the content of a `templatefile`.
 * Backslashes do not escape. Offsets count from the start of the text; never throws.
 */
export function parseTemplate(text: string): TemplateExpression {
  return new TreeBuilder(text, 0, text.length).template();
}
