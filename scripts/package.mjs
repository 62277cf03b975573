/**
 * `npm run package`: builds, and packs into out/ what is published, each with its bill of materials (`….cdx.json`):
 *   waf-sec-030.vsix             the extension
 *   waf-sec-030-<version>.tgz    the npm package: command line, language server for any editor, library
 * The same sources give the same bytes, wherever and whenever they are built.
 */

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { generateDtsBundle } from "dts-bundle-generator";
import { bundledIn } from "./bundled.mjs";
import { root } from "./install.mjs";
import { npm } from "./npm.mjs";
import { sbom } from "./sbom.mjs";

/** The time that npm gives every file in a package, in seconds: 1985-10-26T08:15:00Z. */
const LONG_AGO = 499162500;

const REPOSITORY = "https://github.com/waf-sec-030/waf-sec-030";

const STAGE = "out/npm";
const EXTENSION = "out/waf-sec-030.vsix";

/** The bundles that the npm package holds, of those in dist/. */
const BUNDLES = ["cli.js", "library.js", "server.js"];

process.chdir(root);
const manifest = readJson("package.json");
const { name, version, license: licence } = manifest;
const tarball = `out/${name}-${version}.tgz`;

await packExtension();
packModule();
writeSbom(EXTENSION, {}, (output) => output !== "dist/library.js");
writeSbom(tarball, { purl: `pkg:npm/${name}@${version}` }, (output) =>
  BUNDLES.some((file) => output === `dist/${file}`),
);

/** The packager builds first, by the script `vscode:prepublish`. */
async function packExtension() {
  // Both are read by the packager's writer of ZIP files, which knows local times only.
  Object.assign(process.env, { SOURCE_DATE_EPOCH: String(LONG_AGO), TZ: "UTC" });
  await createVSIX({
    cwd: root,
    packagePath: EXTENSION,
    dependencies: false,
    allowMissingRepository: true,
    // Pictures and pages of the documentation are not packed: the extension's page shows those of the repository.
    baseContentUrl: `${REPOSITORY}/blob/main`,
    baseImagesUrl: `${REPOSITORY}/raw/main`,
  });
}

/**
 * A folder of its own, since the manifest of an extension is not that of a module: other entry points, and no
 * dependencies, which are all bundled. The checkout itself is private, so that it cannot be published by mistake.
 */
function packModule() {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(`${STAGE}/dist`, { recursive: true });
  for (const file of [...BUNDLES, "main.wasm.gz", "THIRD_PARTY_NOTICES.txt"]) {
    copyFileSync(`dist/${file}`, `${STAGE}/dist/${file}`);
  }
  writeFileSync(`${STAGE}/dist/library.d.ts`, libraryTypes());
  writeFileSync(`${STAGE}/package.json`, `${JSON.stringify(moduleManifest(), undefined, 2)}\n`);
  // A picture that is not packed.
  writeFileSync(`${STAGE}/README.md`, readFileSync("README.md", "utf8").replace(/^!\[.*\n\n/gm, ""));
  for (const file of ["CHANGELOG.md", "LICENSE", "SECURITY.md"]) copyFileSync(file, `${STAGE}/${file}`);
  cpSync("docs/library.md", `${STAGE}/docs/library.md`);
  npm(["pack", "--ignore-scripts", "--silent", "--pack-destination=.."], {
    cwd: STAGE,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** One file that declares what the library exports, and nothing of what is behind it. */
function libraryTypes() {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "--build", "server/src/library"], { stdio: "inherit" });
  const [types] = generateDtsBundle(
    [
      {
        filePath: "out/types/server/src/library/index.d.ts",
        output: { noBanner: true, exportReferencedTypes: false },
      },
    ],
    { preferredConfigPath: "server/src/library/tsconfig.json" },
  );
  return types;
}

function moduleManifest() {
  const { description, keywords, engines, bin } = { ...manifest, ...readJson("package.nls.json") };
  // Known where it is released; npm wants it to vouch for where a package comes from.
  const repository = process.env["GITHUB_REPOSITORY"];
  return {
    name,
    version,
    description,
    keywords,
    license: licence,
    ...(repository ? { repository: { type: "git", url: `git+https://github.com/${repository}.git` } } : {}),
    engines: { node: engines.node },
    bin,
    main: "./dist/library.js",
    types: "./dist/library.d.ts",
    exports: {
      ".": { types: "./dist/library.d.ts", default: "./dist/library.js" },
      "./package.json": "./package.json",
    },
    publishConfig: { access: "public", provenance: true },
  };
}

function writeSbom(artifact, more, wanted) {
  const lock = readJson("package-lock.json").packages;
  // The folder may be reached through a link.
  const integrityOf = (folder) => lock[folder.slice(folder.indexOf("node_modules/"))]?.integrity;
  const packages = bundledIn(readJson("out/bundles.json"), wanted);
  const text = sbom(readFileSync(artifact), { name, version, licence, ...more }, packages, integrityOf);
  writeFileSync(`${artifact}.cdx.json`, text);
  console.log(
    `${relative(root, artifact)}: ${readFileSync(artifact).length} bytes, ${packages.length} packages bundled`,
  );
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
