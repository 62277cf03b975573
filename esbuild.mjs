/**
 * Builds the bundles in dist/; with --tests, instead, the suite for a real VS Code in out/vscode/.
 *   node esbuild.mjs [--production | --watch | --tests]
 */
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";
import { bundledIn } from "./scripts/bundled.mjs";
import { notices } from "./scripts/notices.mjs";

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

/** @type {import("esbuild").BuildOptions} */
const browser = { ...node, platform: "browser", target: "es2022" };

/** @type {import("esbuild").BuildOptions[]} */
const product = [
  { ...node, entryPoints: { client: "client/src/extension.ts" }, outdir: "dist", external: ["vscode"] },
  { ...node, entryPoints: { server: "server/src/lsp/main.ts" }, outdir: "dist" },
  { ...browser, entryPoints: { client: "client/src/browser/main.ts" }, outdir: "dist/web", external: ["vscode"] },
  { ...browser, entryPoints: { server: "server/src/lsp/browser/main.ts" }, outdir: "dist/web", format: "iife" },
  {
    ...browser,
    entryPoints: { report: "client/src/report/view/main.ts", "report.theme": "client/src/report/view/theme.css" },
    outdir: "dist",
    format: "iife",
  },
  { ...node, entryPoints: { cli: "server/src/cli/main.ts" }, outdir: "dist", banner: { js: "#!/usr/bin/env node" } },
  { ...node, entryPoints: { library: "server/src/library/index.ts" }, outdir: "dist" },
];

const debuggable = { minify: false, sourcemap: "inline" };

/** @type {import("esbuild").BuildOptions[]} */
const suites = [
  {
    ...node,
    ...debuggable,
    entryPoints: ["test/vscode/suite/index.ts", "test/vscode/suite/*.test.ts"],
    outdir: "out/vscode",
    external: ["vscode", "mocha"],
  },
  {
    ...browser,
    ...debuggable,
    entryPoints: ["test/vscode/web/index.ts", "test/vscode/web/memory/main.ts"],
    outdir: "out/vscode/web",
    external: ["vscode"],
    alias: { "node:assert/strict": "./test/vscode/web/assert.ts" },
  },
];

if (flags.has("--tests")) {
  await Promise.all(suites.map((options) => build(options)));
  await copyFile("test/vscode/web/memory/package.json", "out/vscode/web/memory/package.json");
} else {
  await rm("dist", { recursive: true, force: true });
  // The packager writes into `out`, and does not make it.
  for (const folder of ["dist", "out"]) await mkdir(folder, { recursive: true });
  await copyFile("node_modules/@cdktf/hcl2json/main.wasm.gz", "dist/main.wasm.gz");
  if (flags.has("--watch")) {
    for (const options of product) {
      await (await context(options)).watch();
    }
  } else {
    const results = await Promise.all(product.map((options) => build({ ...options, metafile: true })));
    const metafiles = results.map(({ metafile }) => metafile);
    await writeFile("dist/THIRD_PARTY_NOTICES.txt", notices(bundledIn(metafiles)));
    // For the list of what is in each package, and for the test that looks for what may not be.
    await writeFile("out/bundles.json", JSON.stringify(metafiles));
  }
}
