// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's interpolations in quotes
import assert from "node:assert/strict";
import { type Files, findingsOf, linesOf, textsOf } from "./judged";

const CHECK = "s3-sse-cmk";
const KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n';
const BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme"\n}\n';

function configuration(bucket: string, algorithm = '"aws:kms"', key = "aws_kms_key.k.arn", more = ""): string {
  return `resource "aws_s3_bucket_server_side_encryption_configuration" "c" {
  ${more}
  bucket = ${bucket}
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = ${algorithm}
      ${key === "" ? "" : `kms_master_key_id = ${key}`}
    }
  }
}
`;
}

/** What is said of the customer-managed key, buckets and configurations shortened to `b` and `c`. */
function verdicts(files: Files): readonly string[] {
  return linesOf(CHECK, files)
    .filter((line) => line.includes(" cmk "))
    .map((line) =>
      line
        .replace("aws_s3_bucket_server_side_encryption_configuration.", "")
        .replace("aws_s3_bucket.", "")
        .replace(" cmk ", " "),
    )
    .sort();
}

describe("S3: whose configuration", () => {
  const joined: Readonly<Record<string, Files>> = {
    "the id": KEY + BUCKET + configuration("aws_s3_bucket.b.id"),
    "the name": KEY + BUCKET + configuration("aws_s3_bucket.b.bucket"),
    "an interpolation": KEY + BUCKET + configuration('"${aws_s3_bucket.b.id}"'),
    "the literal name": KEY + BUCKET + configuration('"acme"'),
    "another resource of the bucket": `${KEY}${BUCKET}resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}\n${configuration("aws_s3_bucket_versioning.v.id")}`,
    "a data source of the name": `${KEY}${BUCKET}data "aws_s3_bucket" "d" {\n  bucket = "acme"\n}\n${configuration("data.aws_s3_bucket.d.id")}`,
    "a template written alike": `${KEY}variable "e" {}\nresource "aws_s3_bucket" "b" {\n  bucket = "x-\${var.e}"\n}\n${configuration('"x-${var.e}"')}`,
    "a generated name": `${KEY}resource "random_pet" "r" {}\nresource "aws_s3_bucket" "b" {\n  bucket = random_pet.r.id\n}\n${configuration("random_pet.r.id")}`,
    "an unknown count": `${KEY}variable "c" {}\nresource "aws_s3_bucket" "b" {\n  count = var.c\n}\n${configuration("aws_s3_bucket.b[0].id", '"aws:kms"', "aws_kms_key.k.arn", "count = var.c")}`,
    "a splat of an unknown count": `${KEY}variable "c" {}\nresource "aws_s3_bucket" "b" {\n  count = var.c ? 1 : 0\n}\n${configuration('join("", aws_s3_bucket.b.*.id)')}`,
    "unknown keys": `${KEY}variable "n" {}\nresource "aws_s3_bucket" "b" {\n  for_each = var.n\n}\n${configuration("aws_s3_bucket.b[each.key].id", '"aws:kms"', "aws_kms_key.k.arn", "for_each = var.n")}`,
    "a choice between it and one that exists": `${KEY}${BUCKET}variable "c" {}\ndata "aws_s3_bucket" "d" {\n  bucket = "other"\n}\n${configuration("var.c ? aws_s3_bucket.b.id : data.aws_s3_bucket.d.id")}`,
  };
  for (const [by, files] of Object.entries(joined)) {
    it(`is found by ${by}`, () => assert.deepEqual(verdicts(files), ["b pass", "c pass"]));
  }

  it("is told apart by keys", () => {
    const buckets = 'resource "aws_s3_bucket" "b" {\n  for_each = toset(["x", "y"])\n}\n';
    assert.deepEqual(verdicts(KEY + buckets + configuration('aws_s3_bucket.b["x"].id')), [
      'b["y"] fail [resource "aws_s3_bucket" "b"]',
      "c pass",
    ]);
  });

  it("is told apart by the instance of the module", () => {
    const files = {
      "main.tf": `${KEY}module "one" {\n  source = "./b"\n}\nmodule "two" {\n  source = "./b"\n}\n${configuration("module.two.id")}`,
      "b/main.tf": `${BUCKET}output "id" {\n  value = aws_s3_bucket.b.id\n}\n`,
    };
    assert.deepEqual(verdicts(files), ["c pass", 'module.one.b fail [module "one"]']);
  });

  it("is not one of a bucket with another name", () => {
    assert.deepEqual(verdicts(KEY + BUCKET + configuration('"other"')), [
      'b fail [resource "aws_s3_bucket" "b"]',
      "c pass",
    ]);
  });

  it("may be that of any bucket when nobody says, but not of one of another root", () => {
    const unclear = `variable "name" {}\n${configuration("var.name", '"aws:kms"', '"alias/mine"')}`;
    assert.deepEqual(verdicts(BUCKET + unclear), ["b unverified", "c pass"]);
    assert.deepEqual(verdicts({ "a/main.tf": BUCKET, "b/main.tf": unclear }), [
      'b fail [resource "aws_s3_bucket" "b"]',
      "c pass",
    ]);
  });

  it("does not count when it is made zero times", () => {
    const never = configuration("aws_s3_bucket.b.id", '"aws:kms"', "aws_kms_key.k.arn", "count = 0");
    assert.deepEqual(verdicts(KEY + BUCKET + never), ['b fail [resource "aws_s3_bucket" "b"]']);
  });
});

