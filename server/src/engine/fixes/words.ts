/** Words of names, by which fixes guess what belongs together. */
import { own } from "../../../../shared/src";

/** Names by which the same service goes in resource types and in what people call their keys. */
const SYNONYMS: Readonly<Record<string, string>> = {
  db: "rds",
  database: "rds",
  aurora: "rds",
  elasticfilesystem: "efs",
  volume: "ebs",
  bucket: "s3",
  secretsmanager: "secrets",
  secret: "secrets",
  cloudwatch: "logs",
  log: "logs",
  queue: "sqs",
  topic: "sns",
};

/** Words that say nothing of what a key protects. */
const EMPTY_WORDS = new Set([
  "aws",
  "kms",
  "key",
  "cmk",
  "this",
  "main",
  "default",
  "for",
  "the",
  "of",
  "and",
  "encryption",
]);

/** The words of a name or text in lower case, synonyms unified. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !EMPTY_WORDS.has(word));
  return new Set(words.map((word) => own(SYNONYMS, word) ?? word));
}

/** How many words the sets share. */
export function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((word) => other.has(word)).length;
}

/** The part of a resource type that names the service: `rds` for `aws_db_instance`, `s3` for `aws_s3_bucket`. */
export function serviceWord(type: string): string {
  const [word = type] = wordsOf(type.replace(/^aws_/, ""));
  return word;
}
