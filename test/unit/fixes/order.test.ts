/** Fixes applied in any order end in the same state, and a further round changes nothing. */
import assert from "node:assert/strict";
import type { Analysis, Finding } from "../../../server/src/engine/control";
import { applyEdits, fixesFor } from "../../../server/src/engine/fixes";
import { analysisOf, readFixture } from "../control/fixture";

const MAIN = "/fixture/main.tf";

const TEXT = `resource "aws_kms_key" "main" {
  description = "main"
}

resource "aws_db_instance" "a" {
  identifier        = "a"
  allocated_storage = 10 # GiB
}
resource "aws_db_instance" "b" { storage_encrypted = false }

resource "aws_dynamodb_table" "t" {
  name = "t"

  ttl {
    attribute_name = "expires"
  }
}

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads"
}
resource "aws_s3_bucket" "logs" {}

resource "aws_instance" "web" {
  ami = "ami-1"

  ebs_block_device {
    device_name = "b"
  }
  ebs_block_device {
    device_name = "c"
    encrypted   = false # why
  }
}

resource "aws_sqs_queue" "q" {
  name = var.name
}

resource "aws_s3tables_table_bucket" "tables" {
  name                     = "tables"
  encryption_configuration = {}
}

resource "aws_secretsmanager_secret" "s" {
  kms_key_id = "alias/aws/secretsmanager"
}
`;

describe("order of fixes", () => {
  it("does not matter", function () {
    this.timeout(60_000);
    const results = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) results.add(fixedInOrder(generator(seed)));
    assert.equal(results.size, 1, [...results].join("\n────\n"));
    const [text = ""] = results;
    const analysis = analyse(text);
    assert.deepEqual(analysis.findings(MAIN).filter(isViolation), []);
    assert.deepEqual(analysis.file(MAIN)?.errors, []);
  });
});

function fixedInOrder(random: () => number): string {
  const analysis = analyse(TEXT);
  for (let round = 0; round < 100; round++) {
    const open = analysis.findings(MAIN).filter(isViolation);
    const finding = open[Math.floor(random() * open.length)];
    if (!finding) return analysis.file(MAIN)!.text;
    const [fix] = fixesFor(finding, analysis);
    assert.ok(fix, `${finding.resource} ${finding.property} has no fix`);
    for (const [path, edits] of fix.edits) analysis.setText(path, applyEdits(analysis.file(path)!.text, edits));
    analysis.update();
  }
  throw new Error("fixes do not come to an end");
}

function analyse(text: string): Analysis {
  return analysisOf({ ...readFixture(""), files: new Map([[MAIN, text]]) });
}

function isViolation(finding: Finding): boolean {
  return finding.status === "fail" && !finding.recommendation;
}

/** Numbers from 0 to below 1; the same seed gives the same ones (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
