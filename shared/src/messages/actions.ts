/** Titles of actions that are no fix of one finding, and what the server answers when they cannot be done. */
export const actionMessages = {
  "action.fix-all": {
    en: "Fix everything that is right without asking",
    de: "Alles beheben, was ohne Rückfrage richtig ist",
  },
  "action.fix-alike": { en: "Fix all of {0} in this file", de: "Alles zu {0} in dieser Datei beheben" },
  "action.page": { en: "Open the documentation of {0}", de: "Dokumentation zu {0} öffnen" },
  "action.checking": { en: "Checking the workspace", de: "Prüfe den Arbeitsbereich" },
  "action.fixing": { en: "Looking for what can be fixed", de: "Suche, was sich beheben lässt" },
  "action.fixes-found": { en: "{0} fixes", de: "{0} Korrekturen" },
  "action.fixed": { en: "Right without asking", de: "Ohne Rückfrage richtig" },
  "action.nothing": {
    en: "There is nothing that can be fixed without asking.",
    de: "Es gibt nichts, was sich ohne Rückfrage beheben lässt.",
  },
  "action.scanning": {
    en: "The workspace is still being read; nothing was changed.",
    de: "Der Arbeitsbereich wird noch gelesen; nichts wurde geändert.",
  },
  "action.outdated": {
    en: "The text has changed meanwhile; nothing was changed.",
    de: "Der Text hat sich inzwischen geändert; nichts wurde geändert.",
  },
  "action.failed": {
    en: "It could not be done; the log says why.",
    de: "Es ist nicht gelungen; das Protokoll sagt, warum.",
  },
  "action.not-waived": {
    en: "The finding cannot be waived with this reason.",
    de: "Der Befund lässt sich mit dieser Begründung nicht ausnehmen.",
  },
} as const;