describe("S3: what a configuration says", () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['"aws:kms"', '"alias/mine"', ["b pass", "c pass"]],
    ['"aws:kms:dsse"', '"arn:aws:kms:eu-central-1:111122223333:key/1"', ["b pass", "c pass"]],
    ['"AES256"', "", ["b not-applicable", 'c fail [sse_algorithm = "AES256"]']],
    ['"aws:kms"', "", ["b not-applicable", "c fail [apply_server_side_encryption_by_default]"]],
    ['"aws:kms"', "null", ["b not-applicable", "c fail [kms_master_key_id = null]"]],
    ['"aws:kms"', '"alias/aws/s3"', ["b not-applicable", 'c fail [kms_master_key_id = "alias/aws/s3"]']],
    ['"aws:kms"', "var.x", ["b not-applicable", "c unverified"]],
    ["var.x", '"alias/mine"', ["b not-applicable", "c unverified"]],
    ["var.x", '"alias/aws/s3"', ["b not-applicable", 'c fail [kms_master_key_id = "alias/aws/s3"]']],
  ];
  for (const [algorithm, key, expected] of cases) {
    it(`${algorithm} with ${key || "no key"}`, () => {
      const files = `variable "x" {}\n${BUCKET}${configuration("aws_s3_bucket.b.id", algorithm, key)}`;
      assert.deepEqual(verdicts(files), expected);
    });
  }

  it("names the bucket beside a bad configuration", () => {
    const found = findingsOf(CHECK, BUCKET + configuration("aws_s3_bucket.b.id", '"AES256"', ""));
    const [bad] = found.filter((finding) => finding.status === "fail");
    assert.deepEqual(
      bad?.related.map(({ message }) => message.key),
      ["s3-bucket"],
    );
    assert.ok(found.flatMap(textsOf).every((text) => !/\{\d\}/.test(text)));
  });

  it("is always encrypted", () => {
    const lines = linesOf(CHECK, BUCKET + configuration("aws_s3_bucket.b.id", '"AES256"', ""));
    assert.deepEqual(
      lines.filter((line) => line.includes("encryption-enabled")).map((line) => line.split(" ").at(-1)),
      ["pass", "pass"],
    );
  });
});

describe("S3: the legacy block", () => {
  const legacy = (rule: string): string =>
    `resource "aws_s3_bucket" "b" {\n  server_side_encryption_configuration {\n    rule {\n      ${rule}\n    }\n  }\n}\n`;
  const byDefault = (words: string): string => legacy(`apply_server_side_encryption_by_default {\n${words}\n}`);

  it("is judged at the bucket", () => {
    assert.deepEqual(verdicts(byDefault('sse_algorithm = "aws:kms"\nkms_master_key_id = "alias/mine"')), ["b pass"]);
    assert.deepEqual(verdicts(byDefault('sse_algorithm = "AES256"')), ['b fail [sse_algorithm = "AES256"]']);
    assert.deepEqual(verdicts(byDefault('sse_algorithm = "aws:kms"')), [
      "b fail [apply_server_side_encryption_by_default]",
    ]);
  });

  it("is unverified when an unknown dynamic block decides", () => {
    const dynamic = `variable "sse" {}
resource "aws_s3_bucket" "b" {
  dynamic "server_side_encryption_configuration" {
    for_each = var.sse
    content {
      rule {
        apply_server_side_encryption_by_default {
          sse_algorithm     = "aws:kms"
          kms_master_key_id = "alias/mine"
        }
      }
    }
  }
}
`;
    assert.deepEqual(verdicts(dynamic), ["b unverified"]);
  });
});

