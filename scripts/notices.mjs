/** The licences of everything that is bundled, gathered from what the bundler has read. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const GO_LICENCE = `Copyright 2009 The Go Authors.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are
met:

   * Redistributions of source code must retain the above copyright
notice, this list of conditions and the following disclaimer.
   * Redistributions in binary form must reproduce the above
copyright notice, this list of conditions and the following disclaimer
in the documentation and/or other materials provided with the
distribution.
   * Neither the name of Google LLC nor the names of its
contributors may be used to endorse or promote products derived from
this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS
"AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

/** What a package does not say of itself. */
const REMARKS = {
  "@cdktf/hcl2json": `main.wasm.gz is HashiCorp's HCL parser compiled to WebAssembly, unchanged from this package. Its source code, under the
Mozilla Public License 2.0 (https://mozilla.org/MPL/2.0/), is at https://github.com/hashicorp/terraform-cdk (packages/@cdktf/hcl2json)
and https://github.com/hashicorp/hcl. It contains, among others, https://github.com/zclconf/go-cty (MIT) and the runtime of Go,
whose support file wasm_exec.js is bundled too:

${GO_LICENCE}`,
};

/**
 * @param {import("esbuild").Metafile[]} metafiles of the bundles
 * @returns {string} the text of THIRD_PARTY_NOTICES.txt
 * @throws when a package names no licence
 */
export function notices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(
    inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(Boolean),
  );
  const parts = new Map([...folders].map((folder) => notice(folder)));
  const sorted = [...parts].sort(([a], [b]) => a.localeCompare(b)).map(([heading, text]) => `${heading}\n\n${text}\n`);
  return ["The bundles in this folder contain the following packages.\n", ...sorted].join(`\n${"-".repeat(80)}\n\n`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!license) {
    throw new Error(`${name} names no licence`);
  }
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file) && existsSync(join(folder, file)));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return [`${name} ${version} (${license})`, [REMARKS[name], text].filter(Boolean).join("\n\n")];
}
