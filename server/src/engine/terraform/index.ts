/** The public face of the terraform room: files in, declarations, instances and abstract values out. */
export type { Location } from "./location";
export * from "./types";
export * from "./value";
export { Evaluator } from "./evaluator";
export { Workspace } from "./workspace";
export { select } from "./select";
