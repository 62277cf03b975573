export * from "./control";
export * from "./messages";
