import { readFile } from "node:fs/promises";
import { type Language, type Message, render } from "../../../../shared/src";
import type { Finding } from "../../engine/control";
import { type FormatNeeds, failsRun, formats, type Results, resultsOf, statusOf, toText } from "../../engine/report";
import { pathBelow, resolvePath } from "../../engine/terraform";
import { Unusable } from "../../library/unusable";
import { VerifiedFixes } from "../../library/verified-fixes";
import { normalizePath } from "../../platform/uri";
import { type AnalysedHere, analyse } from "../analysed";
import { Baseline } from "../baseline";
import { paint, plain } from "../colours";
import { changedSince, originOf } from "../git";
import type { CheckFormat, CheckOptions, CheckOutput } from "../options";
import { write } from "../output";
import { Progress } from "../progress";
import { withText } from "../standard-input";
import { CLEAN, type Terminal, VIOLATIONS } from "../terminal";

/** How many fixes are tried and verified for a list of them: those of a whole estate would take hours. */
const MAX_VERIFIED = 300;

/** How long that may take, in milliseconds; mostly, all take less than two seconds. */
const PATIENCE = 60_000;

/** How many results a code scanning service shows. */
const MAX_SHOWN = 5000;

const NEEDS: Readonly<Record<CheckFormat, FormatNeeds>> = {
  text: { fromRoot: false, all: false, fixes: false },
  json: { fromRoot: false, all: false, fixes: true },
  ...formats,
};

/** The findings that the results are about. */
interface Selected {
  readonly analysed: AnalysedHere;
  readonly baseline: Baseline | undefined;
  /** Absolute paths; undefined when it does not matter what has changed. */
  readonly changed: ReadonlySet<string> | undefined;
}

/**
 * Checks what the paths name and writes the results, in every form that is asked for.
 * @returns the exit code; throws {@link Unusable} when there is nothing to check, or a file cannot be read or written
 */
export async function check(options: CheckOptions, language: Language, terminal: Terminal): Promise<number> {
  const { baseline, changedSince: since } = options;
  const selected: Selected = {
    baseline: baseline === undefined ? undefined : await readBaseline(baseline, terminal),
    changed: since === undefined ? undefined : await changedSince(since, terminal.workingDirectory),
    analysed: await analyse(options, language, await withStandardInput(options, terminal)),
  };
  const say = (message: Message): void => terminal.error(`${render(message, language)}\n`);
  let fails = false;
  let leftOut = 0;
  for (const output of options.outputs) {
    const { results, fixesLeftOut } = await resultsFor(output.format, selected, options, language, terminal);
    await write(await written(results, output, selected, options, language, terminal), output.file, terminal);
    fails = results.findings.some((finding) => failsRun(finding, options.failOn));
    leftOut = Math.max(leftOut, fixesLeftOut);
    if (output.format === "sarif" && results.findings.length > MAX_SHOWN) {
      say({ key: "cli.many-results", args: [String(results.findings.length), String(MAX_SHOWN)] });
    }
  }
  if (leftOut > 0) say({ key: "cli.fixes-left-out", args: [String(leftOut)] });
  compare(selected, terminal, say);
  return selected.analysed.exitCode(fails ? VIOLATIONS : CLEAN);
}

/** What is found, as the form wants it. */
async function resultsFor(
  format: CheckFormat,
  { analysed, baseline, changed }: Selected,
  { all }: CheckOptions,
  language: Language,
  terminal: Terminal,
): Promise<{ readonly results: Results; readonly fixesLeftOut: number }> {
  const wanted = NEEDS[format];
  const root = analysed.analysis.workspace.root;
  const fromRoot = (path: string): string => pathBelow(root, path) || ".";
  const here = { ...analysed, name: wanted.fromRoot ? fromRoot : analysed.name };
  const fixes = new VerifiedFixes(here, language, terminal.host.hcl, MAX_VERIFIED, PATIENCE);
  const progress = new Progress(terminal, language);
  let verified = 0;
  const results = await resultsOf(analysed.analysis, {
    ...here,
    version: terminal.version,
    language,
    all: all || wanted.all,
    select: (finding, fingerprint) => {
      // The baseline takes note of everything, so that it can tell what is gone.
      const known = baseline?.hides(fingerprint, statusOf(finding)) ?? false;
      return !known && (changed === undefined || pathsOf(finding).some((path) => changed.has(path)));
    },
    fixes: async (finding) => {
      if (!wanted.fixes) return [];
      progress.show("cli.progress-fixes", ++verified);
      return fixes.of(finding);
    },
  });
  progress.clear();
  if (changed === undefined) return { results, fixesLeftOut: fixes.leftOut };
  const names = new Set([...changed].map(here.name));
  const isChanged = ({ file }: { readonly file: string }): boolean => names.has(file);
  const { errors, waiverProblems } = results;
  return {
    results: { ...results, errors: errors.filter(isChanged), waiverProblems: waiverProblems.filter(isChanged) },
    fixesLeftOut: fixes.leftOut,
  };
}

/** Where a finding stands, and where what led to it does. */
function pathsOf({ at, related }: Finding): readonly string[] {
  return [at.path, ...related.map((place) => place.at.path)];
}

async function written(
  results: Results,
  { format, file }: CheckOutput,
  { analysed, baseline }: Selected,
  { paths, all, failOn }: CheckOptions,
  language: Language,
  terminal: Terminal,
): Promise<string> {
  if (format === "json") return `${JSON.stringify(results, undefined, 2)}\n`;
  if (format === "text") {
    return toText(results, language, all, terminal.colours && file === undefined ? paint : plain);
  }
  const origin = await originOf(analysed.analysis.workspace.root, paths, terminal);
  const isCompared = baseline !== undefined;
  const { crashes } = analysed;
  return formats[format].write(results, { language, all, failOn, origin, crashes, isCompared });
}

async function readBaseline(name: string, { workingDirectory }: Terminal): Promise<Baseline> {
  let text: string;
  try {
    text = await readFile(resolvePath(workingDirectory, normalizePath(name)), "utf8");
  } catch {
    throw new Unusable({ key: "cli.no-baseline-file", args: [name] });
  }
  return Baseline.read(text, name);
}

/** Says what the comparison with the baseline comes to. */
function compare({ analysed, baseline }: Selected, terminal: Terminal, say: (message: Message) => void): void {
  if (!baseline) return;
  const base = baseline.fromRoot ? analysed.analysis.workspace.root : terminal.workingDirectory;
  const wasChecked = (file: string): boolean => {
    const path = resolvePath(base, file);
    return analysed.named(path) || analysed.listed(path);
  };
  const gone = baseline.gone().filter(({ file }) => wasChecked(file));
  say({ key: "cli.baseline", args: [String(baseline.hidden), String(gone.length)] });
  for (const { file, resource, checkId } of gone) terminal.error(`  ${file}: ${resource} [${checkId}]\n`);
}

/** The terminal as if the standard input were in the file that it is said to be. */
async function withStandardInput({ standardInput }: CheckOptions, terminal: Terminal): Promise<Terminal> {
  if (standardInput === undefined) return terminal;
  const { host, workingDirectory } = terminal;
  const path = resolvePath(workingDirectory, normalizePath(standardInput));
  return { ...terminal, host: { ...host, files: withText(host.files, path, await terminal.input()) } };
}
