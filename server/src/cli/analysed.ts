import { type Language, render } from "../../../shared/src";
import { type Analysed, analyse as analyseIn } from "../library/analyse";
import type { JudgingOptions } from "./options";
import type { Terminal } from "./terminal";

/** Reads and judges what the arguments name. Throws {@link Unusable} when there is nothing to judge. */
export function analyse(request: JudgingOptions, language: Language, terminal: Terminal): Promise<Analysed> {
  return analyseIn(request, {
    files: terminal.host.files,
    workingDirectory: terminal.workingDirectory,
    onProblem: ({ check, resource, error }) =>
      terminal.error(`${render({ key: "cli.internal", args: [`${check}, ${resource}: ${error}`] }, language)}\n`),
  });
}
