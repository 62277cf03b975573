// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
/** Random HCL that is valid by construction, and random damage to it. */
import { chance, int, pick, type Random, several } from "../unit/terraform/random";

const NAMES = ["a", "name", "kms_key_id", "x-y", "_z", "größe", "变量", "for_each", "true_", "if1"] as const;
const ROOTS = ["var", "local", "each", "aws_kms_key", "data", "module", "self", "x"] as const;
const FUNCTIONS = ["f", "merge", "jsonencode", "provider::aws::arn_parse", "a::b"] as const;
const NUMBERS = ["0", "1", "42", "1.5", "0.25", "1e3", "2.5E-3", "1e+2", "123456789012345"] as const;
const TEXTS = [
  "text",
  " ",
  "ä",
  "𝒳",
  "a.b",
  "#",
  "//",
  "{",
  "}",
  "'",
  "$",
  "%",
  "$$",
  "$a",
  "%%",
  "~",
  "$$${",
  "$${x}",
  "%%{ if }",
] as const;
const ESCAPES = ["\\n", "\\t", "\\r", '\\"', "\\\\", "\\u00e9", "\\U0001F600", "\\\\${v}"] as const;
const OPERATORS = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"] as const;
const COMMENTS = ["# a", "// b", '# } " ${', "//"] as const;

/**
 * A file of attributes and blocks, with comments and line breaks in every place where they may stand. Attributes are `a0`,
 * `a1` … and blocks `b0 {`, `b1 "label" {` …, so that no name is an attribute here and a block there.
 */
export function hclFile(next: Random): string {
  const text = body(next, 3, "");
  return chance(next, 0.2) ? text.replace(/\r?\n/g, "\r\n") : text;
}

function body(next: Random, depth: number, indent: string): string {
  let name = 0;
  return several(next, 0, 5, () => {
    const choice = next();
    if (choice < 0.1) return `${pick(next, ["", "  ", "\t"])}${chance(next, 0.5) ? pick(next, COMMENTS) : ""}\n`;
    if (choice < 0.15) return `/* c\n ${pick(next, COMMENTS)} */\n`;
    if (choice < 0.35 && depth > 0) return block(next, depth, indent);
    const start = `${indent}a${name++}${blank(next)}=${blank(next)}`;
    // Nothing but the line break may follow a heredoc.
    if (chance(next, 0.1)) return `${start}${heredoc(next, depth, indent)}\n`;
    return `${start}${expression(next, depth, false)}${lineEnd(next)}`;
  }).join("");
}

function block(next: Random, depth: number, indent: string): string {
  const labels = several(next, 0, 2, () => label(next));
  const head = [`${indent}b${labels.length}`, ...labels].join(" ");
  switch (int(next, 4)) {
    case 0:
      return `${head} {}${lineEnd(next)}`;
    case 1:
      return `${head} { a0 = ${expression(next, 1, false)} }${lineEnd(next)}`;
    default:
      return `${head}${blank(next)}{${lineEnd(next)}${body(next, depth - 1, `${indent}  `)}${indent}}${lineEnd(next)}`;
  }
}

function label(next: Random): string {
  const labels = ["l", "a-b", '"aws_db_instance"', '"x y"', '"ä\\"\\n"', '"$${z}"', '""'] as const;
  return pick(next, labels);
}

function lineEnd(next: Random): string {
  return `${blank(next)}${chance(next, 0.1) ? pick(next, COMMENTS) : ""}\n`;
}

/** White space within a line. */
function blank(next: Random): string {
  return pick(next, ["", " ", " ", "  ", "\t", " /* i */ "]);
}

/** White space where line breaks do not count. */
function space(next: Random, multiline: boolean): string {
  if (!multiline || chance(next, 0.7)) return pick(next, ["", " "]);
  return pick(next, ["\n", "\n\n  ", " # c\n", "\r\n", " // d\n  "]);
}

function heredoc(next: Random, depth: number, indent: string): string {
  const marker = pick(next, ["EOT", "E", "_END-1", "größe"]);
  const indented = chance(next, 0.6);
  const lines = several(next, 0, 4, () => {
    const white = pick(next, ["", "  ", "    ", "\t", "\u00a0 ", "      "]);
    return `${white}${several(next, 0, 3, () => part(next, depth - 1, false)).join("")}${pick(next, ["", "", " ", "\\n", '"'])}\n`;
  });
  // A directive may span lines.
  if (chance(next, 0.3)) lines.push(directive(next, depth - 1, `\n  ${pick(next, TEXTS)}\n`, false), "\n");
  const safe = lines.filter((line) => line.trim() !== marker).join("");
  return `<<${indented ? "-" : ""}${marker}\n${safe}${indented ? indent : ""}${pick(next, ["", "  "])}${marker}${pick(next, ["", "", " "])}`;
}

/** An expression. With `multiline`, line breaks may stand between its tokens. */
export function expression(next: Random, depth: number, multiline: boolean): string {
  if (depth <= 0 || chance(next, 0.35)) return simple(next);
  const inner = (): string => expression(next, depth - 1, multiline);
  const bracketed = (): string => expression(next, depth - 1, true);
  const s = (): string => space(next, multiline);
  const b = (): string => space(next, true);
  switch (int(next, 12)) {
    case 0:
      return `(${b()}${bracketed()}${b()})`;
    case 1:
      return `[${b()}${several(next, 0, 3, () => `${bracketed()}${b()}`).join(`,${b()}`)}${b()}]`;
    case 2:
      return object(next, depth);
    case 3:
      return call(next, depth);
    case 4:
      return `${inner()}${s()} ${pick(next, OPERATORS)} ${s()}${inner()}`;
    case 5:
      return `${inner()} ?${s()} ${inner()} ${s()}: ${inner()}`;
    case 6:
      return `${pick(next, ["!", "-", "- "])}${simple(next)}`;
    case 7:
      return `${traversal(next)}[${b()}${bracketed()}${b()}]${chance(next, 0.3) ? ".y" : ""}`;
    case 8:
      return `[${b()}for ${variables(next)} in ${bracketed()}${b()} : ${bracketed()}${condition(next, depth)}]`;
    case 9:
      return `{${b()}for ${variables(next)} in ${bracketed()} :${b()} ${bracketed()} => ${bracketed()}${b()}${pick(next, ["", "..."])}${condition(next, depth)}}`;
    default:
      return quoted(next, depth);
  }
}

