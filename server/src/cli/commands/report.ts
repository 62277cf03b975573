import { writeFile } from "node:fs/promises";
import type { Language } from "../../../../shared/src";
import { resolvePath } from "../../engine/terraform";
import { reportOn } from "../../library/report";
import { Unusable } from "../../library/unusable";
import { normalizePath } from "../../platform/uri";
import { analyse } from "../analysed";
import type { ReportOptions } from "../options";
import { CLEAN, type Terminal } from "../terminal";

/**
 * Writes the evidence on what the paths name to a file, or else prints it. Violations do not fail it: they are what it reports.
 * @returns the exit code; throws {@link Unusable} when there is nothing to judge, or the file cannot be written
 */
export async function report(options: ReportOptions, language: Language, terminal: Terminal): Promise<number> {
  const { output } = options;
  const { workingDirectory, version } = terminal;
  const analysed = await analyse(options, language, terminal);
  const text = reportOn(analysed, { ...options, language, version, workingDirectory });
  if (output === undefined) terminal.out(text);
  else await save(resolvePath(workingDirectory, normalizePath(output)), text);
  return CLEAN;
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new Unusable({
      key: "cli.not-written",
      args: [path, String(error instanceof Error ? error.message : error)],
    });
  }
}
