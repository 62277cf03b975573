/**
 * `npm run pictures`: makes every picture of the product in media/ anew, in a real VS Code with the packaged extension.
 * Those of the visible tests are made by the tests themselves, so that they show what was tested.
 */
import { spawnSync } from "node:child_process";
import { root } from "./install.mjs";

const COMMANDS = [
  ["npm", "run", "package"],
  ["npx", "mocha", "test/vscode/visible/*.test.ts", "--exit"],
  ["npx", "tsx", "test/vscode/visible/animation.ts"],
];

for (const [command, ...args] of COMMANDS) {
  const env = { ...process.env, UPDATE_MEDIA: "yes" };
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env,
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}
