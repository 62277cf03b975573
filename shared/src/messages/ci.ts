/** Texts of the command line where others run it: forms, baselines, changes, progress. */
export const ciMessages = {
  "cli.output-without-format": {
    en: "each --output needs a --format of its own before it",
    de: "jedes --output braucht davor ein eigenes --format",
  },
  "cli.one-output": {
    en: "only one form can go to the standard output; name a file with --output after each other one",
    de: "nur eine Form passt auf die Standardausgabe; nach jeder weiteren eine Datei mit --output angeben",
  },
  "cli.stdin": {
    en: "the standard input is one file: check - --stdin-filename <file>",
    de: "die Standardeingabe ist eine Datei: check - --stdin-filename <Datei>",
  },
  "cli.no-repository": {
    en: "git does not tell what has changed: {0}",
    de: "git sagt nicht, was sich geändert hat: {0}",
  },
  "cli.unknown-reference": {
    en: "{0}: git knows no such commit (in a shallow clone, fetch it first)",
    de: "{0}: git kennt keinen solchen Commit (in einem flachen Klon erst holen)",
  },
  "cli.no-baseline-file": { en: "{0}: the baseline cannot be read", de: "{0}: die Baseline ist nicht lesbar" },
  "cli.no-baseline": {
    en: "{0}: not a result of check --format json or --format sarif",
    de: "{0}: kein Ergebnis von check --format json oder --format sarif",
  },
  "cli.baseline": {
    en: "known from the baseline and not listed: {0}; in the baseline and gone: {1}",
    de: "aus der Baseline bekannt und nicht aufgeführt: {0}; in der Baseline und nicht mehr da: {1}",
  },
  "cli.many-results": {
    en: "{0} results; code scanning services show the weightiest {1}",
    de: "{0} Ergebnisse; Code-Scanning-Dienste zeigen die {1} schwersten",
  },
  "cli.progress-reading": { en: "files read: {0}", de: "gelesene Dateien: {0}" },
  "cli.progress-judging": { en: "resources judged: {0}", de: "beurteilte Ressourcen: {0}" },
  "cli.progress-fixes": { en: "findings with fixes tried: {0}", de: "Befunde mit erprobten Korrekturen: {0}" },
} as const;
