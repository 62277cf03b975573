/** Texts on the project file. */
export const projectFileMessages = {
  "project-file.unreadable": { en: "This is no YAML: {0}", de: "Das ist kein YAML: {0}" },
  "project-file.aliases": {
    en: "The aliases (*) of this file have no anchor (&) or repeat too much; nothing in it counts.",
    de: "Die Aliase (*) dieser Datei haben keinen Anker (&) oder wiederholen zu viel; nichts in ihr zählt.",
  },
  "project-file.shadowed": {
    en: "This file does not count: {0} in the same folder comes first.",
    de: "Diese Datei zählt nicht: {0} im selben Ordner geht vor.",
  },
  "project-file.unknown-key": {
    en: "There is no setting {0}; known here are {1}.",
    de: "Eine Einstellung {0} gibt es nicht; bekannt sind hier {1}.",
  },
  "project-file.misspelt-key": {
    en: "There is no setting {0}. Is {1} meant?",
    de: "Eine Einstellung {0} gibt es nicht. Ist {1} gemeint?",
  },
  "project-file.editor-key": {
    en: "{0} says how the editor behaves; it belongs into the editor's settings, not into a project file.",
    de: "{0} sagt, wie sich der Editor verhält, und gehört in dessen Einstellungen, nicht in eine Projektdatei.",
  },
  "project-file.unknown-check": {
    en: "{0} is no check of WAF-SEC-030.",
    de: "{0} ist keine Prüfung von WAF-SEC-030.",
  },
  "project-file.wants-boolean": { en: "{0} takes true or false.", de: "{0} erwartet true oder false." },
  "project-file.wants-choice": { en: "{0} takes one of {1}.", de: "{0} erwartet eines von {1}." },
  "project-file.wants-list": { en: "{0} takes a list of texts.", de: "{0} erwartet eine Liste von Texten." },
  "project-file.wants-text": {
    en: "An entry of {0} must be a text; put it in quotation marks.",
    de: "Ein Eintrag von {0} muss ein Text sein; in Anführungszeichen ist er einer.",
  },
  "project-file.wants-map": {
    en: "{0} takes names with their values (name: value).",
    de: "{0} erwartet Namen mit ihren Werten (Name: Wert).",
  },
  "project-file.wants-settings": {
    en: "A project file holds settings with their values (exclude: […]).",
    de: "Eine Projektdatei enthält Einstellungen mit ihren Werten (exclude: […]).",
  },
  "cli.project-file-broken": {
    en: "nothing was written, since a project file is not understood; it may say what must not be changed",
    de: "es wurde nichts geschrieben, weil eine Projektdatei nicht verstanden wird; sie kann ausnehmen, was nicht geändert werden darf",
  },
} as const;
