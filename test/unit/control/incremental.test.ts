/** An analysis that followed edits must say what a fresh one says of the same texts. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Analysis, type ControlSettings } from "../../../server/src/engine/control";
import { sayings } from "./sayings";

const SETTINGS: ControlSettings = {
  checks: {},
  ebsDefault: "",
  environment: "auto",
  honourOtherScanners: true,
  today: "2026-01-01",
};

/** Blocks that depend on each other within and across files and modules. */
const BLOCKS = [
  `variable "key" {\n  default = null\n}\n`,
  `variable "key" {\n  default = "alias/aws/rds"\n}\n`,
  `variable "key" {}\n`,
  `locals {\n  key = var.key\n  on  = true\n}\n`,
  `locals {\n  key = aws_kms_key.main.arn\n  on  = "false"\n}\n`,
  `resource "aws_kms_key" "main" {\n  enable_key_rotation = local.on\n}\n`,
  `resource "aws_kms_key" "main" {\n  count = local.on ? 1 : 0\n}\n`,
  `resource "aws_kms_alias" "main" {\n  name          = "alias/x"\n  target_key_id = aws_kms_key.main.key_id\n}\n`,
  `resource "aws_db_instance" "a" {\n  storage_encrypted = local.on\n  kms_key_id        = local.key\n}\n`,
  `resource "aws_db_instance" "b" {\n  for_each          = { x = var.key, y = null }\n  storage_encrypted = true\n  kms_key_id        = each.value\n}\n`,
  `resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n`,
  `resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {\n  bucket = aws_s3_bucket.logs.id\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm     = "aws:kms"\n      kms_master_key_id = local.key\n    }\n  }\n}\n`,
  `resource "aws_s3_bucket" "data" {\n  bucket = "logs"\n}\n`,
  `resource "aws_s3_bucket_server_side_encryption_configuration" "data" {\n  bucket = var.key == null ? aws_s3_bucket.data.id : "logs"\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = "AES256"\n    }\n  }\n}\n`,
  `resource "aws_s3_bucket_logging" "data" {\n  bucket        = aws_s3_bucket.data.id\n  target_bucket = aws_s3_bucket.logs.id\n}\n`,
  `resource "aws_ebs_encryption_by_default" "on" {}\n`,
  `resource "aws_ebs_volume" "v" {\n  size = 1\n}\n`,
  `module "m" {\n  source = "./m"\n  key    = local.key\n}\n`,
  `module "m" {\n  source = "./m"\n}\n`,
  `module "n" {\n  source = "../n"\n  key    = "alias/aws/rds"\n}\n`,
  `output "key" {\n  value = local.key\n}\n`,
  `resource "aws_sqs_queue" "q" {\n  kms_master_key_id = module.m.key\n}\n`,
  `# waf-sec-030:ignore[rds-storage-encrypted] because\n`,
  `resource "aws_db_instance" "broken" {\n  storage_encrypted = \n`,
  `}\n`,
  `key = "given"\n`,
];

const PATHS = ["main.tf", "keys.tf", "override.tf", "terraform.tfvars", "m/main.tf", "m/store.tf", "n/main.tf"];

function fresh(texts: ReadonlyMap<string, string>): string[] {
  const analysis = new Analysis({ root: "/w", settings: SETTINGS });
  for (const [path, text] of texts) analysis.setText(path, text);
  return sayings(analysis);
}

describe("an analysis that follows edits", () => {
  const block = fc.integer({ min: 0, max: BLOCKS.length - 1 }).map((index) => BLOCKS[index] as string);
  const path = fc.integer({ min: 0, max: PATHS.length - 1 }).map((index) => `/w/${PATHS[index]}`);
  const start = fc.array(fc.array(block, { maxLength: 7 }), { minLength: PATHS.length, maxLength: PATHS.length });
  const action = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("insert" as const),
        path,
        block,
        at: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("delete" as const),
        path,
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat(60),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), path }) },
  );

  it("equals a fresh one after any series of edits", () => {
    fc.assert(
      fc.property(start, fc.array(action, { minLength: 1, maxLength: 12 }), (files, actions) => {
        const texts = new Map(PATHS.map((path, index) => [`/w/${path}`, files[index]?.join("") ?? ""]));
        const analysis = new Analysis({ root: "/w", settings: SETTINGS });
        for (const [path, text] of texts) analysis.setText(path, text);
        for (const each of actions) {
          const before = texts.get(each.path) ?? "";
          if (each.kind === "remove") {
            texts.delete(each.path);
            analysis.remove(each.path);
          } else {
            // Insertions stand at line starts so that many texts are valid; deletions may tear anything.
            const rough = Math.floor(each.at * before.length);
            const start = each.kind === "insert" ? before.lastIndexOf("\n", rough - 1) + 1 : rough;
            const end = each.kind === "insert" ? start : Math.min(before.length, start + each.length);
            const text = each.kind === "insert" ? each.block : "";
            texts.set(each.path, before.slice(0, start) + text + before.slice(end));
            if (analysis.file(each.path)) analysis.edit(each.path, [{ start, end, text }]);
            else analysis.setText(each.path, texts.get(each.path) as string);
          }
          assert.deepEqual(sayings(analysis), fresh(texts));
        }
      }),
      { numRuns: 60, seed: 30 },
    );
  });

  it("puts a file back without a trace", () => {
    const analysis = new Analysis({ root: "/w", settings: SETTINGS });
    for (const [index, text] of BLOCKS.slice(0, 19).entries()) analysis.setText(`/w/${index}.tf`, text);
    const before = sayings(analysis);
    const kept = analysis.file("/w/4.tf");
    assert.ok(kept);
    analysis.edit("/w/4.tf", [{ start: 0, end: 9, text: "" }]);
    assert.notDeepEqual(sayings(analysis), before);
    analysis.setFile("/w/4.tf", kept);
    assert.deepEqual(sayings(analysis), before);
  });
});
