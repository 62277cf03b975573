// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's interpolations in quotes
import assert from "node:assert/strict";
import { findingsOf, linesOf, textsOf } from "./judged";

const CHECK = "kms-key-policy-principals";

/** A key whose policy is written with `jsonencode`: the principal and further members of its only statement. */
function key(principal: string, members = ""): string {
  return `resource "aws_kms_key" "k" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = ${principal}
      Action    = "kms:*"
      Resource  = "*"
      ${members}
    }]
  })
}
`;
}

function withCondition(operator: string, name: string, value: string): string {
  return key('"*"', `Condition = { "${operator}" = { "${name}" = ${value} } }`);
}

const VARIABLE = 'variable "x" {}\n';

function verdicts(files: Parameters<typeof linesOf>[1]): readonly string[] {
  return linesOf(CHECK, files).map((line) => line.replace(/^\S+ policy-wildcard /, ""));
}

describe("key policies: principals", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    '"*"': ['fail ["*"]'],
    '{ AWS = "*" }': ['fail ["*"]'],
    '{ aws = ["arn:aws:iam::111122223333:root", "*"] }': ['fail ["*"]'],
    '["*"]': ['fail ["*"]'],
    '{ "*" = "*" }': ['fail ["*"]'],
    '{ AWS = "arn:aws:iam::*:root" }': ['fail ["arn:aws:iam::*:root"]'],
    '{ AWS = "arn:aws-cn:iam::*:role/x" }': ['fail ["arn:aws-cn:iam::*:role/x"]'],
    '{ AWS = "arn:aws:iam::111122223333:root" }': ["pass"],
    '{ AWS = "111122223333" }': ["pass"],
    '{ AWS = "arn:aws:iam::111122223333:role/*" }': ["pass"],
    '{ AWS = "arn:aws:iam::${var.x}:root" }': ["pass"],
    '{ AWS = "${var.x}" }': ["unverified"],
    "{ AWS = var.x }": ["unverified"],
    "var.x": ["unverified"],
    "{ AWS = aws_iam_role.r.arn }": ["pass"],
    "{ AWS = data.aws_caller_identity.me.account_id }": ["pass"],
    "{ AWS = data.terraform_remote_state.s.outputs.arn }": ["unverified"],
    '{ Service = "logs.amazonaws.com" }': ["pass"],
    '{ Service = "*" }': ["unverified"],
    '{ AWS = var.x ? "*" : "arn:aws:iam::111122223333:root" }': ["unverified"],
    '{ AWS = var.x ? "*" : "*" }': ['fail ["*"]'],
    '{ AWS = concat(["arn:aws:iam::111122223333:root"], ["*"]) }': ['fail ["*"]'],
  };
  const declarations = `${VARIABLE}resource "aws_iam_role" "r" {}
data "aws_caller_identity" "me" {}
data "terraform_remote_state" "s" {}
`;
  for (const [principal, expected] of Object.entries(cases)) {
    it(`${principal} is ${expected[0]}`, () => {
      assert.deepEqual(verdicts(key(principal) + declarations), expected);
    });
  }

  it("passes without a policy, which is AWS's default one", () => {
    assert.deepEqual(verdicts('resource "aws_kms_key" "k" {}\n'), ["pass"]);
    assert.deepEqual(verdicts('resource "aws_kms_key" "k" {\n  policy = ""\n}\n'), ["pass"]);
  });

  it("skips Deny and judges an Allow for everyone but some", () => {
    const deny =
      'resource "aws_kms_key_policy" "p" {\n  key_id = "x"\n  policy = jsonencode({ Statement = { Effect = "Deny", Principal = "*" } })\n}\n';
    const allBut =
      'resource "aws_kms_replica_key" "r" {\n  policy = jsonencode({ Statement = { Effect = "allow", NotPrincipal = { AWS = "111122223333" } } })\n}\n';
    assert.deepEqual(verdicts(deny), ["pass"]);
    assert.deepEqual(verdicts(allBut), ['fail [{ AWS = "111122223333" }]']);
  });

  it("is unverified when the effect is not known or the statement may be absent", () => {
    const effect =
      'resource "aws_kms_key" "k" {\n  policy = jsonencode({ Statement = { Effect = var.x, Principal = "*" } })\n}\n';
    const absent =
      'resource "aws_kms_key" "k" {\n  policy = jsonencode({ Statement = [var.x ? { Effect = "Allow", Principal = "*" } : null] })\n}\n';
    assert.deepEqual(verdicts(effect + VARIABLE), ["unverified"]);
    assert.deepEqual(verdicts(absent + VARIABLE), ["unverified"]);
  });

  it("reports each offending principal once", () => {
    const both =
      'resource "aws_kms_key" "k" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*" }, { Effect = "Allow", Principal = { AWS = ["*"] } }] })\n}\n';
    assert.deepEqual(verdicts(both), ['fail ["*"]', 'fail ["*"]']);
  });
});

