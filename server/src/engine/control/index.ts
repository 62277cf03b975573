/** The public face of the control room: files in, findings out. */
export { Analysis, type Problem, type Range } from "./analysis";
export * from "./catalogue";
export { checks } from "./checks";
export { kindOf } from "./checks/cmk-separation";
export { bucketsOf } from "./checks/s3/related";
export { createContext } from "./context";
export { type Environment, environmentOf } from "./environment";
export { type Exclusion, exclusion, globMatcher, isCostly } from "./globs";
export { classifyKey, isNoCmk, KEY_TYPES, type KeyVerdict } from "./keys";
export { inWords, type Judged } from "./placement";
export { FolderSettings, isProjectFile, type ProjectFile, readProjectFile, type SettingProblem } from "./project-file";
export { stateOf } from "./row";
export { controlSettings, dateOf } from "./settings";
export { SEVERITY_TABLE, type SeverityLine } from "./severity";
export { type Store, selectIn, storesOf } from "./stores";
export type * from "./types";
export { isAtLeast } from "./versions";
export type { WaiverProblem, WaiverProblemKind } from "./waivers";
