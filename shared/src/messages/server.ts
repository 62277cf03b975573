/** Texts of the command line. */
export const serverMessages = {
  "cli.usage": {
    en: `waf-sec-030: checks Terraform for AWS against WAF-SEC-030 (encryption at rest with customer-managed keys)

Usage:
  waf-sec-030 check [paths…]   check files and folders, by default the working directory
  waf-sec-030 fix [paths…]     fix what is right without asking, or print it as a patch
  waf-sec-030 report [paths…]  write the evidence that an audit asks for
  waf-sec-030 lsp --stdio      start the language server

Options of check:
  --format text|json|sarif|junit|github|gitlab|wafpass
                               form of the result (text); may be repeated, each with its own --output
  --output <file>              file to write the form before it to, instead of the standard output
  --all                        list what passes and what does not apply, too
  --fail-on error|warning|information|hint
                               mildest severity that fails the run (warning)
  --baseline <file>            list only what is new since a run with --format json or sarif
  --changed-since <commit>     list only findings in files that have changed since, or that such a file causes
  --stdin-filename <file>      with - for a path: the file that the standard input is the text of

Options of fix:
  --write                      change the files; without it, a unified diff is printed and nothing is changed
  --check-id <id>              fix only what this check finds; may be repeated
  --allow-replacement          fix also where Terraform would have to replace the resource

Options of report:
  --format markdown|html|json  form of the report (markdown); HTML is one file that needs nothing beside it
  --output <file>              file to write, instead of the standard output

Options of all three:
  --var-file <file>            variable file that Terraform would be given; may be repeated, the last one wins
  --ebs-default unencrypted|aws-managed|cmk
                               how the AWS account encrypts EBS volumes that say nothing
  --lang en|de                 language of the result (en)

  --help, --version

A path may be a glob in quotes ('envs/**/*.tf'). A folder is read with everything below it that git does not ignore, and
with the modules that it calls, wherever they stand in the repository or are installed (.terraform); fix changes nothing
outside the paths that are named.
Exit code: 0 no violation found or left, or a report written, 1 violations (of fix: that are left, or would be mended
by --write, or stand in a file that could not be written), 2 the input cannot be used, or something in a
project file (.waf-sec-030.yml) does not count.`,
    de: `waf-sec-030: prüft Terraform für AWS gegen WAF-SEC-030 (Verschlüsselung ruhender Daten mit kundenverwalteten Schlüsseln)

Aufruf:
  waf-sec-030 check [Pfade…]   prüft Dateien und Ordner, ohne Angabe das Arbeitsverzeichnis
  waf-sec-030 fix [Pfade…]     behebt, was ohne Rückfrage richtig ist, oder gibt es als Patch aus
  waf-sec-030 report [Pfade…]  schreibt den Nachweis, den ein Audit verlangt
  waf-sec-030 lsp --stdio      startet den Sprachserver

Optionen von check:
  --format text|json|sarif|junit|github|gitlab|wafpass
                               Form des Ergebnisses (text); mehrfach möglich, je mit eigenem --output
  --output <Datei>             Datei, in die die Form davor statt auf die Standardausgabe geschrieben wird
  --all                        auch aufführen, was besteht und was nicht anwendbar ist
  --fail-on error|warning|information|hint
                               mildester Schweregrad, der den Lauf scheitern lässt (warning)
  --baseline <Datei>           nur aufführen, was seit einem Lauf mit --format json oder sarif neu ist
  --changed-since <Commit>     nur Befunde in Dateien, die seitdem geändert sind, und solche, die sie verursachen
  --stdin-filename <Datei>     mit - als Pfad: die Datei, deren Text die Standardeingabe ist

Optionen von fix:
  --write                      die Dateien ändern; ohne dies wird ein Unified Diff ausgegeben und nichts geändert
  --check-id <Id>              nur beheben, was diese Prüfung findet; mehrfach möglich
  --allow-replacement          auch beheben, wo Terraform die Ressource ersetzen müsste

Optionen von report:
  --format markdown|html|json  Form des Berichts (markdown); HTML ist eine Datei, die nichts neben sich braucht
  --output <Datei>             Datei, in die statt auf die Standardausgabe geschrieben wird

Optionen von allen dreien:
  --var-file <Datei>           Variablendatei, die Terraform erhielte; mehrfach möglich, die letzte gilt
  --ebs-default unencrypted|aws-managed|cmk
                               wie das AWS-Konto EBS-Volumes verschlüsselt, die nichts angeben
  --lang en|de                 Sprache des Ergebnisses (en)

  --help, --version

Ein Pfad darf ein Glob in Anführungszeichen sein ('envs/**/*.tf'). Ein Ordner wird mit allem gelesen, was darunter liegt
und git nicht ignoriert, und mit den Modulen, die er aufruft, wo auch immer sie im Repository stehen oder installiert sind
(.terraform); fix ändert nichts außerhalb der genannten Pfade.
Rückgabewert: 0 kein Verstoß gefunden oder übrig oder der Bericht geschrieben, 1 Verstöße (bei fix: die übrig sind, die
--write beheben würde oder deren Datei nicht schreibbar war), 2 die Eingabe ist nicht brauchbar
oder etwas in einer Projektdatei (.waf-sec-030.yml) zählt nicht.`,
  },
  "cli.no-command": {
    en: "name a command: check, fix, report or lsp",
    de: "es fehlt ein Befehl: check, fix, report oder lsp",
  },
  "cli.unknown-command": { en: "unknown command: {0}", de: "unbekannter Befehl: {0}" },
  "cli.lsp-needs-stdio": {
    en: "lsp speaks over standard input and output only: lsp --stdio",
    de: "lsp spricht nur über Standardein- und -ausgabe: lsp --stdio",
  },
  "cli.bad-option": { en: "{0}", de: "Option nicht verstanden: {0}" },
  "cli.bad-choice": { en: "--{0} takes one of {1}, not {2}", de: "--{0} erwartet {1}, nicht {2}" },
  "cli.see-help": { en: "See waf-sec-030 --help.", de: "Siehe waf-sec-030 --help." },
  "cli.not-found": { en: "{0}: no such file or folder", de: "{0}: Datei oder Ordner nicht gefunden" },
  "cli.no-files": {
    en: "no readable Terraform file in {0}",
    de: "keine lesbare Terraform-Datei in {0}",
  },
  "cli.not-a-variable-file": {
    en: "{0}: not a variable file (.tfvars, .tfvars.json)",
    de: "{0}: keine Variablendatei (.tfvars, .tfvars.json)",
  },
  "cli.not-written": { en: "{0} cannot be written: {1}", de: "{0} lässt sich nicht schreiben: {1}" },
  "cli.fixes-left-out": {
    en: "the fixes of {0} findings are not listed; check fewer files to see them",
    de: "die Korrekturen von {0} Befunden sind nicht aufgeführt; mit weniger Dateien erscheinen sie",
  },
  "cli.internal": { en: "internal error: {0}", de: "interner Fehler: {0}" },
  "report.unreadable": {
    en: "the file cannot be read, or is larger than 10 MB",
    de: "die Datei ist nicht lesbar oder größer als 10 MB",
  },
  "report.files": { en: "files: {0}", de: "Dateien: {0}" },
  "report.resources": { en: "resources: {0}", de: "Ressourcen: {0}" },
  "report.fail": { en: "violations: {0}", de: "Verstöße: {0}" },
  "report.recommendations": { en: "recommendations: {0}", de: "Empfehlungen: {0}" },
  "report.waived": { en: "waived: {0}", de: "ausgenommen: {0}" },
  "report.unverified": { en: "not verifiable: {0}", de: "nicht prüfbar: {0}" },
  "report.pass": { en: "passed: {0}", de: "bestanden: {0}" },
  "report.unparsed": { en: "syntax errors: {0}", de: "Syntaxfehler: {0}" },
  "report.error": { en: "error", de: "Fehler" },
  "report.warning": { en: "warning", de: "Warnung" },
  "report.information": { en: "information", de: "Hinweis" },
  "report.hint": { en: "hint", de: "Tipp" },
  "report.status-pass": { en: "passed", de: "bestanden" },
  "report.status-unverified": { en: "not verifiable", de: "nicht prüfbar" },
  "report.status-waived": { en: "waived", de: "ausgenommen" },
  "report.status-not-applicable": { en: "not applicable", de: "nicht anwendbar" },
  "report.waiver": { en: "waiver", de: "Ausnahme" },
  "report.control": {
    en: "Encryption at rest with customer-managed keys",
    de: "Verschlüsselung ruhender Daten mit kundenverwalteten Schlüsseln",
  },
  "report.syntax": { en: "syntax error", de: "Syntaxfehler" },
} as const;
