/** Texts of the hover. */
export const hoverMessages = {
  "hover.fail": { en: "Violation", de: "Verstoß" },
  "hover.recommendation": { en: "Recommendation", de: "Empfehlung" },
  "hover.waived": { en: "Waived", de: "Ausgenommen" },
  "hover.pass": { en: "Fulfilled", de: "Erfüllt" },
  "hover.unverified": { en: "Cannot be verified here", de: "Hier nicht prüfbar" },
  "hover.not-applicable": { en: "Not applicable", de: "Nicht anwendbar" },
  "hover.asks": { en: "The control asks: {0}", de: "Das Control verlangt: {0}" },
  "hover.remedy": { en: "Remedy", de: "Abhilfe" },
  "hover.replaces": {
    en: "The change makes Terraform replace the resource. To keep the data, copy them first: from an encrypted copy of a snapshot or backup, the new resource can be restored.",
    de: "Die Änderung lässt Terraform die Ressource ersetzen. Um die Daten zu behalten, zuerst kopieren: Aus einer verschlüsselten Kopie eines Snapshots oder Backups lässt sich die neue Ressource wiederherstellen.",
  },
  "hover.waiver": { en: "{0} ({1})", de: "{0} ({1})" },
  "hover.waiver-expires": { en: "{0} ({1}, until {2})", de: "{0} ({1}, bis {2})" },
  "hover.waiver-inline": { en: "waiver in a comment", de: "Ausnahme im Kommentar" },
  "hover.waiver-project": { en: "waiver of the project", de: "Ausnahme des Projekts" },
  "hover.waiver-scanner": { en: "suppression written for {0}", de: "für {0} geschriebene Ausnahme" },
  "hover.key-rotates": {
    en: "{0}: customer-managed, rotates automatically",
    de: "{0}: kundenverwaltet, rotiert automatisch",
  },
  "hover.key-static": { en: "{0}: customer-managed, does not rotate", de: "{0}: kundenverwaltet, rotiert nicht" },
  "hover.key": { en: "{0}: customer-managed", de: "{0}: kundenverwaltet" },
  "hover.frameworks": { en: "Serves", de: "Dient" },
  "hover.page": { en: "About this check", de: "Über diese Prüfung" },
} as const;
