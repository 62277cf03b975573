/**
 * Regenerates test/schema/aws-<version>.json: what the Terraform AWS provider's schema says of the resource types in the
 * catalogue, taken from the prebuilt bindings that npm serves, so that no provider binary is needed.
 *
 *   node scripts/provider-schema.mjs [version of @cdktn/provider-aws]
 *
 * `types` holds a tree for each type of the catalogue. A leaf is "<flags> <type>", flags being r (required), o (optional) and
 * c (computed), as in "oc string"; a nested block or object attribute is a tree whose "#" says the same of itself, the type
 * being "block", "block list", "block set", "object", "object list" or "object set". Attributes that are only computed are
 * left out, and so are those that every resource has (tags, timeouts). `encryption` lists, for all types, the attributes with a name that speaks of encryption.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@cdktn/provider-aws";
const DEFAULT_VERSION = "25.7.0";
const ENCRYPTION = /kms|encrypt|sse_|cmk|customer_managed|master_key/i;
const LEFT_OUT = new Set(["id", "region", "tags", "tags_all", "timeouts"]);
const GETTERS = { String: "string", Boolean: "bool", Number: "number", StringMap: "map(string)", List: "list(string)" };

const root = fileURLToPath(new URL("..", import.meta.url));
const version = process.argv[2] ?? DEFAULT_VERSION;
const folder = mkdtempSync(join(tmpdir(), "provider-schema-"));
try {
  const tarball = execFileSync("npm", ["pack", "--silent", `${PACKAGE}@${version}`], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  execFileSync("tar", ["xzf", tarball], { cwd: folder });
  writeExtract(join(folder, "package", "lib"), catalogueTypes());
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The resource types that the catalogue's files name. */
function catalogueTypes() {
  const directory = join(root, "server", "src", "engine", "control", "catalogue");
  const text = readdirSync(directory).map((name) => readFileSync(join(directory, name), "utf8"));
  return new Set(text.join("\n").match(/(?<=")aws_[a-z0-9_]+(?=")/g));
}

function writeExtract(library, wanted) {
  const types = {};
  const encryption = {};
  let provider;
  for (const name of readdirSync(library).sort()) {
    const code = join(library, name, "index.js");
    if (!existsSync(code)) continue;
    const resource = readResource(readFileSync(code, "utf8"), readFileSync(join(library, name, "index.d.ts"), "utf8"));
    if (resource === undefined) continue;
    provider ??= resource.provider;
    if (wanted.has(resource.type)) types[resource.type] = resource.tree;
    const paths = [...encryptionPaths(resource.tree, "")];
    if (paths.length > 0) encryption[resource.type] = paths;
  }
  const head = JSON.stringify({ provider, package: PACKAGE, packageVersion: version }).slice(1, -1);
  const text = `{${head},\n"types":{\n${lines(types)}\n},\n"encryption":{\n${lines(encryption)}\n}}\n`;
  writeFileSync(join(root, "test", "schema", `aws-${provider}.json`), text);
  console.log(`${Object.keys(types).length} types, ${text.length} characters, provider ${provider}`);
}

/** One entry a line, so that a diff shows which types changed. */
function lines(entries) {
  return Object.keys(entries)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(entries[key])}`)
    .join(",\n");
}

/** The type and schema tree of the bindings' files for one resource; undefined for data sources and the rest. */
function readResource(code, declarations) {
  const type = code.match(/static tfResourceType = "(aws_\w+)"/)?.[1];
  const main = code.match(/^class (\w+) extends cdktn\.TerraformResource/m)?.[1];
  if (type === undefined || main === undefined) return undefined;
  const blocks = readBlockNames(declarations);
  const classes = new Map(code.split(/^(?=class )/m).map((text) => [text.match(/^class (\w+)/)?.[1], text]));
  const provider = declarations.match(/providers\/hashicorp\/aws\/([\d.]+)\//)?.[1];
  return { type, provider, tree: readMembers(classes, blocks, main, `${main}Config`) };
}

/** For each interface of the declarations, the names that their comments call a block. */
function readBlockNames(declarations) {
  return new Map(
    declarations
      .split(/^(?=export interface )/m)
      .map((text) => [
        text.match(/^export interface (\w+)/)?.[1],
        new Set([...text.matchAll(/\* (\w+) block$/gm)].map((m) => m[1])),
      ]),
  );
}

function readMembers(classes, blocks, className, interfaceName) {
  const tree = {};
  const isRoot = !className.endsWith("OutputReference");
  const member =
    /^ {4}\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n((?:(?! {4}\/\/ \w+ - computed)[\s\S])*?)\n {4}}/gm;
  for (const [, name, computed, optional, required, body] of classes.get(className).matchAll(member)) {
    const flags =
      (required === "true" ? "r" : "") + (optional === "true" ? "o" : "") + (computed === "true" ? "c" : "");
    if (flags === "c" || (isRoot && LEFT_OUT.has(name))) continue;
    const nested = body.match(/= new (\w+?)(List|Map|OutputReference)\(this, "\w+"(?:, (true|false))?\)/);
    if (nested === null) {
      const getter = body.match(/this\.get(\w+)Attribute\(/)?.[1] ?? body.match(/this\.interpolationForAttribute/)?.[0];
      tree[name] = `${flags} ${GETTERS[getter] ?? "any"}`;
    } else {
      const [, inner, kind, isSet] = nested;
      const shape = blocks.get(interfaceName)?.has(name) ? "block" : "object";
      const multiple = kind === "OutputReference" ? "" : kind === "Map" ? " map" : isSet === "true" ? " set" : " list";
      tree[name] = {
        "#": `${flags} ${shape}${multiple}`,
        ...readMembers(classes, blocks, `${inner}OutputReference`, inner),
      };
    }
  }
  return tree;
}

/** Dotted paths of the configurable attributes and blocks with a name that speaks of encryption. */
function* encryptionPaths(tree, prefix) {
  for (const [name, value] of Object.entries(tree)) {
    if (name === "#") continue;
    if (typeof value === "object") yield* encryptionPaths(value, `${prefix}${name}.`);
    else if (ENCRYPTION.test(name)) yield prefix + name;
  }
}
