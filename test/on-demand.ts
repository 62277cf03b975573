/** Packages that only some tests and benchmarks need, installed on demand into the user's cache, outside this checkout. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Installs what the folder's lock file names if this version of it is not there yet. No package's scripts are run: they would
 * want compilers.
 * @param prepare what else is to be done once, in the folder installed into
 * @returns the folder with `node_modules`
 */
export async function installOnDemand(
  folder: string,
  prepare: (home: string) => Promise<void> = async () => {},
): Promise<string> {
  const lock = await readFile(join(folder, "package-lock.json"));
  const version = createHash("sha256").update(lock).digest("hex").slice(0, 12);
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "waf-sec-030-test");
  const home = join(cache, `${basename(folder)}-${version}`);
  if (await exists(home)) return home;
  const unfinished = `${home}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) await cp(join(folder, file), join(unfinished, file));
  await npm(unfinished, "ci");
  await prepare(unfinished);
  // Another run may have finished first; its copy is as good.
  await rename(unfinished, home).catch(() => rm(unfinished, { recursive: true, force: true }));
  return home;
}

/** Runs npm in the folder, without scripts, audits and adverts. */
export async function npm(folder: string, ...args: string[]): Promise<void> {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", [...args, ...quiet], { cwd: folder });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