function condition(next: Random, depth: number): string {
  return chance(next, 0.4) ? ` if ${expression(next, depth - 1, true)}` : "";
}

function variables(next: Random): string {
  return chance(next, 0.5) ? "k, v" : "v";
}

function call(next: Random, depth: number): string {
  const b = (): string => space(next, true);
  if (chance(next, 0.1)) return `f(${heredoc(next, depth - 1, "")}\n${b()})`;
  const args = several(next, 0, 3, () => `${expression(next, depth - 1, true)}${b()}`);
  const end = args.length > 0 ? pick(next, ["", ",", "..."]) : "";
  return `${pick(next, FUNCTIONS)}(${b()}${args.join(`,${b()}`)}${end}${b()})`;
}

function object(next: Random, depth: number): string {
  const entries = several(next, 0, 3, (index) => {
    const key = pick(next, [
      `k${index}`,
      `"q${index}"`,
      `(var.k${index})`,
      `"t${index}-\${var.t}"`,
      `${index}`,
      `ö${index}`,
    ]);
    return `${key}${blank(next)}${pick(next, ["=", ":", " = "])}${blank(next)}${expression(next, depth - 1, false)}`;
  });
  const separator = (): string => pick(next, [", ", "\n", ",\n", " # c\n", "\n\n"]);
  return `{${pick(next, ["", " ", "\n"])}${entries.map((entry) => `${entry}${separator()}`).join("")}}`;
}

function simple(next: Random): string {
  switch (int(next, 6)) {
    case 0:
      return pick(next, NUMBERS);
    case 1:
      return pick(next, ["true", "false", "null"]);
    case 2:
      return quoted(next, 0);
    default:
      return traversal(next);
  }
}

function traversal(next: Random): string {
  const steps = several(next, 0, 3, () => pick(next, [`.${pick(next, NAMES)}`, "[0]", '["k"]', "[*]", "[var.i]"]));
  // `.0.0` is a number and `.*.x.*` not allowed: at most one of these, at the end.
  const legacy = pick(next, ["", "", "", ".0", ".*.id", ".*", ".*.id.0"]);
  return `${pick(next, ROOTS)}${steps.join("")}${legacy}`;
}

function quoted(next: Random, depth: number): string {
  return `"${several(next, 0, 4, () => part(next, depth - 1, true)).join("")}"`;
}

/** A part of a template; what begins with `$` or `%` is followed by something that does not make it a sequence. */
function part(next: Random, depth: number, escapes: boolean): string {
  const choice = next();
  if (choice < 0.25 && depth >= 0) {
    const [open, close] = pick(next, [
      ["${", "}"],
      ["${~ ", " ~}"],
      ["${ ", "~}"],
      ["${~", " }"],
    ] as const);
    return `${open}${expression(next, depth, true)}${close}`;
  }
  if (choice < 0.35 && depth >= 0) return directive(next, depth, part(next, depth - 1, escapes), escapes);
  if (choice < 0.5 && escapes) return pick(next, ESCAPES);
  return `${pick(next, TEXTS)}${pick(next, ["-", " ", "."])}`;
}

function directive(next: Random, depth: number, content: string, escapes: boolean): string {
  const open = (): string => pick(next, ["%{ ", "%{~ ", "%{"]);
  const close = (): string => pick(next, [" }", " ~}", "}"]);
  if (chance(next, 0.5)) {
    return `${open()}for ${variables(next)} in ${expression(next, depth, true)}${close()}${content}${open()}endfor${close()}`;
  }
  const otherwise = chance(next, 0.5) ? `${open()}else${close()}${part(next, depth - 1, escapes)}` : "";
  return `${open()}if ${expression(next, depth, true)}${close()}${content}${otherwise}${open()}endif${close()}`;
}

const DAMAGE = [
  ..."{}[]()\"\\=,.:?!*-+/%<>&|~'`;@^ \t\n\r#é😀\ufeff\u00a0",
  ..."0 1. x true 1..2 1e ${ %{ $${ ~} == => :: ... // /* */ <<E\n <<-E\n \nE\n \\u12 \\x".split(" "),
  "a = 1\n",
  "b {\n}\n",
  'b "x" {',
  "b { a = 1 }",
  "for x in ",
  "if ",
  "%{ endif }",
  "%{ else }",
  'resource "a" "b" {\n',
] as const;

/** The text after one random edit: something deleted, inserted, replaced or doubled. */
export function damaged(next: Random, text: string): string {
  const { start, end, text: inserted } = damage(next, text);
  return text.slice(0, start) + inserted + text.slice(end);
}

/** A random edit of the text. */
export function damage(next: Random, text: string): { start: number; end: number; text: string } {
  const start = int(next, text.length + 1);
  const end = Math.min(text.length, start + pick(next, [0, 0, 0, 1, 2, int(next, 40), int(next, 400)]));
  const copied = int(next, text.length + 1);
  const inserted = pick(next, ["", pick(next, DAMAGE), pick(next, DAMAGE), text.slice(copied, copied + int(next, 80))]);
  return { start, end, text: inserted };
}
