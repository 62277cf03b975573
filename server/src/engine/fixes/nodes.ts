/** Finding nodes of the syntax tree. */
import type { Attribute, Block, Expression, Item, ObjectExpression, Span } from "../syntax";

export function attributeOf(block: Block, name: string): Attribute | undefined {
  return block.body.find((node): node is Attribute => node.kind === "attribute" && node.name === name);
}

/** The source of an attribute's value; undefined when the attribute is not there. */
export function sourceOf(block: Block, name: string): string | undefined {
  const attribute = attributeOf(block, name);
  return attribute && block.item.text.slice(attribute.exprStart, attribute.exprEnd);
}

/** The innermost attribute of a body that covers the span; spans are relative to the item. */
export function attributeAt(item: Item, span: Span): Attribute | undefined {
  const search = (nodes: readonly (Attribute | Block)[]): Attribute | undefined => {
    const node = nodes.find((each) => each.start <= span.start && each.end >= span.end);
    return node?.kind === "block" ? search(node.body) : node;
  };
  return item.node && search([item.node]);
}

/** Whether the text alone decides the value: such a value may be replaced. */
export function isLiteral(expr: Expression): boolean {
  switch (expr.kind) {
    case "literal":
      return true;
    case "template":
      return expr.parts.every((part) => part.kind === "text");
    case "unary":
    case "parentheses":
      return isLiteral(expr.kind === "unary" ? expr.operand : expr.inner);
    case "tuple":
      return expr.elements.every(isLiteral);
    default:
      return false;
  }
}

/** The key of an entry when it is a plain name or string. */
export function keyOf(entry: ObjectExpression["entries"][number]): string | undefined {
  if (entry.bareKey !== undefined) return entry.bareKey;
  const { key } = entry;
  if (key.kind !== "template" || key.parts.length > 1) return undefined;
  const [part] = key.parts;
  return part === undefined ? "" : part.kind === "text" ? part.value : undefined;
}

/** What a `jsonencode` call encodes; any other expression as it is. */
export function constructorOf(expr: Expression): Expression {
  const [argument] = expr.kind === "call" && expr.name === "jsonencode" ? expr.args : [];
  return argument ? constructorOf(argument) : expr;
}

/** Whether the expression looks a key up by its name (`data.aws_kms_alias.main.arn`), which decides as much as a literal. */
export function isKeyLookup(expr: Expression): boolean {
  const names: string[] = [];
  let root = expr;
  for (; root.kind === "get-attr" || root.kind === "index"; root = root.object) {
    if (root.kind === "get-attr") names.push(root.name);
  }
  const type = names.at(-1);
  return root.kind === "variable" && root.name === "data" && (type === "aws_kms_alias" || type === "aws_kms_key");
}
