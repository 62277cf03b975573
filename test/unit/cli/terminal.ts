/** Runs the command line without a process of its own, and keeps what it says. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../../server/src/cli/run";
import type { Terminal } from "../../../server/src/cli/terminal";
import { createNodeHost } from "../../../server/src/platform/node-host";

const host = createNodeHost();

/** @param terminal where it runs, as far as it matters */
export async function runIn(
  terminal: Pick<Terminal, "workingDirectory"> & Partial<Terminal>,
  args: readonly string[],
): Promise<{ readonly code: number | undefined; readonly out: string; readonly error: string }> {
  let [out, error] = ["", ""];
  const code = await run(args, {
    host,
    colours: false,
    version: "1.2.3",
    environment: {},
    input: async () => "",
    showProgress: undefined,
    ...terminal,
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

/** Writes files below a folder. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}
