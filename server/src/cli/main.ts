/** The command line's process. */
import { version } from "../../../package.json";
import { createNodeHost } from "../platform/node-host";
import { normalizePath } from "../platform/uri";
import { run } from "./run";
import { UNUSABLE } from "./terminal";

const { stdout, stderr, env } = process;

run(process.argv.slice(2), {
  host: createNodeHost(),
  workingDirectory: normalizePath(process.cwd()),
  colours: stdout.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb",
  version,
  out: (text) => stdout.write(text),
  error: (text) => stderr.write(text),
}).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    stderr.write(`${String(error)}\n`);
    process.exitCode = UNUSABLE;
  },
);
