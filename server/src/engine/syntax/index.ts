/** The public face of the syntax room: text in, {@link File} out. */
export * from "./ast";
export type { TextEdit } from "./edit";
export { File, type Position } from "./file";
export { parseJsonConfiguration } from "./json";
export { parse } from "./parser";
export { parseExpression, parseTemplate } from "./tree";
