import { type Language, render, SEVERITIES } from "../../../../shared/src";
import { type ResultFinding, resultsOf, toText } from "../../engine/report";
import { VerifiedFixes } from "../../library/verified-fixes";
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
  const analysed = await analyse(options, language, terminal);
  const fixes = new VerifiedFixes(analysed, language, terminal.host.hcl, MAX_VERIFIED);
  const results = await resultsOf(analysed.analysis, {
    ...analysed,
    version: terminal.version,
    language,
    all: options.all,
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

function fails({ status, severity }: ResultFinding, failOn: CheckOptions["failOn"]): boolean {
  return status === "fail" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
