/** Texts of the checks on S3, EBS, backups, key policies and CloudTrail. */
export const storeMessages = {
  "policy-default": {
    en: "No policy is given, so the key has AWS's default policy, which allows only the account's own principals.",
    de: "Es ist keine Richtlinie angegeben; der Schlüssel hat die Standardrichtlinie von AWS, die nur Principals des eigenen Kontos zulässt.",
  },
  "policy-restricted": {
    en: "The key policy restricts every statement to certain principals.",
    de: "Die Schlüsselrichtlinie beschränkt jede Anweisung auf bestimmte Principals.",
  },
  "policy-wildcard": {
    en: 'The key policy allows everyone: principal "{0}", and no condition that ties the caller to an account, an organisation or a network.',
    de: "Die Schlüsselrichtlinie lässt alle zu: Principal „{0}“, und keine Bedingung, die den Aufrufer an ein Konto, eine Organisation oder ein Netz bindet.",
  },
  "policy-all-but": {
    en: "The key policy allows everyone but those listed: an Allow statement with NotPrincipal names nobody.",
    de: "Die Schlüsselrichtlinie lässt alle außer den genannten zu: eine Allow-Anweisung mit NotPrincipal nennt niemanden.",
  },
  "policy-policy": {
    en: "The key policy cannot be read as a whole here: {0} is not known.",
    de: "Die Schlüsselrichtlinie ist hier nicht vollständig lesbar: {0} ist nicht bekannt.",
  },
  "policy-principal": {
    en: "Whom the key policy allows is not known here: {0}.",
    de: "Wen die Schlüsselrichtlinie zulässt, ist hier nicht bekannt: {0}.",
  },
  "policy-condition": {
    en: "The key policy allows everyone under a condition that is not known here ({0}).",
    de: "Die Schlüsselrichtlinie lässt alle unter einer Bedingung zu, die hier nicht bekannt ist ({0}).",
  },
  "policy-weak-condition": {
    en: "The key policy allows everyone under a condition on {0}. It restricts the caller, but not reliably; whether it is enough is for a person to judge.",
    de: "Die Schlüsselrichtlinie lässt alle unter einer Bedingung auf {0} zu. Sie schränkt den Aufrufer ein, aber nicht verlässlich; ob das genügt, muss ein Mensch beurteilen.",
  },
  "policy-statement": {
    en: 'The key policy may allow everyone (principal "{0}"); whether that statement applies is not known here.',
    de: "Die Schlüsselrichtlinie lässt möglicherweise alle zu (Principal „{0}“); ob diese Anweisung gilt, ist hier nicht bekannt.",
  },
} as const;
