/**
 * Builds the bundles in dist/, and with --tests the suite for a real VS Code in out/vscode/.
 *   node esbuild.mjs [--production] [--watch] [--tests]
 */
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { context } from "esbuild";

const flags = new Set(process.argv.slice(2));

/** @type {import("esbuild").BuildOptions} */
const node = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: flags.has("--production"),
  sourcemap: flags.has("--production") ? false : "linked",
  logLevel: "info",
};

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: { client: "client/src/extension.ts" }, outdir: "dist", external: ["vscode"] },
  { ...node, entryPoints: { server: "server/src/lsp/main.ts" }, outdir: "dist" },
  {
    ...node,
    entryPoints: { cli: "server/src/cli/main.ts" },
    outdir: "dist",
    banner: { js: "#!/usr/bin/env node" },
  },
];

if (flags.has("--tests")) {
  const suite = "test/vscode/suite";
  const files = (await readdir(suite)).filter((file) => file.endsWith(".ts"));
  bundles.push({
    ...node,
    minify: false,
    sourcemap: "inline",
    entryPoints: files.map((file) => `${suite}/${file}`),
    outdir: "out/vscode",
    external: ["vscode", "mocha"],
  });
}

if (!flags.has("--watch")) {
  await rm("dist", { recursive: true, force: true });
}
await mkdir("dist", { recursive: true });
await copyFile("node_modules/@cdktf/hcl2json/main.wasm.gz", "dist/main.wasm.gz");

const contexts = await Promise.all(bundles.map((options) => context(options)));
if (flags.has("--watch")) {
  await Promise.all(contexts.map((bundle) => bundle.watch()));
} else {
  await Promise.all(contexts.map((bundle) => bundle.rebuild()));
  await Promise.all(contexts.map((bundle) => bundle.dispose()));
}
