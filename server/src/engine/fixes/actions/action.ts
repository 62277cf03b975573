import type { Message } from "../../../../../shared/src";
import type { Analysis, Finding } from "../../control";
import type { Fix } from "../types";

/** The fixes of one family for a finding, best first; none where it has nothing to offer. */
export type Action = (finding: Finding, analysis: Analysis) => readonly Fix[];

/** The title, with the warning that Terraform will replace the resource when firm sources say so. */
export function titled(title: Message, replaces: boolean): Message {
  return replaces ? { key: "fix-replaces", args: [title] } : title;
}
