import { type Language, render } from "../../../shared/src";
import { type Analysed, analyse as analyseIn } from "../library/analyse";
import { trackedIn } from "./git";
import type { JudgingOptions } from "./options";
import { Progress } from "./progress";
import { type Terminal, UNUSABLE } from "./terminal";

/** What the arguments name, and the checks that threw, in words. */
export interface AnalysedHere extends Analysed {
  readonly crashes: readonly string[];
  /** Whether everything in the project files counts. */
  readonly isUnderstood: boolean;
  /** The code that the command exits with: another than its own when it has not judged as the project asks. */
  exitCode(own: number): number;
}

/** Reads and judges what the arguments name. Throws {@link Unusable} when there is nothing to judge. */
export async function analyse(request: JudgingOptions, language: Language, terminal: Terminal): Promise<AnalysedHere> {
  const { host, workingDirectory } = terminal;
  const crashes: string[] = [];
  const progress = new Progress(terminal, language);
  try {
    const analysed = await analyseIn(request, {
      files: host.files,
      workingDirectory,
      tracked: trackedIn,
      onProblem: ({ check, resource, error }) => crashes.push(`${check}, ${resource}: ${error}`),
      onProgress: (stage, done, total) => progress.show(`cli.progress-${stage}`, done, total),
    });
    progress.clear();
    const isUnderstood = !tellProblems(analysed, language, terminal);
    return { ...analysed, crashes, isUnderstood, exitCode: (own) => (isUnderstood ? own : UNUSABLE) };
  } finally {
    progress.clear();
    for (const crash of crashes) terminal.error(`${render({ key: "cli.internal", args: [crash] }, language)}\n`);
  }
}

/** Says what does not count in project files, each with its place, one-based. @returns whether there is any */
function tellProblems({ analysis, projectFiles, name }: Analysed, language: Language, terminal: Terminal): boolean {
  const problems = projectFiles.flatMap((file) => file.problems);
  for (const { message, at } of problems) {
    const { line, character } = analysis.rangeOf(at)?.start ?? { line: 0, character: 0 };
    terminal.error(`${name(at.path)}:${line + 1}:${character + 1}: ${render(message, language)}\n`);
  }
  return problems.length > 0;
}
