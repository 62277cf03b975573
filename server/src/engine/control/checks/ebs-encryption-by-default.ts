import type { Check } from "../types";
import { judgeRowsOf, typesOf } from "./rows";

/** The account's own defaults for EBS: whether new volumes are encrypted, and with which key. */
export const ebsEncryptionByDefault: Check = {
  name: "ebs-encryption-by-default",
  requirement: "ebs",
  types: typesOf("ebs-encryption-by-default"),
  docs: {
    title: {
      en: "EBS encryption by default is on, with a customer-managed key",
      de: "Die EBS-Standardverschlüsselung ist eingeschaltet, mit einem kundenverwalteten Schlüssel",
    },
    why: {
      en: "The account's default encrypts every new volume and snapshot copy of a Region, also those that no configuration names: volumes of managed services, of autoscaling, of someone trying something out.",
      de: "Der Standard des Kontos verschlüsselt jedes neue Volume und jede Snapshot-Kopie einer Region, auch solche, die keine Konfiguration nennt: Volumes verwalteter Dienste, von Auto Scaling, von jemandem, der etwas ausprobiert.",
    },
    checks: {
      en: "`aws_ebs_encryption_by_default` fails when `enabled` is false; when it is omitted, the provider switches the default on. `aws_ebs_default_kms_key` fails when it names an AWS managed key. That neither resource is there says nothing of the account and is not reported here; volumes that rely on the default are (see `ebs-encrypted`).",
      de: "`aws_ebs_encryption_by_default` fällt durch, wenn `enabled` false ist; fehlt das Argument, schaltet der Provider den Standard ein. `aws_ebs_default_kms_key` fällt durch, wenn es einen von AWS verwalteten Schlüssel nennt. Dass keine der Ressourcen da ist, sagt nichts über das Konto und wird hier nicht gemeldet; gemeldet werden Volumes, die sich auf den Standard verlassen (siehe `ebs-encrypted`).",
    },
    compliant: `resource "aws_kms_key" "ebs" {
  enable_key_rotation = true
}

resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

resource "aws_ebs_default_kms_key" "this" {
  key_arn = aws_kms_key.ebs.arn
}`,
    nonCompliant: `resource "aws_ebs_encryption_by_default" "this" {
  enabled = false
}`,
    remediation: {
      en: "Set `enabled = true` and add `aws_ebs_default_kms_key` with a customer-managed key, once for each Region in use. Existing volumes stay as they are; copy their snapshots encrypted to replace them.",
      de: "`enabled = true` setzen und `aws_ebs_default_kms_key` mit einem kundenverwalteten Schlüssel ergänzen, einmal je genutzter Region. Vorhandene Volumes bleiben, wie sie sind; um sie zu ersetzen, ihre Snapshots verschlüsselt kopieren.",
    },
    references: [
      {
        title: "Enable Amazon EBS encryption by default",
        url: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
      },
      {
        title: "aws_ebs_encryption_by_default",
        url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_encryption_by_default",
      },
    ],
  },
  judge: (resource, context) => judgeRowsOf("ebs-encryption-by-default", resource, context),
};
