/**
 * Where in a heredoc or quoted string a part of its JSON stands. The policy is judged by its value; this reads the template it
 * was written as a second time, interpolations unresolved, only for the places.
 */
import type { Attribute, Block, Expression, Span, TemplateExpression, TemplateLiteral } from "../../../syntax";
import { type Location, unknown, type Value } from "../../../terraform";
import { readJson } from "./json";

/** The value, each part of it located at the like part of the template that stands at the place, if one does. */
export function placed(value: Value, place: Location): Value {
  const template = templateAt(place);
  const written = template && readTemplate(template, place);
  return written ? graft(value, written) : value;
}

/** The template that stands at the place, or is the whole value of the attribute there. */
function templateAt(place: Location): TemplateExpression | undefined {
  let node: Block | Attribute | undefined = place.item.node;
  while (node?.kind === "block") node = node.body.find((each) => each.start <= place.start && place.end <= each.end);
  return node && node.end >= place.end
    ? templateIn(node.expr, place.start === node.start ? node.exprStart : place.start)
    : undefined;
}

function templateIn(expression: Expression, start: number): TemplateExpression | undefined {
  if (start < expression.start || start >= expression.end) return undefined;
  switch (expression.kind) {
    case "template":
      return expression.start === start ? expression : undefined;
    case "parentheses":
      return templateIn(expression.inner, Math.max(start, expression.inner.start));
    case "conditional":
      return templateIn(expression.then, start) ?? templateIn(expression.else, start);
    case "call":
      return expression.args.map((each) => templateIn(each, start)).find((each) => each !== undefined);
    default:
      return undefined;
  }
}

function readTemplate(template: TemplateExpression, place: Location): Value | undefined {
  const text: (string | Value)[] = [];
  /** The span in the item of each code unit of the joined text. */
  const spans: Span[] = [];
  for (const part of template.parts) {
    if (part.kind === "text") {
      text.push(part.value);
      align(place.item.text, part, !template.heredoc, spans);
    } else {
      text.push(unknown("unsupported", ""));
      spans.push(part);
    }
  }
  return readJson(text, (first, end) => {
    const [from, to] = [spans[first], spans[end - 1]];
    return from && to && { path: place.path, item: place.item, start: from.start, end: to.end };
  });
}

/**
 * Adds the span of each code unit of the part's value. The value lacks escapes, indentation and stripped white space of the
 * source: what differs between them is skipped, so white space may be placed amiss, anything else is not.
 */
function align(source: string, part: TemplateLiteral, quoted: boolean, spans: Span[]): void {
  let at = part.start;
  for (let index = 0; index < part.value.length; ) {
    const unit = part.value[index]!;
    const written = at < part.end ? unitAt(source, at, quoted) : { text: unit, length: 0 };
    if (written.text.startsWith(unit)) {
      for (let each = 0; each < written.text.length; each++) spans.push({ start: at, end: at + written.length });
      index += written.text.length;
    }
    at += written.length;
  }
}

/** What the source text at the offset stands for, and how long it is. */
function unitAt(source: string, at: number, quoted: boolean): { readonly text: string; readonly length: number } {
  const rest = source.slice(at, at + 10);
  if (rest.startsWith("$${") || rest.startsWith("%%{")) return { text: rest.slice(1, 3), length: 3 };
  if (!quoted || rest[0] !== "\\") return { text: rest[0]!, length: 1 };
  const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
  if (!code) return { text: ESCAPES[rest[1]!] ?? rest[1] ?? "", length: 2 };
  const point = Number.parseInt(code[1] ?? code[2]!, 16);
  return { text: point <= 0x10ffff ? String.fromCodePoint(point) : "", length: code[0].length };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The value with the places of the like parts of what was written. */
function graft(value: Value, written: Value): Value {
  const at = written.at;
  const here = at && !value.at ? { ...value, at } : value;
  if (here.kind === "object" && written.kind === "object") {
    const entries = new Map(
      [...here.entries].map(([key, each]) => {
        const like = written.entries.get(key);
        return [key, like ? graft(each, like) : each];
      }),
    );
    return { ...here, entries };
  }
  if (here.kind === "list" && written.kind === "list" && here.elements.length === written.elements.length) {
    return { ...here, elements: here.elements.map((each, index) => graft(each, written.elements[index]!)) };
  }
  return here;
}
