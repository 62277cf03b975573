/** Trees as short text, for tests to compare. */
import type { Attribute, Block, Expression, File, TemplatePart } from "../../../server/src/engine/syntax/index";

/** A line for each top-level node and comment-free tail: `type label { name = value; … }`. `<` and `>` are missing braces. */
export function showFile(file: File): readonly string[] {
  return file.items.flatMap((item) => (item.node === undefined ? [] : [showNode(item.node)]));
}

function showNode(node: Block | Attribute): string {
  if (node.kind === "attribute") return `${node.name} = ${show(node.expr)}`;
  const head = [node.type, ...node.labels.map((label) => (label.quoted ? JSON.stringify(label.value) : label.value))];
  const open = node.openBrace < 0 ? "<" : "{";
  const close = node.closeBrace < 0 ? ">" : "}";
  const body = node.body.map(showNode).join("; ");
  return [...head, open, ...(body === "" ? [] : [body]), close].join(" ");
}

/** The errors of a file: code, arguments and the text they underline. */
export function showErrors(file: File): readonly string[] {
  return file.errors.map(({ code, args, start, end }) => {
    const text = JSON.stringify(file.text.slice(start, end));
    return `${[code, ...args].join(" ")} at ${file.positionAt(start).line}: ${text}`;
  });
}

/** An expression with all its structure: operators in parentheses, written parentheses as `paren(…)`, errors as `!`. */
export function show(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return String(expression.value);
    case "template":
      return showTemplate(expression.parts);
    case "variable":
      return expression.name;
    case "get-attr":
      return `${show(expression.object)}.${expression.name}`;
    case "index":
      return `${show(expression.object)}[${show(expression.key)}]`;
    case "splat":
      return `${show(expression.object)}${expression.full ? "[*]" : ".*"}<${show(expression.each)}>`;
    case "call":
      return `${expression.name}(${expression.args.map(show).join(", ")}${expression.expandFinal ? "..." : ""})`;
    case "conditional":
      return `(${show(expression.condition)} ? ${show(expression.then)} : ${show(expression.else)})`;
    case "binary":
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case "unary":
      return `(${expression.operator}${show(expression.operand)})`;
    case "tuple":
      return `[${expression.elements.map(show).join(", ")}]`;
    case "object": {
      const entries = expression.entries.map(({ key, bareKey, value }) => `${bareKey ?? show(key)} = ${show(value)}`);
      return `{${entries.join(", ")}}`;
    }
    case "for": {
      const { keyVariable, valueVariable, collection, key, value, group, condition } = expression;
      const variables = keyVariable === undefined ? valueVariable : `${keyVariable}, ${valueVariable}`;
      const result = key === undefined ? show(value) : `${show(key)} => ${show(value)}${group ? "..." : ""}`;
      const filter = condition === undefined ? "" : ` if ${show(condition)}`;
      const text = `for ${variables} in ${show(collection)} : ${result}${filter}`;
      return key === undefined ? `[${text}]` : `{${text}}`;
    }
    case "parentheses":
      return `paren(${show(expression.inner)})`;
    case "error":
      return "!";
  }
}

/** A template as its parts, each text quoted: `"a" ${b}`; the empty template is `""`. */
export function showTemplate(parts: readonly TemplatePart[]): string {
  return parts.length === 0 ? '""' : parts.map(showPart).join(" ");
}

function showPart(part: TemplatePart): string {
  switch (part.kind) {
    case "text":
      return JSON.stringify(part.value);
    case "interpolation":
      return `\${${show(part.expr)}}`;
    case "if":
      return `%{if ${show(part.condition)}: ${showTemplate(part.then)} else ${showTemplate(part.else)}}`;
    case "for": {
      const variables =
        part.keyVariable === undefined ? part.valueVariable : `${part.keyVariable}, ${part.valueVariable}`;
      return `%{for ${variables} in ${show(part.collection)}: ${showTemplate(part.body)}}`;
    }
  }
}
