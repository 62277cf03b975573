import type { Attribute, Block, SyntaxError as Defect, Label } from "./ast";
import { isBlank } from "./characters";
import { ExpressionParser } from "./expression";
import { nameAt } from "./names";
import { AttributeNode, BlockNode, ItemNode } from "./nodes";
import { decode } from "./template-text";
import { Token } from "./token";

const BYTE_ORDER_MARK = 0xfeff;

/** Reads a text item by item. */
export class ItemParser extends ExpressionParser {
  private item = new ItemNode();
  /** Attributes and blocks of the bodies that are open, the innermost body at the end. */
  private readonly nodes: (Attribute | Block)[] = [];
  /** How many bodies were read, and for each depth the names of attributes with the number of their last body. */
  private bodies = 0;
  private readonly names: Map<string, number>[] = [];

  /**
   * A `fileStart` is where a byte order mark may stand. `suspect` is what `this.suspect` was where the text was cut out of a
   * longer one.
   */
  constructor(
    text: string,
    private readonly fileStart: boolean,
    suspect = 0,
  ) {
    super(text, 0, text.length);
    this.suspectUntil = suspect;
  }

  /** How much of the text is read. */
  get offset(): number {
    return this.position;
  }

  /** All that the items read so far tell about how to read the next: how far behind `offset` there was a search. */
  get suspect(): number {
    return Math.max(0, this.suspectUntil - this.position);
  }

  /** Reads the next item; there is one as long as the text is not read to its end. */
  next(): ItemNode {
    const base = this.position;
    this.base = base;
    this.seen = 0;
    const { suspect } = this;
    let item = this.read(false);
    if (this.unclosed) {
      const end = this.position;
      const other = this.read(true);
      // The same text with no more errors: then it was probably meant so.
      if (other.errors.length <= item.errors.length && this.isBlank(this.position, end)) item = other;
      this.position = base + item.text.length;
    }
    item.examined = Math.max(this.position, this.seen) - base;
    item.suspect = suspect;
    return item;
  }

  /** Reads the item that starts at `base`. */
  private read(byIndentation: boolean): ItemNode {
    const { base, text } = this;
    const item = new ItemNode();
    item.byIndentation = this.byIndentation = byIndentation;
    this.item = item;
    this.errors.length = 0;
    this.unclosed = false;
    this.newlines = true;
    this.jump(base === 0 && this.fileStart && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : base);
    this.token = Token.Newline;
    this.advance();
    this.skipToItem();
    if (this.is(Token.Identifier)) item.node = this.parseNode(true);
    this.finishItem();
    item.text = text.slice(base, this.position);
    if (this.errors.length > 0) item.errors = this.itemErrors();
    return item;
  }

  /** Whether nothing but white space and comments is between two offsets. */
  private isBlank(start: number, end: number): boolean {
    const textEnd = this.end;
    this.end = end;
    this.jump(start);
    this.newlines = false;
    this.advance();
    this.end = textEnd;
    return this.is(Token.End);
  }

  /** The errors relative to the item. Those behind it will be found again by the next. */
  private itemErrors(): readonly Defect[] {
    const { base, position } = this;
    return this.errors
      .filter((error) => error.start < position)
      .map(({ code, start, end, args }) => ({ code, start: start - base, end: Math.min(end, position) - base, args }))
      .sort((a, b) => a.start - b.start);
  }

  /** Skips what is no item at the top level, a stray `}` for instance. */
  private skipToItem(): void {
    while (!this.is(Token.Identifier) && !this.is(Token.End)) {
      if (this.is(Token.CloseBrace)) this.report("unexpected-close-brace", this.tokenStart, this.tokenEnd);
      else if (!this.is(Token.Newline)) this.skipNoItem();
      if (this.is(Token.CloseBrace) || this.is(Token.Newline)) this.advance();
    }
  }

  /** Skips the rest of a line that begins with what can be neither an attribute nor a block. */
  private skipNoItem(): void {
    const { tokenStart, tokenEnd } = this;
    this.report("expected-item", tokenStart, tokenEnd, this.text.slice(tokenStart, tokenEnd).trim());
    this.skipLine();
  }

  /** Skips the rest of a line that cannot be understood, with the brackets that open in it. */
  private skipLine(): void {
    for (this.skip(); this.isLineJunk(); this.skip()) this.advance();
  }

