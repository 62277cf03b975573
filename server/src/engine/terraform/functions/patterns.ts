/** `regex`, `regexall` and `replace`. */

import { computed, unknownOf } from "../partial";
import { known, list, object, type TemplateValue, template, unknown, type Value } from "../value";
import { type Call, define, type TerraformFunction } from "./call";
import { compile, type Match, Search } from "./regex/program";
import { type Pattern, parsePattern } from "./regex/syntax";

/** A text longer than this is not searched. */
const MAX_TEXT = 100_000;

export const patterns: Readonly<Record<string, TerraformFunction>> = {
  regex: define(["string", "string"], (call, pattern, text) =>
    search(call, pattern, text, 1, ([first], chars, parsed) => first && captured(call, first, chars, parsed)),
  ),
  regexall: define(["string", "string"], (call, pattern, text) =>
    search(call, pattern, text, Number.POSITIVE_INFINITY, (matches, chars, parsed) => {
      const found = matches.map((match) => captured(call, match, chars, parsed));
      return found.includes(undefined) ? undefined : list(found as Value[], call.trace);
    }),
  ),
  replace: (call) => {
    const [text, part, replacement] = call.args;
    const texts = [part, replacement].map((arg) =>
      arg?.kind === "known" && typeof arg.value === "string" ? arg.value : undefined,
    );
    const [from, to] = texts;
    if (text?.kind !== "template" || from === undefined || to === undefined || call.args.length !== 3)
      return replaceText(call);
    return replaceParts(call, text, from, to);
  },
};

const replaceText = define(["string", "string", "string"], (call, text, part, replacement) => {
  const pattern = /^\/(.*)\/$/s.exec(part)?.[1];
  if (pattern === undefined) {
    const pieces = part === "" ? ["", ...text, ""] : text.split(part);
    if (!call.host.spend((pieces.length * replacement.length) / 64))
      return unknown("too-complex", call.label, call.trace);
    return pieces.join(replacement);
  }
  return search(call, pattern, text, Number.POSITIVE_INFINITY, (matches, chars, parsed) => {
    let result = "";
    let end = 0;
    for (const match of matches) {
      result += chars.slice(end, match[0]).join("") + expand(replacement, match, chars, parsed);
      end = match[1] ?? end;
    }
    return computed(result + chars.slice(end).join(""), call.args);
  });
});

/** A single character is replaced in each known part for itself; a longer text could reach over their borders. */
function replaceParts(call: Call, text: TemplateValue, from: string, to: string): Value {
  if ([...from].length !== 1) return call.unknown();
  return template(
    text.parts.map((each) =>
      typeof each === "string" ? each.replaceAll(from, () => to) : unknownOf(call.label, [each]),
    ),
    text.trace,
  );
}

function search(
  call: Call,
  pattern: string,
  text: string,
  limit: number,
  use: (matches: readonly Match[], chars: readonly string[], pattern: Pattern) => Value | undefined,
): Value | undefined {
  const parsed = parsePattern(pattern);
  if (!parsed) return undefined;
  const tooComplex = unknown("too-complex", call.label, call.trace);
  const program = compile(parsed);
  if (!program || text.length > MAX_TEXT || !call.host.spend((program.length + text.length) / 16)) return tooComplex;
  const chars = [...text];
  const searching = new Search(program, chars);
  const matches = searching.all(limit);
  return matches && call.host.spend(searching.steps / 64) ? use(matches, chars, parsed) : tooComplex;
}

/** What Terraform makes of a match: the text, the list of its groups, or the map of its named groups. */
function captured(call: Call, match: Match, chars: readonly string[], { groups }: Pattern): Value | undefined {
  if (groups.length === 0) return computed(groupText(match, chars, 0), call.args);
  const texts = groups.map((_, at) => known(groupText(match, chars, at + 1)));
  const names = groups.filter((name) => name !== undefined);
  if (names.length === 0) return list(texts, call.trace);
  if (names.length < groups.length) return undefined;
  return object(new Map(names.map((name, at) => [name, texts[at]!])), true, call.trace);
}

function groupText(match: Match, chars: readonly string[], group: number): string | null {
  const [start, end] = [match[2 * group], match[2 * group + 1]];
  return start === undefined || end === undefined ? null : chars.slice(start, end).join("");
}

/** The replacement with `$1`, `$name` and `${name}` filled in; a name is as long as it can be. */
function expand(replacement: string, match: Match, chars: readonly string[], { groups }: Pattern): string {
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, short?: string, long?: string) => {
    const name = short ?? long;
    if (name === undefined) return whole === "$$" ? "$" : whole;
    const group = /^\d+$/.test(name) ? Number(name) : groups.indexOf(name) + 1;
    if (group === 0 && name !== "0") return "";
    return groupText(match, chars, group) ?? "";
  });
}
