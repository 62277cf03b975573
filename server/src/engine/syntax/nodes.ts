import type { Attribute, Block, Body, Comment, SyntaxError as Defect, Expression, Item, Label } from "./ast";
import { commentsOf } from "./comments";
import { readExpression } from "./tree";

// Classes, so that what can be derived costs no memory: a workspace has hundreds of thousands of these.

const NONE: readonly never[] = [];

export class AttributeNode implements Attribute {
  private expression: Expression | undefined = undefined;

  constructor(
    readonly item: ItemNode,
    readonly name: string,
    readonly start: number,
    readonly exprStart: number,
    readonly exprEnd: number,
  ) {}

  get kind(): "attribute" {
    return "attribute";
  }

  get nameEnd(): number {
    return this.start + this.name.length;
  }

  get end(): number {
    return this.exprEnd;
  }

  get expr(): Expression {
    this.expression ??= readExpression(this.item.text, this.exprStart, this.exprEnd, this.item.byIndentation);
    return this.expression;
  }
}

export class BlockNode implements Block {
  constructor(
    readonly item: Item,
    readonly type: string,
    readonly labels: readonly Label[],
    readonly body: Body,
    readonly start: number,
    readonly end: number,
    readonly openBrace: number,
    readonly closeBrace: number,
  ) {}

  get kind(): "block" {
    return "block";
  }

  get typeEnd(): number {
    return this.start + this.type.length;
  }
}

export class ItemNode implements Item {
  text = "";
  node: Block | Attribute | undefined = undefined;
  errors: readonly Defect[] = NONE;
  examined = 0;
  /** The item lacks a `}`, and was read by its indentation. */
  byIndentation = false;
  /** How far into the item, or beyond, an interpolation before it was searched for its end: see `TemplateParser`. */
  suspect = 0;
  private collected: readonly Comment[] | undefined = undefined;
  private starts: readonly number[] | undefined = undefined;

  get comments(): readonly Comment[] {
    this.collected ??= commentsOf(this.text);
    return this.collected;
  }

  /** Where the lines of the item start, its first line apart: behind every line break (`\n`, `\r\n`, `\r`). */
  get lineStarts(): readonly number[] {
    this.starts ??= lineStartsOf(this.text);
    return this.starts;
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts: number[] = [];
  const lineBreak = /\r\n?|\n/g;
  while (lineBreak.test(text)) starts.push(lineBreak.lastIndex);
  return starts.length === 0 ? NONE : starts;
}
