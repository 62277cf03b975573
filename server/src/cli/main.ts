/** The command line's process. */
import { text } from "node:stream/consumers";
import { version } from "../../../package.json";
import { createNodeHost } from "../platform/node-host";
import { normalizePath } from "../platform/uri";
import { wantsColours, wantsProgress } from "./environment";
import { run } from "./run";
import { UNUSABLE } from "./terminal";

const { stdin, stdout, stderr, env } = process;

// Whoever reads the output may have seen enough, as `head` has.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

run(process.argv.slice(2), {
  host: createNodeHost(),
  workingDirectory: normalizePath(process.cwd()),
  colours: wantsColours(env, stdout.isTTY === true),
  version,
  environment: env,
  out: (written) => stdout.write(written),
  error: (written) => stderr.write(written),
  input: () => text(stdin),
  showProgress: wantsProgress(env, stderr.isTTY === true) ? (written) => stderr.write(written) : undefined,
}).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    stderr.write(`${String(error)}\n`);
    process.exitCode = UNUSABLE;
  },
);
