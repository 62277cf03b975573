/** Everything at once: to the end, within its bounds, and without a trace in the analysis. */
import assert from "node:assert/strict";
import type { Analysis } from "../../../server/src/engine/control";
import { applyEdits, type FixAllOptions, fixAll, fixAllInTurns } from "../../../server/src/engine/fixes";
import { composed } from "../../../server/src/engine/fixes/text";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { analysisOf, readFixture } from "../control/fixture";

const { hcl } = createNodeHost();

const FILES = {
  "/fixture/kms.tf":
    'resource "aws_kms_key" "main" {\n  description = "main"\n}\n\nresource "aws_kms_key" "old" {\n}\n',
  "/fixture/main.tf": `resource "aws_db_instance" "app" {
  identifier = "app"
}

resource "aws_sqs_queue" "main" {}

resource "aws_kms_key" "of_variable" {
  enable_key_rotation = var.rotate
}
`,
  "/fixture/variables.tf": 'variable "rotate" {\n  default = false\n}\n',
};

function analyse(files: Readonly<Record<string, string>> = FILES): Analysis {
  return analysisOf({ ...readFixture(""), files: new Map(Object.entries(files)) });
}

const ALL: FixAllOptions = { paths: undefined, checks: undefined, allowsReplacement: () => false };

async function fixed(analysis: Analysis, options: FixAllOptions): Promise<Record<string, string>> {
  const { edits, refused } = await fixAll(analysis, options, hcl);
  assert.deepEqual(refused, []);
  const texts: Record<string, string> = {};
  for (const [path, own] of edits) texts[path] = applyEdits(analysis.file(path)!.text, own);
  return texts;
}

describe("fix all", () => {
  it("mends what is right without asking, wherever it is decided", async () => {
    const texts = await fixed(analyse(), ALL);
    assert.deepEqual(texts, {
      "/fixture/kms.tf":
        'resource "aws_kms_key" "main" {\n  description         = "main"\n  enable_key_rotation = true\n}\n\nresource "aws_kms_key" "old" {\n  enable_key_rotation = true\n}\n',
      "/fixture/main.tf": FILES["/fixture/main.tf"].replace(
        '"main" {}',
        '"main" {\n  kms_master_key_id = aws_kms_key.main.arn\n}',
      ),
      "/fixture/variables.tf": 'variable "rotate" {\n  default = true\n}\n',
    });
  });

  it("changes nothing the second time", async () => {
    const texts = await fixed(analyse(), ALL);
    assert.deepEqual(await fixed(analyse({ ...FILES, ...texts }), ALL), {});
  });

  it("goes on while a fix brings another within reach", async () => {
    const files = {
      "/fixture/a.tf": 'resource "aws_sqs_queue" "q" {}\n',
      "/fixture/kms.tf": 'resource "aws_kms_key" "k" {}\n',
    };
    const texts = await fixed(analyse(files), ALL);
    assert.deepEqual(Object.keys(texts).sort(), ["/fixture/a.tf", "/fixture/kms.tf"]);
    assert.deepEqual(await fixed(analyse(texts), ALL), {});
  });

  it("replaces resources only when told to", async () => {
    const texts = await fixed(analyse(), { ...ALL, allowsReplacement: () => true });
    assert.match(texts["/fixture/main.tf"]!, /storage_encrypted = true\n {2}kms_key_id {8}= aws_kms_key\./);
  });

  it("finds the same in turns, while the analysis goes on", async () => {
    const analysis = analyse();
    const { settings } = analysis;
    analysis.configure(settings, new Map([["/fixture", { ...settings, checks: { "kms-key-alias": "off" } }]]));
    analysis.update();
    const expected = await fixed(analysis, ALL);
    const found: number[] = [];
    const result = await fixAllInTurns(analysis, ALL, hcl, async (count) => {
      if (found.length === 0) analysis.setText("/fixture/new.tf", 'resource "aws_kms_key" "new" {\n}\n');
      found.push(count);
      return true;
    });
    assert.deepEqual(
      [...(result?.edits ?? [])].map(([path, edits]) => [path, applyEdits(analysis.file(path)!.text, edits)]),
      Object.entries(expected),
    );
    assert.equal(found.at(-1), result?.fixed.length);
    assert.deepEqual(
      found,
      found.toSorted((a, b) => a - b),
    );
  });

  it("gives up when it is told to", async () => {
    for (const last of [0, 2, 8]) {
      let turns = 0;
      assert.equal(await fixAllInTurns(analyse(), ALL, hcl, async () => turns++ < last), undefined);
    }
  });

  it("keeps to the checks and files it is given", async () => {
    const rotation = await fixed(analyse(), { ...ALL, checks: new Set(["kms-key-rotation"]) });
    assert.deepEqual(Object.keys(rotation).sort(), ["/fixture/kms.tf", "/fixture/variables.tf"]);
    const one = await fixed(analyse(), { ...ALL, paths: new Set(["/fixture/main.tf"]) });
    assert.deepEqual(Object.keys(one), []);
  });

  it("leaves the analysis as it was", async () => {
    const analysis = analyse();
    const before = [...analysis.paths()].map((path) => analysis.file(path));
    await fixAll(analysis, ALL, hcl);
    assert.deepEqual(
      [...analysis.paths()].map((path) => analysis.file(path)),
      before,
    );
    assert.equal(analysis.update().pending, 0);
  });

  it("names and leaves out what does not hold", async () => {
    const deaf = {
      parse: (_: string, text: string) => (text.includes("sqs") ? Promise.reject(new Error()) : hcl.parse("", text)),
    };
    const { edits, refused } = await fixAll(analyse(), ALL, deaf);
    assert.deepEqual([...edits.keys()].sort(), ["/fixture/kms.tf", "/fixture/variables.tf"]);
    assert.equal(refused.length, 1);
  });

  it("makes one list of edits of several", () => {
    const text = "abcdef";
    const first = [
      { start: 1, end: 2, text: "XYZ" },
      { start: 4, end: 4, text: "!" },
    ];
    const then = [
      { start: 0, end: 0, text: "<" },
      { start: 2, end: 5, text: "-" },
      { start: 8, end: 8, text: ">" },
    ];
    const both = composed(text.length, [first, then]);
    assert.equal(applyEdits(text, both), applyEdits(applyEdits(text, first), then));
    for (let index = 1; index < both.length; index++) assert.ok(both[index]!.start > both[index - 1]!.end);
    assert.deepEqual(composed(text.length, []), []);
  });
});
