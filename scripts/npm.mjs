/** Runs npm, wherever it is. */
import { execFileSync } from "node:child_process";

/**
 * @param {string[]} args without spaces or anything else that a shell would read
 * @param {import("node:child_process").ExecFileSyncOptions} options
 * @throws when npm fails
 */
export function npm(args, options) {
  const script = process.env["npm_execpath"];
  // What npm has started knows where npm is. On Windows it is a batch file, which only a shell can start.
  if (script?.endsWith("npm-cli.js")) return execFileSync(process.execPath, [script, ...args], options);
  return execFileSync("npm", args, { ...options, shell: process.platform === "win32" });
}
