import type { Message, MessageKey } from "../../../../../shared/src";
import type { ResourceView } from "../../terraform";
import { absenceOf } from "../absence";
import { equalsOneOf } from "../conditions";
import { valueLabel } from "../reasons";
import { isOmitted } from "../stores";
import type { Check, CheckContext, Judgement } from "../types";
import { judgeRowsOf } from "./rows";
import { bucketsOf, type Counterparts, configurationsOf, logSourceOf } from "./s3/related";

const CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";
const OBJECTS = ["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"];

/**
 * A bucket's default encryption, wherever it is configured. S3 encrypts every object with SSE-S3 when nothing is said, so what
 * can be missing is the customer-managed key.
 */
export const s3SseCmk: Check = {
  name: "s3-sse-cmk",
  requirement: "s3",
  types: ["aws_s3_bucket", "aws_s3_directory_bucket", CONFIGURATION, ...OBJECTS],
  docs: {
    title: {
      en: "S3 buckets are encrypted with a customer-managed key",
      de: "S3-Buckets sind mit einem kundenverwalteten Schlüssel verschlüsselt",
    },
    why: {
      en: "S3 encrypts every object, but with SSE-S3 nobody outside AWS can withdraw the key or see who used it. With a customer-managed key, reading an object takes a permission on the key as well, each use is logged, and access can be cut off at once.",
      de: "S3 verschlüsselt jedes Objekt, doch bei SSE-S3 kann außerhalb von AWS niemand den Schlüssel entziehen oder sehen, wer ihn benutzt. Mit einem kundenverwalteten Schlüssel braucht auch das Lesen eines Objekts eine Berechtigung am Schlüssel, jede Nutzung wird protokolliert, und der Zugriff lässt sich sofort sperren.",
    },
    checks: {
      en: "A bucket passes when its `aws_s3_bucket_server_side_encryption_configuration`, or its own `server_side_encryption_configuration` block, uses `aws:kms` or `aws:kms:dsse` with a customer-managed key. The configuration is found by reference, by the bucket's literal name and across modules. A bucket without any is reported itself; a configuration with `AES256` or without a key is reported at the configuration. Where the text does not tell whose configuration one is, the buckets it might be for are unverified. Buckets to which S3 server access logs or load balancer logs are delivered, as the source of the logs, the bucket's access control list or its policy says, support SSE-S3 alone and are exempt. Objects are judged only where they override the bucket.",
      de: "Ein Bucket besteht, wenn seine `aws_s3_bucket_server_side_encryption_configuration` oder sein eigener Block `server_side_encryption_configuration` `aws:kms` oder `aws:kms:dsse` mit einem kundenverwalteten Schlüssel nutzt. Die Konfiguration wird über Referenzen, über den wörtlichen Namen des Buckets und über Modulgrenzen hinweg gefunden. Ein Bucket ohne jede wird selbst gemeldet; eine Konfiguration mit `AES256` oder ohne Schlüssel wird an der Konfiguration gemeldet. Verrät der Text nicht, zu welchem Bucket eine gehört, bleiben die in Frage kommenden Buckets ungeprüft. Buckets, in die laut der Quelle der Protokolle, ihrer Zugriffskontrollliste oder ihrer Richtlinie S3-Zugriffsprotokolle oder Protokolle eines Load Balancers geliefert werden, unterstützen nur SSE-S3 und sind ausgenommen. Objekte werden nur beurteilt, wo sie vom Bucket abweichen.",
    },
    compliant: `resource "aws_kms_key" "data" {
  enable_key_rotation = true
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}`,
    nonCompliant: `resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}`,
    remediation: {
      en: 'Add an `aws_s3_bucket_server_side_encryption_configuration` with `sse_algorithm = "aws:kms"`, the key in `kms_master_key_id` and `bucket_key_enabled = true`, which keeps the cost of KMS requests low. It holds for new objects; rewrite existing ones (an S3 Batch Operations copy onto itself) to encrypt them with the new key.',
      de: 'Eine `aws_s3_bucket_server_side_encryption_configuration` mit `sse_algorithm = "aws:kms"`, dem Schlüssel in `kms_master_key_id` und `bucket_key_enabled = true` ergänzen; Letzteres hält die Kosten der KMS-Aufrufe niedrig. Sie gilt für neue Objekte; vorhandene müssen neu geschrieben werden (Kopie auf sich selbst mit S3 Batch Operations), um mit dem neuen Schlüssel verschlüsselt zu sein.',
    },
    references: [
      {
        title: "Default encryption of S3 buckets",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
      },
      {
        title: "Permissions for log delivery (SSE-S3 only)",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
      },
      {
        title: "aws_s3_bucket_server_side_encryption_configuration",
        url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration",
      },
    ],
  },
  judge(resource, context) {
    const { type } = resource.resource.declaration;
    if (type === CONFIGURATION) return judgeConfiguration(resource, context);
    return OBJECTS.includes(type) ? judgeObject(resource, context) : judgeBucket(resource, context);
  },
};

/** The judgements by the row of the resource's own data. */
function judgeOwn(resource: ResourceView, context: CheckContext): readonly Judgement[] {
  return judgeRowsOf("s3-sse-cmk", resource, context);
}

