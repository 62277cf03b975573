/** The result of a check as data: the JSON that the command line prints, and what its text is made of. */
import {
  type CheckId,
  CONTROL_ID,
  checkId,
  type Language,
  type Property,
  render,
  type Severity,
  type Status,
} from "../../../../shared/src";
import type { Analysis, Finding, WaiverProblemKind } from "../control";
import { fingerprintsOf } from "./fingerprint";
import { byPlace, type Remark, type ReportOptions, unreadOf, type Where, waiverProblemsOf } from "./remarks";

export interface Results {
  /** The version of the product. */
  readonly version: string;
  readonly control: typeof CONTROL_ID;
  readonly summary: Summary;
  /** By file, then by place. */
  readonly findings: readonly ResultFinding[];
  /** What could not be read or parsed. */
  readonly errors: readonly Place[];
  /** Waivers that do not count, or cover nothing. */
  readonly waiverProblems: readonly ResultWaiverProblem[];
}

export interface ResultWaiverProblem extends Place {
  readonly kind: WaiverProblemKind;
}

export interface Summary {
  readonly files: number;
  /** Resources that some check is about. */
  readonly resources: number;
  readonly pass: number;
  /** Violations: neither recommendations nor what is waived. */
  readonly fail: number;
  readonly waived: number;
  readonly unverified: number;
}

/** Something said of a place; positions are zero-based, in UTF-16 code units. */
export interface Place extends Where {
  readonly message: string;
}

export interface ResultFinding extends Place {
  /** Stays the same while lines move and other resources come, go or are renamed; unique among the findings. */
  readonly fingerprint: string;
  readonly checkId: CheckId;
  readonly property: Property;
  readonly attribute: string;
  /** A violation that is waived is "waived". */
  readonly status: Status | "waived";
  readonly severity: Severity;
  /** Present, and true, where the control only recommends. */
  readonly recommendation?: true;
  readonly resource: string;
  /** The folder of the resource's module. */
  readonly module: string;
  /** The full address, where only some instances of the resource are meant. */
  readonly instance?: string;
  readonly related: readonly Place[];
  readonly fixes: readonly ResultFix[];
  readonly waiver?: { readonly source: string; readonly reason: string; readonly expires?: string };
}

export interface ResultFix {
  readonly title: string;
  /** Right without asking. */
  readonly preferred: boolean;
  /** Makes Terraform replace the resource. */
  readonly replaces: boolean;
  /** Sorted by place within a file, not overlapping, all against the texts that were checked. */
  readonly edits: readonly ResultEdit[];
}

/** The text in the range becomes the new one. */
export interface ResultEdit extends Where {
  readonly newText: string;
}

export interface ResultOptions extends ReportOptions {
  readonly language: Language;
  /** Whether passes and not-applicables are listed too. */
  readonly all: boolean;
  /** Which findings the results are about; all of them when undefined. */
  readonly select?: (finding: Finding, fingerprint: string) => boolean;
  /** The fixes of a violation. */
  readonly fixes: (finding: Finding) => Promise<readonly ResultFix[]>;
}

/** A finding with what it takes to write it down. */
interface Found extends Where {
  readonly finding: Finding;
  readonly fingerprint: string;
}

/** What the analysis found, as data. */
export async function resultsOf(analysis: Analysis, options: ResultOptions): Promise<Results> {
  const { version, listed, all, language, select } = options;
  const inWords = <R extends Remark>(remark: R) => ({ ...remark, message: render(remark.message, language) });
  const found = findingsOf(analysis, options).filter(
    ({ finding, fingerprint }) => select?.(finding, fingerprint) ?? true,
  );
  const shown = found.filter(
    ({ finding: { status, waiver } }) => all || status === "fail" || status === "unverified" || waiver !== undefined,
  );
  const findings: ResultFinding[] = [];
  for (const each of shown) findings.push(await toResult(each, analysis, options));
  return {
    version,
    control: CONTROL_ID,
    summary: summarize(
      analysis,
      found.map(({ finding }) => finding),
      listed,
    ),
    findings,
    errors: unreadOf(analysis, options).map(inWords),
    waiverProblems: waiverProblemsOf(analysis, options).map(inWords),
  };
}

/** Every finding of the files listed, by file, then by place. */
function findingsOf(analysis: Analysis, { listed, name }: ResultOptions): readonly Found[] {
  const placed = [...analysis.allFindings()].flatMap((finding) => {
    const range = listed(finding.at.path) ? analysis.rangeOf(finding.at) : undefined;
    return range ? [{ finding, range, file: name(finding.at.path) }] : [];
  });
  placed.sort(byPlace);
  const fingerprints = fingerprintsOf(
    placed.map(({ finding }) => finding),
    analysis.workspace.root,
  );
  return placed.map((each) => ({ ...each, fingerprint: fingerprints.get(each.finding)! }));
}

/** The status that counts: a violation that is waived is no longer one. */
export function statusOf(finding: Finding): ResultFinding["status"] {
  return finding.waiver !== undefined && finding.status === "fail" ? "waived" : finding.status;
}

function summarize(analysis: Analysis, found: readonly Finding[], listed: (path: string) => boolean): Summary {
  const count = (status: ResultFinding["status"]): number =>
    found.filter((finding) => statusOf(finding) === status && !(status === "fail" && finding.recommendation)).length;
  return {
    files: [...analysis.paths()].filter(listed).length,
    resources: new Set(found.map(({ module, resource }) => `${module} ${resource}`)).size,
    pass: count("pass"),
    fail: count("fail"),
    waived: count("waived"),
    unverified: count("unverified"),
  };
}

async function toResult(
  { finding, fingerprint, file, range }: Found,
  analysis: Analysis,
  { language, name, fixes }: ResultOptions,
): Promise<ResultFinding> {
  const status = statusOf(finding);
  const { waiver } = finding;
  const related = finding.related.flatMap(({ at, message }) => {
    const place = analysis.rangeOf(at);
    return place ? [{ file: name(at.path), range: place, message: render(message, language) }] : [];
  });
  return {
    fingerprint,
    checkId: checkId(finding.check),
    property: finding.property,
    attribute: finding.attribute,
    status,
    severity: finding.severity,
    ...(finding.recommendation ? { recommendation: true } : {}),
    resource: finding.resource,
    module: name(finding.module),
    ...(finding.instance === undefined ? {} : { instance: finding.instance }),
    file,
    range,
    message: render(finding.message, language),
    related,
    fixes: status === "fail" ? await fixes(finding) : [],
    ...(waiver
      ? {
          waiver: {
            source: waiver.source,
            reason: waiver.reason,
            ...(waiver.expires === undefined ? {} : { expires: waiver.expires }),
          },
        }
      : {}),
  };
}