  private isLineJunk(): boolean {
    switch (this.token) {
      case Token.Comma:
      case Token.CloseBracket:
      case Token.CloseParenthesis:
      case Token.StripCloseBrace:
        return true;
      default:
        return false;
    }
  }

  /** Sets `position` behind the line break that ends the item. */
  private finishItem(): void {
    if (this.is(Token.Newline)) {
      this.position = this.tokenEnd;
    } else if (this.is(Token.End)) {
      this.position = this.end;
      this.seen = this.end + 1;
    } else {
      if (!this.firstOnLine) this.report("expected-newline", this.previousEnd - 1, this.previousEnd);
      this.seen = Math.max(this.seen, this.tokenEnd + 1);
      this.position = this.tokenStart;
    }
  }

  // ── Attributes and blocks ──────────────────────────────────────────────────────────────────────────────────────────

  /** Reads the attribute or block that begins with the current identifier. */
  private parseNode(topLevel: boolean): Attribute | Block {
    const { tokenStart: start, tokenEnd: end } = this;
    const name = nameAt(this.text, start, end);
    this.advance();
    switch (this.token) {
      case Token.Equals:
        return this.parseAttributeValue(name, start);
      case Token.Colon:
        this.report("expected-equals-or-block", this.tokenStart, this.tokenEnd, name);
        return this.parseAttributeValue(name, start);
      case Token.OpenBrace:
      case Token.Quote:
      case Token.Identifier:
      case Token.Newline:
        return this.parseBlock(name, start, end, topLevel);
    }
    return this.incomplete(name, [], start, end, topLevel);
  }

  /**
   * What is neither `name =` nor `type {`. At the top level it is a block that is being typed; within a block it is an
   * attribute without a value.
   */
  private incomplete(name: string, labels: readonly Label[], start: number, nameEnd: number, topLevel: boolean) {
    const end = this.previousEnd;
    this.report("expected-equals-or-block", start, nameEnd, name);
    this.skipLine();
    return topLevel
      ? this.block(name, labels, start, end, -1, -1, this.nodes.length)
      : this.attribute(name, start, nameEnd, nameEnd);
  }

  private attribute(name: string, start: number, exprStart: number, exprEnd: number): Attribute {
    const { base } = this;
    return new AttributeNode(this.item, name, start - base, exprStart - base, exprEnd - base);
  }

  private parseAttributeValue(name: string, start: number): Attribute {
    const equalsEnd = this.tokenEnd;
    this.advance();
    const { tokenStart } = this;
    this.parseExpression();
    const end = this.previousEnd;
    return end <= equalsEnd
      ? this.attribute(name, start, equalsEnd, equalsEnd)
      : this.attribute(name, start, tokenStart, end);
  }

  private parseBlock(type: string, start: number, typeEnd: number, topLevel: boolean): Attribute | Block {
    const labels = this.parseLabels();
    if (!this.opensBody()) return this.incomplete(type, labels, start, typeEnd, topLevel);
    const openBrace = this.tokenStart;
    const first = this.nodes.length;
    if (!this.enter()) return this.block(type, labels, start, this.previousEnd, openBrace, -1, first);
    this.advance();
    this.parseBody(type, start, typeEnd);
    this.leave();
    if (!this.is(Token.CloseBrace) || this.isOutside(start)) {
      return this.block(type, labels, start, this.previousEnd, openBrace, -1, first);
    }
    const { tokenStart: closeBrace, tokenEnd: end } = this;
    this.advance();
    return this.block(type, labels, start, end, openBrace, closeBrace, first);
  }

  /** Makes a block of the nodes from `first` on. Offsets are -1 for a brace that is missing. */
  private block(
    type: string,
    labels: readonly Label[],
    start: number,
    end: number,
    openBrace: number,
    closeBrace: number,
    first: number,
  ): Block {
    const { base } = this;
    const body = this.nodes.slice(first);
    this.nodes.length = first;
    const open = openBrace < 0 ? -1 : openBrace - base;
    const close = closeBrace < 0 ? -1 : closeBrace - base;
    return new BlockNode(this.item, type, labels, body, start - base, end - base, open, close);
  }

  private parseLabels(): readonly Label[] {
    const labels: Label[] = [];
    while (this.is(Token.Identifier) || this.is(Token.Quote)) {
      const { tokenStart: start, base } = this;
      const quoted = this.is(Token.Quote);
      const value = quoted ? this.parseQuotedLabel() : nameAt(this.text, start, this.tokenEnd);
      this.advance();
      labels.push({ start: start - base, end: this.previousEnd - base, value, quoted });
    }
    // A list that has grown has room for much more than the one or two that there are; these are kept by the thousand.
    return labels.slice();
  }

