import assert from "node:assert/strict";
import type { CriterionName, Evidence } from "../../../server/src/engine/report";
import { render } from "../../../shared/src";
import { evidence, key, TRAIL } from "./evidence";

const DATABASE = `
resource "aws_db_instance" "orders" {
  allocated_storage = 20
  storage_encrypted = true
  kms_key_id        = aws_kms_key.orders.arn
}
${key("orders")}`;

function levels({ maturity }: Evidence): readonly [number, number] {
  return [maturity.level, maturity.reachable];
}

function criterion({ maturity }: Evidence, name: CriterionName): { state: string; facts: string[] } {
  const found = maturity.levels.flatMap(({ criteria }) => criteria).find((each) => each.name === name);
  assert(found, name);
  return { state: found.state, facts: found.facts.map(({ message }) => render(message, "en")) };
}

describe("the maturity level", () => {
  it("is 1 where something is not encrypted", () => {
    const found = evidence('resource "aws_ebs_volume" "data" {}');
    assert.deepEqual(levels(found), [1, 1]);
    assert.deepEqual(criterion(found, "floor").facts, ["encryption not switched on: 1 of 1"]);
    assert.deepEqual(criterion(found, "all-encrypted"), {
      state: "not-met",
      facts: ["encrypted stores: 0 of 1", "violations: 1"],
    });
  });

  it("is 2 where everything is encrypted, with AWS's keys", () => {
    const found = evidence('resource "aws_db_instance" "orders" {\n  storage_encrypted = true\n}');
    assert.deepEqual(levels(found), [2, 2]);
    assert.equal(criterion(found, "all-encrypted").state, "met");
    assert.equal(criterion(found, "production-cmk").state, "not-met");
  });

  it("is 3 where production has customer-managed keys that rotate, are restricted and watched", () => {
    const found = evidence(DATABASE + TRAIL);
    for (const name of ["production-cmk", "rotation", "policies", "audit", "separation"] as const) {
      assert.equal(criterion(found, name).state, "met", name);
    }
    // Beyond, the organisation has the word.
    assert.deepEqual(levels(found), [3, 5]);
    for (const name of ["policy-reviews", "alerting", "remediation", "sovereignty"] as const) {
      assert.equal(criterion(found, name).state, "attest", name);
    }
  });

  it("is not beyond 3 where a key is shared by kinds of data", () => {
    const shared = `${DATABASE}${TRAIL}
resource "aws_secretsmanager_secret" "token" {
  kms_key_id = aws_kms_key.orders.arn
}`;
    assert.deepEqual(levels(evidence(shared)), [3, 3]);
    assert.deepEqual(criterion(evidence(shared), "separation").facts, ["keys shared by several kinds of data: 1 of 2"]);
  });

  it("is not beyond 4 by the word of the text alone, whatever speaks for it", () => {
    const found = evidence(`${DATABASE}${TRAIL}
resource "aws_config_config_rule" "rds" {
  source {
    owner             = "AWS"
    source_identifier = "RDS_STORAGE_ENCRYPTED"
  }
}

resource "aws_config_config_rule" "tags" {
  source {
    owner             = "AWS"
    source_identifier = "REQUIRED_TAGS"
  }
}

resource "aws_cloudwatch_event_rule" "keys" {
  event_pattern = jsonencode({ source = ["aws.kms"] })
}

resource "aws_cloudhsm_v2_cluster" "hsm" {}
`);
    assert.deepEqual(levels(found), [3, 5]);
    assert.deepEqual(
      found.signs.configRules.map(({ resource }) => resource),
      ["aws_config_config_rule.rds"],
    );
    for (const name of ["alerting", "remediation", "sovereignty"] as const) {
      assert.deepEqual(criterion(found, name), { state: "attest", facts: ["declarations that speak for it: 1"] }, name);
    }
  });

  it("leaves to the organisation a trail that is not declared here", () => {
    const found = evidence(DATABASE);
    assert.deepEqual(levels(found), [2, 5]);
    assert.equal(criterion(found, "audit").state, "attest");
  });

  it("does not count on a trail that leaves out the use of keys", () => {
    const found = evidence(`${DATABASE}${key("trail")}
resource "aws_cloudtrail" "all" {
  kms_key_id = aws_kms_key.trail.arn

  event_selector {
    exclude_management_event_sources = ["kms.amazonaws.com"]
  }
}`);
    assert.equal(criterion(found, "audit").state, "not-met");
    assert.deepEqual(levels(found), [2, 2]);
  });

  it("asks no customer-managed key of development", () => {
    const found = evidence(`${DATABASE}${TRAIL}
resource "aws_db_instance" "scratch" {
  storage_encrypted = true
  tags              = { environment = "dev" }
}`);
    assert.deepEqual(levels(found), [3, 5]);
    assert(criterion(found, "production-cmk").facts.includes("left out as development or test: 1"));
  });

  it("asks none of what the control does not name", () => {
    const found = evidence(`${DATABASE}${TRAIL}\nresource "aws_cloudwatch_log_group" "app" {}`);
    assert.deepEqual(levels(found), [3, 5]);
    assert(criterion(found, "production-cmk").facts.some((fact) => fact.endsWith("customer-managed key: 1 of 2")));
  });

  it("is not held up by what is accepted, and counts it", () => {
    const found = evidence(`${DATABASE}${TRAIL}
# waf-sec-030:ignore[ebs-encrypted] wiped every night
resource "aws_ebs_volume" "scratch" {}`);
    assert.deepEqual(levels(found), [3, 5]);
    assert.deepEqual(criterion(found, "all-encrypted").facts, ["encrypted stores: 2 of 3", "accepted by a waiver: 1"]);
  });

  it("is left open by what the text does not tell", () => {
    const found = evidence(`${DATABASE}${TRAIL}${key("volumes")}
variable "encrypted" {}

resource "aws_ebs_volume" "data" {
  encrypted  = var.encrypted
  kms_key_id = aws_kms_key.volumes.arn
}`);
    assert.equal(criterion(found, "all-encrypted").state, "open");
    assert.deepEqual(levels(found), [1, 5]);
  });

  it("is left open by a key whose rotation is not declared here", () => {
    const found = evidence(`${DATABASE}${TRAIL}
resource "aws_ebs_volume" "data" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"
}`);
    assert.equal(criterion(found, "rotation").state, "open");
    assert.deepEqual(levels(found), [2, 5]);
  });

  it("claims nothing of an empty workspace, nor of checks that are off", () => {
    assert.deepEqual(levels(evidence("")), [1, 5]);
    const off = evidence(DATABASE + TRAIL, { settings: { checks: { "kms-key-rotation": "off" } } });
    assert.equal(criterion(off, "rotation").state, "open");
    assert.equal(off.keys[0]?.rotation.status, "unchecked");
  });
});
