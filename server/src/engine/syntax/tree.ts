import type { Expression, TemplateExpression } from "./ast";
import { ExpressionParser } from "./expression";
import { Token } from "./token";

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
