/** String functions (section "String Functions"); `format` and the regular expressions have files of their own. */
import { toStringValue } from "../convert";
import { computed, distribute, isFailure, unknownOf } from "../partial";
import { isNull, known, list, stepped, type TemplateValue, template, type Value } from "../value";
import { type Call, define, type TerraformFunction } from "./call";

/** White space as Go's `unicode.IsSpace` has it. */
const SPACE = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`);
const TRAILING_SPACE = new RegExp(`[${SPACE}]+$`);

/** A letter after the start or a separator: white space, or what in ASCII is neither letter, digit nor underscore. */
const WORD_START = new RegExp(`(^|[${SPACE}]|[\\0-/:-@[-^\`{-\\x7f])(\\p{L})`, "gu");

export const strings: Readonly<Record<string, TerraformFunction>> = {
  lower: eachPart((text) => text.toLowerCase()),
  upper: eachPart(upperCase),
  title: define(["string"], (_, text) =>
    text.replace(WORD_START, (_match, before: string, letter: string) => before + upperCase(letter)),
  ),
  trimspace: trimmed(
    (text) => text.replace(LEADING_SPACE, ""),
    (text) => text.replace(TRAILING_SPACE, ""),
  ),
  chomp: trimmed(
    (text) => text,
    (text) => text.replace(/[\r\n]+$/, ""),
  ),
  trim: define(["string", "string"], (_, text, characters) => {
    const cut = new Set(characters);
    const kept = [...text];
    const start = kept.findIndex((char) => !cut.has(char));
    return start < 0 ? "" : kept.slice(start, kept.findLastIndex((char) => !cut.has(char)) + 1).join("");
  }),
  trimprefix: affix(
    (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
    (value, prefix) => {
      const [first, ...rest] = value.parts;
      if (typeof first !== "string" || first.length < prefix.length) return undefined;
      return first.startsWith(prefix) ? template([first.slice(prefix.length), ...rest], value.trace) : value;
    },
  ),
  trimsuffix: affix(
    (text, suffix) => (suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
    (value, suffix) => {
      const last = value.parts.at(-1);
      if (typeof last !== "string" || last.length < suffix.length) return undefined;
      if (suffix === "" || !last.endsWith(suffix)) return value;
      return template([...value.parts.slice(0, -1), last.slice(0, -suffix.length)], value.trace);
    },
  ),
  startswith: affix(
    (text, prefix) => text.startsWith(prefix),
    (value, prefix) => {
      const [first] = value.parts;
      const start = typeof first === "string" ? first : "";
      return start.length >= prefix.length || !prefix.startsWith(start) ? start.startsWith(prefix) : undefined;
    },
  ),
  endswith: affix(
    (text, suffix) => text.endsWith(suffix),
    (value, suffix) => {
      const last = value.parts.at(-1);
      const end = typeof last === "string" ? last : "";
      return end.length >= suffix.length || !suffix.endsWith(end) ? end.endsWith(suffix) : undefined;
    },
  ),
  strcontains: affix(
    (text, part) => text.includes(part),
    (value, part) => value.parts.some((each) => typeof each === "string" && each.includes(part)) || undefined,
  ),
  strrev: define(["string"], (_, text) => graphemes(text).reverse().join("")),
  substr: define(["string", "number", "number"], (_, text, offset, length) => {
    if (!Number.isInteger(offset) || !Number.isInteger(length)) return undefined;
    const characters = graphemes(text);
    const start = offset < 0 ? Math.max(characters.length + offset, 0) : offset;
    return characters.slice(start, length < 0 ? undefined : start + length).join("");
  }),
  indent: define(["number", "string"], (call, spaces, text) => {
    if (!Number.isInteger(spaces) || spaces < 0) return undefined;
    const pad = " ".repeat(Math.min(spaces, 1000));
    return call.host.spend((text.split("\n").length * pad.length) / 16)
      ? text.replaceAll("\n", `\n${pad}`)
      : call.unknown();
  }),
  split: define(["string", "string"], (call, separator, text) => {
    const pieces = separator === "" ? [...text] : text.split(separator);
    return list(
      pieces.map((piece) => known(piece)),
      call.trace,
    );
  }),
  join,
};

/** The characters of a text as a person sees them. */
export function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter("en").segment(text), ({ segment }) => segment);
}

/** The text with each character in upper case that has one of its own: `ß` stays. */
function upperCase(text: string): string {
  return text.replace(/./gsu, (char) => {
    const upper = char.toUpperCase();
    return [...upper].length === 1 ? upper : char;
  });
}

/** A function that changes every character for itself, and so the known parts of a template. */
function eachPart(change: (text: string) => string): TerraformFunction {
  const whole = define(["string"], (_, text) => change(text));
  return (call) => {
    const [value] = call.args;
    if (value?.kind !== "template" || call.args.length !== 1) return whole(call);
    return template(
      value.parts.map((part) => (typeof part === "string" ? change(part) : unknownOf(call.label, [part]))),
      value.trace,
    );
  };
}

/** A function that takes characters from the ends; of a template, when it is sure where it stops. */
function trimmed(start: (text: string) => string, end: (text: string) => string): TerraformFunction {
  const whole = define(["string"], (_, text) => end(start(text)));
  return (call) => {
    const [value] = call.args;
    if (value?.kind !== "template" || call.args.length !== 1) return whole(call);
    const { parts } = value;
    const first = trimEnd(call, parts[0]!, parts[1], start);
    const last = trimEnd(call, parts.at(-1)!, parts.at(-2), end);
    if (first === undefined || last === undefined) return call.unknown();
    const trimmedParts = parts.length === 1 ? [first] : [first, ...parts.slice(1, -1), last];
    return template(trimmedParts, value.trace);
  };
}

/**
 * The part at an end of a template without what `cut` takes away; undefined when the cut may go on into its neighbour. An
 * unknown part may be empty, or all of it may be cut.
 */
function trimEnd(
  call: Call,
  part: string | Value,
  neighbour: string | Value | undefined,
  cut: (text: string) => string,
): string | Value | undefined {
  if (typeof part === "string") return cut(part) || undefined;
  const stops = neighbour === undefined || (typeof neighbour === "string" && cut(neighbour) === neighbour);
  return stops ? unknownOf(call.label, [part]) : undefined;
}

/** A function of a text and a part of it; `partly` answers for a template, undefined when it cannot. */
function affix(
  whole: (text: string, part: string) => string | boolean,
  partly: (value: TemplateValue, part: string) => Value | boolean | undefined,
): TerraformFunction {
  const complete = define(["string", "string"], (_, text, part) => whole(text, part));
  return (call) => {
    const [text, part] = call.args;
    if (text?.kind !== "template" || part?.kind !== "known" || typeof part.value !== "string") return complete(call);
    const result = partly(text, part.value);
    if (result === undefined) return call.unknown();
    return typeof result === "boolean" ? computed(result, call.args) : result;
  };
}

function join(call: Call): Value {
  const [separator, ...lists] = call.args;
  if (!separator || lists.length === 0) return call.fail();
  const elements: Value[] = [];
  for (const each of lists) {
    if (each.kind === "unknown" || each.kind === "reference" || each.kind === "resource") return call.unknown([each]);
    if (each.kind !== "list") return call.fail();
    const open = each.elements.some((element) => element.kind !== "known");
    // The elements of a set stand in the order of their values.
    if (each.set && open && each.elements.length > 1) return call.unknown([each]);
    elements.push(...each.elements.map((element) => stepped(element, each.trace)));
  }
  return distribute(call.label, elements, (options) =>
    joined(call, toStringValue(separator), options.map(toStringValue)),
  );
}

function joined(call: Call, separator: Value, texts: readonly Value[]): Value {
  if (isNull(separator) || isFailure(separator) || texts.some((text) => isNull(text) || isFailure(text)))
    return call.fail();
  const [only] = texts;
  if (!only) return computed("", call.args);
  if (texts.length === 1) return only;
  return template(
    texts.map((text) => call.read(text)).flatMap((text, at) => (at === 0 ? [text] : [separator, text])),
    computed("", [separator, ...texts]).trace,
  );
}
