import { type Language, render, SEVERITIES } from "../../../../shared/src";
import type { Finding } from "../../engine/control";
import { fixesFor, verifyFix } from "../../engine/fixes";
import { type ResultFinding, type ResultFix, resultsOf, toText } from "../../engine/report";
import { analyse } from "../analysed";
import { paint, plain } from "../colours";
import type { CheckOptions } from "../options";
import { CLEAN, type Terminal, VIOLATIONS } from "../terminal";

/** How many findings get their fixes listed: to try and verify those of a whole estate would take hours. */
const MAX_MENDED = 200;

/**
 * Checks what the paths name and prints the result.
 * @returns the exit code; throws {@link Unusable} when there is nothing to check
 */
export async function check(options: CheckOptions, language: Language, terminal: Terminal): Promise<number> {
  const { hcl } = terminal.host;
  const { analysis, listed, name, unreadable, waiverFile } = await analyse(options, language, terminal);
  let mended = 0;
  const results = await resultsOf(analysis, {
    version: terminal.version,
    language,
    listed,
    name,
    all: options.all,
    unreadable,
    waiverFile,
    fixes: options.format === "json" ? verifiedFixes : async () => [],
  });
  terminal.out(
    options.format === "json"
      ? `${JSON.stringify(results, undefined, 2)}\n`
      : toText(results, language, options.all, terminal.colours ? paint : plain),
  );
  if (mended > MAX_MENDED)
    terminal.error(`${render({ key: "cli.fixes-left-out", args: [String(MAX_MENDED)] }, language)}\n`);
  return results.findings.some((finding) => fails(finding, options.failOn)) ? VIOLATIONS : CLEAN;

  async function verifiedFixes(finding: Finding): Promise<ResultFix[]> {
    const verified: ResultFix[] = [];
    if (mended++ >= MAX_MENDED) return verified;
    for (const fix of fixesFor(finding, analysis)) {
      if (!(await verifyFix(fix, finding, analysis, hcl)).ok) continue;
      verified.push({ title: render(fix.title, language), preferred: fix.preferred, replaces: fix.replaces });
    }
    return verified;
  }
}

function fails({ status, severity }: ResultFinding, failOn: CheckOptions["failOn"]): boolean {
  return status === "fail" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
