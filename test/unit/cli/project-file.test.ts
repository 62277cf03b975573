/** What the command line makes of project files. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Results } from "../../../server/src/engine/report";
import { runIn, writeFiles } from "./terminal";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const QUIET = "checks: { kms-key-alias: off, kms-key-rotation: off }\n";

describe("project files on the command line", () => {
  let root: string;

  const write = (files: Readonly<Record<string, string>>): void => writeFiles(root, files);

  const cli = (args: readonly string[], from = ".") => runIn({ workingDirectory: join(root, from) }, args);

  /** `file severity` of each violation of the check. */
  async function found(check: string, args: readonly string[], from = "."): Promise<readonly string[]> {
    const { findings }: Results = JSON.parse((await cli(["check", "--format", "json", ...args], from)).out);
    return findings
      .filter(({ checkId, status }) => checkId.endsWith(check) && status === "fail")
      .map(({ file, severity }) => `${file} ${severity}`);
  }

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "cli-")));
    write({ ".git/HEAD": "" });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it("count from wherever it is run, for files and folders alike", async () => {
    write({ "live/eu/main.tf": KEY, ".waf-sec-030.yml": QUIET });
    for (const [args, from] of [
      [["check"], "."],
      [["check", "live"], "."],
      [["check", "live/eu/main.tf"], "."],
      [["check"], "live/eu"],
    ] as const) {
      const { code, out, error } = await cli(args, from);
      assert.deepEqual([code, error], [0, ""], out);
    }
  });

  it("speak for their folder, and for modules that are called from elsewhere", async () => {
    write({
      "app/main.tf": `${KEY}module "m" {\n  source = "../modules/m"\n}\n`,
      "app/.waf-sec-030.yml": "checks: { kms-key-rotation: hint }\n",
      "modules/m/main.tf": KEY,
      "modules/.waf-sec-030.json": '{ "checks": { "kms-key-rotation": "information" } }',
    });
    const rotation = await found("kms-key-rotation", ["app"]);
    assert.deepEqual(rotation, ["app/main.tf hint", "modules/m/main.tf information"]);
  });

  it("exclude files and folders", async () => {
    write({ "main.tf": KEY, "examples/main.tf": KEY, "live/old/main.tf": KEY });
    write({ ".waf-sec-030.yml": "exclude: [examples]\n", "live/.waf-sec-030.yml": "exclude: [/old]\n" });
    assert.deepEqual(await found("kms-key-rotation", []), ["main.tf error"]);
  });

  it("give way to flags", async () => {
    const volume =
      'variable "on" {}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.on\n  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"\n}\n';
    write({ "main.tf": volume, "no.tfvars": "on = false\n", "yes.tfvars": "on = true\n" });
    write({ ".waf-sec-030.yml": "tfvars: [no.tfvars]\n" });
    assert.equal((await found("ebs-encrypted", [])).length, 1);
    assert.equal((await found("ebs-encrypted", ["--var-file", "yes.tfvars"])).length, 0);
    write({ "main.tf": 'resource "aws_ebs_volume" "v" {\n}\n', ".waf-sec-030.yml": "ebsDefault: cmk\n" });
    assert.equal((await found("ebs-encrypted", [])).length, 0);
    assert.notEqual((await found("ebs-encrypted", ["--ebs-default", "unencrypted"])).length, 0);
  });

  it("exit with 2 when something in them does not count, name its place, and judge by the rest", async () => {
    write({ "a/main.tf": KEY, "a/.waf-sec-030.yml": `${QUIET}# ä\nexlude: [x]\nebsDefault: [\n` });
    const { code, out, error } = await cli(["check", "a"]);
    assert.equal(code, 2);
    assert.match(out, /^violations: 0, /);
    assert.match(error, /^a\/\.waf-sec-030\.yml:\d+:\d+: This is no YAML: /m);
    assert.match(error, /^a\/\.waf-sec-030\.yml:3:1: There is no setting exlude\. Is exclude meant\?$/m);
    const german = await cli(["check", "a", "--lang", "de"]);
    assert.match(german.error, /:3:1: Eine Einstellung exlude gibt es nicht\. Ist exclude gemeint\?$/m);
    assert.equal((await cli(["report", "a"])).code, 2);
  });

  it("keep fix from writing while something in them does not count", async () => {
    write({ "main.tf": KEY, ".waf-sec-030.yml": "exlude: [main.tf]\n" });
    const { code, error } = await cli(["fix", "--write"]);
    assert.equal(code, 2);
    assert.match(error, /nothing was written/);
    assert.equal(readFileSync(join(root, "main.tf"), "utf8"), KEY);
  });

  it("let fix replace resources where they say so", async () => {
    const database = 'resource "aws_db_instance" "d" {\n  kms_key_id = aws_kms_key.main.arn\n}\n';
    const main = `${KEY.replace("{\n", "{\n  enable_key_rotation = true\n")}${database}`;
    write({ "a/main.tf": main, "b/main.tf": main, "b/.waf-sec-030.yml": "allowReplacement: true\n" });
    const { out } = await cli(["fix"]);
    assert.match(out, /b\/main\.tf/);
    assert.doesNotMatch(out, /a\/main\.tf/);
  });
});
