/** The same configuration with less known of it. */
import { chance, type Random } from "../random";
import type { Files } from "./world";

/** Takes away what says the values of some of the root's variables: their defaults and their assignments in variable files. */
export function hide(files: Files, next: Random): Files {
  const hidden = new Set<string>();
  const isHidden = (name: string): boolean => hidden.has(name);
  for (const name of [...Array(8).keys()].flatMap((at) => [`v${at}`, `w${at}`])) {
    if (chance(next, 0.5)) hidden.add(name);
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      if (path.includes("/")) return [path, text];
      return [path, path.endsWith(".json") ? withoutJson(text, isHidden) : withoutText(text, isHidden)];
    }),
  );
}

function withoutText(text: string, isHidden: (name: string) => boolean): string {
  const blocks = text.replace(/^variable "(\w+)" \{\n(?: {2}.*\n)*\}/gm, (block, name: string) =>
    isHidden(name) ? block.replace(/^ {2}default = .*\n/m, "") : block,
  );
  return blocks.replace(/^(\w+) = .*\n/gm, (line, name: string) => (isHidden(name) ? "" : line));
}

function withoutJson(text: string, isHidden: (name: string) => boolean): string {
  const json = JSON.parse(text);
  for (const name of Object.keys(json)) if (isHidden(name)) delete json[name];
  for (const [name, variable] of Object.entries<{ default?: unknown }>(json.variable ?? {})) {
    if (isHidden(name)) delete variable.default;
  }
  return JSON.stringify(json);
}
