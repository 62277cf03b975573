export * from "./control";
export * from "./messages";
export * from "./own";
export * from "./protocol";
export * from "./regulatory";
export * from "./settings";
export * from "./shape";
export * from "./text";
