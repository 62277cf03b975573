import type { Message } from "../../../../../shared/src";
import type { Location } from "../../terraform";

export type WaiverProblemKind = "missing-reason" | "expired" | "unused" | "unknown-id" | "invalid-date" | "unreadable";

/** Something about a waiver that its author should know. */
export interface WaiverProblem {
  readonly kind: WaiverProblemKind;
  readonly message: Message;
  readonly at: Location;
}
