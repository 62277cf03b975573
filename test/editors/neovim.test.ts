import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { snippet } from "./documentation";

const run = promisify(execFile);

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const FOUND = 'kms-key-rotation: resource "aws_kms_key" "main"';

describe("Neovim", () => {
  let folder: string;

  before(async function () {
    const isThere = await run("nvim", ["--version"]).then(
      () => true,
      () => false,
    );
    if (!isThere) this.skip();
  });

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "waf sec nvim ü-")));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("set up as the documentation says, shows findings, applies the fix and writes the file", async function () {
    this.timeout(60_000);
    const at = (name: string): string => join(folder, name);
    writeFileSync(at("main.tf"), KEY);
    writeFileSync(at("unopened.tf"), KEY.replace("main", "other"));
    writeFileSync(at("init.lua"), snippet("neovim-older"));
    // The command as it is installed.
    writeFileSync(
      at("waf-sec-030"),
      `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, "../../dist/cli.js")}" "$@"\n`,
    );
    chmodSync(at("waf-sec-030"), 0o755);
    const args = [
      "--headless",
      "-n",
      "-i",
      "NONE",
      "-u",
      at("init.lua"),
      "main.tf",
      "-S",
      join(__dirname, "neovim.lua"),
    ];
    const { stderr } = await run("nvim", args, {
      cwd: folder,
      timeout: 50_000,
      env: {
        ...process.env,
        PATH: `${folder}${delimiter}${process.env["PATH"]}`,
        SEEN: at("seen.json"),
        XDG_CONFIG_HOME: at("config"),
        XDG_STATE_HOME: at("state"),
        XDG_CACHE_HOME: at("cache"),
        XDG_DATA_HOME: at("data"),
      },
    });
    assert(existsSync(at("seen.json")), stderr);
    const seen = JSON.parse(readFileSync(at("seen.json"), "utf8"));
    const fixed = `# ä 🔑\n/* ü 😀 */ ${KEY.replace("\n", "\n  enable_key_rotation = true\n")}`;
    assert.deepEqual(seen, {
      first: [FOUND],
      unopened: ["kms-key-rotation: "],
      typed: [FOUND],
      actions: ["Set enable_key_rotation = true"],
      text: fixed.trimEnd(),
    });
    assert.equal(readFileSync(at("main.tf"), "utf8"), fixed);
  });
});
