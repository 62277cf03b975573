/**
 * Texts of the checks on S3, key policies and CloudTrail. As in the other checks, a verdict's message names the resource as its
 * first argument, and a reason is a clause without a full stop.
 */
export const storeMessages = {
  // S3: reasons and related places; {0} is the configuration, bucket or source of logs.
  "s3-no-configuration": {
    en: "no encryption configuration names it, so SSE-S3 applies, with a key that AWS owns",
    de: "keine Verschlüsselungskonfiguration nennt ihn, daher gilt SSE-S3 mit einem Schlüssel, der AWS gehört",
  },
  "s3-configuration-unclear": {
    en: "{0} may be its encryption configuration; the text does not tell for which bucket that one is",
    de: "{0} könnte seine Verschlüsselungskonfiguration sein; der Text verrät nicht, für welchen Bucket diese gilt",
  },
  "s3-configured-by": { en: "{0} configures it", de: "{0} konfiguriert ihn" },
  "s3-judged-at": { en: "it is judged at {0}", de: "er wird an {0} beurteilt" },
  "s3-configuration": { en: "the encryption configuration: {0}", de: "die Verschlüsselungskonfiguration: {0}" },
  "s3-bucket": { en: "the bucket: {0}", de: "der Bucket: {0}" },
  "s3-access-logs": {
    en: "S3 server access logs are delivered to it ({0}), which works with SSE-S3 alone",
    de: "S3-Zugriffsprotokolle werden in ihn geliefert ({0}), was nur mit SSE-S3 möglich ist",
  },
  "s3-log-delivery": {
    en: "its access control list is that of a target for S3 server access logs ({0}), which works with SSE-S3 alone",
    de: "seine Zugriffskontrollliste ist die eines Ziels für S3-Zugriffsprotokolle ({0}), was nur mit SSE-S3 möglich ist",
  },
  "s3-load-balancer-logs": {
    en: "load balancer logs are delivered to it ({0}), which works with SSE-S3 alone",
    de: "Protokolle eines Load Balancers werden in ihn geliefert ({0}), was nur mit SSE-S3 möglich ist",
  },
  "s3-maybe-logs": {
    en: "the logs of {0} may be delivered to the bucket, which works with SSE-S3 alone; the text does not tell",
    de: "die Protokolle von {0} werden möglicherweise in den Bucket geliefert, was nur mit SSE-S3 möglich ist; der Text verrät es nicht",
  },
  "s3-object-inherits": {
    en: "it takes the default encryption of its bucket, which is judged there",
    de: "es übernimmt die Standardverschlüsselung seines Buckets, die dort beurteilt wird",
  },

  // Key policies: {0} is the resource, {1} the principal, the condition key or what is not known.
  "policy-default": {
    en: "{0} has AWS's default key policy, which allows only the account's own principals",
    de: "{0} hat die Standardrichtlinie von AWS, die nur Principals des eigenen Kontos zulässt",
  },
  "policy-restricted": {
    en: "The key policy of {0} restricts every statement to certain principals",
    de: "Die Schlüsselrichtlinie von {0} beschränkt jede Anweisung auf bestimmte Principals",
  },
  "policy-wildcard": {
    en: 'The key policy of {0} allows everyone: principal "{1}", and no condition that ties the caller to an account, an organisation or a network',
    de: "Die Schlüsselrichtlinie von {0} lässt alle zu: Principal „{1}“ ohne eine Bedingung, die den Aufrufer an ein Konto, eine Organisation oder ein Netz bindet",
  },
  "policy-all-but": {
    en: "The key policy of {0} allows everyone but those it lists: {1} in an Allow statement",
    de: "Die Schlüsselrichtlinie von {0} lässt alle außer den genannten zu: {1} in einer Allow-Anweisung",
  },
  "policy-policy": {
    en: "The key policy of {0} cannot be verified: {1} is not known here",
    de: "Die Schlüsselrichtlinie von {0} lässt sich nicht prüfen: {1} ist hier nicht bekannt",
  },
  "policy-not-json": {
    en: "The key policy of {0} cannot be verified: its text is not JSON that can be read here",
    de: "Die Schlüsselrichtlinie von {0} lässt sich nicht prüfen: Ihr Text ist kein hier lesbares JSON",
  },
  "policy-principal": {
    en: "Whom the key policy of {0} allows cannot be verified: {1} is not known here",
    de: "Wen die Schlüsselrichtlinie von {0} zulässt, lässt sich nicht prüfen: {1} ist hier nicht bekannt",
  },
  "policy-condition": {
    en: "The key policy of {0} allows everyone under a condition that is not known here ({1})",
    de: "Die Schlüsselrichtlinie von {0} lässt alle unter einer Bedingung zu, die hier nicht bekannt ist ({1})",
  },
  "policy-weak-condition": {
    en: "The key policy of {0} allows everyone under a condition on {1}, which restricts the caller but not reliably: a person must judge whether that is enough",
    de: "Die Schlüsselrichtlinie von {0} lässt alle unter einer Bedingung auf {1} zu, die den Aufrufer einschränkt, aber nicht verlässlich: Ob das genügt, muss ein Mensch beurteilen",
  },
  "policy-statement": {
    en: 'The key policy of {0} may allow everyone (principal "{1}"): whether that statement applies is not known here',
    de: "Die Schlüsselrichtlinie von {0} lässt möglicherweise alle zu (Principal „{1}“): Ob diese Anweisung gilt, ist hier nicht bekannt",
  },

  // CloudTrail: {0} is the trail, {1} the reason.
  "trail-pass": {
    en: "{0} records the use of KMS keys: {1}",
    de: "{0} zeichnet die Nutzung von KMS-Schlüsseln auf: {1}",
  },
  "trail-fail": {
    en: "{0} does not record the use of KMS keys: {1}",
    de: "{0} zeichnet die Nutzung von KMS-Schlüsseln nicht auf: {1}",
  },
  "trail-unverified": {
    en: "Whether {0} records the use of KMS keys cannot be verified: {1}",
    de: "Ob {0} die Nutzung von KMS-Schlüsseln aufzeichnet, lässt sich nicht prüfen: {1}",
  },
  "trail-records": {
    en: "it logs management events, those of AWS KMS included",
    de: "er protokolliert Verwaltungsereignisse, auch die von AWS KMS",
  },
  "trail-paused": { en: "its logging is switched off", de: "seine Protokollierung ist ausgeschaltet" },
  "trail-excludes-kms": {
    en: "its selectors leave out the events of kms.amazonaws.com",
    de: "seine Selektoren lassen die Ereignisse von kms.amazonaws.com aus",
  },
  "trail-write-only": {
    en: "it logs write events only, and Decrypt and GenerateDataKey are read events",
    de: "er protokolliert nur Schreibereignisse, Decrypt und GenerateDataKey sind aber Leseereignisse",
  },
  "trail-other-events": {
    en: "none of its selectors logs management events",
    de: "keiner seiner Selektoren protokolliert Verwaltungsereignisse",
  },
} as const;
