import assert from "node:assert/strict";
import type { Evidence, StoreEvidence } from "../../../server/src/engine/report";
import { evidence, key } from "./evidence";

/** `id protection → keys` of every store. */
function stores({ stores: all }: Evidence): readonly string[] {
  return all.map(({ id, protection, keys, waived }) =>
    [id, protection, ...keys.map((use) => `→ ${use.id ?? `(${use.label})`}`), ...(waived ? ["waived"] : [])].join(" "),
  );
}

function storeOf({ stores: all }: Evidence, id: string): StoreEvidence {
  const found = all.find((store) => store.id === id);
  assert(found, `${id} is not among ${all.map((store) => store.id)}`);
  return found;
}

describe("the evidence", () => {
  it("has every store with its key, however that is named", () => {
    const found = evidence(`${key("a")}
data "aws_kms_alias" "aws" {
  name = "alias/aws/sns"
}

resource "aws_sqs_queue" "direct" {
  kms_master_key_id = aws_kms_key.a.id
}

resource "aws_sqs_queue" "alias" {
  kms_master_key_id = aws_kms_alias.a.arn
}

resource "aws_sqs_queue" "elsewhere" {
  kms_master_key_id = "alias/others"
}

resource "aws_sqs_queue" "owned" {
  sqs_managed_sse_enabled = true
}

resource "aws_sns_topic" "managed" {
  kms_master_key_id = data.aws_kms_alias.aws.id
}

variable "key" {}

resource "aws_sns_topic" "unknown" {
  kms_master_key_id = var.key
}`);
    assert.deepEqual(stores(found), [
      "aws_sns_topic.managed aws-key → (alias/aws/sns)",
      "aws_sns_topic.unknown unverified",
      "aws_sqs_queue.alias cmk → aws_kms_key.a",
      "aws_sqs_queue.direct cmk → aws_kms_key.a",
      "aws_sqs_queue.elsewhere cmk → (alias/others)",
      "aws_sqs_queue.owned aws-key",
    ]);
    assert.deepEqual(found.keys[0]?.protects, ["aws_sqs_queue.alias", "aws_sqs_queue.direct"]);
    assert.deepEqual(found.keys[0]?.aliases, ["alias/a"]);
  });

  it("takes a bucket and its configuration for one store", () => {
    const found = evidence(`${key("a")}
resource "aws_s3_bucket" "good" {}
resource "aws_s3_bucket" "bad" {}
resource "aws_s3_bucket" "bare" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "good" {
  bucket = aws_s3_bucket.good.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.a.arn
    }
  }
}

# waf-sec-030:ignore[s3-sse-cmk] public pictures
resource "aws_s3_bucket_server_side_encryption_configuration" "bad" {
  bucket = aws_s3_bucket.bad.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "elsewhere" {
  bucket = "in-another-repository"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}`);
    assert.deepEqual(stores(found), [
      "aws_s3_bucket.bad aws-key waived",
      "aws_s3_bucket.bare aws-key",
      "aws_s3_bucket.good cmk → aws_kms_key.a",
      "aws_s3_bucket_server_side_encryption_configuration.elsewhere aws-key",
    ]);
    const [category] = found.categories;
    assert.deepEqual(category, {
      category: "object-storage",
      unencrypted: 0,
      "aws-key": 3,
      unverified: 0,
      cmk: 1,
      exempt: 0,
      waived: 1,
    });
    assert.deepEqual(found.findings.find(({ outcome }) => outcome === "waived")?.waiver, {
      source: "inline",
      reason: "public pictures",
    });
  });

  it("tells uses of a module apart where they differ, and only there", () => {
    const module = `
variable "key" { default = null }

resource "aws_db_instance" "this" {
  allocated_storage = 20
  storage_encrypted = true
  kms_key_id        = var.key
}

resource "aws_sqs_queue" "jobs" {
  sqs_managed_sse_enabled = true
}`;
    const found = evidence({
      "main.tf": `${key("a")}
module "production" {
  source = "./db"
  key    = aws_kms_key.a.arn
}
module "development" {
  source = "./db"
}`,
      "db/main.tf": module,
    });
    assert.deepEqual(stores(found), [
      "db/aws_db_instance.this module.development.aws_db_instance.this aws-key",
      "db/aws_db_instance.this module.production.aws_db_instance.this cmk → aws_kms_key.a",
      "db/aws_sqs_queue.jobs aws-key",
    ]);
    const [development, production] = found.stores;
    assert.deepEqual(development?.instances, ["module.development.aws_db_instance.this"]);
    assert.deepEqual([development?.environment, production?.environment], ["development", "production"]);
  });

  it("has features with storage of their own and repeated blocks", () => {
    const found = evidence(`${key("a")}
resource "aws_db_instance" "a" {
  allocated_storage               = 20
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.a.arn
  performance_insights_enabled    = true
}

resource "aws_instance" "b" {
  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.a.arn
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
    kms_key_id  = aws_kms_key.a.arn
  }
  ebs_block_device {
    device_name = "/dev/sdg"
  }
}`);
    assert.deepEqual(
      [...stores(found)].sort(),
      [
        "aws_db_instance.a cmk → aws_kms_key.a",
        "aws_db_instance.a:performance-insights aws-key",
        "aws_instance.b:data cmk → aws_kms_key.a",
        "aws_instance.b:data 2 unencrypted",
        "aws_instance.b:root cmk → aws_kms_key.a",
      ].sort(),
    );
    assert.equal(storeOf(found, "aws_db_instance.a:performance-insights").facet, "performance-insights");
  });

  it("does not say that a key protects what is not encrypted", () => {
    const found = evidence(`${key("a")}
resource "aws_ebs_volume" "a" {
  encrypted  = false
  kms_key_id = aws_kms_key.a.arn
}`);
    assert.deepEqual(stores(found), ["aws_ebs_volume.a unencrypted"]);
    assert.deepEqual(found.keys[0]?.protects, []);
  });

  it("leaves out what holds no data of its own", () => {
    const found = evidence(`
resource "aws_s3_object" "inherits" {
  bucket = "b"
  key    = "k"
}
resource "aws_ebs_encryption_by_default" "on" {}
resource "aws_db_instance" "replica" {
  replicate_source_db = aws_db_instance.source.identifier
}
resource "aws_db_instance" "source" {
  allocated_storage = 20
  storage_encrypted = true
}`);
    assert.deepEqual(stores(found), ["aws_db_instance.replica exempt", "aws_db_instance.source aws-key"]);
  });

  it("has every key with rotation, policy, alias and waiting period", () => {
    const found = evidence(`
resource "aws_kms_key" "each" {
  for_each                = toset(["a", "b"])
  enable_key_rotation     = true
  rotation_period_in_days = 90
  deletion_window_in_days = 14
}

resource "aws_kms_alias" "a" {
  name          = "alias/\${var.stage}-a"
  target_key_id = aws_kms_key.each["a"].key_id
}

variable "stage" {}

resource "aws_kms_key" "open" {
  deletion_window_in_days = var.stage
}

resource "aws_kms_key_policy" "open" {
  key_id = aws_kms_key.open.key_id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] })
}

resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}`);
    assert.deepEqual(
      found.keys.map(({ id, rotation, rotationPeriod, policy, deletionDays, aliases }) => [
        id,
        rotation.status,
        rotationPeriod,
        policy.status,
        deletionDays,
        aliases.join(),
      ]),
      [
        ['aws_kms_key.each["a"]', "pass", 90, "pass", 14, "alias/…-a"],
        ['aws_kms_key.each["b"]', "pass", 90, "pass", 14, ""],
        ["aws_kms_key.open", "fail", undefined, "fail", undefined, ""],
        ["aws_kms_key.signing", "not-applicable", undefined, "pass", 30, ""],
      ],
    );
  });

  it("says what could not be read, and which waivers do not count", () => {
    const found = evidence(
      {
        "main.tf": `${key("a")}\nresource "aws_s3_bucket" {`,
        "b.tf": "# waf-sec-030:ignore[s3-sse-cmk] (expires 2026-02-28)\n",
      },
      { waiverFile: { name: ".wafpass-skip.yml", text: "waivers:\n  - id: WAF-SEC-030\n" } },
    );
    assert(found.unread.length > 0 && found.unread.every(({ file }) => file === "main.tf"));
    assert.deepEqual(new Set(found.waiverProblems.map(({ file }) => file)), new Set([".wafpass-skip.yml", "b.tf"]));
  });
});
