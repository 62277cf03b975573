/**
 * The syntax tree: plain immutable objects, with positions.
 *
 * All offsets are UTF-16 code units. Inside an {@link Item} every offset counts from the start of the item's own text, so
 * that an item which an edit did not touch is reused as it is, wherever it has moved to in the file.
 *
 * Terms are those of the HCL native syntax specification
 * (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md).
 */

/** A half-open range of UTF-16 code units: `start` belongs to it, `end` does not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A defect of the text. Offsets are relative to the item, or to the file where a {@link File} reports it. */
export interface SyntaxError extends Span {
  readonly code: SyntaxErrorCode;
  /** What the message is about: the character found, the name expected … Filled into the message text. */
  readonly args: readonly string[];
}

/** Every syntax error there is; the texts stand in `shared` (messages in English and German). */
export type SyntaxErrorCode =
  | "unexpected-character"
  | "wrong-quotes"
  | "unterminated-string"
  | "unterminated-heredoc"
  | "unterminated-comment"
  | "unterminated-template"
  | "invalid-escape"
  | "invalid-number"
  | "expected-expression"
  | "expected-item"
  | "expected-equals-or-block"
  | "expected-newline"
  | "expected-token"
  | "expected-name"
  | "missing-close-brace"
  | "unexpected-close-brace"
  | "duplicate-attribute"
  | "invalid-label"
  | "invalid-template-directive"
  | "too-deep";

/** `#`, `//` or `/* … *​/`; the span covers the markers, not the line break after the comment. */
export interface Comment extends Span {
  readonly kind: "#" | "//" | "/*";
}

/** `name = expression`. */
export interface Attribute extends Span {
  readonly kind: "attribute";
  readonly item: Item;
  readonly name: string;
  /** The name starts at `start`. */
  readonly nameEnd: number;
  /** Where the expression starts and ends; equal when it is missing (`name =`). `end` equals `exprEnd`. */
  readonly exprStart: number;
  readonly exprEnd: number;
  /**
   * The expression, parsed from the item's text at the first access and kept. Never throws: what cannot be parsed is an
   * {@link ErrorExpression}.
   */
  readonly expr: Expression;
}

/** A label of a block: a bare identifier or a quoted string. */
export interface Label extends Span {
  readonly value: string;
  readonly quoted: boolean;
}

/** `type "label" … { body }`. The type starts at `start`. */
export interface Block extends Span {
  readonly kind: "block";
  readonly item: Item;
  readonly type: string;
  readonly typeEnd: number;
  readonly labels: readonly Label[];
  /** Offset of `{`, or -1 when it is missing. */
  readonly openBrace: number;
  /** Offset of the matching `}`, or -1 when it is missing. */
  readonly closeBrace: number;
  readonly body: Body;
}

/** Attributes and nested blocks in the order of the text. */
export type Body = readonly (Attribute | Block)[];

/**
 * A top-level block or attribute with the white space and comments before it, up to and including the line break that ends
 * it (and a comment on the same line). The items of a file, joined, are its text. The last item may have no node: the
 * white space and comments at the end of the file.
 */
export interface Item {
  readonly text: string;
  readonly node: Block | Attribute | undefined;
  readonly errors: readonly SyntaxError[];
  /**
   * How many code units from the start of the item the parser looked at to read it, at least `text.length`; the end of the
   * text counts as one. An edit that starts before this offset may change the item.
   */
  readonly examined: number;
  /** Every comment of the item in order; collected at the first access. */
  readonly comments: readonly Comment[];
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | VariableExpression
  | GetAttrExpression
  | IndexExpression
  | SplatExpression
  | CallExpression
  | ConditionalExpression
  | BinaryExpression
  | UnaryExpression
  | TupleExpression
  | ObjectExpression
  | ForExpression
  | ParenthesesExpression
  | ErrorExpression;

/** A number, `true`, `false` or `null`. Strings are {@link TemplateExpression}s. */
export interface LiteralExpression extends Span {
  readonly kind: "literal";
  readonly value: number | boolean | null;
}

/**
 * A quoted string or a heredoc, whether or not it interpolates. `parts` are unescaped and, for `<<-`, unindented: what
 * HashiCorp's parser would see. A template without interpolation has at most one part, a string. A text can be empty where
 * a strip marker left nothing of it: `"${x ~} "` is a string, while `"${x}"` is x itself.
 */
export interface TemplateExpression extends Span {
  readonly kind: "template";
  readonly parts: readonly TemplatePart[];
  /** Set for a heredoc. */
  readonly heredoc?: { readonly marker: string; readonly indented: boolean };
}

export type TemplatePart = TemplateLiteral | TemplateInterpolation | TemplateIf | TemplateFor;

/** Text of a template; `value` is unescaped, the span is that of the source text. */
export interface TemplateLiteral extends Span {
  readonly kind: "text";
  readonly value: string;
}

/** `${ expr }`, with or without strip markers (their effect is already in the neighbouring texts). */
export interface TemplateInterpolation extends Span {
  readonly kind: "interpolation";
  readonly expr: Expression;
}

/** `%{ if cond } … %{ else } … %{ endif }`. */
export interface TemplateIf extends Span {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly else: readonly TemplatePart[];
}

/** `%{ for key, value in collection } … %{ endfor }`. */
export interface TemplateFor extends Span {
  readonly kind: "for";
  readonly keyVariable: string | undefined;
  readonly valueVariable: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

/** The root name of a traversal: `var`, `local`, `aws_kms_key`, `each` … */
export interface VariableExpression extends Span {
  readonly kind: "variable";
  readonly name: string;
}

/** `object.name`; the legacy `list.0` is an {@link IndexExpression}. */
export interface GetAttrExpression extends Span {
  readonly kind: "get-attr";
  readonly object: Expression;
  readonly name: string;
  readonly nameStart: number;
}

/** `object[key]`, or the legacy form `object.0`. */
export interface IndexExpression extends Span {
  readonly kind: "index";
  readonly object: Expression;
  readonly key: Expression;
}

/**
 * `object[*].rest` (full) or `object.*.rest` (attribute-only). `each` is applied to every element; inside it the element
 * is an expression of kind "variable" with the name `*`.
 */
export interface SplatExpression extends Span {
  readonly kind: "splat";
  readonly object: Expression;
  readonly full: boolean;
  readonly each: Expression;
}

/** `name(args…)`; the name may carry a namespace (`provider::aws::arn_parse`). */
export interface CallExpression extends Span {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument is followed by `...`. */
  readonly expandFinal: boolean;
}

export interface ConditionalExpression extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface BinaryExpression extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryExpression extends Span {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly operand: Expression;
}

export interface TupleExpression extends Span {
  readonly kind: "tuple";
  readonly elements: readonly Expression[];
}

export interface ObjectExpression extends Span {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

/** `key = value` or `key : value`. */
export interface ObjectEntry extends Span {
  readonly key: Expression;
  /** The key when it is a bare identifier (`key = …`, which HCL reads as a string, not as a variable). */
  readonly bareKey: string | undefined;
  readonly value: Expression;
}

/** `[for k, v in c : value if cond]` or `{for k, v in c : key => value... if cond}`. */
export interface ForExpression extends Span {
  readonly kind: "for";
  readonly keyVariable: string | undefined;
  readonly valueVariable: string;
  readonly collection: Expression;
  /** Set for the object form. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** `...`: values of the same key are grouped. */
  readonly group: boolean;
}

export interface ParenthesesExpression extends Span {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

/** Where an expression should stand and does not, or cannot be understood. Its value is unknown. */
export interface ErrorExpression extends Span {
  readonly kind: "error";
}
