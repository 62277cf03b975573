/**
 * SARIF 2.1.0, as code scanning services take it in. Violations and recommendations are results, waived ones with their
 * suppression; what is not verifiable, passes or does not apply is no result unless everything is asked for.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { checkId, PROJECT_PAGE } from "../../../../../shared/src";
import { checks } from "../../control";
import type { Place, ResultFinding, ResultFix, Results } from "../results";
import { LEVELS, ruleOf } from "./sarif-rules";
import { byFile } from "./shared";
import type { FormatOptions } from "./types";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Paths are relative to the root of the repository. */
const BASE = "%SRCROOT%";

/** The key of our fingerprints; the number counts up when they are made otherwise. */
export const FINGERPRINT = "wafSec030/v1";

/** What a status is in SARIF; "waived" is a failure that is suppressed. */
const KINDS: Readonly<Record<ResultFinding["status"], string>> = {
  fail: "fail",
  waived: "fail",
  unverified: "review",
  pass: "pass",
  "not-applicable": "notApplicable",
};

/** Waivers that stand outside the code they are about. */
const EXTERNAL: ReadonlySet<string> = new Set(["wafpass-skip", "risk-acceptance"]);

const ruleIndexes: ReadonlyMap<string, number> = new Map(checks.map(({ name }, index) => [checkId(name), index]));

export function toSarif(results: Results, options: FormatOptions): string {
  const { language } = options;
  const run = {
    tool: {
      driver: {
        name: "waf-sec-030",
        semanticVersion: results.version,
        informationUri: PROJECT_PAGE,
        rules: checks.map((check) => ruleOf(check, language)),
      },
    },
    language,
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [BASE]: { description: { text: "The root of the repository." } } },
    automationDetails: { id: "waf-sec-030/" },
    ...provenance(options),
    invocations: [
      {
        executionSuccessful: options.crashes.length === 0,
        toolExecutionNotifications: notifications(results, options),
      },
    ],
    results: results.findings
      .filter(({ status }) => options.all || status === "fail" || status === "waived")
      .map((finding) => resultOf(finding, options)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

function resultOf(finding: ResultFinding, { isCompared }: FormatOptions) {
  const { checkId, status, severity, message, related, fixes, resource, instance, attribute, property } = finding;
  const kind = KINDS[status];
  return {
    ruleId: checkId,
    ruleIndex: ruleIndexes.get(checkId),
    kind,
    level: kind === "fail" ? LEVELS[severity] : "none",
    message: { text: message },
    locations: [
      {
        ...locationOf(finding),
        logicalLocations: [{ fullyQualifiedName: instance ?? resource, kind: "resource" }],
      },
    ],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place, id) => ({
            id,
            ...locationOf(place),
            message: { text: place.message },
          })),
        }
      : {}),
    partialFingerprints: { [FINGERPRINT]: finding.fingerprint },
    ...(isCompared ? { baselineState: "new" } : {}),
    ...suppressions(finding),
    ...(fixes.length > 0 ? { fixes: fixes.map(fixOf) } : {}),
    properties: { attribute, property, ...(finding.recommendation ? { recommendation: true } : {}) },
  };
}

function suppressions({ waiver }: ResultFinding) {
  if (!waiver) return {};
  const kind = EXTERNAL.has(waiver.source) ? "external" : "inSource";
  const properties = { source: waiver.source, ...(waiver.expires === undefined ? {} : { expires: waiver.expires }) };
  return { suppressions: [{ kind, status: "accepted", justification: waiver.reason, properties }] };
}

/** One replacement for each edit; an insertion deletes nothing. */
function fixOf({ title, edits }: ResultFix) {
  const files = byFile(edits);
  return {
    description: { text: title },
    artifactChanges: [...files].map(([file, own]) => ({
      artifactLocation: artifactOf(file),
      replacements: own.map(({ range, newText }) => ({
        deletedRegion: regionOf(range),
        insertedContent: { text: newText },
      })),
    })),
  };
}

/** What went wrong while checking: the places that could not be read, waivers that do not count, and our own defects. */
function notifications({ errors, waiverProblems }: Results, { crashes }: FormatOptions) {
  const notification = (id: string, level: string, text: string, place?: Place) => ({
    descriptor: { id },
    level,
    message: { text },
    ...(place ? { locations: [locationOf(place)] } : {}),
  });
  return [
    ...errors.map((error) => notification("syntax-error", "error", error.message, error)),
    ...waiverProblems.map((problem) => notification("waiver", "warning", problem.message, problem)),
    ...crashes.map((crash) => notification("crash", "error", crash)),
  ];
}

function provenance({ origin: { repository, revision, branch } }: FormatOptions) {
  if (repository === undefined) return {};
  const details = {
    repositoryUri: repository,
    ...(revision === undefined ? {} : { revisionId: revision }),
    ...(branch === undefined ? {} : { branch }),
    mappedTo: { uriBaseId: BASE },
  };
  return { versionControlProvenance: [details] };
}

function locationOf({ file, range }: Pick<Place, "file" | "range">) {
  return { physicalLocation: { artifactLocation: artifactOf(file), region: regionOf(range) } };
}

function artifactOf(file: string) {
  // A lone surrogate, which a file name of Windows may hold, cannot be encoded.
  const segments = file.replace(/\p{Surrogate}/gu, "\ufffd").split("/");
  return { uri: segments.map(encodeURIComponent).join("/"), uriBaseId: BASE };
}

/** One-based; the end is the place after the last character, as it is with us. */
function regionOf({ start, end }: Place["range"]) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
