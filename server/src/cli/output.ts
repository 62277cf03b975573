import { writeFile } from "node:fs/promises";
import { resolvePath } from "../engine/terraform";
import { Unusable } from "../library/unusable";
import { normalizePath } from "../platform/uri";
import type { Terminal } from "./terminal";

/** Writes a text to a file, or to standard output. Throws {@link Unusable} when the file cannot be written. */
export async function write(text: string, file: string | undefined, terminal: Terminal): Promise<void> {
  if (file === undefined) return terminal.out(text);
  const path = resolvePath(terminal.workingDirectory, normalizePath(file));
  try {
    await writeFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unusable({ key: "cli.not-written", args: [path, reason] });
  }
}
