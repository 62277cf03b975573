/**
 * Builds where npm packs a checkout, or installs the command line from one for all projects, as pre-commit does. For those who
 * work in the checkout, `npm install` stays quick.
 */
import { execFileSync } from "node:child_process";
import { installIfMissing, root } from "./install.mjs";

const { npm_command: command, npm_config_global: isGlobal } = process.env;

if (command === "pack" || isGlobal === "true") {
  // What is installed for all projects is the result. npm hands this on, and so would not install here what builds it.
  delete process.env["npm_config_global"];
  installIfMissing();
  execFileSync(process.execPath, ["esbuild.mjs", "--production"], { cwd: root, stdio: "inherit" });
}
