import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import { checkId, checkPage, DIAGNOSTIC_SOURCE, type Message, render, type Severity } from "../../../shared/src";
import type { Analysis, Finding, SettingProblem, WaiverProblem } from "../engine/control";
import type { Location } from "../engine/terraform";
import type { Client } from "./client";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What tells one finding of a file from another as long as its text stays: the `data` of the diagnostic. */
export function findingId({ check, property, attribute, instance, resource }: Finding): string {
  return [check, property, attribute, instance ?? resource].join(" ");
}

/**
 * The finding as the protocol shows it; undefined when its place is no longer there.
 * @param uriOf the URI of a path
 */
export function toDiagnostic(
  finding: Finding,
  analysis: Analysis,
  client: Client,
  uriOf: (path: string) => string,
): Diagnostic | undefined {
  const range = analysis.rangeOf(finding.at);
  if (range === undefined) return undefined;
  const id = checkId(finding.check);
  const related = client.relatedInformation ? relatedInformation(finding, analysis, client, uriOf) : [];
  return {
    range,
    severity: SEVERITIES[finding.severity],
    code: id,
    ...(client.codeDescription ? { codeDescription: { href: checkPage(id, client.language) } } : {}),
    source: DIAGNOSTIC_SOURCE,
    message: render(finding.message, client.language),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: { id: findingId(finding) },
  };
}

/** What is wrong with a waiver: faint when it only does nothing. */
export function toWaiverDiagnostic(
  { kind, message, at }: WaiverProblem,
  analysis: Analysis,
  { language, unnecessaryTag }: Client,
): Diagnostic | undefined {
  const range = analysis.rangeOf(at);
  return (
    range && {
      range,
      severity: kind === "unused" ? DiagnosticSeverity.Hint : DiagnosticSeverity.Warning,
      code: `waiver-${kind}`,
      source: DIAGNOSTIC_SOURCE,
      message: render(message, language),
      ...(kind === "unused" && unnecessaryTag ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    }
  );
}

/** What does not count in a project file. */
export function toSettingDiagnostic(
  { kind, message, at }: SettingProblem,
  analysis: Analysis,
  { language }: Client,
): Diagnostic | undefined {
  const range = analysis.rangeOf(at);
  return (
    range && {
      range,
      severity: kind === "unreadable" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      code: `settings-${kind}`,
      source: DIAGNOSTIC_SOURCE,
      message: render(message, language),
    }
  );
}

function relatedInformation(
  finding: Finding,
  analysis: Analysis,
  { language }: Client,
  uriOf: (path: string) => string,
): DiagnosticRelatedInformation[] {
  const show = ({ at, message }: { at: Location; message: Message }): DiagnosticRelatedInformation | undefined => {
    const range = analysis.rangeOf(at);
    return range && { location: { uri: uriOf(at.path), range }, message: render(message, language) };
  };
  return finding.related.map(show).filter((information) => information !== undefined);
}
