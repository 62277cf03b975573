import { type Language, render, SEVERITIES } from "../../../../shared/src";
import type { Analysis, Finding } from "../../engine/control";
import { fixesFor, verifyFix } from "../../engine/fixes";
import { type ResultFinding, type ResultFix, resultsOf, toText } from "../../engine/report";
import { analyse } from "../analysed";
import { paint, plain } from "../colours";
import type { CheckOptions } from "../options";
import { CLEAN, type Terminal, VIOLATIONS } from "../terminal";

/** How many fixes are tried and verified for a list of them: those of a whole estate would take hours. */
const MAX_VERIFIED = 300;

/**
 * Checks what the paths name and prints the result.
 * @returns the exit code; throws {@link Unusable} when there is nothing to check
 */
export async function check(options: CheckOptions, language: Language, terminal: Terminal): Promise<number> {
  const { analysis, listed, name, unreadable, waiverFile } = await analyse(options, language, terminal);
  const fixes = new VerifiedFixes(analysis, language, terminal);
  const results = await resultsOf(analysis, {
    version: terminal.version,
    language,
    listed,
    name,
    all: options.all,
    unreadable,
    waiverFile,
    fixes: async (finding) => (options.format === "json" ? fixes.of(finding) : []),
  });
  terminal.out(
    options.format === "json"
      ? `${JSON.stringify(results, undefined, 2)}\n`
      : toText(results, language, options.all, terminal.colours ? paint : plain),
  );
  if (fixes.leftOut > 0) {
    terminal.error(`${render({ key: "cli.fixes-left-out", args: [String(fixes.leftOut)] }, language)}\n`);
  }
  return results.findings.some((finding) => fails(finding, options.failOn)) ? VIOLATIONS : CLEAN;
}

/** The fixes of findings that hold what they promise, as many as can be verified in reasonable time. */
class VerifiedFixes {
  /** Findings whose fixes were not looked for. */
  leftOut = 0;
  #verified = 0;

  constructor(
    private readonly analysis: Analysis,
    private readonly language: Language,
    private readonly terminal: Terminal,
  ) {}

  async of(finding: Finding): Promise<ResultFix[]> {
    if (this.#verified >= MAX_VERIFIED) {
      this.leftOut++;
      return [];
    }
    const fixes: ResultFix[] = [];
    for (const fix of fixesFor(finding, this.analysis)) {
      this.#verified++;
      if (!(await verifyFix(fix, finding, this.analysis, this.terminal.host.hcl)).ok) continue;
      const { preferred, replaces } = fix;
      fixes.push({ title: render(fix.title, this.language), preferred, replaces });
    }
    return fixes;
  }
}

function fails({ status, severity }: ResultFinding, failOn: CheckOptions["failOn"]): boolean {
  return status === "fail" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
