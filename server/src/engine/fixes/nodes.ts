/** Finding nodes of the syntax tree. */
import type { Attribute, Block, Item, Span } from "../syntax";

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
