import assert from "node:assert/strict";
import { hintParts, hintTooltip, keyHints, keysIn, storesOfKey, usesInWords } from "../../../server/src/engine/report";
import { render } from "../../../shared/src";
import { analysisOf, type Files, key, ROOT } from "./evidence";

const MAIN = `${ROOT}/main.tf`;

/** What stands above the keys of the file. */
function lenses(files: Files, path = MAIN): readonly string[] {
  const analysis = analysisOf(files);
  return keysIn(analysis, path).map((view) => {
    const words = render(usesInWords(storesOfKey(analysis, view)), "en");
    return `${view.resource.declaration.symbol} ${words}`;
  });
}

/** `expression → …` of every hint in the file. */
function hints(files: Files, path = MAIN): readonly string[] {
  const analysis = analysisOf(files);
  return keyHints(analysis, path, { start: 0, end: Number.POSITIVE_INFINITY }).map((hint) => {
    const { item, start, end } = hint.at;
    const words = hintParts(hint, "en").map(({ text }) => text);
    return `${item.text.slice(start, end)} ${words.join("")}`;
  });
}

function topic(name: string, argument: string): string {
  return `resource "aws_sns_topic" "${name}" {\n  kms_master_key_id = ${argument}\n}\n`;
}

const MODULE = `
variable "key" {
  default = null
}

${topic("this", "var.key")}`;

const call = (name: string, argument: string): string =>
  `module "${name}" {\n  source = "./topic"\n  key    = ${argument}\n}\n`;

describe("what a key protects", () => {
  it("is counted, and named as far as there is room", () => {
    const topics = ["a", "b", "c", "d"].map((name) => topic(name, "aws_kms_key.main.arn"));
    assert.deepEqual(lenses(key("main")), ["aws_kms_key.main protects no data store in this workspace"]);
    assert.deepEqual(lenses(key("main") + topics[0]), ["aws_kms_key.main protects 1 data store: aws_sns_topic.a"]);
    assert.deepEqual(lenses(key("main") + topics.slice(0, 3).join("")), [
      "aws_kms_key.main protects 3 data stores: aws_sns_topic.a, aws_sns_topic.b, aws_sns_topic.c",
    ]);
    assert.deepEqual(lenses(key("main") + topics.join("")), [
      "aws_kms_key.main protects 4 data stores: aws_sns_topic.a, aws_sns_topic.b, aws_sns_topic.c and 1 more",
    ]);
  });

  it("is found through aliases, locals, modules and a bucket's configuration, and the elements of for_each are one key", () => {
    const main = `
resource "aws_kms_key" "each" {
  for_each            = toset(["a", "b"])
  enable_key_rotation = true
}
locals {
  key = aws_kms_key.each["a"].arn
}
resource "aws_s3_bucket" "logs" {
}
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.each["b"].arn
    }
  }
}
${call("passed", "local.key")}${key("alias")}${topic("alias", "aws_kms_alias.alias.arn")}`;
    assert.deepEqual(lenses({ "main.tf": main, "topic/main.tf": MODULE }), [
      "aws_kms_key.each protects 2 data stores: aws_s3_bucket.logs, aws_sns_topic.this",
      "aws_kms_key.alias protects 1 data store: aws_sns_topic.alias",
    ]);
  });

  it("is told of every kind of key, and not of one that is never created", () => {
    const keys = `
resource "aws_kms_replica_key" "replica" {
  primary_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
}
resource "aws_kms_external_key" "external" {
}
resource "aws_kms_key" "none" {
  count = 0
}
`;
    assert.deepEqual(lenses(keys + topic("a", "aws_kms_external_key.external.arn")), [
      "aws_kms_external_key.external protects 1 data store: aws_sns_topic.a",
      "aws_kms_replica_key.replica protects no data store in this workspace",
    ]);
  });
});

