import type { Message } from "../../../../../shared/src";
import { knownPrefix, type ResourceView, type Value } from "../../terraform";
import { type CatalogueRow, rowsOf } from "../catalogue";
import { evaluateCondition } from "../conditions";
import { isKeyGiven } from "../omitted";
import { unknownReason } from "../reasons";
import { bothNotApplicable, judgeRow } from "../row";
import { type Source, sourceOf, sourceVerdict } from "../sources";
import { isOmitted, type StoreCase, storeOf } from "../stores";
import type { Check, CheckContext, Judgement } from "../types";
import { doubtedJudgement, judgementOf, plainVerdict, spotOf, withReason } from "../verdict";

const REPLICA = "replicate_source_db";

/** RDS storage is encrypted with a customer-managed key, and says so in words. */
export const rdsStorageEncrypted: Check = {
  name: "rds-storage-encrypted",
  requirement: "rds",
  types: ["aws_db_instance", "aws_rds_cluster", "aws_rds_global_cluster"],
  aliases: ["rds-encryption-enabled"],
  docs: {
    title: {
      en: "RDS storage is encrypted with a customer-managed key",
      de: "RDS-Speicher ist mit einem kundenverwalteten Schlüssel verschlüsselt",
    },
    why: {
      en: "A database's storage, its automated backups and every snapshot taken from it share one key. Without encryption, a snapshot that is shared or leaked is readable as it is. With a key of AWS's, nobody but AWS decides who may use it, and it cannot be withdrawn; with a customer-managed key, access can be granted, watched and cut off, and deleting the key puts the data out of reach for good.",
      de: "Der Speicher einer Datenbank, ihre automatischen Backups und alle ihre Snapshots haben denselben Schlüssel. Ohne Verschlüsselung ist ein geteilter oder entwendeter Snapshot lesbar, wie er ist. Bei einem Schlüssel von AWS bestimmt allein AWS, wer ihn nutzt, und er lässt sich nicht entziehen; bei einem kundenverwalteten Schlüssel lässt sich der Zugriff gewähren, beobachten und abschneiden, und mit dem Schlüssel werden die Daten endgültig unlesbar.",
    },
    checks: {
      en: "`storage_encrypted` is true, and `kms_key_id` names a customer-managed key, on instances, clusters (Aurora Serverless included) and, for the switch alone, global clusters. New Aurora clusters are always encrypted, but the control demands the switch in words.\n\nA replica in the same Region takes everything from its source and is not judged. A replica whose source is given as an ARN is in another Region and needs a key of its own. An instance restored from a snapshot or a point in time ignores both arguments: it is judged as its source where that is in the workspace, and is unverified where not. A restored cluster uses the key it names.",
      de: "`storage_encrypted` ist wahr und `kms_key_id` nennt einen kundenverwalteten Schlüssel: bei Instanzen, bei Clustern (auch Aurora Serverless) und, nur was den Schalter betrifft, bei globalen Clustern. Neue Aurora-Cluster sind zwar immer verschlüsselt, doch das Control verlangt den Schalter ausdrücklich.\n\nEin Replikat in derselben Region übernimmt alles von seiner Quelle und wird nicht beurteilt. Ein Replikat, dessen Quelle als ARN angegeben ist, liegt in einer anderen Region und braucht einen eigenen Schlüssel. Eine aus einem Snapshot oder auf einen Zeitpunkt wiederhergestellte Instanz beachtet beide Argumente nicht: Sie wird wie ihre Quelle beurteilt, sofern diese im Arbeitsbereich steht, und bleibt sonst ungeprüft. Ein wiederhergestellter Cluster nutzt den Schlüssel, den er nennt.",
    },
    compliant: `resource "aws_kms_key" "rds" {
  description         = "Orders database"
  enable_key_rotation = true
}

resource "aws_db_instance" "orders" {
  identifier        = "orders-prod"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
  storage_encrypted = true
  kms_key_id        = aws_kms_key.rds.arn
}`,
    nonCompliant: `resource "aws_db_instance" "orders" {
  identifier        = "orders-prod"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
}`,
    remediation: {
      en: "Set `storage_encrypted = true` and `kms_key_id` to the ARN of a customer-managed key. Both can be chosen only when the database is created: Terraform replaces it. To keep the data, take a snapshot, copy it with the key, and restore from the copy.",
      de: "`storage_encrypted = true` setzen und in `kms_key_id` den ARN eines kundenverwalteten Schlüssels nennen. Beides lässt sich nur beim Anlegen wählen: Terraform ersetzt die Datenbank. Um die Daten zu behalten, einen Snapshot anlegen, ihn mit dem Schlüssel kopieren und aus der Kopie wiederherstellen.",
    },
    references: [
      {
        title: "Encrypting Amazon RDS resources",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
      },
      {
        title: "aws_db_instance",
        url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
      },
      {
        title: "aws_rds_cluster",
        url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster",
      },
    ],
  },
  judge(resource, context) {
    const { type } = resource.resource.declaration;
    return rowsOf(type)
      .filter((row) => row.check === "rds-storage-encrypted")
      .flatMap((row) =>
        type === "aws_db_instance"
          ? judgeInstance({ row, store: storeOf(resource), context })
          : judgeRow(row, resource, context).map((each) => demandedInWords(each, resource, context)),
      );
  },
};

