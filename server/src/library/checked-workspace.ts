import { type CheckId, checkId, type Language, render } from "../../../shared/src";
import { fixAll } from "../engine/fixes";
import { type ResultEdit, type Results, resultsOf } from "../engine/report";
import type { Hcl2Json } from "../platform/hcl2json";
import type { Analysed } from "./analyse";
import { checkNamed } from "./check-named";
import { type ReportFormat, type ReportRequest, reportOn } from "./report";
import { inWords } from "./unusable-input";
import { resultEdits, VerifiedFixes } from "./verified-fixes";

export interface ResultsOptions {
  /** Lists passes and what is not applicable, too. */
  readonly all?: boolean;
  /** Looks for the fixes of each violation and verifies them, which takes some milliseconds for each. */
  readonly fixes?: boolean;
}

export interface FixAllOptions {
  /** The checks whose findings are mended, by id; all of them by default. */
  readonly checks?: readonly string[];
  /** Whether fixes count that make Terraform replace the resource; what the project file says by default, else `false`. */
  readonly allowReplacement?: boolean;
}

/** Everything that is right without asking, at once. */
export interface FixedWorkspace {
  /** Sorted by place within a file, not overlapping, all against the texts that were checked. */
  readonly edits: readonly ResultEdit[];
  /** What the edits mend. */
  readonly fixed: readonly FixedFinding[];
}

export interface FixedFinding {
  readonly checkId: CheckId;
  readonly resource: string;
  /** The folder of the resource's module. */
  readonly module: string;
  /** What was done. */
  readonly title: string;
}

/** A workspace as it was when it was checked. Paths are relative to the working directory, with forward slashes. */
export interface CheckedWorkspace {
  /** What `waf-sec-030 check --format json` prints. A finding's `fixes` are empty unless asked for. */
  results(options?: ResultsOptions): Promise<Results>;
  /**
   * The edits after which no violation is left that has a fix which is right without asking, each verified by HashiCorp's
   * parser. Nothing is written.
   */
  fixAll(options?: FixAllOptions): Promise<FixedWorkspace>;
  /** The evidence for an audit, as `waf-sec-030 report` writes it. */
  report(format: ReportFormat): string;
}

/** What the analysed files have to say, behind the public face. */
export function checkedWorkspace(
  analysed: Analysed,
  hcl: Hcl2Json,
  request: Omit<ReportRequest, "format">,
): CheckedWorkspace {
  const { language, version } = request;
  return {
    results({ all = false, fixes = false } = {}) {
      const verified = new VerifiedFixes(analysed, language, hcl);
      return resultsOf(analysed.analysis, {
        ...analysed,
        version,
        language,
        all,
        fixes: async (finding) => (fixes ? verified.of(finding) : []),
      });
    },
    fixAll: (options = {}) => inWords(language, () => fixAllIn(analysed, options, language, hcl)),
    report: (format) => reportOn(analysed, { ...request, format }),
  };
}

async function fixAllIn(
  analysed: Analysed,
  { checks, allowReplacement }: FixAllOptions,
  language: Language,
  hcl: Hcl2Json,
): Promise<FixedWorkspace> {
  const { analysis, named, name } = analysed;
  const paths = new Set([...analysis.paths()].filter(named));
  const { edits, fixed } = await fixAll(
    analysis,
    {
      paths,
      checks: checks && new Set(checks.map(checkNamed)),
      allowsReplacement: (path) => allowReplacement ?? analysed.allowsReplacement(path),
    },
    hcl,
  );
  return {
    edits: resultEdits(edits, analysed),
    fixed: fixed.map(({ finding: { check, resource, module }, fix: { title } }) => ({
      checkId: checkId(check),
      resource,
      module: name(module),
      title: render(title, language),
    })),
  };
}
