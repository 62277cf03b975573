/** The public face of the syntax room: text in, {@link File} out. */
export * from "./ast";
export { File, type TextEdit } from "./file";
export { parse } from "./parser";
export { parseExpression, parseTemplate } from "./expression";
