import type { Message } from "../../../../../shared/src";
import type { Location } from "../../terraform";

/** Something about a waiver that its author should know. */
export interface WaiverProblem {
  readonly kind: "missing-reason" | "expired" | "unused" | "unknown-id" | "invalid-date" | "unreadable";
  readonly message: Message;
  readonly at: Location;
}
