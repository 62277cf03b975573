import { CONTROL_ID } from "../../../../../shared/src";
import type { Analysis, Finding } from "../../control";
import { Drafts } from "../drafts";
import { attributeAt } from "../nodes";
import type { Fix } from "../types";
import { finished } from "./action";

/**
 * Waives the finding by a comment above the attribute or block that it stands on.
 * @param reason one line; what else it holds is made one line
 */
export function waive(finding: Finding, analysis: Analysis, reason: string): Fix | undefined {
  const { path, item } = finding.at;
  const drafts = new Drafts(analysis);
  const draft = drafts.of(path);
  if (!draft) return undefined;
  const start = attributeAt(item, finding.at)?.start ?? finding.at.start;
  draft.comment(item, start, `# ${CONTROL_ID.toLowerCase()}:ignore[${finding.check}] ${oneLine(reason)}`);
  const [fix] = finished(drafts, { key: "fix-waive", args: [finding.check] }, "waive", false);
  return fix;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
