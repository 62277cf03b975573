/**
 * Generated Terraform, the same for every run: root modules of ten files with what such files hold in practice (networks,
 * roles, tags), a tenth of it data stores, some of them in violation, and modules that many roots share.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Text by path, relative to the workspace. */
export type Files = ReadonlyMap<string, string>;

/** Root modules that share one local module. */
const SHARING = 20;

const FILES_OF_A_ROOT = 10;

/** A workspace of about so many files, some 3 KB each. */
export function workspaceOf(count: number): Files {
  const files = new Map<string, string>();
  const roots = Math.max(1, Math.round(count / FILES_OF_A_ROOT));
  for (let root = 0; root < roots; root++) {
    const shared = Math.floor(root / SHARING);
    for (const [name, text] of rootModule(root, shared)) {
      if (files.size < count) files.set(`live/root-${root}/${name}`, text);
    }
    if (root % SHARING === 0 && files.size < count) files.set(`modules/store-${shared}/main.tf`, SHARED_MODULE);
  }
  return files;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, text] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

/** One file of about so many lines, of which one line in eleven belongs to a data store, one store in ten in violation. */
export function fileOf(lines: number): string {
  const random = generator(lines);
  const blocks = ['variable "key" {\n  type    = string\n  default = null\n}\n'];
  let count = 5;
  for (let i = 0; count < lines; i++) {
    const block = i % 8 === 0 ? store(`s${i}`, i % 80 !== 0) : other(`o${i}`, random);
    blocks.push(block);
    count += block.split("\n").length;
  }
  return blocks.join("\n");
}

/** A file with so many data stores whose key is the value of one variable, which stands first. */
export function dependents(count: number): string {
  const stores = Array.from({ length: count }, (_, i) => store(`s${i}`, true, "var.key"));
  return ['variable "key" {\n  type    = string\n  default = null\n}\n', ...stores].join("\n");
}

/** A file with so many violations, in stores whose names begin so. */
export function violations(count: number, prefix = "s"): string {
  return Array.from({ length: count }, (_, i) => store(`${prefix}${i}`, false)).join("\n");
}

/** What is typed: a whole block, in violation. */
export const TYPED =
  'resource "aws_db_instance" "typed" {\n  engine            = "postgres"\n  storage_encrypted = false\n}\n';

function rootModule(root: number, shared: number): Map<string, string> {
  const random = generator(root);
  const others = (prefix: string, count: number): string =>
    Array.from({ length: count }, (_, i) => other(`${prefix}${i}`, random)).join("\n");
  return new Map([
    ["main.tf", `${moduleCall(shared)}\n${others("main", 14)}`],
    ["variables.tf", `variable "key" {\n  type    = string\n  default = null\n}\n\n${others("variable", 14)}`],
    ["kms.tf", `${KEY}\n${others("kms", 13)}`],
    ["rds.tf", `${store("main", root % 5 !== 0)}\n${store("other", true, "var.key")}\n${others("rds", 10)}`],
    ["s3.tf", `${bucket("data", root % 3 !== 0)}\n${others("s3", 11)}`],
    ["network.tf", others("network", 15)],
    ["roles.tf", others("role", 15)],
    ["rules.tf", others("rule", 15)],
    ["alarms.tf", others("alarm", 15)],
    ["outputs.tf", `output "database" {\n  value = aws_db_instance.main.arn\n}\n\n${others("output", 14)}`],
  ]);
}

const KEY = 'resource "aws_kms_key" "main" {\n  description         = "stores"\n  enable_key_rotation = true\n}\n';

function moduleCall(shared: number): string {
  return `module "store" {\n  source = "../../modules/store-${shared}"\n  key    = aws_kms_key.main.arn\n}\n`;
}

const SHARED_MODULE = [
  'variable "key" {\n  type = string\n}\n',
  'resource "aws_dynamodb_table" "store" {\n  name     = "store"\n  hash_key = "id"\n\n  attribute {\n    name = "id"\n    type = "S"\n  }\n',
  "  server_side_encryption {\n    enabled     = true\n    kms_key_arn = var.key\n  }\n}\n",
].join("\n");

function store(
  name: string,
  isEncrypted: boolean,
  key = '"arn:aws:kms:eu-central-1:111122223333:key/1234abcd"',
): string {
  return `resource "aws_db_instance" "${name}" {
  identifier        = "${name}"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
  storage_encrypted = ${isEncrypted}
  kms_key_id        = ${key}
  tags = {
    Name = "${name}"
  }
}
`;
}

function bucket(name: string, isEncrypted: boolean): string {
  const algorithm = isEncrypted ? "aws:kms" : "AES256";
  const key = isEncrypted ? "\n      kms_master_key_id = aws_kms_key.main.arn" : "";
  return `resource "aws_s3_bucket" "${name}" {
  bucket_prefix = "${name}"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "${algorithm}"${key}
    }
  }
}
`;
}

/** A block without data at rest. */
function other(name: string, random: () => number): string {
  const port = 1024 + Math.floor(random() * 60000);
  const number = Math.floor(random() * 256);
  return `resource "aws_security_group_rule" "${name}" {
  type              = "ingress"
  description       = "From \${var.key == null ? "anywhere" : "network ${number}"} to ${name}"
  from_port         = ${port}
  to_port           = ${port}
  protocol          = "tcp"
  cidr_blocks       = ["10.${number}.0.0/16", "10.\${${number} + 1}.0.0/16"]
  security_group_id = "sg-${port}"
}
`;
}

/** Pseudorandom numbers from 0 to below 1 (the generator "mulberry32"). */
function generator(seed: number): () => number {
  let state = seed + 0x6d2b79f5;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
