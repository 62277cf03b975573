import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits, checkWorkspace, UnusableInputError } from "../../../server/src/library";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const settings = { checks: { "kms-key-alias": "off" } } as const;

describe("the library", () => {
  it("judges texts in memory across modules and folders, and names them by their paths", async () => {
    const files = {
      "app/main.tf": 'module "key" {\n  source  = "../key"\n  rotates = false\n}\n',
      "key/main.tf": 'variable "rotates" {}\nresource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotates\n}\n',
    };
    const workspace = await checkWorkspace({ files, settings });
    const { summary, findings, errors } = await workspace.results();
    assert.deepEqual([summary.files, summary.fail, errors.length], [2, 1, 0]);
    assert.deepEqual(
      findings.map(({ file, range, related }) => [
        file,
        range.start.line,
        related.map((each) => each.file).includes("app/main.tf"),
      ]),
      [["key/main.tf", 2, true]],
    );
  });

  it("reads only what is named", async () => {
    const files = { "a/main.tf": KEY, "b/main.tf": KEY };
    const { findings } = await (await checkWorkspace({ files, paths: ["b"], settings })).results();
    assert.deepEqual(
      findings.map(({ file }) => file),
      ["b/main.tf"],
    );
  });

  it("gives verified fixes as edits, of a finding and of all", async () => {
    const files = { "main.tf": KEY, "more.tf": KEY.replace("main", "more") };
    const workspace = await checkWorkspace({ files, settings });
    const { findings } = await workspace.results({ fixes: true });
    const [fix] = findings[0]?.fixes ?? [];
    assert.equal(fix && applyEdits(KEY, fix.edits), KEY.replace("\n}", "\n  enable_key_rotation = true\n}"));
    const { edits, fixed } = await workspace.fixAll();
    assert.deepEqual(
      fixed.map(({ resource }) => resource),
      ["aws_kms_key.main", "aws_kms_key.more"],
    );
    assert.deepEqual([...new Set(edits.map(({ file }) => file))], Object.keys(files));
    const other = await workspace.fixAll({ checks: ["s3-sse-cmk"] });
    assert.deepEqual(other, { edits: [], fixed: [] });
  });

  it("looks for no fixes unless asked", async () => {
    const { findings } = await (await checkWorkspace({ files: { "main.tf": KEY }, settings })).results();
    assert.deepEqual(
      findings.map(({ fixes }) => fixes),
      [[]],
    );
  });

  it("reports in the language asked for", async () => {
    const workspace = await checkWorkspace({ files: { "main.tf": KEY }, language: "de" });
    assert.match(workspace.report("markdown"), /Nachweis der Verschlüsselung ruhender Daten/);
    assert.match(workspace.report("html"), /^<!doctype html>/i);
    assert.equal(JSON.parse(workspace.report("json")).control, "WAF-SEC-030");
  });

  it("says what it can make nothing of", async () => {
    await assert.rejects(checkWorkspace({ files: {} }), UnusableInputError);
    await assert.rejects(checkWorkspace({ files: { "main.tf": KEY }, paths: ["no"], language: "de" }), {
      name: "UnusableInputError",
      message: "no: Datei oder Ordner nicht gefunden",
    });
    const workspace = await checkWorkspace({ files: { "main.tf": KEY } });
    await assert.rejects(workspace.fixAll({ checks: ["no"] }), UnusableInputError);
  });

  it("reads a folder, and stays what it was", async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "library-")));
    try {
      writeFileSync(join(folder, "main.tf"), KEY);
      const workspace = await checkWorkspace({ workingDirectory: folder, settings });
      writeFileSync(join(folder, "main.tf"), "");
      const { findings } = await workspace.results();
      assert.deepEqual(
        findings.map(({ file, status }) => [file, status]),
        [["main.tf", "fail"]],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
