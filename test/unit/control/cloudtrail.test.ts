import assert from "node:assert/strict";
import { findingsOf, linesOf } from "./judged";

const CHECK = "cloudtrail-kms-events";

function verdict(words: string): string | undefined {
  const text = `variable "x" {}\nresource "aws_cloudtrail" "t" {\n${words}\n}\n`;
  return linesOf(CHECK, text)[0]?.replace("aws_cloudtrail.t audit-log ", "");
}

function classic(words: string): string {
  return `event_selector {\n${words}\n}`;
}

function advanced(...fields: readonly string[]): string {
  return `advanced_event_selector {\n${fields.map((field) => `field_selector {\n${field}\n}`).join("\n")}\n}`;
}

const MANAGEMENT = 'field = "eventCategory"\nequals = ["Management"]';

describe("CloudTrail: KMS events", () => {
  const cases: Readonly<Record<string, string>> = {
    "": "pass",
    "enable_logging = false": "fail [enable_logging = false]",
    "enable_logging = var.x": "unverified",
    [classic("")]: "pass",
    [classic('read_write_type = "ReadOnly"')]: "pass",
    [classic('read_write_type = "WriteOnly"')]: 'fail [read_write_type = "WriteOnly"]',
    [classic("include_management_events = false")]: "fail [include_management_events = false]",
    [classic("exclude_management_event_sources = []")]: "pass",
    [classic('exclude_management_event_sources = ["rdsdata.amazonaws.com"]')]: "pass",
    [classic('exclude_management_event_sources = ["kms.amazonaws.com"]')]:
      'fail [exclude_management_event_sources = ["kms.amazonaws.com"]]',
    [classic("exclude_management_event_sources = var.x")]: "unverified",
    [`${classic("include_management_events = false")}\n${classic("")}`]: "pass",
    [`${classic("include_management_events = false")}\n${classic('read_write_type = "WriteOnly"')}`]:
      'fail [read_write_type = "WriteOnly"]',
    [advanced(MANAGEMENT)]: "pass",
    [advanced(MANAGEMENT, 'field = "eventSource"\nnot_equals = ["kms.amazonaws.com"]')]:
      'fail [not_equals = ["kms.amazonaws.com"]]',
    [advanced(MANAGEMENT, 'field = "eventSource"\nnot_equals = ["rdsdata.amazonaws.com"]')]: "pass",
    [advanced(MANAGEMENT, 'field = "readOnly"\nequals = ["false"]')]: 'fail [equals = ["false"]]',
    [advanced(MANAGEMENT, 'field = "readOnly"\nequals = ["true"]')]: "pass",
    [advanced(MANAGEMENT, 'field = "eventSource"\nnot_equals = var.x')]: "unverified",
    [advanced(MANAGEMENT, 'field = "userIdentity.arn"\nnot_starts_with = ["arn:aws:sts"]')]: "unverified",
    [advanced('field = "eventCategory"\nequals = ["Data"]')]: 'fail [equals = ["Data"]]',
    [`${advanced('field = "eventCategory"\nequals = ["Data"]')}\n${advanced(MANAGEMENT)}`]: "pass",
    ['dynamic "event_selector" {\nfor_each = var.x\ncontent {\nread_write_type = "WriteOnly"\n}\n}']: "unverified",
    ['dynamic "event_selector" {\nfor_each = var.x\ncontent {\nread_write_type = "All"\n}\n}']: "pass",
  };
  for (const [words, expected] of Object.entries(cases)) {
    it(`${words.replace(/\s+/g, " ") || "nothing said"} is ${expected}`, () => assert.equal(verdict(words), expected));
  }

  it("is a recommendation", () => {
    const [finding] = findingsOf(CHECK, 'resource "aws_cloudtrail" "t" {\n  enable_logging = false\n}\n');
    assert.deepEqual([finding?.recommendation, finding?.severity], [true, "information"]);
  });
});
