/** What the verification lets pass, and what it refuses. */
import assert from "node:assert/strict";
import type { Analysis, Finding } from "../../../server/src/engine/control";
import { applyEdits, type Fix, fixesFor, verifyFix, waive } from "../../../server/src/engine/fixes";
import { createNodeHost } from "../../../server/src/platform/node-host";
import type { CheckName } from "../../../shared/src";
import { analysisOf, readFixture } from "../control/fixture";

const { hcl } = createNodeHost();
const MAIN = "/fixture/main.tf";

const KEY = `resource "aws_kms_key" "main" {
  description = "main"
}
`;

function analyse(text: string, more: Readonly<Record<string, string>> = {}): Analysis {
  return analysisOf({ ...readFixture(""), files: new Map([[MAIN, text], ...Object.entries(more)]) });
}

function findingOf(analysis: Analysis, check: CheckName): Finding {
  const found = [...analysis.allFindings()].find((each) => each.check === check && each.status === "fail");
  assert.ok(found);
  return found;
}

function firstFix(text: string, check: CheckName = "kms-key-rotation") {
  const analysis = analyse(text);
  const finding = findingOf(analysis, check);
  const [fix] = fixesFor(finding, analysis);
  assert.ok(fix);
  return { analysis, finding, fix };
}

/** The fix with its edit of main.tf replaced. */
function tampered(fix: Fix, change: (text: string) => string): Fix {
  const isMain = (text: string): boolean => text.includes("enable_key_rotation");
  const edits = fix.edits.get(MAIN)!.map((edit) => (isMain(edit.text) ? { ...edit, text: change(edit.text) } : edit));
  return { ...fix, edits: new Map([[MAIN, edits]]) };
}

describe("verification of fixes", () => {
  it("accepts a fix and leaves the analysis as it was", async () => {
    const { analysis, finding, fix } = firstFix(KEY);
    const file = analysis.file(MAIN);
    const before = analysis.findings(MAIN).length;
    assert.deepEqual(await verifyFix(fix, finding, analysis, hcl), { ok: true });
    assert.equal(analysis.file(MAIN), file);
    assert.equal(analysis.findings(MAIN).length, before);
  });

  it("leaves what had changed before to be reported", async () => {
    const { analysis, finding, fix } = firstFix(KEY);
    analysis.setText("/fixture/other.tf", KEY.replaceAll("main", "other"));
    await verifyFix(fix, finding, analysis, hcl);
    assert.ok(analysis.update().changed.has("/fixture/other.tf"));
  });

  const refusals: readonly [name: string, change: (text: string) => string, reason: RegExp][] = [
    ["another value", (text) => text.replace("true", "false"), /remains/],
    ["one attribute more", (text) => `${text}\n  is_enabled = true`, /otherwise than intended/],
    ["another form of the value", (text) => text.replace("true", '"true"'), /otherwise than intended/],
    ["broken text", (text) => text.replace("true", "("), /syntax error/],
    ["a second resource", (text) => `${text}\n}\nresource "aws_db_instance" "x" {`, /appears/],
  ];
  for (const [name, change, reason] of refusals) {
    it(`refuses ${name}`, async () => {
      const { analysis, finding, fix } = firstFix(KEY);
      const verification = await verifyFix(tampered(fix, change), finding, analysis, hcl);
      assert.ok(!verification.ok);
      assert.match(verification.reason, reason);
    });
  }

  it("refuses what HashiCorp's parser does not read", async () => {
    const { analysis, finding, fix } = firstFix(KEY);
    const deaf = {
      parse: (name: string, text: string) =>
        text.includes("enable_key_rotation") ? Promise.reject(new Error("no")) : hcl.parse(name, text),
    };
    assert.equal((await verifyFix(fix, finding, analysis, deaf)).ok, false);
  });

  it("proves fixes in a file that is broken elsewhere by the touched blocks alone", async () => {
    const { analysis, finding, fix } = firstFix(`${KEY}\nresource "aws_db_instance" "broken" {\n  engine =\n}\n`);
    assert.deepEqual(await verifyFix(fix, finding, analysis, hcl), { ok: true });
    const wrong = tampered(fix, (text) => `${text}\n  is_enabled = true`);
    assert.equal((await verifyFix(wrong, finding, analysis, hcl)).ok, false);
  });

  it("proves new blocks in a file that is broken elsewhere", async () => {
    const text = `${KEY}\nresource "aws_s3_bucket" "data" {\n}\n\nvariable "x" {\n  type =\n}\n`;
    const analysis = analyse(text);
    const finding = findingOf(analysis, "s3-sse-cmk");
    const fixes = fixesFor(finding, analysis);
    assert.ok(fixes.length >= 2);
    for (const fix of fixes) assert.deepEqual(await verifyFix(fix, finding, analysis, hcl), { ok: true });
  });

  it("waives by a comment above the attribute or block, in any file", async () => {
    const analysis = analyse('resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n');
    const finding = findingOf(analysis, "kms-key-rotation");
    const fix = waive(finding, analysis, "kept for \n  old data");
    assert.deepEqual(await verifyFix(fix!, finding, analysis, hcl), { ok: true });
    assert.equal(
      applyEdits(analysis.file(MAIN)!.text, fix!.edits.get(MAIN)!),
      'resource "aws_kms_key" "k" {\n  # waf-sec-030:ignore[kms-key-rotation] kept for old data\n  enable_key_rotation = false\n}\n',
    );
    const missing = analyse(`\uFEFF${KEY}`);
    const header = waive(findingOf(missing, "kms-key-rotation"), missing, "because");
    assert.match(applyEdits(missing.file(MAIN)!.text, header!.edits.get(MAIN)!), /^\uFEFF# waf-sec-030:ignore\[/);
  });

  it("offers nothing for what is no violation, in JSON, and where an expression decides", () => {
    const json = analyse("", {
      "/fixture/k.tf.json": JSON.stringify({ resource: { aws_kms_key: { k: { description: "x" } } } }),
    });
    assert.deepEqual(fixesFor(findingOf(json, "kms-key-rotation"), json), []);
    const computed = analyse('resource "aws_kms_key" "k" {\n  enable_key_rotation = 1 > 2\n}\n');
    assert.deepEqual(fixesFor(findingOf(computed, "kms-key-rotation"), computed), []);
    const passing = analyse('resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n');
    for (const finding of passing.allFindings()) {
      if (finding.status !== "fail") assert.deepEqual(fixesFor(finding, passing), []);
    }
  });
});
