import type { Language } from "../../../../shared/src";
import { reportOn } from "../../library/report";
import { analyse } from "../analysed";
import type { ReportOptions } from "../options";
import { write } from "../output";
import { CLEAN, type Terminal } from "../terminal";

/**
 * Writes the evidence on what the paths name to a file, or else prints it. Violations do not fail it: they are what it reports.
 * @returns the exit code; throws {@link Unusable} when there is nothing to judge, or the file cannot be written
 */
export async function report(options: ReportOptions, language: Language, terminal: Terminal): Promise<number> {
  const { output } = options;
  const { workingDirectory, version } = terminal;
  const analysed = await analyse(options, language, terminal);
  await write(reportOn(analysed, { ...options, language, version, workingDirectory }), output, terminal);
  return analysed.exitCode(CLEAN);
}
