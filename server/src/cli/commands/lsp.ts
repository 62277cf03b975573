import { createRequire } from "node:module";
import { join } from "node:path";

/** Starts the language server in this process: the bundle beside this one, which finds `--stdio` among the arguments. */
export function lsp(): void {
  createRequire(__filename)(join(__dirname, "server.js"));
}