describe("key policies: conditions", () => {
  const bounded: readonly [string, string, string][] = [
    ["StringEquals", "kms:CallerAccount", '"111122223333"'],
    ["stringequals", "KMS:calleraccount", "[data.aws_caller_identity.me.account_id]"],
    ["StringEquals", "aws:PrincipalOrgID", '"o-a1b2c3d4e5"'],
    ["StringEquals", "aws:PrincipalOrgID", "var.x"],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", '["o-a1b2c3d4e5/r-ab12/*"]'],
    ["StringLike", "aws:PrincipalArn", '"arn:aws:iam::111122223333:role/*"'],
    ["ArnLike", "aws:PrincipalArn", '"arn:aws:iam::${var.x}:role/*"'],
    ["ArnLike", "aws:SourceArn", '"arn:aws:cloudtrail:*:111122223333:trail/*"'],
    ["ArnEquals", "aws:SourceArn", '"arn:aws:s3:::my-bucket"'],
    ["StringEquals", "aws:SourceAccount", '"111122223333"'],
    ["StringEquals", "aws:SourceVpce", '"vpce-1a2b3c4d"'],
  ];
  const open: readonly [string, string, string][] = [
    ["StringEquals", "kms:ViaService", '"s3.eu-central-1.amazonaws.com"'],
    ["StringEquals", "kms:EncryptionContext:app", '"x"'],
    ["Bool", "aws:SecureTransport", '"true"'],
    ["Bool", "aws:PrincipalIsAWSService", '"true"'],
    ["StringNotEquals", "kms:CallerAccount", '"111122223333"'],
    ["StringEqualsIfExists", "kms:CallerAccount", '"111122223333"'],
    ["ForAllValues:StringEquals", "aws:PrincipalOrgPaths", '["o-a1b2c3d4e5/*"]'],
    ["StringLike", "kms:CallerAccount", '"*"'],
    ["StringEquals", "kms:CallerAccount", '["111122223333", "*"]'],
    ["StringLike", "aws:PrincipalOrgID", '"o-*"'],
    ["ArnLike", "aws:PrincipalArn", '"arn:aws:iam::*:role/admin"'],
    ["StringLike", "aws:SourceArn", '"arn:aws:s3:::*"'],
    ["StringEquals", "aws:PrincipalAccount", '"$${aws:ResourceAccount}"'],
    ["IpAddress", "aws:SourceIp", '["10.0.0.0/8", "0.0.0.0/0"]'],
    ["IpAddress", "aws:SourceIp", '"::/0"'],
    ["DateGreaterThan", "aws:CurrentTime", '"2026-01-01T00:00:00Z"'],
  ];
  const unverified: readonly [string, string, string][] = [
    ["IpAddress", "aws:SourceIp", '"203.0.113.0/24"'],
    ["StringLike", "aws:userid", '"AROAEXAMPLE:*"'],
    ["StringEquals", "aws:username", '"alice"'],
    ["StringLike", "kms:CallerAccount", '"1111*"'],
    ["StringEquals", "s3:x-amz-acl", '"private"'],
    ["${var.x}", "kms:CallerAccount", '"111122223333"'],
    ["StringEquals", "${var.x}", '"111122223333"'],
  ];
  const declarations = `${VARIABLE}data "aws_caller_identity" "me" {}\n`;
  for (const [status, conditions] of [
    ["pass", bounded],
    ['fail ["*"]', open],
    ["unverified", unverified],
  ] as const) {
    for (const condition of conditions) {
      it(`${condition.join(" ")} is ${status}`, () => {
        assert.deepEqual(verdicts(withCondition(...condition) + declarations), [status]);
      });
    }
  }

  it("takes one condition that bounds among others that do not", () => {
    const members =
      'Condition = { StringEquals = { "kms:ViaService" = "s3.amazonaws.com", "kms:CallerAccount" = "111122223333" } }';
    assert.deepEqual(verdicts(key('"*"', members)), ["pass"]);
  });

  it("says which weak condition there is", () => {
    const [finding] = findingsOf(CHECK, withCondition("IpAddress", "aws:SourceIp", '"203.0.113.0/24"'));
    assert.match(textsOf(finding!)[0], /condition on aws:SourceIp/);
  });
});

describe("key policies: shapes", () => {
  it("reads a heredoc and underlines the principal in it, interpolations and trailing commas included", () => {
    const text = `variable "sid" {}
resource "aws_kms_key" "k" {
  policy = <<-EOF
    {
      "Statement": [{
        "Sid": "\${var.sid}",
        "Effect": "Allow",
        "Principal": {"AWS": ["arn:aws:iam::\${local.id}:root", "*"]},
      }],
    }
  EOF
}
locals {
  id = "111122223333"
}
`;
    assert.deepEqual(verdicts(text), ['fail ["*"]']);
    const [finding] = findingsOf(CHECK, text);
    assert.equal(finding?.at.item.text.slice(finding.at.start - 2, finding.at.end + 2), ', "*"]}');
  });

  it("reads a quoted string with escapes", () => {
    const text =
      'resource "aws_kms_key" "k" {\n  policy = "{\\"Statement\\": {\\"Effect\\": \\"Allow\\", \\"Principal\\": \\"*\\"}}"\n}\n';
    assert.deepEqual(verdicts(text), ['fail [\\"*\\"]']);
  });

  it("stays at the attribute when the policy stands in a local, and leads there", () => {
    const text = `locals {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*" }] })
}
resource "aws_kms_key" "k" {
  policy = local.policy
}
`;
    assert.deepEqual(verdicts(text), ["fail [policy = local.policy]"]);
    assert.deepEqual(
      findingsOf(CHECK, text)[0]?.judgement.trace.map((step) => step.label),
      ["local.policy"],
    );
  });

  it("reads files and templates on disk", () => {
    const main = (call: string): string => `resource "aws_kms_key" "k" {\n  policy = ${call}\n}\n`;
    const open = `{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "\${who}"}}]}`;
    assert.deepEqual(
      verdicts({
        "main.tf": main(`file("\${path.module}/p.json")`),
        "p.json": '{"Statement": {"Effect": "Allow", "Principal": "*"}}',
      }),
      [`fail [policy = file("\${path.module}/p.json")]`],
    );
    assert.deepEqual(
      verdicts({ "main.tf": main('templatefile("p.json", { who = "arn:aws:iam::1:root" })'), "p.json": open }),
      ["pass"],
    );
    assert.deepEqual(
      verdicts({ "main.tf": main('templatefile("p.json", { who = var.x })') + VARIABLE, "p.json": open }),
      ["unverified"],
    );
    assert.deepEqual(verdicts({ "main.tf": main('file("missing.json")') }), ["unverified"]);
  });

  it("reads a rendered template_file", () => {
    const text = `data "template_file" "t" {\n  template = "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"AWS\\": \\"arn:aws:iam::$\${id}:root\\"}}]}"\n}\nresource "aws_kms_key" "k" {\n  policy = data.template_file.t.rendered\n}\n`;
    assert.deepEqual(verdicts(text), ["pass"]);
  });

  it("fails when both arms of an unknown condition do, and is unverified when one does", () => {
    const choice = (other: string): string =>
      `${VARIABLE}resource "aws_kms_key" "k" {\n  policy = var.x ? jsonencode({ Statement = { Effect = "Allow", Principal = "*" } }) : ${other}\n}\n`;
    assert.deepEqual(verdicts(choice('jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "*" } } })')), [
      'fail ["*"]',
      'fail ["*"]',
    ]);
    assert.deepEqual(verdicts(choice("null")), ["unverified"]);
  });

  it("is unverified for what is no policy", () => {
    assert.deepEqual(verdicts('resource "aws_kms_key" "k" {\n  policy = "apiVersion: v1"\n}\n'), ["unverified"]);
    assert.deepEqual(verdicts('resource "aws_kms_key" "k" {\n  policy = "{}"\n}\n'), ["unverified"]);
  });

  it("follows a module's output to the document in it", () => {
    const files = {
      "main.tf":
        'module "p" {\n  source = "./p"\n  who    = "*"\n}\nresource "aws_kms_key" "k" {\n  policy = module.p.json\n}\n',
      "p/main.tf":
        'variable "who" {}\noutput "json" {\n  value = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    principals {\n      type        = "AWS"\n      identifiers = [var.who]\n    }\n  }\n}\n',
    };
    assert.deepEqual(verdicts(files), ["fail [identifiers = [var.who]]"]);
  });
});

/** A policy document `d` that a key uses. */
function document(body: string, more = ""): string {
  return `data "aws_iam_policy_document" "d" {\n${body}\n}\n${more}resource "aws_kms_key" "k" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
}

function statement(members: string, identifiers = '["*"]'): string {
  return `statement {\n${members}\nprincipals {\n  type        = "AWS"\n  identifiers = ${identifiers}\n}\n}`;
}

describe("key policies: policy documents", () => {
  it("reads statements, whose effect is Allow by default, at the principal", () => {
    assert.deepEqual(verdicts(document(statement(""))), ['fail ["*"]']);
    assert.deepEqual(verdicts(document(statement('effect = "Deny"'))), ["pass"]);
    assert.deepEqual(verdicts(document(statement("", '["arn:aws:iam::1:root"]'))), ["pass"]);
    assert.deepEqual(verdicts(document(statement("", "var.x")) + VARIABLE), ["unverified"]);
  });

  it("reads conditions", () => {
    const condition = (test: string, variable: string, values: string): string =>
      document(statement(`condition {\n  test = "${test}"\n  variable = "${variable}"\n  values = ${values}\n}`));
    assert.deepEqual(verdicts(condition("StringEquals", "kms:CallerAccount", '["111122223333"]')), ["pass"]);
    assert.deepEqual(verdicts(condition("StringEquals", "kms:ViaService", '["s3.amazonaws.com"]')), ['fail ["*"]']);
  });

  it("reads not_principals", () => {
    const text = document(
      'statement {\nnot_principals {\n  type = "AWS"\n  identifiers = ["arn:aws:iam::1:root"]\n}\n}',
    );
    assert.deepEqual(verdicts(text), ["fail [not_principals]"]);
  });

  it("expands dynamic statements, and does not know unknown ones", () => {
    const dynamic = (collection: string): string =>
      document(
        `dynamic "statement" {\n  for_each = ${collection}\n  content {\n    principals {\n      type = "AWS"\n      identifiers = [statement.value]\n    }\n  }\n}`,
      );
    assert.deepEqual(verdicts(dynamic('["*"]')), ['fail ["*"]']);
    assert.deepEqual(verdicts(dynamic("[]")), ["pass"]);
    assert.deepEqual(verdicts(dynamic("var.x") + VARIABLE), ["unverified"]);
  });

  it("merges sources and overrides by sid", () => {
    const other = (name: string, body: string): string => `data "aws_iam_policy_document" "${name}" {\n${body}\n}\n`;
    const open = other("o", statement('sid = "a"'));
    const deny = other("o", statement('sid = "a"\neffect = "Deny"'));
    const uses = (attribute: string): string => `${attribute} = [data.aws_iam_policy_document.o.json]\n`;
    const closed = statement('sid = "a"', '["arn:aws:iam::1:root"]');
    assert.deepEqual(verdicts(document(uses("source_policy_documents"), open)), ['fail ["*"]']);
    assert.deepEqual(verdicts(document(uses("source_policy_documents") + closed, open)), ["pass"]);
    assert.deepEqual(verdicts(document(uses("override_policy_documents") + statement('sid = "a"'), deny)), ["pass"]);
    assert.deepEqual(verdicts(document(uses("override_policy_documents") + statement('sid = "b"'), deny)), [
      'fail ["*"]',
    ]);
    assert.deepEqual(verdicts(document("source_json = data.aws_iam_policy_document.o.json", open)), ['fail ["*"]']);
    assert.deepEqual(
      verdicts(
        document(
          `override_json = jsonencode({ Statement = [{ Sid = "a", Effect = "Deny", Principal = "*" }] })\n${statement('sid = "a"')}`,
        ),
      ),
      ["pass"],
    );
  });

  it("does not take a part that it cannot read for harmless, nor for harm", () => {
    const closed = statement('sid = "a"', '["arn:aws:iam::1:root"]');
    assert.deepEqual(verdicts(document(`source_policy_documents = [var.x]\n${closed}`) + VARIABLE), ["unverified"]);
    assert.deepEqual(verdicts(document(`source_policy_documents = [var.x]\n${statement('sid = "a"')}`) + VARIABLE), [
      'fail ["*"]',
    ]);
    assert.deepEqual(verdicts(document(`override_policy_documents = [var.x]\n${statement('sid = "a"')}`) + VARIABLE), [
      "unverified",
    ]);
    assert.deepEqual(verdicts(document(`override_policy_documents = [var.x]\n${statement("")}`) + VARIABLE), [
      'fail ["*"]',
    ]);
  });

  it("does not judge a document that no key uses", () => {
    assert.deepEqual(verdicts(`data "aws_iam_policy_document" "d" {\n${statement("")}\n}\n`), []);
  });
});