/** The judgement, with another status and reason. */
function revised(
  judgement: Judgement,
  status: Judgement["status"],
  subject: ResourceView,
  reason: Message,
  related: readonly Related[] = [],
): Judgement {
  const property = judgement.property as "cmk" | "encryption-enabled";
  return { ...judgement, status, message: { key: `${property}-${status}`, args: [subject.address, reason] }, related };
}

type Related = NonNullable<Judgement["related"]>[number];

function relatedTo(resource: ResourceView, key: MessageKey): Related {
  return { at: resource.header, message: { key, args: [resource.address] } };
}

// ── Buckets ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function judgeBucket(bucket: ResourceView, context: CheckContext): readonly Judgement[] {
  const { certain, possible } = configurationsOf(bucket, context.evaluator);
  const own = ownOfBucket(bucket, context);
  const [configuration] = certain;
  if (configuration) {
    // The bucket is as good as its configuration, where the finding stands when it is not good (ruling 5).
    const good = certain.every((each) => judgeOwn(each, context).every((judgement) => judgement.status === "pass"));
    const reason: Message = { key: good ? "s3-configured-by" : "s3-judged-at", args: [configuration.address] };
    return own.map((judgement) => {
      const status = good || judgement.property === "encryption-enabled" ? "pass" : "not-applicable";
      const elsewhere = { ...judgement, at: bucket.header, trace: [] };
      return revised(elsewhere, status, bucket, reason, [relatedTo(configuration, "s3-configuration")]);
    });
  }
  return own.map((judgement) => {
    if (judgement.property !== "cmk" || judgement.status !== "fail") return judgement;
    const exempt = exemption(bucket, { certain: [bucket], possible: [] }, judgement, context);
    if (exempt) return exempt;
    const [unclear] = possible;
    if (unclear) {
      const reason: Message = { key: "s3-configuration-unclear", args: [unclear.address] };
      return revised(judgement, "unverified", bucket, reason, [relatedTo(unclear, "s3-configuration")]);
    }
    const saysNothing = bucket.nested("server_side_encryption_configuration").views.length === 0;
    if (!saysNothing) return judgement;
    const trace = absenceOf(bucket, CONFIGURATION, context.evaluator);
    return revised({ ...judgement, trace }, "fail", bucket, { key: "s3-no-configuration" });
  });
}

/** What the bucket's own words say; a directory bucket has none. */
function ownOfBucket(bucket: ResourceView, context: CheckContext): readonly Judgement[] {
  const own = judgeOwn(bucket, context);
  if (bucket.resource.declaration.type !== "aws_s3_directory_bucket") return own;
  const reason: Message = { key: "s3-no-configuration" };
  return own.map((judgement) => revised(judgement, judgement.property === "cmk" ? "fail" : "pass", bucket, reason));
}

/** The judgement on a store that may, for all that is known of its buckets, only be able to use SSE-S3. */
function exemption(
  subject: ResourceView,
  { certain, possible }: Counterparts,
  judgement: Judgement,
  { evaluator }: CheckContext,
): Judgement | undefined {
  const sources = certain.map((bucket) => logSourceOf(bucket, evaluator));
  const perhaps = possible.map((bucket) => logSourceOf(bucket, evaluator)).find((each) => each !== undefined);
  const deciding = sources.includes(undefined)
    ? undefined
    : (sources.find((each) => !each?.certain) ?? sources[0] ?? perhaps);
  if (!deciding) return undefined;
  const { kind, source } = deciding;
  const exempt = deciding.certain && deciding !== perhaps;
  const reason: Message = { key: exempt ? `s3-${kind}` : "s3-maybe-logs", args: [source.address] };
  const status = exempt ? "not-applicable" : "unverified";
  return revised(judgement, status, subject, reason, [{ at: source.header, message: reason }]);
}

// ── Configurations and objects ───────────────────────────────────────────────────────────────────────────────────────

function judgeConfiguration(configuration: ResourceView, context: CheckContext): readonly Judgement[] {
  return judgeOwn(configuration, context).map((judgement) => {
    if (judgement.property !== "cmk" || judgement.status !== "fail") return judgement;
    const buckets = bucketsOf(configuration, context.evaluator);
    const related = buckets.certain.map((bucket) => relatedTo(bucket, "s3-bucket"));
    return exemption(configuration, buckets, judgement, context) ?? { ...judgement, related };
  });
}

/** An object that says nothing takes the bucket's encryption, which is the bucket's finding. */
function judgeObject(object: ResourceView, context: CheckContext): readonly Judgement[] {
  const judgements = judgeOwn(object, context);
  const algorithm = object.attribute("server_side_encryption");
  if ([algorithm, object.attribute("kms_key_id")].every((each) => !each || isOmitted(each.value))) {
    return judgements.map((judgement) => {
      return revised({ ...judgement, at: object.header }, "not-applicable", object, { key: "s3-object-inherits" });
    });
  }
  return judgements.map((judgement) => {
    const chosen = judgement.status === "fail" && algorithm && equalsOneOf(algorithm.value, ["AES256"]).holds;
    if (!chosen) return judgement;
    // SSE-S3 takes no key, so the algorithm decides and not the missing key.
    const { name, at, value } = algorithm;
    const reason: Message = { key: "is-value", args: [name, valueLabel(value)] };
    return revised({ ...judgement, attribute: name, at, trace: value.trace }, "fail", object, reason);
  });
}
