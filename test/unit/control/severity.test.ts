/** The severity table, and what counts as evidence of an environment. */
import assert from "node:assert/strict";
import type { ControlSettings } from "../../../server/src/engine/control";
import type { Severity } from "../../../shared/src";
import { analysisOf, readFixture } from "./fixture";

/** The severities of what fails of the resource, by property. */
function severities(source: string, settings: Partial<ControlSettings> = {}): Record<string, Severity> {
  const fixture = readFixture(source);
  const analysis = analysisOf({ ...fixture, settings: { ...fixture.settings, ...settings } });
  const failed = [...analysis.allFindings()].filter(
    ({ status, recommendation }) => status === "fail" && !recommendation,
  );
  return Object.fromEntries(failed.map(({ property, severity }) => [property, severity]));
}

const table = (name: string): string => `resource "aws_dynamodb_table" "${name}" {\n  name = "orders"\n}\n`;
const topic = 'resource "aws_sns_topic" "t" {\n  name = "orders"\n}\n';

describe("severity", () => {
  it("follows the kind of store", () => {
    assert.deepEqual(severities('resource "aws_db_instance" "t" {\n}\n'), {
      "encryption-enabled": "error",
      cmk: "error",
    });
    assert.deepEqual(severities(table("t")), { cmk: "warning" });
    assert.deepEqual(severities(topic), { "encryption-enabled": "error", cmk: "information" });
    assert.deepEqual(severities('resource "aws_kms_key" "t" {\n}\n'), { rotation: "error" });
  });

  it("follows the settings before all evidence", () => {
    assert.deepEqual(severities(table("prod"), { environment: "development" }), { cmk: "information" });
    assert.deepEqual(severities(table("dev"), { environment: "production" }), { cmk: "error" });
    assert.deepEqual(severities(table("prod"), { checks: { "data-store-cmk": "hint" } }), { cmk: "hint" });
  });

  const evidence: Readonly<Record<string, readonly [source: string, cmk: Severity]>> = {
    "a name in production": [table("prod"), "error"],
    "a name in development": [table("orders-dev"), "information"],
    "a name that says neither": [table("product"), "warning"],
    "a stage between": [table("staging"), "warning"],
    "what is not production": [table("non-prod"), "information"],
    "pre-production": [table("pre-prod"), "warning"],
    "numbers after the word": [table("dev2"), "information"],
    "a folder": [`# file: envs/prod/main.tf\n${table("t")}`, "error"],
    "a file": [`# file: dev.tf\n${table("t")}`, "information"],
    "the nearest folder first": [`# file: prod/test/main.tf\n${table("t")}`, "warning"],
    "a tag before the folder": [
      `# file: dev/main.tf\nresource "aws_dynamodb_table" "t" {\n  tags = { Env = "PROD" }\n}\n`,
      "error",
    ],
    "a default tag of the provider": [
      `provider "aws" {\n  default_tags {\n    tags = { stage = "test" }\n  }\n}\n${table("t")}`,
      "information",
    ],
    "the tags of the provider that is named": [
      `provider "aws" {\n  alias = "dev"\n  default_tags {\n    tags = { stage = "test" }\n  }\n}\nresource "aws_dynamodb_table" "t" {\n  provider = aws.dev\n}\n`,
      "information",
    ],
    "sensitive data in development": [
      `resource "aws_dynamodb_table" "dev" {\n  tags = { data_classification = "strictly-confidential" }\n}\n`,
      "error",
    ],
    "data that are not sensitive": [
      `resource "aws_dynamodb_table" "t" {\n  tags = { data-classification = "non-confidential" }\n}\n`,
      "warning",
    ],
    "a tag that is a question": [
      `resource "aws_dynamodb_table" "t" {\n  tags = { ContainsPII = "true" }\n}\n`,
      "error",
    ],
    "a tag that is not known": [
      `variable "env" {}\nresource "aws_dynamodb_table" "t" {\n  tags = { environment = var.env }\n}\n`,
      "warning",
    ],
    "the caller of the module": [
      `# file: modules/t/main.tf\n${table("t")}\n# file: live/main.tf\nmodule "prod" {\n  source = "../modules/t"\n}\n`,
      "error",
    ],
  };
  for (const [name, [source, cmk]] of Object.entries(evidence)) {
    it(`takes ${name} as evidence: ${cmk}`, () => {
      assert.deepEqual(severities(source), { cmk });
    });
  }
});
