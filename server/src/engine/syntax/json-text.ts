import type { SyntaxError as Defect, Span, SyntaxErrorCode } from "./ast";

/** A JSON value with its place in the text. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonLiteral;

export interface JsonObject extends Span {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: JsonString;
  readonly value: JsonNode;
}

interface JsonArray extends Span {
  readonly kind: "array";
  readonly elements: readonly JsonNode[];
}

export interface JsonString extends Span {
  readonly kind: "string";
  readonly value: string;
  /** Where in the text each code unit of the value stands; undefined when they follow each other unescaped. */
  readonly offsets: readonly number[] | undefined;
}

interface JsonLiteral extends Span {
  readonly kind: "literal";
  readonly value: number | boolean | null;
}

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\w.+-]+/y;
const PLAIN = /[^"\\\r\n]*/y;
const WHITE_SPACE = /[ \t\r\n]*/y;
const BYTE_ORDER_MARK = "\ufeff";
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const KEYWORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * Reads a JSON text. Never throws: what follows the first error is not read, and what stands before it is returned, open
 * objects and arrays closed there.
 */
export function readJson(text: string): { readonly root: JsonNode | undefined; readonly errors: readonly Defect[] } {
  const reader = new JsonReader(text);
  const root = reader.document();
  return { root, errors: reader.error ? [reader.error] : [] };
}

class JsonReader {
  error: Defect | undefined;
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  document(): JsonNode | undefined {
    if (this.text.startsWith(BYTE_ORDER_MARK)) this.at = 1;
    this.skip(WHITE_SPACE);
    const root = this.value();
    this.skip(WHITE_SPACE);
    if (this.at < this.text.length) this.fail("unexpected-character", this.at, this.text.charAt(this.at));
    return root;
  }

  private value(): JsonNode | undefined {
    const char = this.text.charAt(this.at);
    switch (char) {
      case "{":
        return this.nested(() => this.object());
      case "[":
        return this.nested(() => this.array());
      case '"':
        return this.string();
      default:
        return this.literal();
    }
  }

  private nested<T>(read: () => T): T | undefined {
    if (this.depth >= MAX_DEPTH) {
      this.fail("too-deep", this.at);
      return undefined;
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  private object(): JsonObject {
    const members: JsonMember[] = [];
    const start = this.at;
    this.sequence("}", () => {
      const key = this.text.charAt(this.at) === '"' ? this.string() : this.fail("expected-token", this.at, '"');
      this.skip(WHITE_SPACE);
      if (!key || !this.take(":")) return;
      this.skip(WHITE_SPACE);
      const value = this.value();
      if (value) members.push({ key, value });
    });
    return { kind: "object", start, end: this.at, members };
  }

  private array(): JsonArray {
    const elements: JsonNode[] = [];
    const start = this.at;
    this.sequence("]", () => {
      const element = this.value();
      if (element) elements.push(element);
    });
    return { kind: "array", start, end: this.at, elements };
  }

  /** What stands between the bracket at the current place and its counterpart, separated by commas. */
  private sequence(close: string, member: () => void): void {
    this.at++;
    this.skip(WHITE_SPACE);
    if (this.text.charAt(this.at) === close) {
      this.at++;
      return;
    }
    while (!this.error) {
      member();
      this.skip(WHITE_SPACE);
      if (this.text.charAt(this.at) !== ",") break;
      this.at++;
      this.skip(WHITE_SPACE);
    }
    this.take(close);
  }

  private string(): JsonString | undefined {
    const { text } = this;
    const start = this.at++;
    let value = "";
    let offsets: number[] | undefined;
    for (;;) {
      const from = this.at;
      this.skip(PLAIN);
      if (offsets) for (let offset = from; offset < this.at; offset++) offsets.push(offset);
      value += text.slice(from, this.at);
      const char = text.charAt(this.at);
      if (char === '"') break;
      if (char !== "\\") return this.fail("unterminated-string", start);
      offsets ??= Array.from({ length: value.length }, (_, index) => start + 1 + index);
      offsets.push(this.at);
      const escaped = this.escape();
      if (escaped === undefined) return undefined;
      value += escaped;
    }
    this.at++;
    return { kind: "string", start, end: this.at, value, offsets };
  }

  /** Reads an escape at the current place. */
  private escape(): string | undefined {
    const start = this.at;
    const char = this.text.charAt(start + 1);
    const plain = ESCAPES[char];
    const code = char === "u" ? /^[0-9A-Fa-f]{4}$/.exec(this.text.slice(start + 2, start + 6))?.[0] : undefined;
    if (plain === undefined && code === undefined) return this.fail("invalid-escape", start, `\\${char}`);
    this.at += code === undefined ? 2 : 6;
    return plain ?? String.fromCharCode(Number.parseInt(code ?? "", 16));
  }

  private literal(): JsonLiteral | undefined {
    const start = this.at;
    this.skip(WORD);
    const word = this.text.slice(start, this.at);
    const end = this.at;
    const keyword = KEYWORDS.get(word);
    if (keyword !== undefined) return { kind: "literal", start, end, value: keyword };
    this.at = start;
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.text)?.[0];
    if (number !== undefined && number.length === word.length) {
      this.at = end;
      return { kind: "literal", start, end, value: Number(number) };
    }
    if (number !== undefined) return this.fail("invalid-number", start, word);
    return start < this.text.length
      ? this.fail("unexpected-character", start, this.text.charAt(start))
      : this.fail("expected-expression", start);
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    pattern.test(this.text);
    this.at = Math.max(this.at, pattern.lastIndex);
  }

  private take(token: string): boolean {
    if (this.error) return false;
    if (this.text.startsWith(token, this.at)) {
      this.at += token.length;
      return true;
    }
    this.fail("expected-token", this.at, token);
    return false;
  }

  /** Records the first error and goes to the end of the text, so that nothing more is read. */
  private fail(code: SyntaxErrorCode, start: number, ...args: readonly string[]): undefined {
    this.error ??= { code, args, start, end: Math.min(start + 1, this.text.length) };
    this.at = this.text.length;
    return undefined;
  }
}