  /** Reads a quoted label up to its closing `"`, which becomes the end of the current token. */
  private parseQuotedLabel(): string {
    const { text, tokenStart, tokenEnd: start } = this;
    const close = this.plainTextEnd(start);
    if (close >= 0) {
      this.tokenEnd = this.position = close + 1;
      return nameAt(text, start, close);
    }
    this.keep = true;
    const parts = this.parseQuotedParts();
    this.keep = false;
    this.tokenEnd = this.position;
    if (parts.some((part) => part.kind !== "text")) this.report("invalid-label", tokenStart, this.tokenEnd);
    const closed = text.charCodeAt(this.position - 1) === 0x22;
    const value = decode(text.slice(start, closed ? this.position - 1 : this.position), true);
    return nameAt(value, 0, value.length);
  }

  /** Whether the current token, perhaps behind a line break or `=` that should not be there, is the `{` of a block. */
  private opensBody(): boolean {
    if (this.is(Token.OpenBrace)) return true;
    if (this.is(Token.Equals) && this.beginsBlock()) {
      this.reportHere("expected-token", "{");
      this.advance();
      return this.is(Token.OpenBrace);
    }
    if (!this.is(Token.Newline) || !this.nextIsOpenBrace(this.tokenEnd)) return false;
    this.reportHere("expected-token", "{");
    while (this.is(Token.Newline)) this.advance();
    return this.is(Token.OpenBrace);
  }

  private nextIsOpenBrace(from: number): boolean {
    let at = from;
    while (isBlank(this.codeAt(at)) || this.isLineBreak(at)) at++;
    this.seen = Math.max(this.seen, at + 1);
    return this.codeAt(at) === 0x7b;
  }

  /** Reads a body up to its `}`, or to where it ends without one, which it reports. */
  private parseBody(type: string, start: number, typeEnd: number): void {
    const body = ++this.bodies;
    const names = this.namesAtThisDepth();
    const openEnd = this.previousEnd;
    // `type { name = value }`: one attribute and no block, on one line.
    let oneLine = !this.is(Token.Newline) && !this.is(Token.End);
    while (!this.is(Token.CloseBrace) || this.isOutside(start)) {
      if (this.is(Token.Newline)) {
        oneLine = false;
        this.advance();
      } else if (this.is(Token.Identifier) && !this.endsBody(type, start)) {
        const { tokenStart, tokenEnd } = this;
        const node = this.parseNode(false);
        this.nodes.push(node);
        if (node.kind === "attribute") {
          if (names.get(node.name) === body) this.report("duplicate-attribute", tokenStart, tokenEnd, node.name);
          names.set(node.name, body);
        } else if (oneLine) {
          this.report("expected-newline", openEnd - 1, openEnd);
        }
        if (this.is(Token.Newline)) {
          if (oneLine && node.kind === "attribute") this.reportHere("expected-token", "}");
        } else if (!oneLine || !this.is(Token.CloseBrace)) {
          this.finishNode();
        }
      } else if (this.is(Token.Identifier) || this.is(Token.CloseBrace) || this.is(Token.End)) {
        this.unclosed = true;
        this.report("missing-close-brace", start, typeEnd, type);
        return;
      } else {
        this.skipNoItem();
      }
    }
  }

  private namesAtThisDepth(): Map<string, number> {
    let names = this.names[this.depth];
    if (names === undefined) this.names[this.depth] = names = new Map();
    return names;
  }

  /** Whether the current identifier begins the next top-level block, so that the body lacks its `}`. */
  private endsBody(type: string, start: number): boolean {
    if (this.isOutside(start)) return true;
    // A `check` block may hold a `data` block.
    return this.atHeader() && !(type === "check" && this.isWord("data"));
  }

  /** Sees to it that nothing follows an attribute or nested block on its line. */
  private finishNode(): void {
    if (this.firstOnLine || this.is(Token.End)) return;
    this.reportHere("expected-newline");
    if (this.is(Token.Comma)) this.advance();
    else if (!this.is(Token.CloseBrace) && !this.atNode()) this.skipLine();
  }

  /** Whether the current token begins an attribute or block, were it on a line of its own. */
  private atNode(): boolean {
    return this.is(Token.Identifier) && (this.beginsBlock() || this.beginsAttribute());
  }
}
