import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs, { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import { type Outcome, type Replacement, replaceFiles } from "../../../server/src/cli/replace-files";

const NAMES = ["a.tf", "b.tf", "c.tf"];
/** More than a page, such that a disk can fill up in the middle. */
const [BEFORE, AFTER] = ["# before\n".repeat(2000), "# after\n".repeat(2000)];

/** What is asked of the file system. */
const CALLS = [
  "realpathSync",
  "readFileSync",
  "accessSync",
  "statSync",
  "openSync",
  "writeFileSync",
  "fstatSync",
  "fchmodSync",
  "fsyncSync",
  "closeSync",
  "renameSync",
] as const;

/** Those that are also called when a text takes its place; to read a file, it is opened and closed. */
const LATE: readonly string[] = ["readFileSync", "openSync", "closeSync", "renameSync"];

const ERRORS = ["ENOSPC", "EROFS", "EIO", "EDQUOT"];

describe("replacing files", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "replace-")));
    for (const name of NAMES) writeFileSync(at(name), BEFORE);
  });

  afterEach(() => {
    mock.restoreAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const replacements = (): Replacement[] => NAMES.map((name) => ({ path: at(name), before: BEFORE, after: AFTER }));

  /** Each file has its old text or its new one, as the outcome says, and there are no others. */
  function expectWhole({ written }: Outcome): void {
    assert.deepEqual(readdirSync(folder).sort(), NAMES);
    for (const name of NAMES) {
      assert.equal(readFileSync(at(name), "utf8"), written.includes(at(name)) ? AFTER : BEFORE);
    }
  }

  for (const call of CALLS) {
    it(`loses nothing when ${call} fails, whichever time and for whatever reason`, () => {
      for (const code of ERRORS) {
        for (let well = 0; ; well++) {
          for (const name of NAMES) writeFileSync(at(name), BEFORE);
          let calls = 0;
          const real = fs[call] as (...args: unknown[]) => unknown;
          const method = mock.method(fs, call, (...args: unknown[]) => {
            if (calls++ === well) throw Object.assign(new Error(`${code}: ${call}`), { code });
            return real(...args);
          });
          const outcome = replaceFiles(replacements());
          method.mock.restore();
          expectWhole(outcome);
          if (calls <= well) {
            assert.equal(outcome.obstacle, undefined);
            break;
          }
          assert(outcome.obstacle, `${call} failed`);
          // Before the first takes its place, all must have been written.
          if (!LATE.includes(call)) assert.deepEqual(outcome.written, []);
        }
      }
    });
  }

  it("writes none of them when the last has changed while the others were staged", () => {
    const real = fs.fsyncSync;
    let staged = 0;
    mock.method(fs, "fsyncSync", (file: number) => {
      real(file);
      if (++staged === NAMES.length) writeFileSync(at("c.tf"), "# mine\n");
    });
    const { written, obstacle } = replaceFiles(replacements());
    assert.deepEqual([written, obstacle], [[], { path: at("c.tf"), reason: { key: "cli.file-changed" } }]);
    assert.equal(readFileSync(at("a.tf"), "utf8"), BEFORE);
    assert.equal(readFileSync(at("c.tf"), "utf8"), "# mine\n");
  });

  it("loses nothing when half of a text has been written", () => {
    const real = fs.writeFileSync;
    mock.method(fs, "writeFileSync", (file: number, text: string) => {
      real(file, text.slice(0, 5000));
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    });
    const outcome = replaceFiles(replacements());
    mock.restoreAll();
    assert.deepEqual(outcome.written, []);
    assert.equal(outcome.obstacle?.reason.key, "cli.file-not-written");
    expectWhole(outcome);
  });

  describe("on a disk of its own", () => {
    let isMounted = false;

    function mount(options: string): void {
      execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
      isMounted = true;
    }

    beforeEach(function () {
      try {
        mount("size=96k");
      } catch {
        // Not everybody may mount.
        this.skip();
      }
      for (const name of NAMES) writeFileSync(at(name), BEFORE);
    });

    afterEach(() => {
      if (isMounted) execFileSync("umount", [folder]);
      isMounted = false;
    });

    it("loses nothing when it is full", () => {
      mkdirSync(at("z"));
      assert.throws(() => writeFileSync(at("z/filling"), Buffer.alloc(1 << 20)), { code: "ENOSPC" });
      const outcome = replaceFiles(replacements());
      assert.equal(outcome.obstacle?.reason.key, "cli.file-not-written");
      rmSync(at("z"), { recursive: true });
      expectWhole(outcome);
    });

    it("loses nothing when it can only be read", () => {
      mount("remount,ro");
      const outcome = replaceFiles(replacements());
      assert.deepEqual(outcome.written, []);
      assert.equal(outcome.obstacle?.reason.key, "cli.file-not-written");
      expectWhole(outcome);
    });
  });
});
