/** The public face of the fixes room: findings in, verified text edits out. */
export { waive } from "./actions/waiver";
export { type FixAllOptions, type FixAllResult, fixAll, fixAllInTurns } from "./fix-all";
export { fixesFor } from "./offers";
export { applyEdits } from "./text";
export type { Fix } from "./types";
export { verifyFix } from "./verify";
