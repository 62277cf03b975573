/** Texts of the command that fixes. */
export const fixCommandMessages = {
  "cli.unknown-check": { en: "no check {0}", de: "keine Prüfung {0}" },
  "cli.not-its-option": { en: "{0} takes no option --{1}", de: "{0} kennt keine Option --{1}" },
  "cli.fix-pending": {
    en: "fixes: {0}, files: {1}; --write applies them",
    de: "Korrekturen: {0}, Dateien: {1}; --write wendet sie an",
  },
  "cli.fix-written": { en: "fixed {0}", de: "korrigiert: {0}" },
  "cli.fix-done": { en: "fixes: {0}, files: {1}", de: "Korrekturen: {0}, Dateien: {1}" },
  "cli.fix-left": {
    en: "violations that need a decision: {0}; see waf-sec-030 check",
    de: "Verstöße, die eine Entscheidung brauchen: {0}; siehe waf-sec-030 check",
  },
  "cli.fix-refused": {
    en: "{0}: a fix of {1} did not stand its verification and was left out: {2}",
    de: "{0}: eine Korrektur von {1} hat ihre Überprüfung nicht bestanden und wurde ausgelassen: {2}",
  },
  "cli.file-left-alone": { en: "{0}: left alone, {1}", de: "{0}: nicht angetastet, {1}" },
  "cli.file-left-with": { en: "it belongs together with {0}", de: "gehört zusammen mit {0}" },
  "cli.file-changed": { en: "it has changed meanwhile", de: "inzwischen geändert" },
  "cli.file-not-utf8": { en: "it is not UTF-8", de: "nicht in UTF-8" },
  "cli.file-not-written": { en: "it cannot be written: {0}", de: "nicht schreibbar: {0}" },
} as const;
