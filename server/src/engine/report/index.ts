/** The public face of the report room: findings in, results as data and as text out. */

export { evidenceToBody, evidenceToHtml, evidenceToMarkdown } from "./document";
export { evidenceInSteps, evidenceOf, evidenceToJson } from "./evidence";
export { finish, type Steps } from "./evidence/steps";
export type * from "./evidence/types";
export { FINGERPRINT, type FormatNeeds, failsRun, formats, type Origin } from "./formats";
export { hoverText } from "./hover";
export { hintParts, hintTooltip, type KeyHint, keyHints } from "./key-hints";
export { keysIn, storesOfKey, usesInWords } from "./key-uses";
export { checkIndex, checkPage } from "./pages";
export { type ResultEdit, type ResultFinding, type ResultFix, type Results, resultsOf, statusOf } from "./results";
export { type Paint, type Style, toText } from "./text";
