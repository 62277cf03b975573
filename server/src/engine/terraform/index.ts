/** The public face of the terraform room: files in, declarations, instances and abstract values out. */

export { keys, type Memo, type MemoTable } from "./dependencies";
export { Evaluator } from "./evaluator";
export { Instance, rootOf } from "./instances";
export type { Location } from "./location";
export { couldEqual, referenceLabel } from "./partial";
export { basename, dirname, isInside, pathBelow, relativePath, resolvePath, roleOf } from "./paths";
export { select } from "./select";
export * from "./types";
export * from "./value";
export { type Changes, type VariableFile, Workspace } from "./workspace";
