/**
 * Regular expressions as Terraform has them: RE2's syntax (https://github.com/google/re2/wiki/Syntax), which differs from
 * JavaScript's in its flags, classes and escapes and has neither back references nor look-around.
 */

export type Node =
  | { readonly kind: "set"; readonly has: CharacterSet }
  | { readonly kind: "assertion"; readonly at: Assertion }
  | { readonly kind: "sequence"; readonly nodes: readonly Node[] }
  | { readonly kind: "choice"; readonly nodes: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly node: Node;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    }
  | { readonly kind: "capture"; readonly node: Node; readonly index: number };

/** Tells whether a character, one code point as a string, belongs to it. */
export type CharacterSet = (char: string) => boolean;

export type Assertion = "text-start" | "text-end" | "line-start" | "line-end" | "word-boundary" | "no-word-boundary";

export interface Pattern {
  readonly node: Node;
  /** Names of the capturing groups in order, undefined for those without one. */
  readonly groups: readonly (string | undefined)[];
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

/** RE2's own limit of a counted repetition. */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 200;

const ESCAPED: Readonly<Record<string, string>> = { a: "\x07", f: "\f", t: "\t", n: "\n", r: "\r", v: "\v" };
const CLASSES: Readonly<Record<string, string>> = { d: "0-9", s: "\\t\\n\\f\\r ", w: "0-9A-Za-z_" };
const POSIX: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t ",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** The pattern of the text; undefined when RE2 would refuse it. */
export function parsePattern(text: string): Pattern | undefined {
  const parser = new Parser(text);
  const node = parser.choice({ ignoreCase: false, multiLine: false, dotAll: false, ungreedy: false }, 0);
  return node && parser.atEnd ? { node, groups: parser.groups } : undefined;
}

/** Recursive descent; every method answers undefined where the text is not a pattern. */
class Parser {
  readonly groups: (string | undefined)[] = [];
  private readonly chars: readonly string[];
  private at = 0;
  private flags: Flags | undefined;

  constructor(text: string) {
    this.chars = [...text];
  }

  get atEnd(): boolean {
    return this.at >= this.chars.length;
  }

  choice(flags: Flags, depth: number): Node | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const nodes: Node[] = [];
    let current = flags;
    do {
      const sequence = this.sequence(current, depth);
      if (!sequence) return undefined;
      nodes.push(sequence);
      // Flags that are set in one alternative hold in those after it.
      current = this.flags ?? current;
    } while (this.take("|"));
    return nodes.length === 1 ? nodes[0] : { kind: "choice", nodes };
  }

  private sequence(flags: Flags, depth: number): Node | undefined {
    const nodes: Node[] = [];
    let current = flags;
    this.flags = undefined;
    while (!this.atEnd && !this.sees("|") && !this.sees(")")) {
      if (this.sees("\\", "Q")) {
        nodes.push(...this.quoted(current));
        continue;
      }
      const setting = this.flagSetting(current);
      if (setting) {
        current = setting;
        continue;
      }
      const atom = this.atom(current, depth);
      const repeated = atom && this.repetition(atom, current);
      if (!repeated) return undefined;
      nodes.push(repeated);
    }
    this.flags = current;
    return { kind: "sequence", nodes };
  }

  /** `\Q…\E`: the text between as it stands. */
  private quoted(flags: Flags): Node[] {
    this.at += 2;
    const nodes: Node[] = [];
    while (!this.atEnd && !this.sees("\\", "E")) nodes.push(literal(this.chars[this.at++]!, flags));
    this.at += 2;
    return nodes;
  }

  /** `(?i)`, `(?s-m)` …: flags for the rest of the group. */
  private flagSetting(flags: Flags): Flags | undefined {
    const match = /^\(\?([imsU]*(?:-[imsU]+)?)\)/.exec(this.ahead(16));
    if (!match?.[1]) return undefined;
    this.at += match[0].length;
    return withFlags(flags, match[1]);
  }

