/** Which keys are offered, in which form, and in which order. */
import assert from "node:assert/strict";
import { fixesFor } from "../../../server/src/engine/fixes";
import { analysisOf, readFixture } from "../control/fixture";

/** What the fixes of the topic write as its key, existing keys alone; the first is marked when it is preferred. */
function offered(files: Readonly<Record<string, string>>): string[] {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`/fixture/${path}`, text]));
  const analysis = analysisOf({ ...readFixture(""), files: texts });
  const finding = [...analysis.allFindings()].find(
    (each) => each.resource === "aws_sns_topic.orders" && each.property === "cmk",
  );
  assert.ok(finding);
  return fixesFor(finding, analysis)
    .filter((fix) => fix.kind === "set")
    .map((fix) => `${String(fix.title.args?.[0]).replace("kms_master_key_id = ", "")}${fix.preferred ? " *" : ""}`);
}

const TOPIC = 'resource "aws_sns_topic" "orders" {}\n';
const key = (name: string, body = "enable_key_rotation = true"): string =>
  `resource "aws_kms_key" "${name}" {\n  ${body}\n}\n`;

describe("choice of key", () => {
  it("puts the key of the same service or name first", () => {
    assert.deepEqual(offered({ "main.tf": TOPIC + key("rds") + key("sns") }), [
      "aws_kms_key.sns.arn *",
      "aws_kms_key.rds.arn",
    ]);
    assert.deepEqual(offered({ "main.tf": TOPIC + key("payments") + key("orders") }), [
      "aws_kms_key.orders.arn *",
      "aws_kms_key.payments.arn",
    ]);
    const alias = 'resource "aws_kms_alias" "a" {\n  name = "alias/sns"\n  target_key_id = aws_kms_key.b.id\n}\n';
    assert.deepEqual(offered({ "main.tf": TOPIC + key("a") + key("b") + alias }), [
      "aws_kms_key.b.arn *",
      "aws_kms_key.a.arn",
    ]);
  });

  it("puts keys without rotation last, and prefers none of them", () => {
    const off = key("sns", "enable_key_rotation = false");
    assert.deepEqual(offered({ "main.tf": TOPIC + off + key("other") }), [
      "aws_kms_key.other.arn *",
      "aws_kms_key.sns.arn",
    ]);
    assert.deepEqual(offered({ "main.tf": TOPIC + off }), ["aws_kms_key.sns.arn"]);
  });

  it("prefers none of several that would do as well", () => {
    assert.deepEqual(offered({ "main.tf": TOPIC + key("one") + key("two") }), [
      "aws_kms_key.one.arn",
      "aws_kms_key.two.arn",
    ]);
  });

  it("names repeated keys where it is plain which instance is meant", () => {
    const text =
      TOPIC +
      key("fixed", "count = 1\n  enable_key_rotation = true") +
      key("maybe", "count = var.create ? 1 : 0\n  enable_key_rotation = true") +
      key("single", 'for_each = toset(["a"])\n  enable_key_rotation = true') +
      key("several", 'for_each = toset(["a", "b"])\n  enable_key_rotation = true') +
      key("absent", "count = 0\n  enable_key_rotation = true");
    assert.deepEqual(
      offered({ "main.tf": text })
        .map((each) => each.replace(" *", ""))
        .sort(),
      ["aws_kms_key.fixed[0].arn", 'aws_kms_key.single["a"].arn', "one(aws_kms_key.maybe[*].arn)"],
    );
  });

  it("leaves out keys that cannot encrypt, of other providers, and AWS's own", () => {
    const text =
      TOPIC +
      key("rsa", 'customer_master_key_spec = "RSA_2048"') +
      key("mac", 'key_usage = "GENERATE_VERIFY_MAC"') +
      key("off", "is_enabled = false") +
      key("elsewhere", "provider = aws.us\n  enable_key_rotation = true") +
      'data "aws_kms_alias" "own" {\n  name = "alias/aws/sns"\n}\n' +
      'data "aws_kms_alias" "ours" {\n  name = "alias/ours"\n}\n';
    assert.deepEqual(offered({ "main.tf": text }), ["data.aws_kms_alias.ours.target_key_arn *"]);
  });

  it("knows variables, locals and outputs that carry a key", () => {
    const files = {
      "main.tf": `${TOPIC}variable "kms_key_arn" {}
variable "kms_deletion_window" {}
variable "kms_key_arns" {
  type = list(string)
}
locals {
  kms_key = module.keys.topic_kms_key_arn
  kms_policy = "x"
}
module "keys" {
  source = "./keys"
}
`,
      "keys/main.tf": `${key("k")}output "topic_kms_key_arn" {
  value = aws_kms_key.k.arn
}
output "kms_alias_name" {
  value = "alias/x"
}
`,
    };
    assert.deepEqual(
      offered(files)
        .map((each) => each.replace(" *", ""))
        .sort(),
      ["local.kms_key", "module.keys.topic_kms_key_arn", "var.kms_key_arn"],
    );
  });

  it("makes no circle", () => {
    const circle = key("sns", "enable_key_rotation = true\n  policy = data.aws_iam_policy_document.key.json");
    const document =
      'data "aws_iam_policy_document" "key" {\n  statement {\n    resources = [aws_sns_topic.orders.arn]\n  }\n}\n';
    assert.deepEqual(offered({ "main.tf": TOPIC + circle + document + key("other") }), ["aws_kms_key.other.arn *"]);
  });
});
