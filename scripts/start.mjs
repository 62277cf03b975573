/** `npm start`: installs, builds, prints what is found in examples/, and opens them in VS Code where there is one. */
import { spawnSync } from "node:child_process";
import { installIfMissing, root } from "./install.mjs";

function run(command, args, stdio = "inherit") {
  return spawnSync(command, args, { cwd: root, stdio });
}

installIfMissing();
if (run("node", ["esbuild.mjs", "--production"]).status !== 0) {
  process.exit(1);
}

console.log("\nFindings in examples/ (node dist/cli.js check examples):\n");
// Exit code 1 says that there are violations, which is what the examples are for.
const { status } = run("node", ["dist/cli.js", "check", "examples"]);
if (status !== 0 && status !== 1) {
  process.exit(1);
}

if (run("code", ["--version"], "ignore").status === 0) {
  run("code", [`--extensionDevelopmentPath=${root}`, `${root}examples`]);
} else {
  console.log("\nTo see them in the editor, install VS Code with its command `code` and run this again.");
}
