import type { Message } from "../../../../../shared/src";
import type { Analysis, Finding } from "../../control";
import type { Drafts } from "../drafts";
import type { Fix, FixKind } from "../types";

/** The fixes of one family for a finding, best first; none where it has nothing to offer. */
export type Action = (finding: Finding, analysis: Analysis) => readonly Fix[];

/**
 * The fix that the drafts amount to, or none when one of its edits could not be made. Where it replaces the resource, the title
 * says so, and it is not preferred.
 */
export function finished(
  drafts: Drafts,
  title: Message,
  kind: FixKind,
  certain: boolean,
  replaces = false,
): readonly Fix[] {
  const fix = drafts.finish({
    title: replaces ? { key: "fix-replaces", args: [title] } : title,
    kind,
    certain,
    preferred: certain && !replaces,
    replaces,
  });
  return fix ? [fix] : [];
}
