import {
  type Language,
  type Message,
  type MessageKey,
  render,
  SEVERITIES,
  type Severity,
} from "../../../../shared/src";
import type { Analysis, Finding } from "../../engine/control";
import { applyEdits, type FixAllResult, fixAll } from "../../engine/fixes";
import { Unusable } from "../../library/unusable";
import { analyse } from "../analysed";
import { paint, plain } from "../colours";
import type { FixOptions } from "../options";
import { patch } from "../patch";
import { type Replacement, replaceFiles } from "../replace-files";
import { CLEAN, type Terminal, VIOLATIONS } from "../terminal";

/** The mildest severity of what counts as a violation that is left: that by which `check` fails. */
const FAILS: Severity = "warning";

/**
 * Changes what is right without asking in the files that the paths name, or prints the changes as a patch. Standard output
 * holds the patch, or the files that were changed; what there is to say beside goes to standard error.
 * @returns the exit code; throws {@link Unusable} when there is nothing to fix
 */
export async function fix(options: FixOptions, language: Language, terminal: Terminal): Promise<number> {
  const { checks } = options;
  const analysed = await analyse(options, language, terminal);
  const { analysis, listed, named, name, unreadable } = analysed;
  if (options.write && !analysed.isUnderstood) throw new Unusable({ key: "cli.project-file-broken" });
  const say = (key: MessageKey, ...args: (string | Message)[]): string => `${render({ key, args }, language)}\n`;
  for (const path of unreadable) {
    terminal.error(say("cli.file-left-alone", name(path), { key: "report.unreadable" }));
  }
  const allowsReplacement = (path: string): boolean => options.allowReplacement || analysed.allowsReplacement(path);
  const paths = new Set([...analysis.paths()].filter(named));
  const result = await fixAll(analysis, { paths, checks, allowsReplacement }, terminal.host.hcl);
  for (const { finding, reason } of result.refused) {
    terminal.error(say("cli.fix-refused", name(finding.at.path), finding.resource, reason));
  }

  const replacements = replacementsOf(result, analysis);
  const leftAlone = options.write ? write(replacements, result, name) : new Map<string, Message>();
  for (const [path, reason] of leftAlone) terminal.error(say("cli.file-left-alone", name(path), reason));
  const made = replacements.filter(({ path }) => !leftAlone.has(path));
  for (const { path, before, after } of made) {
    const change = (): string => patch(name(path), before, after, terminal.colours ? paint : plain);
    terminal.out(options.write ? say("cli.fix-written", name(path)) : change());
    analysis.setText(path, after);
  }

  const fixes = result.fixed.filter(({ fix: { edits } }) => ![...edits.keys()].some((path) => leftAlone.has(path)));
  const summary = options.write ? "cli.fix-done" : "cli.fix-pending";
  terminal.error(say(summary, String(fixes.length), String(made.length)));
  // What is left is found in the texts as they are now, or would be.
  analysis.update();
  const left = [...analysis.allFindings()].filter((finding) => listed(finding.at.path) && isLeft(finding, checks));
  if (left.length > 0) terminal.error(say("cli.fix-left", String(left.length)));
  const isPending = leftAlone.size > 0 || (made.length > 0 && !options.write);
  return analysed.exitCode(left.length > 0 || isPending ? VIOLATIONS : CLEAN);
}

/** In the order of the paths. */
function replacementsOf({ edits }: FixAllResult, analysis: Analysis): readonly Replacement[] {
  return [...edits]
    .map(([path, own]): Replacement => {
      const before = analysis.file(path)?.text ?? "";
      return { path, before, after: applyEdits(before, own) };
    })
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Writes the files. @returns the paths that were left alone, and why */
function write(
  replacements: readonly Replacement[],
  result: FixAllResult,
  name: (path: string) => string,
): ReadonlyMap<string, Message> {
  const leftAlone = new Map<string, Message>();
  for (const group of groupsOf(replacements, result)) {
    const { written, obstacle } = replaceFiles(group);
    if (!obstacle) continue;
    const others: Message = { key: "cli.file-left-with", args: [name(obstacle.path)] };
    for (const { path } of group) {
      if (!written.includes(path)) leftAlone.set(path, path === obstacle.path ? obstacle.reason : others);
    }
  }
  return leftAlone;
}

/** What one fix changes in several files is written to all of them or to none. */
function groupsOf(replacements: readonly Replacement[], { fixed }: FixAllResult): Iterable<readonly Replacement[]> {
  const groups = new Map<string, readonly Replacement[]>(replacements.map((each) => [each.path, [each]]));
  for (const { fix } of fixed) {
    const whole = [...new Set([...fix.edits.keys()].map((path) => groups.get(path) ?? []))].flat();
    for (const { path } of whole) groups.set(path, whole);
  }
  return new Set(groups.values());
}

function isLeft({ status, waiver, severity, check }: Finding, checks: FixOptions["checks"]): boolean {
  const counts = status === "fail" && !waiver && (checks?.has(check) ?? true);
  return counts && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(FAILS);
}
