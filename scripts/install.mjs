/** Installs the development dependencies on a fresh clone. Needs nothing but Node and npm. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Does nothing when they are there. No package's install scripts are run. */
export function installIfMissing() {
  if (!existsSync(`${root}node_modules/.package-lock.json`)) {
    console.log("Installing the development dependencies …");
    npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: "inherit",
    });
  }
}
