/** What the tests of the parser share: invariants that hold for every text, and trees as plain data. */
import assert from "node:assert/strict";
import {
  type Attribute,
  type Block,
  type Expression,
  type File,
  type Item,
  parse,
  type Span,
  type TemplatePart,
} from "../../../server/src/engine/syntax/index";

/** Everything a file says, as plain data: two files with the same outline are the same. */
export function outline(file: File): unknown {
  return file.items.map((item) => ({
    text: item.text,
    node: item.node && outlineNode(item.node),
    errors: item.errors,
    comments: item.comments,
    examined: item.examined,
  }));
}

function outlineNode(node: Block | Attribute): unknown {
  if (node.kind === "attribute") {
    const { kind, name, start, nameEnd, exprStart, exprEnd, end, expr } = node;
    return { kind, name, start, nameEnd, exprStart, exprEnd, end, expr };
  }
  const { kind, type, start, typeEnd, labels, openBrace, closeBrace, end, body } = node;
  return { kind, type, start, typeEnd, labels, openBrace, closeBrace, end, body: body.map(outlineNode) };
}

/** Parses a text and asserts what must hold whatever the text is. */
export function parseChecked(text: string): File {
  const file = parse(text);
  checkFile(file, text);
  return file;
}

/** Asserts that a file is the text, that all spans lie in each other as they should, and that positions convert back. */
export function checkFile(file: File, text: string): void {
  assert.equal(file.text, text);
  assert.equal(file.length, text.length);
  let offset = 0;
  for (const [index, item] of file.items.entries()) {
    assert.equal(file.startOf(item), offset);
    assert.ok(item.text.length > 0, "an item is not empty");
    assert.ok(item.examined >= item.text.length, "what an item consists of was examined");
    assert.ok(item.node !== undefined || index === file.items.length - 1, "only the last item has no node");
    const whole = { start: 0, end: item.text.length };
    if (item.node !== undefined) checkNode(item.node, item, whole);
    for (const error of item.errors) checkInside(error, whole, error.code);
    let end = 0;
    for (const comment of item.comments) {
      checkInside(comment, { start: end, end: whole.end }, "comment");
      assert.ok(item.text.startsWith(comment.kind, comment.start));
      end = comment.end;
    }
    offset += item.text.length;
  }
  for (const error of file.errors) checkInside(error, { start: 0, end: text.length }, error.code);
  const step = Math.max(1, Math.floor(text.length / 20));
  for (let at = 0; at <= text.length; at += step) {
    // Between \r and \n there is no position of its own.
    if (text[at] === "\n" && text[at - 1] === "\r") continue;
    assert.equal(file.offsetAt(file.positionAt(at)), at);
  }
}

function checkNode(node: Block | Attribute, item: Item, parent: Span): void {
  checkInside(node, parent, node.kind);
  assert.equal(node.item, item);
  if (node.kind === "attribute") {
    assert.equal(item.text.slice(node.start, node.nameEnd), node.name);
    checkInside({ start: node.exprStart, end: node.exprEnd }, node, "expression");
    assert.ok(node.exprStart >= node.nameEnd);
    assert.equal(node.expr, node.expr, "an expression is read once");
    checkExpression(node.expr, node);
    return;
  }
  assert.equal(item.text.slice(node.start, node.typeEnd), node.type);
  let end = node.typeEnd;
  for (const label of node.labels) {
    checkInside(label, { start: end, end: node.end }, "label");
    end = label.end;
  }
  if (node.openBrace >= 0) {
    assert.equal(item.text[node.openBrace], "{");
    assert.ok(node.openBrace >= end);
    end = node.openBrace + 1;
  }
  if (node.closeBrace >= 0) {
    assert.equal(item.text[node.closeBrace], "}");
    assert.equal(node.closeBrace + 1, node.end);
  }
  for (const child of node.body) {
    checkNode(child, item, { start: end, end: node.closeBrace >= 0 ? node.closeBrace : node.end });
    end = child.end;
  }
}

function checkInside({ start, end }: Span, outer: Span, what: string): void {
  assert.ok(
    start <= end && start >= outer.start && end <= outer.end,
    `${what} ${start}-${end} is not in ${outer.start}-${outer.end}`,
  );
}

/** Asserts that an expression and all in it lie in the span. */
export function checkExpression(expression: Expression, outer: Span): void {
  checkInside(expression, outer, expression.kind);
  for (const child of childrenOf(expression)) checkExpression(child, expression);
  if (expression.kind === "template") checkParts(expression.parts, expression);
}

function checkParts(parts: readonly TemplatePart[], outer: Span): void {
  let end = outer.start;
  for (const part of parts) {
    checkInside(part, { start: end, end: outer.end }, part.kind);
    end = part.end;
    switch (part.kind) {
      case "interpolation":
        checkExpression(part.expr, part);
        break;
      case "if":
        checkExpression(part.condition, part);
        checkParts(part.then, part);
        checkParts(part.else, part);
        break;
      case "for":
        checkExpression(part.collection, part);
        checkParts(part.body, part);
        break;
    }
  }
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "get-attr":
      return [expression.object];
    case "index":
      return [expression.object, expression.key];
    case "splat":
      return [expression.object];
    case "call":
      return expression.args;
    case "conditional":
      return [expression.condition, expression.then, expression.else];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    case "tuple":
      return expression.elements;
    case "object":
      return expression.entries.flatMap((entry) => [entry.key, entry.value]);
    case "for":
      return [expression.collection, expression.key, expression.value, expression.condition].filter(
        (child) => child !== undefined,
      );
    case "parentheses":
      return [expression.inner];
    default:
      return [];
  }
}
