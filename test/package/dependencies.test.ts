import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import type { Metafile } from "esbuild";
import manifest from "../../package.json";
import { readTarball, readVsix, TARBALL, textIn, VSIX } from "./archives";

/** Licences of what may be bundled: each asks for no more than to be named, the MPL for the source of its own files too. */
const LICENCES = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MPL-2.0",
]);

interface Component {
  readonly "bom-ref": string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly components?: readonly Component[];
}

interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const artifacts = [
  { artifact: VSIX, read: readVsix, notices: "extension/dist/THIRD_PARTY_NOTICES.txt", bundles: /^dist\/(?!library)/ },
  {
    artifact: TARBALL,
    read: readTarball,
    notices: "package/dist/THIRD_PARTY_NOTICES.txt",
    bundles: /^dist\/(cli|library|server)\.js$/,
  },
];

function bomOf(artifact: string): Bom {
  return JSON.parse(readFileSync(`${artifact}.cdx.json`, "utf8"));
}

function nameOf({ group, name }: Component): string {
  return group ? `${group}/${name}` : name;
}

function all(components: readonly Component[]): readonly Component[] {
  return components.flatMap((each) => [each, ...all(each.components ?? [])]);
}

/** The schema of CycloneDX 1.6, by those who define it. */
function createValidator() {
  const folder = join(dirname(require.resolve("@cyclonedx/cyclonedx-library/package.json")), "res/schema");
  const schema = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), "utf8"));
  // Its own annotations are unknown to the validator, and some of its formats (for international names) too.
  const ajv = new Ajv({ strict: false, validateFormats: true, formats: { "idn-email": true, "iri-reference": true } });
  addFormats(ajv);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
    ajv.addSchema({ ...schema(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  }
  return ajv.compile(schema("bom-1.6"));
}

describe("what is bundled", () => {
  const validate = createValidator();

  for (const { artifact, read, notices, bundles } of artifacts) {
    const bom = bomOf(artifact);
    const components = all(bom.components);

    it(`is listed in a valid bill of materials of the very file: ${artifact}`, () => {
      assert(validate(bom), JSON.stringify(validate.errors, undefined, 2));
      assert(!validate({ ...bom, components: [{ type: "library" }] }), "a component without a name is none");
      const digest = createHash("sha256").update(readFileSync(artifact)).digest("hex");
      assert.deepEqual(bom.metadata.component.hashes, [{ alg: "SHA-256", content: digest }]);
      const refs = components.map((each) => each["bom-ref"]);
      assert.equal(new Set(refs).size, refs.length);
      assert.deepEqual(
        bom.dependencies
          .map(({ ref }) => ref)
          .slice(1)
          .sort(),
        [...refs].sort(),
      );
    });

    it(`is listed completely, each package with its hash: ${artifact}`, () => {
      const metafiles: Metafile[] = JSON.parse(readFileSync("out/bundles.json", "utf8"));
      const inputs = metafiles
        .flatMap(({ outputs }) => Object.entries(outputs))
        .filter(([output]) => bundles.test(output))
        .flatMap(([, output]) => Object.keys(output.inputs));
      const packages = new Set(inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
      assert.deepEqual([...new Set(bom.components.map(nameOf))].sort(), [...packages].sort());
      for (const each of bom.components) assert.equal(each.hashes?.[0]?.alg, "SHA-512", each.purl);
      // What is compiled into the WebAssembly.
      const go = components.filter(({ purl }) => purl.startsWith("pkg:golang/")).map(({ name }) => name);
      assert(go.includes("github.com/hashicorp/hcl/v2") && go.includes("std"), go.join());
    });

    it(`has a known licence, whose text is in the package: ${artifact}`, () => {
      const text = textIn(read(), notices);
      for (const { licenses, version, ...component } of components) {
        const [licence] = licenses.map((each) => each.license?.id ?? each.expression ?? "");
        assert(licence && LICENCES.has(licence), `${component.purl}: ${licence}`);
        assert(text.includes(`${nameOf({ ...component, licenses, version })} ${version} (${licence})`), component.purl);
      }
      for (const sentence of [
        "Permission is hereby granted",
        "Redistribution and use in source",
        "Apache License",
        "mozilla.org/MPL/2.0",
      ]) {
        assert(text.includes(sentence), sentence);
      }
    });
  }
});

describe("the dependencies", () => {
  it("are there to build and test only, and each of one version", () => {
    assert(!("dependencies" in manifest));
    for (const [name, version] of Object.entries(manifest.devDependencies))
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
  });

  for (const lock of [
    "package-lock.json",
    "test/vscode/host/package-lock.json",
    "test/vscode/host/oldest/package-lock.json",
  ]) {
    it(`are pinned by hash: ${lock}`, () => {
      const { packages } = JSON.parse(readFileSync(lock, "utf8"));
      const installed = Object.entries<{ integrity?: string }>(packages).filter(([path]) => path !== "");
      assert(installed.length > 0);
      for (const [path, { integrity }] of installed) assert.match(integrity ?? "", /^sha(512|1)-/, path);
    });
  }

  it("are those that the lock file names", () => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
    assert.deepEqual(packages[""].devDependencies, manifest.devDependencies);
  });
});
