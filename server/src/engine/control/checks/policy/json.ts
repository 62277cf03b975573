/**
 * A tolerant reader of JSON text with values in it: a policy written as a string or heredoc, interpolations included. Tolerant
 * of what AWS's provider repairs or users get away with (a trailing comma, raw line breaks in strings); anything else that is
 * not JSON is no value at all.
 */

import { known, type Location, list, object, template, unknown, type Value } from "../../../terraform";
import { valueLabel } from "../../reasons";

/** Strings and, between them, what is interpolated. */
export type JsonText = readonly (string | Value)[];

/** Answers where the text from `start` to `end` stands; both count UTF-16 code units, an interpolation being one. */
export type Locate = (start: number, end: number) => Location | undefined;

/** Stands for an interpolation in the joined text: a noncharacter, which no text contains. */
const HOLE = "\uFFFF";

const MAX_DEPTH = 64;

/**
 * The value that the text encodes, undefined when it is not JSON. An interpolation inside a string makes a template; outside of
 * one it is JSON text of its own, which only `jsonencode` tells.
 */
export function readJson(text: JsonText, locate?: Locate): Value | undefined {
  const holes = text.filter((part) => typeof part !== "string");
  const joined = text.map((part) => (typeof part === "string" ? part : HOLE)).join("");
  return new Reader(joined, holes, locate).document();
}

class Reader {
  #at = 0;
  #hole = 0;

  constructor(
    readonly text: string,
    readonly holes: readonly Value[],
    readonly locate: Locate | undefined,
  ) {}

  document(): Value | undefined {
    if (this.text.charCodeAt(0) === 0xfeff) this.#at = 1;
    const value = this.#value(0);
    this.#space();
    return this.#at === this.text.length ? value : undefined;
  }

  #value(depth: number): Value | undefined {
    this.#space();
    if (depth > MAX_DEPTH) return undefined;
    const start = this.#at;
    const value = this.#bare(depth);
    const at = value && this.locate?.(start, this.#at);
    return value && at ? { ...value, at } : value;
  }

  #bare(depth: number): Value | undefined {
    switch (this.text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#list(depth);
      case '"':
        return this.#string();
      case HOLE:
        return this.#interpolation();
      default:
        return this.#word();
    }
  }

  #object(depth: number): Value | undefined {
    const entries = new Map<string, Value>();
    let complete = true;
    this.#at++;
    for (;;) {
      this.#space();
      if (this.#take("}")) return object(entries, complete);
      // JSON text of any shape may be interpolated between the members.
      if (this.#takeHole()) complete = false;
      else {
        const key = this.text[this.#at] === '"' ? this.#string() : undefined;
        if (!key) return undefined;
        this.#space();
        if (!this.#take(":")) return undefined;
        const value = this.#value(depth + 1);
        if (!value) return undefined;
        if (key.kind === "known") entries.set(String(key.value), value);
        else complete = false;
      }
      this.#space();
      if (!this.#take(",") && this.text[this.#at] !== "}") return undefined;
    }
  }

  #list(depth: number): Value | undefined {
    const elements: Value[] = [];
    this.#at++;
    for (;;) {
      this.#space();
      if (this.#take("]")) return list(elements);
      const value = this.#value(depth + 1);
      if (!value) return undefined;
      elements.push(value);
      this.#space();
      if (!this.#take(",") && this.text[this.#at] !== "]") return undefined;
    }
  }

  #string(): Value | undefined {
    const parts: (string | Value)[] = [];
    let run = "";
    for (this.#at++; this.#at < this.text.length; this.#at++) {
      const unit = this.text[this.#at]!;
      if (unit === '"') {
        this.#at++;
        parts.push(run);
        const [only] = parts.filter((part) => part !== "");
        return typeof only === "object" && parts.every((part) => part === only || part === "") ? only : template(parts);
      }
      if (unit === HOLE) {
        parts.push(run, this.holes[this.#hole++]!);
        run = "";
      } else if (unit === "\\") {
        const decoded = this.#escape();
        if (decoded === undefined) return undefined;
        run += decoded;
      } else run += unit;
    }
    return undefined;
  }

  /** The character that the escape means; stops on its last code unit. */
  #escape(): string | undefined {
    const unit = this.text[++this.#at];
    if (unit === "u") {
      const digits = this.text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) return undefined;
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    return unit === undefined ? undefined : ESCAPES[unit];
  }

  #interpolation(): Value {
    const hole = this.#takeHole()!;
    return hole.json ?? unknown("unsupported", valueLabel(hole), hole.trace);
  }

  #word(): Value | undefined {
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
      this.text.slice(this.#at, this.#at + 40),
    )?.[0];
    if (word === undefined) return undefined;
    this.#at += word.length;
    return known(JSON.parse(word) as boolean | number | null);
  }

  #take(unit: string): boolean {
    if (this.text[this.#at] !== unit) return false;
    this.#at++;
    return true;
  }

  #takeHole(): Value | undefined {
    return this.#take(HOLE) ? this.holes[this.#hole++] : undefined;
  }

  #space(): void {
    while (" \t\r\n".includes(this.text[this.#at] ?? "_")) this.#at++;
  }
}

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
