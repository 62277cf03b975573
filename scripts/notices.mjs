/** The licences of everything that is bundled. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const BSD = `Redistribution and use in source and binary forms, with or without
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

const APACHE = readFileSync(new URL("licences/Apache-2.0.txt", import.meta.url), "utf8").trim();

/** By SPDX identifier; of the MPL-2.0 it is enough to say where it is. */
const GO_TEXTS = { MIT, "BSD-3-Clause": BSD, "Apache-2.0": APACHE };

/** Whose the Go modules are. */
const GO_COPYRIGHT = {
  "github.com/agext/levenshtein": `Copyright 2016 ALRUX Inc.
  This product includes software developed at ALRUX Inc. (http://www.alrux.com/).`,
  "github.com/apparentlymart/go-textseg": "Copyright (c) 2017 Martin Atkins",
  "github.com/hashicorp/hcl": "Copyright (c) 2014 HashiCorp, Inc. Source code: https://github.com/hashicorp/hcl",
  "github.com/mitchellh/go-wordwrap": "Copyright (c) 2014 Mitchell Hashimoto",
  "github.com/tmccombs/hcl2json": "by Thayne McCombs",
  "github.com/zclconf/go-cty": "Copyright (c) 2017-2018 Martin Atkins",
  "golang.org/x/text": "Copyright (c) 2009 The Go Authors",
  std: "the library and the runtime of Go, with wasm_exec.js; Copyright (c) 2009 The Go Authors",
};

/**
 * @param {import("./bundled.mjs").Bundled[]} packages
 * @returns {string} the text of THIRD_PARTY_NOTICES.txt
 */
export function notices(packages) {
  const parts = packages.map(
    (each) =>
      `${each.name} ${each.version} (${each.licence})\n\n${[goNotice(each), licenceText(each)].filter(Boolean).join("\n\n")}\n`,
  );
  return ["The bundles in this folder contain the following packages.\n", ...parts].join(`\n${"-".repeat(80)}\n\n`);
}

function licenceText({ folder }) {
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file) && existsSync(join(folder, file)));
  return file ? readFileSync(join(folder, file), "utf8").trim() : "";
}

/** What is to be said of the Go modules that a package brings along. */
function goNotice({ name, contains }) {
  if (contains.length === 0) return "";
  const lines = contains.map(
    (module) =>
      `- ${module.name} ${module.version} (${module.licence}): ${GO_COPYRIGHT[module.name.replace(/\/v\d+$/, "")]}`,
  );
  const licences = [...new Set(contains.map(({ licence }) => licence))].filter((licence) => licence in GO_TEXTS).sort();
  return [
    `main.wasm.gz is HashiCorp's HCL parser compiled to WebAssembly, unchanged from this package. Its source code, under the Mozilla Public
License 2.0 (https://mozilla.org/MPL/2.0/), is at https://github.com/hashicorp/terraform-cdk (packages/${name}). It contains:`,
    lines.join("\n"),
    ...licences.map((licence) => `${licence}:\n\n${GO_TEXTS[licence]}`),
  ].join("\n\n");
}
