/** The tables of expressions beside this file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The lines of a table without its comments. */
export function lines(name: string): string[] {
  const text = readFileSync(join(import.meta.dirname, name), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}
