import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs, {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { mock } from "node:test";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { runIn, writeFiles } from "./terminal";

const KEY = 'resource "aws_kms_key" "main" {\n  description = "main"\n}\n';
const ALIAS =
  'resource "aws_kms_alias" "main" {\n  name          = "alias/main"\n  target_key_id = aws_kms_key.main.key_id\n}\n';
const ROTATED = 'resource "aws_kms_key" "main" {\n  description         = "main"\n  enable_key_rotation = true\n}\n';
/** Needs a choice: whether the database may be replaced. */
const DATABASE =
  'resource "aws_db_instance" "app" {\n  storage_encrypted = false\n  kms_key_id        = aws_kms_key.main.arn\n}\n';
/** The switch and the key of this database are mended together, each in its own file. */
const SPREAD = {
  "kms.tf": ROTATED + ALIAS,
  "main.tf": 'resource "aws_db_instance" "app" {\n  storage_encrypted = var.encrypt\n}\n',
  "variables.tf": 'variable "encrypt" {\n  default = false\n}\n',
};

describe("waf-sec-030 fix", () => {
  const host = createNodeHost();
  let root: string;

  const write = (files: Readonly<Record<string, string | Buffer>>): void => writeFiles(root, files);

  function text(name: string): string {
    return readFileSync(join(root, name), "utf8");
  }

  /** @param meanwhile done after everything is read and before anything is written */
  async function fix(args: readonly string[], { meanwhile = () => {}, colours = false } = {}) {
    const { hcl } = createNodeHost();
    const parse: typeof hcl.parse = (...file) => {
      meanwhile();
      return hcl.parse(...file);
    };
    return runIn({ host: { ...host, hcl: { parse } }, workingDirectory: root, colours }, ["fix", ...args]);
  }

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "fix-")));
    write({ ".git/HEAD": "" });
  });

  afterEach(() => {
    mock.restoreAll();
    rmSync(root, { recursive: true });
  });

  describe("without --write", () => {
    it("prints a patch that git applies, and changes nothing", async () => {
      const files = {
        "a/main.tf": KEY + ALIAS,
        "b ü/crlf.tf": (KEY + ALIAS).replaceAll("\n", "\r\n"),
        "c/unended.tf": KEY.trimEnd(),
      };
      write(files);
      const { code, out, error } = await fix([]);
      assert.equal(code, 1);
      assert.match(error, /^fixes: 3, files: 3; --write applies them\n$/);
      for (const [name, before] of Object.entries(files)) assert.equal(text(name), before);
      write({ "fix.patch": out });
      rmSync(join(root, ".git"), { recursive: true });
      execFileSync("git", ["apply", "--whitespace=nowarn", "fix.patch"], { cwd: root });
      assert.equal(text("a/main.tf"), ROTATED + ALIAS);
      assert.equal(text("b ü/crlf.tf"), (ROTATED + ALIAS).replaceAll("\n", "\r\n"));
      assert.equal(text("c/unended.tf"), ROTATED.trimEnd());
      write({ ".git/HEAD": "" });
      const again = await fix([]);
      assert.deepEqual([again.code, again.out], [0, ""]);
    });

    it("colours the patch where colours are seen", async () => {
      write({ "main.tf": KEY });
      const { out } = await fix([], { colours: true });
      assert(out.includes("\u001b[32m+  enable_key_rotation = true\u001b[0m\n"), out);
    });

    it("exits with 0 when no violation is left, and with 1 when some need a decision", async () => {
      write({ "main.tf": ROTATED + ALIAS });
      assert.deepEqual(await fix([]), { code: 0, out: "", error: "fixes: 0, files: 0; --write applies them\n" });
      write({ "main.tf": ROTATED + ALIAS + DATABASE });
      const { code, out, error } = await fix([]);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(error, /violations that need a decision: 1;/);
    });
  });

  it("fixes what is asked for, and nothing outside the paths named", async () => {
    const files = { "a/main.tf": KEY + ALIAS, "b/main.tf": KEY + ALIAS, "a/db.tf": DATABASE };
    write(files);
    assert.equal((await fix(["a", "--write", "--check-id", "kms-key-alias"])).code, 0);
    assert.equal(text("a/main.tf"), files["a/main.tf"]);
    const rotation = await fix(["a", "--write", "--check-id", "waf-sec-030.tf.aws.kms-key-rotation"]);
    assert.deepEqual([rotation.code, rotation.out], [0, "fixed a/main.tf\n"]);
    assert.equal(text("a/main.tf"), ROTATED + ALIAS);
    assert.equal(text("a/db.tf"), DATABASE);
    assert.equal((await fix(["a", "--write", "--allow-replacement"])).code, 0);
    assert.equal(text("a/db.tf"), DATABASE.replace("false", "true"));
    assert.equal(text("b/main.tf"), files["b/main.tf"]);
  });

  describe("with --write", () => {
    it("keeps mode, line endings and byte order mark, and writes through links", async () => {
      const crlf = (lines: string): string => `\uFEFF${lines.replaceAll("\n", "\r\n").trimEnd()}`;
      write({ "real/main.tf": crlf(KEY + ALIAS), "module/other.tf": "# empty\n" });
      chmodSync(join(root, "real/main.tf"), 0o640);
      symlinkSync("../real/main.tf", join(root, "module/main.tf"));
      const { code, out } = await fix(["module", "--write"]);
      assert.deepEqual([code, out], [0, "fixed module/main.tf\n"]);
      assert.equal(text("real/main.tf"), crlf(ROTATED + ALIAS));
      assert.equal(statSync(join(root, "real/main.tf")).mode & 0o777, 0o640);
      assert(lstatSync(join(root, "module/main.tf")).isSymbolicLink());
      assert.deepEqual(readdirSync(join(root, "real")), ["main.tf"]);
      assert.deepEqual(await fix(["module", "--write"]), { code: 0, out: "", error: "fixes: 0, files: 0\n" });
    });

    it("leaves a file alone that has changed meanwhile, and names it", async () => {
      write({ "a.tf": KEY + ALIAS, "b/b.tf": KEY + ALIAS });
      const { code, out, error } = await fix(["--write"], { meanwhile: () => write({ "a.tf": `${KEY}# mine\n` }) });
      assert.deepEqual([code, out], [1, "fixed b/b.tf\n"]);
      assert.match(error, /^a\.tf: left alone, it has changed meanwhile\nfixes: 1, files: 1\n/);
      assert.equal(text("a.tf"), `${KEY}# mine\n`);
      assert.deepEqual(readdirSync(root).sort(), [".git", "a.tf", "b"]);
    });

    it("leaves a file alone that has gone meanwhile", async () => {
      write({ "a.tf": KEY + ALIAS });
      const { code, error } = await fix(["--write"], { meanwhile: () => rmSync(join(root, "a.tf"), { force: true }) });
      assert.equal(code, 1);
      assert.match(error, /^a\.tf: left alone/);
      assert.deepEqual(readdirSync(root), [".git"]);
    });

    it("leaves a file alone that is not UTF-8", async () => {
      const latin = Buffer.from(`# caf\u00e9\n${KEY}${ALIAS}`, "latin1");
      const wide = Buffer.from(`\uFEFF${KEY}${ALIAS}`, "utf16le");
      write({ "latin/main.tf": latin, "wide/main.tf": wide });
      const { code, error } = await fix(["--write"]);
      assert.equal(code, 1);
      assert.match(
        error,
        /^latin\/main\.tf: left alone, it is not UTF-8\nwide\/main\.tf: left alone, it is not UTF-8\n/,
      );
      assert.deepEqual(
        [readFileSync(join(root, "latin/main.tf")), readFileSync(join(root, "wide/main.tf"))],
        [latin, wide],
      );
    });

    it("writes files that belong together, or none of them", async () => {
      write(SPREAD);
      const meanwhile = (): void => write({ "variables.tf": `# mine\n${SPREAD["variables.tf"]}` });
      const { code, out, error } = await fix(["--write", "--allow-replacement"], { meanwhile });
      assert.deepEqual([code, out], [1, ""]);
      assert.match(error, /main\.tf: left alone, it belongs together with variables\.tf\n/);
      assert.match(error, /variables\.tf: left alone, it has changed meanwhile\n/);
      assert.equal(text("main.tf"), SPREAD["main.tf"]);
      assert.equal((await fix(["--write", "--allow-replacement"])).code, 0);
      assert.match(text("main.tf"), /kms_key_id {8}= aws_kms_key\.main\.arn/);
      assert.match(text("variables.tf"), /default = true/);
    });

    it("loses nothing on a full disk", async () => {
      write({ "a.tf": KEY + ALIAS, "b/b.tf": KEY + ALIAS });
      const full = Object.assign(new Error("ENOSPC: no space left on device, fsync"), { code: "ENOSPC" });
      mock.method(fs, "fsyncSync", () => {
        throw full;
      });
      const { code, out, error } = await fix(["--write"]);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(error, /^a\.tf: left alone, it cannot be written: ENOSPC.*\nb\/b\.tf: left alone/);
      assert.deepEqual([text("a.tf"), text("b/b.tf")], [KEY + ALIAS, KEY + ALIAS]);
      assert.deepEqual([readdirSync(root).sort(), readdirSync(join(root, "b"))], [[".git", "a.tf", "b"], ["b.tf"]]);
    });

    it("loses nothing when it is killed", () => {
      write({ "a.tf": KEY + ALIAS });
      write({ "kill.cjs": 'require("node:fs").renameSync = () => process.kill(process.pid, "SIGKILL");\n' });
      const { signal } = spawnSync(
        process.execPath,
        [
          "--import",
          resolve("node_modules/tsx/dist/loader.mjs"),
          "--require",
          join(root, "kill.cjs"),
          resolve("server/src/cli/main.ts"),
          "fix",
          "--write",
        ],
        { cwd: root },
      );
      assert.equal(signal, "SIGKILL");
      assert.equal(text("a.tf"), KEY + ALIAS);
    });

    it("leaves alone what it may not write", async function () {
      if (process.platform === "win32") this.skip();
      write({ "folder/a.tf": KEY + ALIAS, "file/a.tf": KEY + ALIAS });
      chmodSync(join(root, "folder"), 0o555);
      chmodSync(join(root, "file/a.tf"), 0o444);
      chmodSync(root, 0o777);
      const { code, error } = await asNobody(() => fix(["--write"]));
      chmodSync(join(root, "folder"), 0o755);
      assert.equal(code, 1);
      assert.match(error, /^file\/a\.tf: left alone, it cannot be written: EACCES/);
      assert.match(error, /\nfolder\/a\.tf: left alone, it cannot be written: EACCES/);
      assert.equal(text("folder/a.tf"), KEY + ALIAS);
      assert.deepEqual(readdirSync(join(root, "folder")), ["a.tf"]);
    });
  });

  for (const [args, reason] of [
    [["--check-id", "nonsense"], /no check nonsense/],
    [["--format", "json"], /fix takes no option --format/],
    [["nowhere"], /nowhere: no such file/],
  ] as const) {
    it(`refuses ${args.join(" ")}`, async () => {
      const { code, out, error } = await fix(args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(error, reason);
    });
  }
});

/** The superuser may write everywhere. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return action();
  process.seteuid?.(65534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
