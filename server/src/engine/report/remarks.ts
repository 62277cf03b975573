/** What is to be said of places beside the findings: what could not be read, and what is wrong with waivers. */
import type { Message } from "../../../../shared/src";
import type { Analysis, Range, WaiverProblem } from "../control";

/** What every report of an analysis is given. */
export interface ReportOptions {
  /** The version of the product. */
  readonly version: string;
  /** Whether the report is about the file, or it was only read with it. */
  readonly listed: (path: string) => boolean;
  /** The path as the report writes it. */
  readonly name: (path: string) => string;
  /** Files that could not be read. */
  readonly unreadable: readonly string[];
  /** The project's waiver file. */
  readonly waiverFile: string | undefined;
}

/** A place; its range is zero-based, in UTF-16 code units. */
export interface Where {
  readonly file: string;
  readonly range: Range;
}

/** Something said of a place. */
export interface Remark extends Where {
  readonly message: Message;
}

/** The files, and the parts of files, that could not be read. */
export function unreadOf(analysis: Analysis, { listed, name, unreadable }: ReportOptions): readonly Remark[] {
  const start = { line: 0, character: 0 };
  const remarks = unreadable.map(
    (path): Remark => ({ file: name(path), range: { start, end: start }, message: { key: "report.unreadable" } }),
  );
  for (const path of analysis.paths()) {
    const file = listed(path) ? analysis.file(path) : undefined;
    for (const error of file?.errors ?? []) {
      remarks.push({
        file: name(path),
        range: { start: file!.positionAt(error.start), end: file!.positionAt(error.end) },
        message: { key: error.code, args: error.args },
      });
    }
  }
  return remarks.sort(byPlace);
}

/** Waivers that do not count, or cover nothing. */
export function waiverProblemsOf(
  analysis: Analysis,
  { listed, name, waiverFile }: ReportOptions,
): readonly (Remark & { readonly kind: WaiverProblem["kind"] })[] {
  return [...[...analysis.paths()].filter(listed), ...(waiverFile === undefined ? [] : [waiverFile])]
    .flatMap((path) => analysis.waiverProblems(path))
    .flatMap(({ kind, message, at }) => {
      const range = analysis.rangeOf(at);
      return range ? [{ file: name(at.path), range, kind, message }] : [];
    })
    .sort(byPlace);
}

/** By file, then by place. */
export function byPlace(a: Where, b: Where): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}
