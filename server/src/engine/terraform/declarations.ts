/** What the top-level items of a file declare. */
import type { Attribute, Block, Item } from "../syntax";
import type { Declaration, DeclarationKind, Module, SourceFile } from "./types";

/** The declarations of one item of a file: one for most blocks, one per attribute for `locals` and variable files. */
export function declarationsOf(item: Item, source: SourceFile, module: Module): Declaration[] {
  const node = item.node;
  if (!node) return [];
  const declare = (
    kind: DeclarationKind,
    symbol: string,
    name: string,
    of: Block | Attribute,
    type = "",
  ): Declaration => ({
    kind,
    symbol,
    type,
    name,
    module,
    source,
    item,
    node: of,
  });
  if (node.kind === "attribute") {
    return source.kind === "variables" ? [declare("assignment", `assignment.${node.name}`, node.name, node)] : [];
  }
  if (source.kind === "variables") return [];
  const [first, second] = node.labels.map((label) => label.value);
  switch (node.type) {
    case "resource":
      return first && second ? [declare("resource", `${first}.${second}`, second, node, first)] : [];
    case "data":
    case "ephemeral":
      return first && second ? [declare(node.type, `${node.type}.${first}.${second}`, second, node, first)] : [];
    case "variable":
    case "output":
    case "module":
      return first ? [declare(node.type, `${node.type === "variable" ? "var" : node.type}.${first}`, first, node)] : [];
    case "provider":
      return first ? [declare("provider", `provider.${first}`, first, node)] : [];
    case "terraform":
      return [declare("terraform", "terraform", "", node)];
    case "locals":
      return node.body.flatMap((each) =>
        each.kind === "attribute" ? [declare("local", `local.${each.name}`, each.name, each)] : [],
      );
    default:
      return [];
  }
}