/** A cluster of Aurora would be encrypted all the same (ruling 4); the message does not claim the contrary. */
function demandedInWords(judgement: Judgement, resource: ResourceView, context: CheckContext): Judgement {
  const { property, status, attribute } = judgement;
  if (property !== "encryption-enabled" || status !== "fail") return judgement;
  const value = resource.attribute(attribute)?.value;
  if (value && !isOmitted(context.evaluator.resolve(value))) return judgement;
  return withReason(judgement, {
    key: "why",
    args: [{ key: "is-missing", args: [attribute] }, { key: "demanded-in-words" }],
  });
}

function judgeInstance(given: StoreCase): readonly Judgement[] {
  const { store, context } = given;
  const aurora = evaluateCondition({ path: "engine", startsWith: "aurora" }, store, context.evaluator);
  if (aurora.holds) return bothNotApplicable(given, { key: "rds-aurora-instance" });
  // Aurora's storage is the cluster's, so an instance that is given storage is none of its, whatever its engine.
  const doubt = "reason" in aurora && !store.resource.attribute("allocated_storage") ? aurora.reason : undefined;
  return judgeOwn(given).map((each) => (doubt ? doubtedJudgement(each, ["fail"], doubt) : each));
}

function judgeOwn(given: StoreCase): readonly Judgement[] {
  const { row, store, context } = given;
  const replica = sourceOf(withSources(given, [REPLICA]));
  if (replica && !replica.doubt) return judgeReplica(given, replica);
  const restored = sourceOf(withSources(given, row.inheritsFrom?.filter((path) => path !== REPLICA) ?? []));
  if (restored && !restored.doubt) return judgeRestored(given, restored);
  const judged = judgeRow({ ...row, appliesWhen: ALWAYS, inheritsFrom: [] }, store.resource, context);
  return judged.map((judgement) => {
    const known = replica?.doubt ? doubtedJudgement(judgement, ["fail"], replica.doubt) : judgement;
    return restored?.doubt ? doubtedJudgement(known, ["fail", "pass"], restored.doubt) : known;
  });
}

const ALWAYS = { all: [] } as const;

function withSources(given: StoreCase, inheritsFrom: readonly string[]): StoreCase {
  return { ...given, row: { ...given.row, inheritsFrom } };
}

const OWN_KEY_NEEDED: Message = {
  key: "why",
  args: [{ key: "is-missing", args: ["kms_key_id"] }, { key: "rds-replica-other-region" }],
};

/** Ruling 9. */
function judgeReplica(given: StoreCase, source: Source): readonly Judgement[] {
  const { row, store, context } = given;
  const { value } = source.selection;
  const elsewhere = value && isArn(value);
  if (elsewhere === false) return bothNotApplicable(given, { key: "rds-replica-same-region" });
  if (elsewhere === undefined) {
    const spot = spotOf(source.path, source.selection);
    const reason: Message = value ? unknownReason(value) : { key: "unknown-source" };
    const found = plainVerdict("unverified", spot, reason);
    return (["encryption-enabled", "cmk"] as const).map((each) => judgementOf(each, found, store.resource, row));
  }
  // The switch is not sent to AWS: the key decides, or else the source, which AWS would have to be given a key for.
  const byKey: CatalogueRow = { ...row, appliesWhen: ALWAYS, switches: [], inheritsFrom: [] };
  const encrypted = judgeRow({ ...byKey, whenOmitted: "inherited", inheritsFrom: [REPLICA] }, store.resource, context);
  return [
    ...encrypted.filter((each) => each.property === "encryption-enabled"),
    ...judgeRow(byKey, store.resource, context)
      .filter((each) => each.property === "cmk")
      .map((each) => (each.status === "fail" && !isKeyGiven(given) ? withReason(each, OWN_KEY_NEEDED) : each)),
  ];
}

/** Whether a replica's source is given as an ARN, that is, from another Region; undefined when the text does not tell. */
function isArn(value: Value): boolean | undefined {
  switch (value.kind) {
    case "known":
      return String(value.value).startsWith("arn:");
    case "template": {
      const prefix = knownPrefix(value) ?? "";
      return prefix.length >= "arn:".length ? prefix.startsWith("arn:") : undefined;
    }
    case "reference": {
      const attribute = value.path.findLast((step) => typeof step === "string");
      if (attribute === undefined) return undefined;
      return /(^|_)arn$/.test(attribute) ? true : /^id$|identifier$/.test(attribute) ? false : undefined;
    }
    case "union": {
      const answers = new Set(value.options.map(isArn));
      return answers.size === 1 ? [...answers][0] : undefined;
    }
    default:
      return undefined;
  }
}

/** The restore ignores both arguments: what the data were encrypted with stays. */
function judgeRestored(given: StoreCase, source: Source): readonly Judgement[] {
  const spot = spotOf(source.path, source.selection);
  const state: Message = { key: "rds-restored", args: [source.path] };
  return (["encryption-enabled", "cmk"] as const).map((property) =>
    judgementOf(property, sourceVerdict(given, source, property, { ...spot, state }), given.store.resource, given.row),
  );
}