  private atom(flags: Flags, depth: number): Node | undefined {
    const char = this.chars[this.at++]!;
    switch (char) {
      case "(":
        return this.group(flags, depth);
      case "[":
        return this.bracket(flags);
      case "\\":
        return this.escape(flags);
      case ".":
        return { kind: "set", has: flags.dotAll ? () => true : (each) => each !== "\n" };
      case "^":
        return { kind: "assertion", at: flags.multiLine ? "line-start" : "text-start" };
      case "$":
        return { kind: "assertion", at: flags.multiLine ? "line-end" : "text-end" };
      case "*":
      case "+":
      case "?":
        return undefined;
      default:
        return literal(char, flags);
    }
  }

  private group(flags: Flags, depth: number): Node | undefined {
    let inner = flags;
    let index: number | undefined;
    const special = /^\?(?:P?<(\w+)>|([imsU]*(?:-[imsU]+)?):)/.exec(this.ahead(100));
    if (special) {
      this.at += special[0].length;
      if (special[1] !== undefined) {
        index = this.groups.push(special[1]);
      } else inner = withFlags(flags, special[2] ?? "");
    } else if (this.sees("?")) return undefined;
    else index = this.groups.push(undefined);
    const node = this.choice(inner, depth + 1);
    if (!node || !this.take(")")) return undefined;
    return index === undefined ? node : { kind: "capture", node, index };
  }

  private repetition(node: Node, flags: Flags): Node | undefined {
    let repeated = node;
    for (let count = 0; ; count++) {
      const bounds = this.bounds();
      if (!bounds) return repeated;
      const [min, max] = bounds;
      if (count > 0 || min > max || min > MAX_REPEAT || (max > MAX_REPEAT && max !== Infinity)) return undefined;
      const lazy = this.take("?");
      repeated = { kind: "repeat", node: repeated, min, max, greedy: lazy === flags.ungreedy };
    }
  }