describe("S3: buckets for logs", () => {
  const logging = (bucket: string, target: string): string =>
    `resource "aws_s3_bucket_logging" "l" {\n  bucket = ${bucket}\n  target_bucket = ${target}\n  target_prefix = ""\n}\n`;
  const balancer = (words: string): string =>
    `resource "aws_lb" "lb" {\n  ${words}\n  access_logs {\n    bucket  = aws_s3_bucket.b.bucket\n    enabled = true\n  }\n}\n`;
  const policy = (principal: string): string =>
    `resource "aws_s3_bucket_policy" "p" {\n  bucket = aws_s3_bucket.b.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { ${principal} }, Action = "s3:PutObject", Resource = "*" }] })\n}\n`;
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    "a target of access logs": [logging('"other"', "aws_s3_bucket.b.id"), "b not-applicable"],
    "one that logs into itself": [
      logging("aws_s3_bucket.b.id", "aws_s3_bucket.b.id"),
      'b fail [resource "aws_s3_bucket" "b"]',
    ],
    "a target that nobody names": [
      `variable "t" {}\n${logging('"other"', "var.t")}`,
      'b fail [resource "aws_s3_bucket" "b"]',
    ],
    "a policy that lets S3 deliver logs": [policy('Service = "logging.s3.amazonaws.com"'), "b not-applicable"],
    "a policy that lets load balancers deliver logs": [
      `data "aws_elb_service_account" "e" {}\n${policy("AWS = data.aws_elb_service_account.e.arn")}`,
      "b not-applicable",
    ],
    "a policy about something else": [
      policy('Service = "cloudtrail.amazonaws.com"'),
      'b fail [resource "aws_s3_bucket" "b"]',
    ],
    "one whose own logs go who knows where": [
      `variable "t" {}\n${logging("aws_s3_bucket.b.id", "var.t")}`,
      'b fail [resource "aws_s3_bucket" "b"]',
    ],
    "an application load balancer": [balancer(""), "b not-applicable"],
    "a network load balancer": [balancer('load_balancer_type = "network"'), 'b fail [resource "aws_s3_bucket" "b"]'],
    "a classic load balancer": [
      'resource "aws_elb" "lb" {\n  access_logs {\n    bucket = aws_s3_bucket.b.id\n  }\n}\n',
      "b not-applicable",
    ],
    "an access control list": [
      'resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.b.id\n  acl = "log-delivery-write"\n}\n',
      "b not-applicable",
    ],
    "a private one": [
      'resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.b.id\n  acl = "private"\n}\n',
      'b fail [resource "aws_s3_bucket" "b"]',
    ],
    "the target of a bucket's legacy block": [
      'resource "aws_s3_bucket" "o" {\n  logging {\n    target_bucket = aws_s3_bucket.b.id\n  }\n}\n',
      "b not-applicable",
    ],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    it(name, () =>
      assert.equal(
        verdicts(BUCKET + text).find((line) => line.startsWith("b ")),
        expected,
      ),
    );
  }

  it("may be one where its name says so and a target is not known", () => {
    const text = `variable "t" {}\nresource "aws_s3_bucket" "access_logs" {}\n${logging('"other"', "var.t")}`;
    assert.deepEqual(verdicts(text), ["access_logs unverified"]);
  });

  it("excuses the configuration of such a bucket", () => {
    const text =
      BUCKET + logging('"other"', "aws_s3_bucket.b.id") + configuration("aws_s3_bucket.b.id", '"AES256"', "");
    assert.deepEqual(verdicts(text), ["b not-applicable", "c not-applicable"]);
  });
});

describe("S3: a module that two callers use", () => {
  const module = (algorithm: string, count = ""): string =>
    `variable "key" {\n  default = null\n}\nvariable "encrypt" {\n  default = false\n}\n${BUCKET}${configuration("aws_s3_bucket.b.id", algorithm, "var.key", count)}`;
  const calls = `${KEY}module "prod" {\n  source  = "./b"\n  key     = aws_kms_key.k.arn\n  encrypt = true\n}\nmodule "dev" {\n  source = "./b"\n}\n`;

  it("stands at the call that leaves the key out", () => {
    const lines = verdicts({ "main.tf": calls, "b/main.tf": module('"aws:kms"') });
    assert.deepEqual(
      lines.filter((line) => line.includes("fail")),
      ['module.dev.c fail [module "dev"]'],
    );
  });

  it("stands at the call for which no configuration is made", () => {
    const lines = verdicts({ "main.tf": calls, "b/main.tf": module('"aws:kms"', "count = var.encrypt ? 1 : 0") });
    assert.deepEqual(
      lines.filter((line) => line.includes("fail")),
      ['module.dev.b fail [module "dev"]'],
    );
  });
});
