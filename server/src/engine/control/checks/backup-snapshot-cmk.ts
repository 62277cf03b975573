import { type ResourceView, select } from "../../terraform";
import { type CatalogueRow, rowsOf } from "../catalogue";
import { presence } from "../conditions";
import { judgeRow } from "../row";
import type { Check, CheckContext } from "../types";
import { typesOf } from "./rows";

/** Backups and snapshots are held to the standard of what they are copies of. */
export const backupSnapshotCmk: Check = {
  name: "backup-snapshot-cmk",
  requirement: "backups",
  types: typesOf("backup-snapshot-cmk"),
  docs: {
    title: {
      en: "Backups and snapshots are encrypted like their source, with a customer-managed key",
      de: "Backups und Snapshots sind wie ihre Quelle verschlüsselt, mit einem kundenverwalteten Schlüssel",
    },
    why: {
      en: "A backup holds the same data as the database it was taken from, but is easier to share, copy and forget. A copy that is encrypted less well undoes the protection of the original.",
      de: "Ein Backup enthält dieselben Daten wie die Datenbank, aus der es stammt, wird aber leichter geteilt, kopiert und vergessen. Eine schlechter verschlüsselte Kopie hebt den Schutz des Originals auf.",
    },
    checks: {
      en: "Backup vaults, snapshot and image copies, replicated automated backups, snapshot-copy grants and lifecycle policies must name a customer-managed key. Where a copy may leave it to its source, and for snapshots whose encryption cannot be chosen, the source in the workspace decides; a source elsewhere leaves the copy unverified. A copy to another Region cannot use the source's key and must name its own. EBS snapshot copies without a key are encrypted with the account's default EBS key, whatever the source has.",
      de: "Backup-Vaults, Kopien von Snapshots und Images, replizierte automatische Backups, Snapshot-Copy-Grants und Lebenszyklusrichtlinien müssen einen kundenverwalteten Schlüssel nennen. Wo eine Kopie ihn der Quelle überlassen darf, und bei Snapshots, deren Verschlüsselung nicht wählbar ist, entscheidet die Quelle im Arbeitsbereich; liegt die Quelle anderswo, bleibt die Kopie ungeprüft. Eine Kopie in eine andere Region kann den Schlüssel der Quelle nicht nutzen und muss einen eigenen nennen. Kopien von EBS-Snapshots ohne Schlüssel werden mit dem EBS-Standardschlüssel des Kontos verschlüsselt, gleich, welchen die Quelle hat.",
    },
    compliant: `resource "aws_kms_key" "backup" {
  enable_key_rotation = true
}

resource "aws_backup_vault" "main" {
  name        = "main"
  kms_key_arn = aws_kms_key.backup.arn
}`,
    nonCompliant: `resource "aws_backup_vault" "main" {
  name = "main"
}`,
    remediation: {
      en: "Name a customer-managed key of the Region in which the backup is kept. The key of a vault or copy cannot be changed later: create a new one and copy the recovery points over.",
      de: "Einen kundenverwalteten Schlüssel der Region nennen, in der das Backup liegt. Der Schlüssel eines Vaults oder einer Kopie lässt sich später nicht ändern: neu anlegen und die Wiederherstellungspunkte hinüberkopieren.",
    },
    references: [
      {
        title: "Encryption for backups in AWS Backup",
        url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
      },
      {
        title: "Copying a DB snapshot",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html",
      },
      {
        title: "CopySnapshot (Amazon EC2)",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html",
      },
    ],
  },
  judge(resource, context) {
    return rowsOf(resource.resource.declaration.type)
      .filter((row) => row.check === "backup-snapshot-cmk")
      .flatMap((row) => {
        const judged = judgeRow(row, resource, context);
        const ofKey = keyRow(row, resource, context);
        if (!ofKey) return judged;
        const keys = judgeRow(ofKey, resource, context).filter((each) => each.property === "cmk");
        return [...judged.filter((each) => each.property !== "cmk"), ...keys.map((each) => ({ ...each, row }))];
      });
  },
};

/**
 * The row as it holds for the key, where that differs: a copy to another Region cannot inherit it, and an EBS snapshot copy
 * never does
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html).
 */
function keyRow(row: CatalogueRow, resource: ResourceView, { evaluator }: CheckContext): CatalogueRow | undefined {
  const own = { ...row, variants: [], inheritsFrom: [] };
  if (row.type === "aws_ebs_snapshot_copy") return { ...own, whenOmitted: "account-default" };
  const elsewhere = select(resource, "destination_region").some((each) => presence(each, evaluator).holds);
  return elsewhere ? { ...own, whenOmitted: "unencrypted" } : undefined;
}