describe("what an indirect key comes down to", () => {
  it("is not told of what says itself, nor of what names a key among other things", () => {
    const policy = `resource "aws_iam_policy" "use" {\n  policy = jsonencode({ Resource = aws_kms_key.main.arn })\n}\n`;
    const tags =
      'resource "aws_vpc" "a" {\n  cidr_block = var.cidr\n}\nvariable "cidr" {\n  default = "10.0.0.0/8"\n}\n';
    const own = topic("a", "aws_kms_key.main.arn") + topic("b", '"alias/mine"') + topic("c", "null");
    const found = hints(key("main") + own + policy + tags);
    assert.deepEqual(found, []);
  });

  it("names the key and its rotation, or whose key it is, or that it cannot be known", () => {
    const files = `${key("main")}
variable "unset" {
}
variable "owned" {
  default = "AWS_OWNED_KMS_KEY"
}
data "aws_kms_alias" "sns" {
  name = "alias/aws/sns"
}
locals {
  key  = aws_kms_key.main.arn
  long = "arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012"
  none = null
}
${topic("a", "local.key")}${topic("b", "var.unset")}${topic("c", "data.aws_kms_alias.sns.arn")}${topic("d", "local.long")}
${topic("e", "local.none")}${topic("f", `"\${local.key}"`)}${topic("g", "aws_kms_alias.main.arn")}
resource "aws_kinesis_firehose_delivery_stream" "h" {
  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = local.key
  }
}
`;
    assert.deepEqual(hints(files), [
      "local.key → aws_kms_key.main, CMK, rotates",
      "var.unset → cannot be known here",
      "data.aws_kms_alias.sns.arn → alias/aws/sns, managed by AWS",
      "local.long → arn:aws:kms:eu-centr…4-1234-123456789012, CMK",
      "local.none → null, no key",
      `"\${local.key}" → aws_kms_key.main, CMK, rotates`,
      "aws_kms_alias.main.arn → aws_kms_key.main, CMK, rotates",
      "local.key → aws_kms_key.main, CMK, rotates",
    ]);
  });

  it("tells every outcome of a choice, and of the uses of a module; more than three are not told", () => {
    const choice = 'variable "own" {\n}\n';
    assert.deepEqual(
      hints(`${key("main")}${choice}${topic("a", 'var.own ? aws_kms_key.main.arn : "alias/aws/sns"')}`),
      [
        'var.own ? aws_kms_key.main.arn : "alias/aws/sns" → aws_kms_key.main, CMK, rotates | alias/aws/sns, managed by AWS',
      ],
    );
    const main = (...names: string[]): string => names.map((name) => call(name, `"alias/${name}"`)).join("");
    const inModule = (text: string): readonly string[] =>
      hints({ "main.tf": text, "topic/main.tf": MODULE }, `${ROOT}/topic/main.tf`);
    assert.deepEqual(inModule(main("a", "b")), ["var.key → alias/a, CMK | alias/b, CMK"]);
    assert.deepEqual(inModule(main("a", "b", "c", "d")), ["var.key → alias/a, CMK | alias/b, CMK | alias/c, CMK | …"]);
  });

  it("is told at a module call and at an alias, too, where it is a key of the workspace", () => {
    const keyModule = `${key("inner")}\noutput "arn" {\n  value = aws_kms_key.inner.arn\n}\n`;
    const main = `module "kms" {
  source = "./kms"
}
resource "aws_kms_alias" "outer" {
  name          = "alias/outer"
  target_key_id = module.kms.arn
}
${call("passed", "module.kms.arn")}`;
    assert.deepEqual(hints({ "main.tf": main, "kms/main.tf": keyModule, "topic/main.tf": MODULE }), [
      "module.kms.arn → aws_kms_key.inner, CMK, rotates",
      "module.kms.arn → aws_kms_key.inner, CMK, rotates",
    ]);
  });

  it("comes with the way there", () => {
    const analysis = analysisOf(`variable "key" {\n  default = "alias/aws/sns"\n}\n${topic("a", "var.key")}`);
    const [hint] = keyHints(analysis, MAIN, { start: 0, end: 1000 });
    assert(hint);
    const link = ({ path }: { path: string }): string => `file://${path}`;
    assert.equal(hintTooltip(hint, "de", link), "- [var.key nimmt den Vorgabewert](file:///workspace/main.tf)");
  });

  it("is looked for only in the blocks of the part that is asked about", () => {
    const text = topic("a", "var.key") + topic("b", "var.key");
    const analysis = analysisOf(text);
    assert.equal(keyHints(analysis, MAIN, { start: 0, end: 10 }).length, 1);
    assert.equal(keyHints(analysis, MAIN, { start: 0, end: text.length }).length, 2);
    assert.equal(keyHints(analysis, `${ROOT}/gone.tf`, { start: 0, end: 10 }).length, 0);
  });
});
