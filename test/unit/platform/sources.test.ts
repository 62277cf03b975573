import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exclusion } from "../../../server/src/engine/control";
import type { FileSystem } from "../../../server/src/platform/host";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { readAhead, repositoryOf, walk } from "../../../server/src/platform/sources";

describe("source files", () => {
  const { files } = createNodeHost();
  let base: string;
  let root: string;

  const write = (name: string, content: string | Uint8Array = ""): string => {
    const path = join(base, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };

  async function found(exclude: readonly string[] = [], without: readonly string[] = []): Promise<string[]> {
    const paths: string[] = [];
    for await (const folder of walk(files, { root, excluded: exclusion(exclude), without })) paths.push(...folder);
    return paths.map((path) => path.slice(root.length + 1));
  }

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), "sources-")));
    root = join(base, "root");
    mkdirSync(root);
  });

  afterEach(() => rmSync(base, { recursive: true }));

  it("are Terraform's and OpenTofu's by name, the nearest first", async () => {
    for (const name of ["z.tf", "a/b.tofu", "c.tf.json", "d.tfvars", "e.tfvars.json", "f.tofu.json"])
      write(`root/${name}`);
    for (const name of [".hidden.tf", "backup.tf~", "#lock.tf#", "notes.md", "tf"]) write(`root/${name}`);
    assert.deepEqual(await found(), ["c.tf.json", "d.tfvars", "e.tfvars.json", "f.tofu.json", "z.tf", "a/b.tofu"]);
  });

  it("are not looked for in folders of tools, excluded ones and others' folders", async () => {
    for (const dir of ["node_modules", ".git", ".terraform", ".terragrunt-cache", "no", "theirs", "yes"])
      write(`root/${dir}/a.tf`);
    assert.deepEqual(await found(["no"], [join(root, "theirs")]), ["yes/a.tf"]);
  });

  it("are followed through links that lead out, not through loops", async () => {
    write("shared/common.tf");
    write("root/own/a.tf");
    symlinkSync(join(base, "shared"), join(root, "linked"));
    symlinkSync(join(base, "shared/common.tf"), join(root, "common.tf"));
    symlinkSync(root, join(root, "own/loop"));
    symlinkSync(base, join(root, "own/up"));
    symlinkSync(join(root, "own"), join(root, "again"));
    symlinkSync(join(base, "nowhere"), join(root, "dangling.tf"));
    symlinkSync(join(base, "shared"), join(base, "shared/self"));
    assert.deepEqual(await found(), ["common.tf", "linked/common.tf", "own/a.tf"]);
  });

  it("are skipped when their folder cannot be read", async () => {
    write("root/closed/a.tf");
    write("root/open/a.tf");
    const closed = join(root, "closed");
    const forbidding: FileSystem = {
      ...files,
      readDirectory: (dir) => (dir === closed ? undefined : files.readDirectory(dir)),
    };
    const paths: string[] = [];
    for await (const folder of walk(forbidding, { root, excluded: exclusion([]) })) paths.push(...folder);
    assert.deepEqual(paths, [join(root, "open/a.tf")]);
  });

  for (const [encoding, bytes] of [
    ["UTF-8", Buffer.from("ü = 1")],
    ["UTF-8 with a mark", Buffer.from("\ufeffü = 1")],
    ["UTF-16, little end first", Buffer.from("\ufeffü = 1", "utf16le")],
    ["UTF-16, big end first", Buffer.from("\ufeffü = 1", "utf16le").swap16()],
  ] as const) {
    it(`are read as ${encoding}`, async () => assert.equal(await files.readText(write("a.tf", bytes)), "ü = 1"));
  }

  it("are read although they hold what is not UTF-8", async () => {
    assert.equal(await files.readText(write("a.tf", Buffer.from([0x61, 0xff, 0x62]))), "a\ufffdb");
  });

  it("are not read when they are too large, or no files at all", async () => {
    assert.equal(await files.readText(write("a.tf", new Uint8Array(11 * 1024 * 1024))), undefined);
    assert.equal(await files.readText(join(base, "missing.tf")), undefined);
    assert.equal(await files.readText(base), undefined);
    assert.equal(await files.readText("/dev/zero"), undefined);
  });

  it("named by a configuration are read only inside the root", () => {
    const inside = write("root/policy.json", "{}");
    const outside = write("secret.txt", "secret");
    symlinkSync(outside, join(root, "link.json"));
    assert.equal(files.readTextInside(root, inside), "{}");
    for (const path of [outside, join(root, "link.json"), join(root, "../secret.txt"), "/etc/passwd", root]) {
      assert.equal(files.readTextInside(root, path), undefined);
    }
  });

  it("belong to the repository around them", async () => {
    write("root/a/b/main.tf");
    write("root/.git", "gitdir: elsewhere");
    assert.equal(await repositoryOf(files, join(root, "a/b")), root);
    rmSync(join(root, ".git"));
    assert.equal(await repositoryOf(files, join(root, "a/b")), join(root, "a/b"));
  });

  describe("read one after the other", () => {
    async function* folders(...names: readonly string[][]) {
      yield* names;
    }

    it("keep their order, and the next are asked for while the first is on its way", async () => {
      const events: string[] = [];
      const read = async (path: string): Promise<string> => {
        events.push(`ask ${path}`);
        await new Promise(setImmediate);
        return `text of ${path}`;
      };
      for await (const found of readAhead(folders(["a", "b"], ["c"]), read))
        events.push(`${found.path}: ${found.read}`);
      const asked = ["ask a", "ask b", "ask c"];
      assert.deepEqual(events, [...asked, "a: text of a", "b: text of b", "c: text of c"]);
    });

    it("are not asked for ahead where the answer is there at once", async () => {
      const events: string[] = [];
      const read = (path: string): string => {
        events.push(`ask ${path}`);
        return path;
      };
      for await (const { path } of readAhead(folders(["a", "b"]), read)) events.push(path);
      assert.deepEqual(events, ["ask a", "a", "ask b", "b"]);
    });

    it("are asked for in numbers that have an end", async () => {
      let [open, most] = [0, 0];
      const read = async (): Promise<void> => {
        most = Math.max(most, ++open);
        await new Promise(setImmediate);
        open--;
      };
      const many = Array.from({ length: 500 }, (_, index) => String(index));
      let count = 0;
      for await (const _ of readAhead(folders(many), read)) count++;
      assert.equal(count, 500);
      assert(most > 1 && most <= 32, String(most));
    });
  });
});
