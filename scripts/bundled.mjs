/** What is bundled into the files of dist/: npm packages, as the bundler has read them, and Go modules, as the compiler wrote them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const WASM_PACKAGE = "@cdktf/hcl2json";

/**
 * @typedef {object} Bundled
 * @property {string} name
 * @property {string} version
 * @property {string} licence as an SPDX expression
 * @property {string} folder where the package is installed
 * @property {GoModule[]} contains what it brings along, compiled
 */

/**
 * @typedef {object} GoModule
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 */

/** Licences of the Go modules, which the compiler does not write down. */
const GO_LICENCES = {
  "github.com/agext/levenshtein": "Apache-2.0",
  "github.com/apparentlymart/go-textseg": "MIT",
  "github.com/hashicorp/hcl": "MPL-2.0",
  "github.com/mitchellh/go-wordwrap": "MIT",
  "github.com/tmccombs/hcl2json": "Apache-2.0",
  "github.com/zclconf/go-cty": "MIT",
  "golang.org/x/text": "BSD-3-Clause",
  std: "BSD-3-Clause",
};

/**
 * @param {import("esbuild").Metafile[]} metafiles
 * @param {(output: string) => boolean} wanted which of the bundles
 * @returns {Bundled[]} sorted by name
 * @throws when a package names no licence
 */
export function bundledIn(metafiles, wanted = () => true) {
  const bundles = metafiles.flatMap(({ outputs }) => Object.entries(outputs)).filter(([output]) => wanted(output));
  const inputs = bundles.flatMap(([, { inputs }]) => Object.keys(inputs));
  const folders = new Set(
    inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(Boolean),
  );
  return [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @returns {Bundled} */
function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof license !== "string") throw new Error(`${name} names no licence`);
  return { name, version, licence: license, folder, contains: name === WASM_PACKAGE ? goModules(folder) : [] };
}

/**
 * The modules that Go's compiler says it has put into the WebAssembly, and its own library.
 * @returns {GoModule[]}
 * @throws when it says nothing, or names one whose licence is not known
 */
function goModules(folder) {
  const text = gunzipSync(readFileSync(join(folder, "main.wasm.gz"))).toString("latin1");
  const modules = [...text.matchAll(/^dep\t(\S+)\t(v\S+)/gm)].map(([, name, version]) => ({ name, version }));
  const go = /\bgo(1\.\d+\.\d+)/.exec(text)?.[1];
  if (modules.length === 0 || go === undefined) throw new Error("the WebAssembly does not say what is in it");
  return [...modules, { name: "std", version: go }].map((module) => {
    const licence = GO_LICENCES[module.name.replace(/\/v\d+$/, "")];
    if (!licence) throw new Error(`the licence of ${module.name} is not known`);
    return { ...module, licence };
  });
}
