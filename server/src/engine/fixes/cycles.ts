/** Whether naming something would make the configuration refer to itself in a circle, which Terraform refuses. */
import type { Module } from "../terraform";

/** References as they are written: `var.x`, `local.x`, `module.x`, `data.type.x`, `type.x`. */
const REFERENCE = /(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g;

/** Whether what the expression names in the module depends on the symbol, as far as the module's own text tells. */
export function dependsOn(expression: string, symbol: string, module: Module): boolean {
  const found = new Set(referencesIn(expression, module));
  for (const each of found) {
    if (each === symbol) return true;
    for (const { item, node } of module.declarations.get(each) ?? []) {
      for (const reference of referencesIn(item.text.slice(node.start, node.end), module)) found.add(reference);
    }
  }
  return false;
}

function referencesIn(text: string, module: Module): readonly string[] {
  return (text.match(REFERENCE) ?? []).filter((symbol) => module.declarations.has(symbol));
}
