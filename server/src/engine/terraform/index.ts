/** The public face of the terraform room: files in, declarations, instances and abstract values out. */
export type { Location } from "./location";
export * from "./types";
export * from "./value";
export { Evaluator } from "./evaluator";
export { Workspace } from "./workspace";
export { Dependencies, keys, type Memo } from "./dependencies";
export { Instance, keySuffix } from "./instances";
export { basename, dirname, isInside, resolvePath, roleOf } from "./paths";
export { select } from "./select";
export { couldEqual, referenceLabel } from "./partial";
