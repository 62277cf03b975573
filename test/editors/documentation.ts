import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = readFileSync(join(__dirname, "../../docs/editors.md"), "utf8");

/** What the page on other editors says to paste: the code behind the comment with the name. */
export function snippet(name: string): string {
  const code = new RegExp(`<!-- ${name} -->\n\`\`\`\\w+\n(.*?)\`\`\``, "s").exec(PAGE)?.[1];
  if (code === undefined) throw new Error(`docs/editors.md has no ${name}`);
  return code;
}
