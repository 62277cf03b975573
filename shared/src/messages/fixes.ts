/** Titles of the quick fixes. */
export const fixMessages = {
  "fix-set": { en: "Set {0}", de: "{0} setzen" },
  "fix-set-elsewhere": { en: "Set {0} in {1}", de: "{0} in {1} setzen" },
  "fix-in": { en: "{0} in {1}", de: "{0} in {1}" },
  "fix-remove": { en: "Remove {0}", de: "{0} entfernen" },
  "fix-and-remove": { en: "{0} and remove {1}", de: "{0} und {1} entfernen" },
  "fix-create-key": {
    en: "Create a customer-managed key and set {0}",
    de: "Kundenverwalteten Schlüssel anlegen und {0} setzen",
  },
  "fix-key-input": {
    en: "Take the key as an input of the module and set {0}",
    de: "Schlüssel als Eingabe des Moduls entgegennehmen und {0} setzen",
  },
  "fix-require-input": {
    en: "Require {0}: remove its default, so that a customer-managed key must be given",
    de: "{0} zur Pflicht machen: Vorgabewert entfernen, sodass ein kundenverwalteter Schlüssel anzugeben ist",
  },
  "fix-require-input-and-set": {
    en: "Require {0}, so that a customer-managed key must be given, and set {1}",
    de: "{0} zur Pflicht machen, sodass ein kundenverwalteter Schlüssel anzugeben ist, und {1} setzen",
  },
  "fix-at-source": { en: "At its source {0}: {1}", de: "An der Quelle {0}: {1}" },
  "fix-replaces": {
    en: "{0} (replaces the resource; restore existing data from an encrypted copy)",
    de: "{0} (ersetzt die Ressource; vorhandene Daten aus einer verschlüsselten Kopie wiederherstellen)",
  },
  "fix-s3-configuration": {
    en: "Encrypt the bucket by default with {0}",
    de: "Bucket standardmäßig mit {0} verschlüsseln",
  },
  "fix-s3-create-key": {
    en: "Create a customer-managed key and encrypt the bucket by default with {0}",
    de: "Kundenverwalteten Schlüssel anlegen und den Bucket standardmäßig mit {0} verschlüsseln",
  },
  "fix-s3-key-input": {
    en: "Take the key as an input of the module and encrypt the bucket by default with {0}",
    de: "Schlüssel als Eingabe des Moduls entgegennehmen und den Bucket standardmäßig mit {0} verschlüsseln",
  },
  "fix-alias": { en: "Give the key the alias {0}", de: "Dem Schlüssel den Alias {0} geben" },
  "fix-account-root": {
    en: "Restrict the principal to this account, where IAM policies decide",
    de: "Principal auf dieses Konto beschränken, in dem IAM-Richtlinien entscheiden",
  },
  "fix-waive": { en: "Waive {0} with a reason …", de: "{0} mit Begründung ausnehmen …" },
} as const;