  private bounds(): [number, number] | undefined {
    if (this.take("*")) return [0, Infinity];
    if (this.take("+")) return [1, Infinity];
    if (this.take("?")) return [0, 1];
    const counted = this.sees("{") ? /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.ahead(24)) : null;
    if (!counted) return undefined;
    this.at += counted[0].length;
    const min = Number(counted[1]);
    return [min, counted[2] === undefined ? min : counted[3] ? Number(counted[3]) : Infinity];
  }

  /** The part of a pattern after a backslash, outside of brackets. */
  private escape(flags: Flags): Node | undefined {
    const char = this.chars[this.at];
    const assertion = char === undefined ? undefined : ASSERTIONS[char];
    if (assertion) {
      this.at++;
      return { kind: "assertion", at: assertion };
    }
    const has = this.escapedClass();
    if (has) return { kind: "set", has: flags.ignoreCase ? folded(has) : has };
    const plain = this.escapedCharacter();
    return plain === undefined ? undefined : literal(plain, flags);
  }

  /** `\d`, `\pL`, `\P{Greek}` …, after the backslash. */
  private escapedClass(): CharacterSet | undefined {
    const char = this.chars[this.at] ?? "";
    const perl = CLASSES[char.toLowerCase()];
    if (perl !== undefined) {
      this.at++;
      return setOf(perl, char !== char.toLowerCase());
    }
    const property = /^([pP])(?:([A-Z])|\{(\^?)(\w+)\})/.exec(this.ahead(40));
    if (!property) return undefined;
    const [whole, letter, short, caret, long] = property;
    const has = unicodeSet(short ?? long ?? "");
    if (has) this.at += whole.length;
    const negated = (letter === "P") !== (caret === "^");
    return has && negated ? (each) => !has(each) : has;
  }

  /** One character written as an escape, after the backslash. */
  private escapedCharacter(): string | undefined {
    const code = /^(?:x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|([1-7][0-7]{1,2}|0[0-7]{0,2}))/.exec(this.ahead(12));
    if (code) {
      this.at += code[0].length;
      const value = code[3] === undefined ? Number.parseInt(code[1] ?? code[2] ?? "", 16) : Number.parseInt(code[3], 8);
      return value <= 0x10ffff ? String.fromCodePoint(value) : undefined;
    }
    const char = this.chars[this.at++];
    if (char === undefined) return undefined;
    return ESCAPED[char] ?? (/^[0-9A-Za-z]$|[^\0-\x7f]/.test(char) ? undefined : char);
  }

  /** A bracket expression, after the `[`. */
  private bracket(flags: Flags): Node | undefined {
    const negated = this.take("^");
    const sets: CharacterSet[] = [];
    for (let first = true; first || !this.sees("]"); first = false) {
      if (this.atEnd) return undefined;
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.ahead(16));
      if (posix) {
        const characters = POSIX[posix[2] ?? ""];
        if (characters === undefined) return undefined;
        this.at += posix[0].length;
        sets.push(setOf(characters, posix[1] === "^"));
        continue;
      }
      const set = this.bracketRange();
      if (!set) return undefined;
      sets.push(set);
    }
    this.at++;
    const has: CharacterSet = (char) => sets.some((each) => each(char));
    const cased = flags.ignoreCase ? folded(has) : has;
    return { kind: "set", has: negated ? (char) => !cased(char) : cased };
  }

  private bracketRange(): CharacterSet | undefined {
    if (this.sees("\\")) {
      this.at++;
      const has = this.escapedClass();
      if (has) return has;
      this.at--;
    }
    const low = this.bracketCharacter();
    if (low === undefined) return undefined;
    const ranged = this.sees("-") && this.chars[this.at + 1] !== undefined && this.chars[this.at + 1] !== "]";
    if (ranged) this.at++;
    const high = ranged ? this.bracketCharacter() : low;
    if (high === undefined) return undefined;
    const [from, to] = [low.codePointAt(0)!, high.codePointAt(0)!];
    return from > to ? undefined : (char) => from <= char.codePointAt(0)! && char.codePointAt(0)! <= to;
  }

  private bracketCharacter(): string | undefined {
    return this.take("\\") ? this.escapedCharacter() : this.chars[this.at++];
  }

  private sees(...chars: readonly string[]): boolean {
    return chars.every((char, offset) => this.chars[this.at + offset] === char);
  }

  private take(char: string): boolean {
    const there = this.sees(char);
    if (there) this.at++;
    return there;
  }

  private ahead(length: number): string {
    return this.chars.slice(this.at, this.at + length).join("");
  }
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: "text-start",
  z: "text-end",
  b: "word-boundary",
  B: "no-word-boundary",
};

function withFlags(flags: Flags, text: string): Flags {
  const [on = "", off = ""] = text.split("-");
  const choose = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter);
  return {
    ignoreCase: choose("i", flags.ignoreCase),
    multiLine: choose("m", flags.multiLine),
    dotAll: choose("s", flags.dotAll),
    ungreedy: choose("U", flags.ungreedy),
  };
}

function literal(char: string, flags: Flags): Node {
  const is: CharacterSet = (each) => each === char;
  return { kind: "set", has: flags.ignoreCase ? folded(is) : is };
}

/** The set with the other case of each of its characters. */
function folded(has: CharacterSet): CharacterSet {
  return (char) => has(char) || has(char.toLowerCase()) || has(char.toUpperCase());
}

/** The set that JavaScript writes between brackets. */
function setOf(characters: string, negated: boolean): CharacterSet {
  const pattern = new RegExp(`[${negated ? "^" : ""}${characters}]`, "u");
  return (char) => pattern.test(char);
}

/** A Unicode category or script by its name; undefined when there is none. */
function unicodeSet(name: string): CharacterSet | undefined {
  for (const property of [name, `Script=${name}`]) {
    try {
      const pattern = new RegExp(`\\p{${property}}`, "u");
      return (char) => pattern.test(char);
    } catch {
      // Not a name of that kind.
    }
  }
  return undefined;
}
