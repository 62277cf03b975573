import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npm } from "../../scripts/npm.mjs";
import { TARBALL, VSIX } from "./archives";

/** What the packages are made from; those in out/ must have been made from the same. */
const SOURCES = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((path) => existsSync(path) && !path.startsWith("test/"));

function digest(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

describe("the packages", function () {
  this.timeout(600_000);

  it("are the same, byte by byte, when they are built again in another place", () => {
    const folder = mkdtempSync(join(tmpdir(), "again-"));
    try {
      for (const path of SOURCES) cpSync(path, join(folder, path));
      symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
      npm(["run", "package", "--silent"], { cwd: folder, stdio: "pipe" });
      for (const path of [VSIX, TARBALL].flatMap((artifact) => [artifact, `${artifact}.cdx.json`])) {
        assert.equal(digest(join(folder, path)), digest(path), path);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
