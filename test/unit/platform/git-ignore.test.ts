import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exclusion } from "../../../server/src/engine/control";
import { GitIgnore } from "../../../server/src/platform/git-ignore";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { walk } from "../../../server/src/platform/sources";

describe("what git ignores", () => {
  const { files } = createNodeHost();
  let root: string;

  function write(texts: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  }

  async function found(folder = ""): Promise<string[]> {
    const from = folder === "" ? root : join(root, folder);
    const ignored = await GitIgnore.in(files, root, from);
    const paths: string[] = [];
    for await (const some of walk(files, { root: from, excluded: exclusion([]), ignored })) paths.push(...some);
    return paths.map((path) => path.slice(root.length + 1)).sort();
  }

  function git(...args: string[]): string {
    return execFileSync("git", args, { cwd: root, encoding: "utf8" });
  }

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "ignore-")));
    git("init", "--quiet");
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it("is what git itself does not list", async () => {
    const names = ["main.tf", "old.tf", "Old.tf", "a b.tf", "é.tf", "[x].tf", "#a.tf", "!b.tf", "keep.tf"];
    const folders = [
      "",
      "build",
      "sub",
      "sub/build",
      "sub/deep/build",
      "generated",
      "generated/keep",
      "x/y/z",
      "envs/dev",
    ];
    write(Object.fromEntries(folders.flatMap((folder) => names.map((name) => [join(folder, name), ""]))));
    write({
      ".gitignore": [
        "# a comment",
        "/build/",
        "old.tf",
        "!sub/old.tf",
        "generated/*",
        "!generated/keep/",
        "x/**/z",
        "a\\ b.tf   ",
        "\\!b.tf",
        "\\[x\\].tf",
        "sub/**/build/main.tf",
        "",
      ].join("\n"),
      "sub/.gitignore": "/keep.tf\n!main.tf\r\n",
      "sub/deep/.gitignore": "*\n!build/\n!build/keep.tf\n",
      "envs/.gitignore": "dev\n",
      ".git/info/exclude": "Old.tf\n",
    });
    const listed = git("ls-files", "-z", "--others", "--exclude-standard").split("\0");
    const wanted = listed.filter((name) => name.endsWith(".tf")).sort();
    assert(wanted.length > 10 && wanted.length < 60, String(wanted.length));
    assert.deepEqual(await found(), wanted);
  });

  it("counts in a folder below that of the rules", async () => {
    write({ ".gitignore": "generated.tf\n/envs/dev/local.tf\n" });
    write({
      "envs/dev/main.tf": "",
      "envs/dev/generated.tf": "",
      "envs/dev/local.tf": "",
      "envs/dev/deep/local.tf": "",
    });
    assert.deepEqual(await found("envs/dev"), ["envs/dev/deep/local.tf", "envs/dev/main.tf"]);
  });

  it("is read nevertheless when it is what was named", async () => {
    write({ ".gitignore": "build/\n", "build/main.tf": "", "build/.gitignore": "own.tf\n", "build/own.tf": "" });
    assert.deepEqual(await found(), []);
    assert.deepEqual(await found("build"), ["build/main.tf"]);
  });

  it("is read nevertheless where Terraform reads it along with a module", async () => {
    write({ ".gitignore": "*.tfvars\noverride.tf\n*_override.tf\nlocal.tf\nbuild/\n" });
    write({ "main.tf": "", "local.tf": "", "terraform.tfvars": "", "override.tf": "", "a_override.tf": "" });
    write({ "build/terraform.tfvars": "" });
    assert.deepEqual(await found(), ["a_override.tf", "main.tf", "override.tf", "terraform.tfvars"]);
  });
});
