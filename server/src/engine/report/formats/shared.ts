/** What several formats ask of results. */
import { SEVERITIES, type Severity } from "../../../../../shared/src";
import type { ResultFinding, Results } from "../results";

/** Whether the finding fails a run that fails from that severity. */
export function failsRun({ status, severity }: ResultFinding, failOn: Severity): boolean {
  return status === "fail" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** The violations and recommendations that nobody has waived. */
export function problemsOf({ findings }: Results): readonly ResultFinding[] {
  return findings.filter(({ status }) => status === "fail");
}

/** By file, in the order of the files. */
export function byFile<T extends { readonly file: string }>(places: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const files = new Map<string, T[]>();
  for (const place of places) {
    const known = files.get(place.file);
    if (known) known.push(place);
    else files.set(place.file, [place]);
  }
  return files;
}
