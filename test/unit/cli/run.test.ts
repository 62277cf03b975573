import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Results } from "../../../server/src/engine/report";
import { runIn, writeFiles } from "./terminal";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const ALIAS =
  'resource "aws_kms_alias" "main" {\n  name          = "alias/main"\n  target_key_id = aws_kms_key.main.key_id\n}\n';
const ROTATED = `resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n${ALIAS}`;

describe("the command line", () => {
  let root: string;

  const write = (files: Readonly<Record<string, string>>): void => writeFiles(root, files);

  const cli = (args: readonly string[], { from = ".", colours = false } = {}) =>
    runIn({ workingDirectory: join(root, from), colours }, args);

  async function json(args: readonly string[], options = {}): Promise<Results & { code: number | undefined }> {
    const { code, out, error } = await cli([...args, "--format", "json"], options);
    assert.equal(error, "");
    return { ...JSON.parse(out), code };
  }

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "cli-")));
    write({ ".git/HEAD": "" });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  describe("check", () => {
    it("exits with 0 when nothing is found", async () => {
      write({ "main.tf": ROTATED });
      const { code, out } = await cli(["check"]);
      assert.equal(code, 0);
      assert.match(out, /^violations: 0, .*resources: \d+, files: 1\n$/);
    });

    it("exits with 1 and names violations by file, one-based", async () => {
      write({ "a/main.tf": `# comment\n${KEY}${ALIAS}` });
      const { code, out } = await cli(["check", "a"]);
      assert.equal(code, 1);
      const [file, finding] = out.split("\n");
      assert.equal(file, "a/main.tf");
      assert.match(
        finding ?? "",
        /^ {2}2:1 {2}error {2}.*enable_key_rotation.* {2}\[waf-sec-030\.tf\.aws\.kms-key-rotation\]$/,
      );
      assert.match(out, /violations: 1, /);
    });

    it("gives the same as JSON, zero-based, with verified fixes", async () => {
      write({ "a/main.tf": `# comment\n${KEY}${ALIAS}` });
      const { code, findings, ...rest } = await json(["check", "a"]);
      assert.equal(code, 1);
      const { pass, ...summary } = rest.summary;
      assert(pass > 0);
      assert.deepEqual(
        { ...rest, summary },
        {
          version: "1.2.3",
          control: "WAF-SEC-030",
          summary: { files: 1, resources: 1, fail: 1, waived: 0, unverified: 0 },
          errors: [],
          waiverProblems: [],
        },
      );
      const [{ message, fingerprint, ...finding } = { message: "", fingerprint: "" }] = findings;
      assert.match(message, /aws_kms_key\.main/);
      assert.match(fingerprint, /^[0-9a-f]{16}$/);
      const end = { line: 1, character: KEY.indexOf("\n") };
      assert.deepEqual(finding, {
        checkId: "waf-sec-030.tf.aws.kms-key-rotation",
        property: "rotation",
        attribute: "enable_key_rotation",
        status: "fail",
        severity: "error",
        resource: "aws_kms_key.main",
        module: "a",
        file: "a/main.tf",
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 29 } },
        related: [],
        fixes: [
          {
            title: "Set enable_key_rotation = true",
            preferred: true,
            replaces: false,
            edits: [{ file: "a/main.tf", range: { start: end, end }, newText: "\n  enable_key_rotation = true" }],
          },
        ],
      });
    });

    it("honours waivers in comments and in the project's file, and names those that do not count", async () => {
      write({
        "a/main.tf": `# waf-sec-030:ignore[kms-key-rotation] rotated by hand\n${KEY}${ALIAS}# waf-sec-030:ignore[kms-key-rotation]\n${KEY.replace("main", "b")}`,
        "a/.wafpass-skip.yml":
          "waivers:\n  - id: waf-sec-030.tf.aws.kms-key-alias\n    reason: no need\n  - id: WAF-SEC-030\n",
      });
      const { code, summary, findings, waiverProblems } = await json(["check", "a"]);
      assert.equal(code, 1);
      assert.deepEqual([summary.fail, summary.waived], [1, 2]);
      assert.deepEqual(
        findings.map(({ resource, property, status, waiver }) => [resource, property, status, waiver?.reason]),
        [
          ["aws_kms_key.main", "rotation", "waived", "rotated by hand"],
          ["aws_kms_key.b", "rotation", "fail", undefined],
          ["aws_kms_key.b", "alias", "waived", "no need"],
        ],
      );
      assert.deepEqual(
        waiverProblems.map(({ file, kind }) => [file, kind]),
        [
          ["a/.wafpass-skip.yml", "missing-reason"],
          ["a/main.tf", "missing-reason"],
        ],
      );
      assert.match((await cli(["check", "a"])).out, /\[waiver-missing-reason\]/);
    });

    it("lists what passes with --all", async () => {
      write({ "main.tf": ROTATED });
      const statuses = async (...args: string[]): Promise<string[]> => [
        ...new Set((await json(["check", ...args])).findings.map(({ status }) => status)),
      ];
      assert.deepEqual(await statuses(), []);
      assert((await statuses("--all")).includes("pass"));
      assert.match((await cli(["check", "--all"])).out, /1:1|2:3/);
    });

    it("lists what does not parse and checks the rest", async () => {
      write({ "broken.tf": 'resource "aws_kms_key" "a" {\n  description = \n}\n', "main.tf": KEY + ALIAS });
      const { code, errors, findings } = await json(["check"]);
      assert.equal(code, 1);
      assert.deepEqual(
        errors.map(({ file, range }) => [file, range.start.line]),
        [["broken.tf", 1]],
      );
      assert(findings.some(({ resource, property }) => resource === "aws_kms_key.main" && property === "rotation"));
      assert.match((await cli(["check"])).out, /broken\.tf\n {2}2:\d+ {2}syntax error {2}/);
    });

    it("fails from the severity that is asked for", async () => {
      write({ "main.tf": `resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n` });
      assert.equal((await cli(["check"])).code, 0);
      assert.equal((await cli(["check", "--fail-on", "information"])).code, 1);
      const { summary, findings } = await json(["check"]);
      assert.equal(summary.fail, 0);
      assert.deepEqual(
        findings.map(({ property, recommendation }) => [property, recommendation]),
        [["alias", true]],
      );
    });

    it("takes variable files, the last one first", async () => {
      write({
        "main.tf": `variable "on" {}\nresource "aws_kms_key" "main" {\n  enable_key_rotation = var.on\n}\n${ALIAS}`,
        "on.tfvars": "on = true\n",
        "off.tfvars": "on = false\n",
      });
      assert.equal((await json(["check"])).summary.unverified, 1);
      assert.equal((await cli(["check", "--var-file", "off.tfvars"])).code, 1);
      assert.equal((await cli(["check", "--var-file", "off.tfvars", "--var-file", "on.tfvars"])).code, 0);
    });

    it("takes the account's default for volumes", async () => {
      write({ "main.tf": 'resource "aws_ebs_volume" "v" {\n  availability_zone = "eu-central-1a"\n  size = 1\n}\n' });
      assert.equal((await cli(["check"])).code, 1);
      assert.equal((await cli(["check", "--ebs-default", "cmk"])).code, 0);
    });

    it("reads and judges the modules that a folder calls, in the repository", async () => {
      write({
        "envs/prod/main.tf": 'module "key" {\n  source = "../../modules/key"\n}\n',
        "modules/key/main.tf": KEY + ALIAS,
        "modules/other/main.tf": KEY,
      });
      const { findings } = await json(["check", "."], { from: "envs/prod" });
      assert.deepEqual(
        findings.map(({ file, module }) => [file, module]),
        [["../../modules/key/main.tf", "../../modules/key"]],
      );
    });

    it("reads the rest of the module of a file, and lists the file alone", async () => {
      write({
        "main.tf": `resource "aws_kms_key" "main" {\n  enable_key_rotation = var.on\n}\n${ALIAS}`,
        "variables.tf": 'variable "on" {\n  default = false\n}\n',
        "more.tf": KEY.replace("main", "more"),
      });
      const { findings, summary } = await json(["check", "main.tf"]);
      assert.deepEqual(
        findings.map(({ file, property }) => [file, property]),
        [["main.tf", "rotation"]],
      );
      assert.equal(summary.files, 1);
    });

    it("speaks German", async () => {
      write({ "main.tf": KEY });
      const { out } = await cli(["check", "--lang", "de"]);
      assert.match(out, /Fehler/);
      assert.match(out, /Verstöße: 1, /);
    });

    it("colours only where colours are seen", async () => {
      write({ "main.tf": KEY });
      assert(!(await cli(["check"])).out.includes("\u001b"));
      assert((await cli(["check"], { colours: true })).out.includes("\u001b[31merror\u001b[0m"));
    });
  });

  it("says what it can do, and which version it is", async () => {
    assert.match((await cli(["--help"])).out, /^waf-sec-030: .*\n\nUsage:/);
    assert.match((await cli(["check", "-h", "--lang", "de"])).out, /Aufruf:/);
    assert.deepEqual(await cli(["--version"]), { code: 0, out: "1.2.3\n", error: "" });
  });

  for (const [args, reason] of [
    [[], /name a command/],
    [["inspect"], /unknown command: inspect/],
    [["check", "nowhere"], /nowhere: no such file or folder/],
    [["check", "empty"], /no readable Terraform file in empty/],
    [["check", "README.md"], /no readable Terraform file in README\.md/],
    [["check", "--format", "xml"], /--format takes one of text, json, sarif, junit, github, gitlab, wafpass, not xml/],
    [["check", "--fail-on", "never"], /--fail-on takes one of/],
    [["check", "--ebs-default", "some"], /--ebs-default takes one of unencrypted, aws-managed, cmk, not some/],
    [["check", "--lang", "fr"], /--lang takes one of en, de/],
    [["check", "--var-file", "missing.tfvars"], /missing\.tfvars: no such file/],
    [["check", "--var-file", "README.md"], /README\.md: not a variable file/],
    [["check", "--quiet"], /Unknown option '--quiet'/],
    [["check", "--lang", "de", "nirgends"], /nirgends: Datei oder Ordner nicht gefunden/],
    [["lsp"], /lsp --stdio/],
  ] as const) {
    it(`refuses ${args.join(" ") || "nothing"}`, async () => {
      write({ "README.md": "", "empty/notes.txt": "" });
      const { code, out, error } = await cli(args);
      assert.equal(code, 2);
      assert.equal(out, "");
      assert.match(error, reason);
    });
  }
});
