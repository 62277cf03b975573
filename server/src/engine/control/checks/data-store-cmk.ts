import type { Check } from "../types";
import { judgeRowsOf, typesOf } from "./rows";

const NAME = "data-store-cmk";
const TYPES = typesOf(NAME);

/** Every store of the catalogue that no other check judges, the facets of databases included. */
export const dataStoreCmk: Check = {
  name: NAME,
  requirement: "data-stores",
  types: TYPES,
  docs: {
    title: {
      en: "Data stores are encrypted with a customer-managed key",
      de: "Datenspeicher sind mit einem kundenverwalteten Schlüssel verschlüsselt",
    },
    why: {
      en: "Data lie in more places than databases and buckets: queues and streams, caches, logs, secrets, search indexes, file systems, the results of analyses. Each of them holds copies of what the databases protect, and each is a way to the same data. With a customer-managed key one decides for all of them who may decrypt, sees who did, and can put an end to it.",
      de: "Daten liegen nicht nur in Datenbanken und Buckets, sondern auch in Warteschlangen und Streams, Caches, Protokollen, Geheimnissen, Suchindizes, Dateisystemen und Auswertungen. Überall stehen Kopien dessen, was die Datenbanken schützen, und jede ist ein Weg zu denselben Daten. Mit einem kundenverwalteten Schlüssel lässt sich für alle bestimmen, wer entschlüsseln darf, sehen, wer es tat, und ein Ende setzen.",
    },
    checks: {
      en: `For each store of the catalogue (${TYPES.length} resource types): encryption is on where it can be switched, and the key argument names a customer-managed key. All switches must agree: a DynamoDB table needs \`enabled = true\` and \`kms_key_arn\`, a delivery stream \`key_type = "CUSTOMER_MANAGED_CMK"\` and \`key_arn\`. Features with storage of their own (Performance Insights, a managed master password) are judged where they are on. Stores that cannot take a customer-managed key are not applicable as far as the key goes, and say why.`,
      de: `Für jeden Speicher des Katalogs (${TYPES.length} Ressourcentypen): Die Verschlüsselung ist eingeschaltet, wo sie sich schalten lässt, und das Schlüsselargument nennt einen kundenverwalteten Schlüssel. Alle Schalter müssen zusammenpassen: Eine DynamoDB-Tabelle braucht \`enabled = true\` und \`kms_key_arn\`, ein Delivery Stream \`key_type = "CUSTOMER_MANAGED_CMK"\` und \`key_arn\`. Funktionen mit eigenem Speicher (Performance Insights, ein verwaltetes Master-Passwort) werden beurteilt, wo sie eingeschaltet sind. Speicher, die keinen kundenverwalteten Schlüssel annehmen, werden in Bezug auf den Schlüssel nicht beurteilt und nennen den Grund.`,
    },
    compliant: `resource "aws_kms_key" "orders" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.orders.arn
  }
}`,
    nonCompliant: `resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}`,
    remediation: {
      en: "Turn encryption on and name a customer-managed key in the argument that the finding names. The service needs permission to use the key; where it works on behalf of a role, the role does.",
      de: "Die Verschlüsselung einschalten und im Argument, das der Befund nennt, einen kundenverwalteten Schlüssel angeben. Der Dienst braucht die Berechtigung, den Schlüssel zu nutzen; arbeitet er im Namen einer Rolle, braucht sie die Rolle.",
    },
    references: [
      {
        title: "How AWS services use AWS KMS",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html",
      },
      {
        title: "AWS KMS keys: customer-managed, AWS managed, AWS owned",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
      },
    ],
  },
  judge: (resource, context) => judgeRowsOf(NAME, resource, context),
};
