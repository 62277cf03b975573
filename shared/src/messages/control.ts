/**
 * Texts of the findings. A verdict's message names the resource and takes its reason as argument; a reason is a clause
 * without a full stop, put together from what the configuration says and what follows from it.
 */
export const controlMessages = {
  // Verdicts: {0} is the resource, {1} the reason.
  "encryption-enabled-fail": { en: "{0} is not encrypted: {1}", de: "{0} ist nicht verschlüsselt: {1}" },
  "encryption-enabled-unverified": {
    en: "Whether {0} is encrypted cannot be verified: {1}",
    de: "Ob {0} verschlüsselt ist, lässt sich nicht prüfen: {1}",
  },
  "encryption-enabled-pass": { en: "{0} is encrypted: {1}", de: "{0} ist verschlüsselt: {1}" },
  "encryption-enabled-not-applicable": {
    en: "The encryption of {0} is not judged: {1}",
    de: "Die Verschlüsselung von {0} wird nicht beurteilt: {1}",
  },
  "cmk-fail": {
    en: "{0} is not encrypted with a customer-managed key: {1}",
    de: "{0} ist nicht mit einem kundenverwalteten Schlüssel verschlüsselt: {1}",
  },
  "cmk-unverified": {
    en: "Whether {0} is encrypted with a customer-managed key cannot be verified: {1}",
    de: "Ob {0} mit einem kundenverwalteten Schlüssel verschlüsselt ist, lässt sich nicht prüfen: {1}",
  },
  "cmk-pass": {
    en: "{0} has a customer-managed key: {1}",
    de: "{0} hat einen kundenverwalteten Schlüssel: {1}",
  },
  "cmk-not-applicable": {
    en: "No customer-managed key is demanded of {0}: {1}",
    de: "Von {0} wird kein kundenverwalteter Schlüssel verlangt: {1}",
  },

  // What the configuration says.
  why: { en: "{0} ({1})", de: "{0} ({1})" },
  "is-missing": { en: "{0} is missing", de: "{0} fehlt" },
  "is-value": { en: "{0} is {1}", de: "{0} ist {1}" },
  "is-key": { en: "{0} names {1}", de: "{0} nennt {1}" },
  "is-aws-managed": {
    en: "{0} names {1}, an AWS managed key",
    de: "{0} nennt {1}, einen von AWS verwalteten Schlüssel",
  },
  "is-aws-owned": {
    en: "{0} is {1}, the service's word for a key that AWS owns",
    de: "{0} ist {1}, das Wort des Dienstes für einen Schlüssel im Besitz von AWS",
  },
  "says-nothing": { en: "the configuration says nothing of it", de: "die Konfiguration sagt nichts dazu" },

  // What follows from it.
  "provider-default": { en: "the provider's default is {0}", de: "der Vorgabewert des Providers ist {0}" },
  "then-unencrypted": {
    en: "without it the data are stored unencrypted",
    de: "ohne diese Angabe liegen die Daten unverschlüsselt",
  },
  "then-aws-owned": {
    en: "AWS then encrypts with a key that it owns",
    de: "AWS verschlüsselt dann mit einem Schlüssel in eigenem Besitz",
  },
  "then-aws-managed": {
    en: "AWS then encrypts with its managed key",
    de: "AWS verschlüsselt dann mit dem von AWS verwalteten Schlüssel",
  },
  "then-required": { en: "the provider requires it", de: "der Provider verlangt diese Angabe" },
  "then-aws-key": {
    en: "AWS then encrypts with a key of its own",
    de: "AWS verschlüsselt dann mit einem eigenen Schlüssel",
  },
  "then-key-unused": {
    en: "without it the key that is named is not used",
    de: "ohne diese Angabe wird der genannte Schlüssel nicht benutzt",
  },
  "then-own-key": {
    en: "the restored data are encrypted with the key that is named",
    de: "die wiederhergestellten Daten werden mit dem genannten Schlüssel verschlüsselt",
  },
  "then-source-encrypts": {
    en: "what the data are written to encrypts everything",
    de: "wohin die Daten geschrieben werden, ist alles verschlüsselt",
  },
  "demanded-in-words": {
    en: "the control demands storage_encrypted = true in so many words",
    de: "das Control verlangt storage_encrypted = true ausdrücklich",
  },
  "source-carries": {
    en: "it is part of another resource, which carries the finding",
    de: "es ist Teil einer anderen Ressource, die den Befund trägt",
  },
  "of-another-kind": {
    en: "the resource is of a kind that this requirement is not about",
    de: "die Ressource ist von einer Art, um die es dieser Anforderung nicht geht",
  },
  "as-source": { en: "as its source, {0}", de: "wie die Quelle, {0}" },
  "source-elsewhere": {
    en: "it is as well protected as the source that {0} names, which is not in this workspace",
    de: "es ist so gut geschützt wie die Quelle, die {0} nennt, und die liegt nicht in diesem Arbeitsbereich",
  },

  // EBS: the account's default.
  "account-default-on": {
    en: "{0} turns encryption by default on",
    de: "{0} schaltet die Standardverschlüsselung ein",
  },
  "account-default-off": {
    en: "{0} turns encryption by default off",
    de: "{0} schaltet die Standardverschlüsselung aus",
  },
  "account-default-unknown": {
    en: "whether {0} turns encryption by default on is unknown",
    de: "ob {0} die Standardverschlüsselung einschaltet, ist nicht bekannt",
  },
  "account-default-unstated": {
    en: "the account's default then decides, and nothing in this workspace turns it on",
    de: "dann entscheidet der Standard des Kontos, und nichts in diesem Arbeitsbereich schaltet ihn ein",
  },
  "account-default-setting-off": {
    en: "the settings say that the account does not encrypt by default",
    de: "laut Einstellungen verschlüsselt das Konto nicht von sich aus",
  },
  "account-default-setting-on": {
    en: "the settings say that the account encrypts by default",
    de: "laut Einstellungen verschlüsselt das Konto von sich aus",
  },
  "account-key": {
    en: "the account's default EBS key is then used: {0}",
    de: "dann gilt der EBS-Standardschlüssel des Kontos: {0}",
  },
  "account-key-aws": {
    en: "the account's default EBS key is then used, and no aws_ebs_default_kms_key makes it a customer-managed one",
    de: "dann gilt der EBS-Standardschlüssel des Kontos, und kein aws_ebs_default_kms_key macht ihn zu einem kundenverwalteten",
  },

  // RDS: replicas and restores.
  "rds-aurora-instance": {
    en: "an Aurora instance has the encryption of its cluster, which carries the finding",
    de: "eine Aurora-Instanz hat die Verschlüsselung ihres Clusters, der den Befund trägt",
  },
  "rds-replica-same-region": {
    en: "a replica in the same Region has the encryption and the key of its source, which carries the finding",
    de: "ein Replikat in derselben Region hat Verschlüsselung und Schlüssel seiner Quelle, die den Befund trägt",
  },
  "rds-replica-other-region": {
    en: "a replica in another Region needs a key of its own",
    de: "ein Replikat in einer anderen Region braucht einen eigenen Schlüssel",
  },
  "rds-restored": {
    en: "{0} restores the data, and what the restored data were encrypted with decides",
    de: "{0} stellt die Daten wieder her, und deren bisherige Verschlüsselung entscheidet",
  },

  // KMS keys.
  "rotation-fail": {
    en: "{0} is not rotated automatically: {1}",
    de: "{0} wird nicht automatisch rotiert: {1}",
  },
  "rotation-unverified": {
    en: "Whether {0} is rotated automatically cannot be verified: {1}",
    de: "Ob {0} automatisch rotiert wird, lässt sich nicht prüfen: {1}",
  },
  "rotation-pass": { en: "{0} is rotated automatically", de: "{0} wird automatisch rotiert" },
  "rotation-not-applicable": {
    en: "The rotation of {0} is not judged: {1}",
    de: "Die Rotation von {0} wird nicht beurteilt: {1}",
  },
  "cannot-rotate-kind": {
    en: "{0} is {1}, and only symmetric encryption keys can rotate automatically",
    de: "{0} ist {1}, und nur symmetrische Verschlüsselungsschlüssel können automatisch rotieren",
  },
  "cannot-rotate-store": {
    en: "{0} puts it into a custom key store, where keys do not rotate automatically",
    de: "{0} legt ihn in einen eigenen Schlüsselspeicher, in dem Schlüssel nicht automatisch rotieren",
  },
  "cannot-rotate-imported": {
    en: "its key material is imported, and imported material does not rotate automatically",
    de: "das Schlüsselmaterial ist importiert, und importiertes Material rotiert nicht automatisch",
  },
  "cannot-rotate-replica": {
    en: "a replica is rotated with its primary key, which carries the finding",
    de: "ein Replikat rotiert mit seinem Primärschlüssel, der den Befund trägt",
  },
  "deletion-window-fail": {
    en: "The waiting period before {0} is deleted is too short: {1}",
    de: "Die Wartezeit vor dem Löschen von {0} ist zu kurz: {1}",
  },
  "deletion-window-unverified": {
    en: "The waiting period before {0} is deleted cannot be verified: {1}",
    de: "Die Wartezeit vor dem Löschen von {0} lässt sich nicht prüfen: {1}",
  },
  "deletion-window-pass": {
    en: "The waiting period before {0} is deleted is long enough: {1}",
    de: "Die Wartezeit vor dem Löschen von {0} ist lang genug: {1}",
  },
  "window-minimum": { en: "KMS waits 7 days at least", de: "KMS wartet mindestens 7 Tage" },
  "window-production": {
    en: "30 days are recommended for a key in production",
    de: "für einen Schlüssel in Produktion sind 30 Tage empfohlen",
  },
  "alias-fail": {
    en: "{0} has no alias: no aws_kms_alias in this workspace names it",
    de: "{0} hat keinen Alias: kein aws_kms_alias in diesem Arbeitsbereich nennt ihn",
  },
  "alias-unverified": {
    en: "Whether {0} has an alias cannot be verified: which key {1} names is unknown ({2})",
    de: "Ob {0} einen Alias hat, lässt sich nicht prüfen: welchen Schlüssel {1} nennt, ist nicht bekannt ({2})",
  },
  "alias-pass": { en: "{0} has an alias: {1}", de: "{0} hat einen Alias: {1}" },
  "key-separation-fail": {
    en: "{0} is shared: {1}; a key of their own for each limits what one key opens",
    de: "{0} wird geteilt: {1}; je ein eigener Schlüssel begrenzt, was ein Schlüssel öffnet",
  },
  "key-separation-unverified": {
    en: "Whether {0} is shared cannot be verified: it may also protect {1}",
    de: "Ob {0} geteilt wird, lässt sich nicht prüfen: vielleicht schützt der Schlüssel auch {1}",
  },
  "key-separation-pass": {
    en: "{0} protects one kind of data in one environment",
    de: "{0} schützt eine Art von Daten in einer Umgebung",
  },
  "key-used-here": { en: "{0} uses the key", de: "{0} benutzt den Schlüssel" },
  "group-database": { en: "databases", de: "Datenbanken" },
  "group-objects": { en: "object storage", de: "Objektspeicher" },
  "group-files": { en: "volumes and file systems", de: "Volumes und Dateisysteme" },
  "group-secret": { en: "secrets and parameters", de: "Geheimnisse und Parameter" },
  "group-log": { en: "logs", de: "Protokolle" },
  "group-messages": { en: "queues and streams", de: "Warteschlangen und Streams" },
  "group-production": { en: "production", de: "Produktion" },
  "group-development": { en: "development or test", de: "Entwicklung oder Test" },
  "shared-by": { en: "{0} and {1}", de: "{0} und {1}" },

  // What is unknown; {0} is what the user wrote.
  "unknown-unset-variable": {
    en: "{0} has no default and nobody sets it",
    de: "{0} hat keinen Vorgabewert, und niemand setzt sie",
  },
  "unknown-undeclared": { en: "{0} is not declared", de: "{0} ist nicht deklariert" },
  "unknown-not-on-disk": { en: "{0} is not on disk here", de: "{0} liegt hier nicht auf der Platte" },
  "unknown-data-source": {
    en: "{0} is read by Terraform only when it runs",
    de: "{0} liest Terraform erst, wenn es läuft",
  },
  "unknown-computed": { en: "{0} is set by AWS", de: "{0} legt AWS fest" },
  "unknown-cycle": { en: "{0} depends on itself", de: "{0} hängt von sich selbst ab" },
  "unknown-invalid": { en: "Terraform would refuse {0}", de: "Terraform würde {0} ablehnen" },
  "unknown-unsupported": { en: "{0} cannot be computed here", de: "{0} lässt sich hier nicht berechnen" },
  "unknown-too-complex": { en: "{0} is too complex to follow", de: "{0} ist zu verwickelt, um ihm zu folgen" },
  "unknown-syntax": { en: "{0} has a syntax error", de: "{0} hat einen Syntaxfehler" },
  "unknown-runtime": { en: "{0} is known only when Terraform runs", de: "{0} ist erst bekannt, wenn Terraform läuft" },
  "unknown-value": { en: "{0} does not decide it", de: "{0} entscheidet es nicht" },
  "unknown-choice": {
    en: "it may be {0} or {1}, and which is unknown",
    de: "es kann {0} oder {1} sein, und welches, ist nicht bekannt",
  },
  "unknown-dynamic": {
    en: "a dynamic block may decide {0}, and its collection is unknown",
    de: "ein dynamic-Block kann {0} entscheiden, und dessen Sammlung ist nicht bekannt",
  },
  "unknown-provider-version": {
    en: "the version of the AWS provider decides, and required_providers does not tell it",
    de: "die Version des AWS-Providers entscheidet, und required_providers nennt sie nicht",
  },
  "unknown-source": {
    en: "it takes the encryption of its source, and what that is the configuration does not say",
    de: "es übernimmt die Verschlüsselung der Quelle, und welche das ist, sagt die Konfiguration nicht",
  },

  // Waivers.
  "waiver-missing-reason": {
    en: "This waiver has no reason, so it does not count",
    de: "Diese Ausnahme nennt keinen Grund und gilt deshalb nicht",
  },
  "waiver-expired": {
    en: "This waiver expired on {0} and no longer counts",
    de: "Diese Ausnahme ist am {0} abgelaufen und gilt nicht mehr",
  },
  "waiver-unused": { en: "This waiver covers no finding", de: "Diese Ausnahme deckt keinen Befund" },
  "waiver-unknown-id": {
    en: "This waiver names {0}, which is no check of this control",
    de: "Diese Ausnahme nennt {0}; einen solchen Check hat dieses Control nicht",
  },
  "waiver-no-id": {
    en: "This waiver names no check: write waf-sec-030:ignore[check-id] reason",
    de: "Diese Ausnahme nennt keinen Check: zu schreiben ist waf-sec-030:ignore[check-id] Grund",
  },
  "waiver-invalid-date": {
    en: "This waiver's date {0} is not of the form YYYY-MM-DD, so it does not count",
    de: "Das Datum {0} dieser Ausnahme hat nicht die Form JJJJ-MM-TT; sie gilt deshalb nicht",
  },
  "waiver-unreadable": {
    en: "This waiver file cannot be read: {0}",
    de: "Diese Ausnahmedatei lässt sich nicht lesen: {0}",
  },
  "waiver-wafpass-expired": {
    en: "This waiver expired on {0} and no longer counts; wafpass still applies it",
    de: "Diese Ausnahme ist am {0} abgelaufen und gilt nicht mehr; wafpass wendet sie weiterhin an",
  },
} as const;
