import type { BinaryOperator, Expression } from "./ast";
import { BracketParser } from "./brackets";
import { nameAt } from "./names";
import { CHECKED } from "./template";
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

/** The expression language of HCL: operators, terms and traversals. */
export class ExpressionParser extends BracketParser {
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
    this.reportHere("expected-name");
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
}

/** The value of a number; not a number when there is none. HashiCorp's parser refuses exponents of more than 31 bits. */
function numberValue(source: string): number {
  const exponent = source.search(/[eE]/);
  return exponent >= 0 && Math.abs(Number(source.slice(exponent + 1))) > 0x7fff_ffff ? Number.NaN : Number(source);
}
