import assert from "node:assert/strict";
import { linesOf } from "./judged";

const KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n';

/** Encryption and key of the subject. */
function verdicts(text: string, subject: string): readonly string[] {
  return linesOf("backup-snapshot-cmk", text)
    .filter((line) => line.startsWith(`${subject} `))
    .map((line) => line.split(" ")[2] ?? "");
}

function database(words: string): string {
  return `${KEY}resource "aws_db_instance" "d" {\n  engine = "postgres"\n  ${words}\n}\nresource "aws_db_snapshot" "s" {\n  db_instance_identifier = aws_db_instance.d.identifier\n}\n`;
}

const GOOD = database("storage_encrypted = true\n  kms_key_id = aws_kms_key.k.arn");
const MANAGED = database("storage_encrypted = true");
const BAD = database("");

function copy(words = "", from = "aws_db_snapshot.s.db_snapshot_arn"): string {
  return `variable "x" {}\nresource "aws_db_snapshot_copy" "c" {\n  source_db_snapshot_identifier = ${from}\n  ${words}\n}\n`;
}

describe("backups: a copy is held to the standard of its source", () => {
  const cases: readonly [string, string, string, readonly string[]][] = [
    ["a snapshot of a good database", GOOD, "aws_db_snapshot.s", ["pass", "pass"]],
    ["a snapshot of one with AWS's key", MANAGED, "aws_db_snapshot.s", ["pass", "fail"]],
    ["a snapshot of an unencrypted one", BAD, "aws_db_snapshot.s", ["fail", "fail"]],
    ["a copy of a good snapshot", GOOD + copy(), "aws_db_snapshot_copy.c", ["pass", "pass"]],
    ["a copy of a bad one", BAD + copy(), "aws_db_snapshot_copy.c", ["fail", "fail"]],
    [
      "a copy with a key of its own",
      BAD + copy("kms_key_id = aws_kms_key.k.arn"),
      "aws_db_snapshot_copy.c",
      ["pass", "pass"],
    ],
    ["a copy with AWS's key", GOOD + copy('kms_key_id = "alias/aws/rds"'), "aws_db_snapshot_copy.c", ["pass", "fail"]],
    [
      "a copy abroad without a key",
      GOOD + copy('destination_region = "eu-west-1"'),
      "aws_db_snapshot_copy.c",
      ["pass", "fail"],
    ],
    [
      "a copy abroad with a key",
      GOOD + copy('destination_region = "eu-west-1"\n  kms_key_id = var.x'),
      "aws_db_snapshot_copy.c",
      ["pass", "unverified"],
    ],
    ["a copy of something elsewhere", copy("", '"rds:x"'), "aws_db_snapshot_copy.c", ["unverified", "unverified"]],
    ["a copy of who knows what", copy("", "var.x"), "aws_db_snapshot_copy.c", ["unverified", "unverified"]],
  ];
  for (const [name, text, subject, expected] of cases) {
    it(name, () => assert.deepEqual(verdicts(text, subject), expected));
  }
});

describe("backups: EBS snapshots and images", () => {
  const volume = `${KEY}resource "aws_ebs_volume" "v" {\n  encrypted = true\n  kms_key_id = aws_kms_key.k.arn\n}\nresource "aws_ebs_snapshot" "s" {\n  volume_id = aws_ebs_volume.v.id\n}\n`;
  const copied = (words: string): string =>
    `${volume}resource "aws_ebs_snapshot_copy" "c" {\n  source_snapshot_id = aws_ebs_snapshot.s.id\n  source_region = "eu-central-1"\n  ${words}\n}\n`;
  const account = 'resource "aws_ebs_default_kms_key" "d" {\n  key_arn = aws_kms_key.k.arn\n}\n';

  it("a copy without a key takes the account's, not the source's", () => {
    assert.deepEqual(verdicts(copied(""), "aws_ebs_snapshot_copy.c"), ["pass", "fail"]);
    assert.deepEqual(verdicts(copied("") + account, "aws_ebs_snapshot_copy.c"), ["pass", "pass"]);
    assert.deepEqual(verdicts(copied("kms_key_id = aws_kms_key.k.arn"), "aws_ebs_snapshot_copy.c"), ["pass", "pass"]);
  });

  it("an image is as good as the instance it is made from", () => {
    const text =
      'resource "aws_instance" "i" {}\nresource "aws_ami_from_instance" "a" {\n  source_instance_id = aws_instance.i.id\n}\n';
    assert.deepEqual(verdicts(text, "aws_ami_from_instance.a"), ["fail", "fail"]);
  });
});

describe("backups: sources that lead in a circle", () => {
  it("end in unverified", () => {
    const text =
      'resource "aws_ami_copy" "a" {\n  source_ami_id = aws_ami_copy.b.id\n}\nresource "aws_ami_copy" "b" {\n  source_ami_id = aws_ami_copy.a.id\n}\n';
    assert.deepEqual(verdicts(text, "aws_ami_copy.a"), ["unverified", "unverified"]);
  });
});
