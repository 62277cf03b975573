import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readVsix, strayIn, textIn, VSIX } from "./archives";

const MEGABYTE = 1_000_000;

/** Everything that an installed extension needs, and the two files that the format itself demands. */
const CONTENT = [
  "[Content_Types].xml",
  "extension.vsixmanifest",
  "extension/LICENSE.txt",
  "extension/changelog.md",
  "extension/client/language-configuration.json",
  "extension/client/schema/project-file.de.json",
  "extension/client/schema/project-file.en.json",
  "extension/dist/THIRD_PARTY_NOTICES.txt",
  "extension/dist/cli.js",
  "extension/dist/client.js",
  "extension/dist/main.wasm.gz",
  "extension/dist/report.js",
  "extension/dist/report.theme.css",
  "extension/dist/server.js",
  "extension/dist/web/client.js",
  "extension/dist/web/server.js",
  "extension/l10n/bundle.l10n.de.json",
  "extension/media/icon.png",
  "extension/media/walkthrough/adjust.svg",
  "extension/media/walkthrough/find.svg",
  "extension/media/walkthrough/fix.svg",
  "extension/media/walkthrough/keys.svg",
  "extension/media/walkthrough/open.svg",
  "extension/media/walkthrough/report.svg",
  "extension/package.json",
  "extension/package.nls.de.json",
  "extension/package.nls.json",
  "extension/readme.md",
];

describe("the packaged extension", () => {
  const files = readVsix();

  it("holds only what runs", () => {
    assert.deepEqual([...files.keys()].sort(), [...CONTENT].sort());
    assert.deepEqual(strayIn(files), []);
  });

  it("is smaller than 3 MB", () => {
    const { size } = statSync(VSIX);
    assert(size < 3 * MEGABYTE, `${size} bytes`);
  });

  it("shows the pictures and pages of the repository, since it holds none", () => {
    const links = [...textIn(files, "extension/readme.md").matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    assert(links.some((target) => target.endsWith("/raw/main/media/fix.gif")));
    assert.deepEqual(
      links.filter((target) => !target.startsWith("https://")),
      [],
    );
  });

  it("loads nothing at run time that is not in it", () => {
    for (const bundle of ["client", "server", "cli"]) {
      const text = textIn(files, `extension/dist/${bundle}.js`);
      const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id]) => id);
      const strangers = required.filter((id) => !isBuiltin(id as string) && !(bundle === "client" && id === "vscode"));
      assert.deepEqual([...new Set(strangers)], [], bundle);
    }
  });

  it("checks Terraform from an empty folder, with nothing but what it holds", async () => {
    const folder = await mkdtemp(join(tmpdir(), "unpacked-"));
    try {
      for (const [path, content] of [...files].filter(([path]) => path.startsWith("extension/dist/"))) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      await writeFile(join(folder, "main.tf"), 'resource "aws_kms_key" "main" {\n}\n');
      const args = ["extension/dist/cli.js", "check", "main.tf", "--format=json"];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
      assert.equal(status, 1);
      const checks = JSON.parse(stdout).findings.map(({ checkId }: { checkId: string }) => checkId);
      assert(checks.includes("waf-sec-030.tf.aws.kms-key-rotation"), stdout);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
