import { File } from "./file";
import { ItemParser } from "./item";
import type { ItemNode } from "./nodes";

/**
 * Parses the text of a `.tf`, `.tofu` or `.tfvars` file. Never throws: what is wrong with the text is in the errors of the
 * file, and everything else is read.
 */
export function parse(text: string): File {
  const parser = new ItemParser(text, true);
  const items: ItemNode[] = [];
  while (parser.offset < text.length) items.push(parser.next());
  return new File(items);
}
