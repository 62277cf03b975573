import assert from "node:assert/strict";
import { type Files, linesOf } from "./judged";

const KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n';
const DEFAULT_ON = 'resource "aws_ebs_encryption_by_default" "d" {}\n';
const DEFAULT_KEY = `${KEY}resource "aws_ebs_default_kms_key" "dk" {\n  key_arn = aws_kms_key.k.arn\n}\n`;

/** Encryption and key of the subject, `[]` with the place of a violation left out. */
function verdicts(files: Files, subject: string, settings = {}): readonly string[] {
  return linesOf("ebs-encrypted", files, settings)
    .filter((line) => line.startsWith(`${subject} `))
    .map((line) => line.split(" ")[2] ?? "");
}

function volume(words: string): string {
  return `variable "x" {}\nresource "aws_ebs_volume" "v" {\n  ${words}\n}\n`;
}

describe("EBS: volumes", () => {
  const cases: readonly [string, string, readonly [string, string]][] = [
    ["nothing said", volume(""), ["fail", "fail"]],
    ["off", volume("encrypted = false"), ["fail", "fail"]],
    ["null", volume("encrypted = null"), ["fail", "fail"]],
    ["on, no key", volume("encrypted = true"), ["pass", "fail"]],
    ["on, as text", volume('encrypted = "true"'), ["pass", "fail"]],
    ["on, with a key", KEY + volume("encrypted = true\n  kms_key_id = aws_kms_key.k.arn"), ["pass", "pass"]],
    ["a key without the switch", KEY + volume("kms_key_id = aws_kms_key.k.arn"), ["fail", "pass"]],
    ["AWS's key", volume('encrypted = true\n  kms_key_id = "alias/aws/ebs"'), ["pass", "fail"]],
    ["unknown", volume("encrypted = var.x\n  kms_key_id = var.x"), ["unverified", "unverified"]],
    ["unknown, no key", volume("encrypted = var.x"), ["unverified", "fail"]],
    ["account encrypts, volume off", DEFAULT_ON + volume("encrypted = false"), ["pass", "fail"]],
    ["account encrypts with a key", DEFAULT_ON + DEFAULT_KEY + volume(""), ["pass", "pass"]],
    ["on, account has a key", DEFAULT_KEY + volume("encrypted = true"), ["pass", "pass"]],
    [
      "account's default unknown",
      `resource "aws_ebs_encryption_by_default" "d" {\n  enabled = var.x\n}\n${volume("")}`,
      ["unverified", "fail"],
    ],
    ["a snapshot elsewhere", volume('snapshot_id = "snap-1"'), ["unverified", "unverified"]],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(verdicts(text, "aws_ebs_volume.v"), expected));
  }

  it("takes the setting when the workspace does not say", () => {
    assert.deepEqual(verdicts(volume(""), "aws_ebs_volume.v", { ebsDefault: "cmk" }), ["pass", "pass"]);
    assert.deepEqual(verdicts(volume(""), "aws_ebs_volume.v", { ebsDefault: "aws-managed" }), ["pass", "fail"]);
    assert.deepEqual(verdicts(volume(""), "aws_ebs_volume.v", { ebsDefault: "unencrypted" }), ["fail", "fail"]);
    const off = 'resource "aws_ebs_encryption_by_default" "d" {\n  enabled = false\n}\n';
    assert.deepEqual(verdicts(off + volume(""), "aws_ebs_volume.v", { ebsDefault: "cmk" }), ["fail", "pass"]);
  });

  it("follows snapshots to their volume", () => {
    const from = (words: string): string =>
      `${KEY}resource "aws_ebs_volume" "o" {\n  ${words}\n}\nresource "aws_ebs_snapshot" "s" {\n  volume_id = aws_ebs_volume.o.id\n}\n${volume("snapshot_id = aws_ebs_snapshot.s.id")}`;
    assert.deepEqual(verdicts(from("encrypted = true\n  kms_key_id = aws_kms_key.k.arn"), "aws_ebs_volume.v"), [
      "pass",
      "pass",
    ]);
    assert.deepEqual(verdicts(from(""), "aws_ebs_volume.v"), ["fail", "fail"]);
  });
});

describe("EBS: root volumes of instances", () => {
  const template = (words: string): string =>
    `${KEY}resource "aws_launch_template" "t" {\n  ${words}\n}\nresource "aws_instance" "i" {\n  launch_template {\n    id = aws_launch_template.t.id\n  }\n}\n`;
  const mapping = (device: string, words: string): string =>
    `block_device_mappings {\n  device_name = ${device}\n  ebs {\n    ${words}\n  }\n}`;
  const good = 'encrypted = "true"\n kms_key_id = aws_kms_key.k.arn';
  const image = (words: string): string =>
    `${KEY}resource "aws_ami_copy" "a" {\n  source_ami_id = "ami-1"\n  ${words}\n}\nresource "aws_instance" "i" {\n  ami = aws_ami_copy.a.id\n}\n`;
  const cases: readonly [string, string, readonly string[]][] = [
    ["nothing said", 'resource "aws_instance" "i" {\n  ami = "ami-1"\n}\n', ["fail", "fail"]],
    ["an empty block", 'resource "aws_instance" "i" {\n  root_block_device {}\n}\n', ["fail", "fail"]],
    ["a template that maps the root", template(mapping('"/dev/xvda"', good)), ["pass", "pass"]],
    ["a template that maps it badly", template(mapping('"/dev/sda1"', 'encrypted = "false"')), ["fail", "fail"]],
    ["a template that maps another device", template(mapping('"/dev/sdf"', good)), ["fail", "fail"]],
    ["a template that maps who knows what", template(mapping("var.device", good)), ["pass", "pass"]],
    ["a template without devices", template(""), ["fail", "fail"]],
    [
      "a template elsewhere",
      'resource "aws_instance" "i" {\n  launch_template {\n    name = "golden"\n  }\n}\n',
      ["unverified", "unverified"],
    ],
    [
      "an encrypted image of the workspace",
      image("encrypted = true\n  kms_key_id = aws_kms_key.k.arn"),
      ["pass", "pass"],
    ],
    ["an image of the workspace that is not known", image(""), ["unverified", "unverified"]],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(verdicts(text, "aws_instance.i"), expected));
  }

  it("says nothing of instance store devices", () => {
    const text =
      'resource "aws_launch_template" "t" {\n  block_device_mappings {\n    device_name = "/dev/sdb"\n    virtual_name = "ephemeral0"\n  }\n}\n';
    assert.deepEqual(verdicts(text, "aws_launch_template.t"), []);
  });

  it("judges each specification of a spot fleet", () => {
    const text =
      'resource "aws_spot_fleet_request" "f" {\n  launch_specification {\n    root_block_device {\n      encrypted = true\n      kms_key_id = "alias/mine"\n    }\n  }\n  launch_specification {}\n}\n';
    assert.deepEqual(verdicts(text, "aws_spot_fleet_request.f").toSorted(), ["fail", "fail", "pass", "pass"]);
  });
});
