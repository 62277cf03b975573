/** Texts that stand in the editor beside keys: the code lens above one, the hint behind an indirect one. */
export const keyMessages = {
  "key-uses.none": {
    en: "protects no data store in this workspace",
    de: "schützt keinen Datenspeicher in diesem Arbeitsbereich",
  },
  "key-uses.one": { en: "protects 1 data store: {0}", de: "schützt 1 Datenspeicher: {0}" },
  "key-uses.some": { en: "protects {0} data stores: {1}", de: "schützt {0} Datenspeicher: {1}" },
  "key-uses.more": {
    en: "protects {0} data stores: {1} and {2} more",
    de: "schützt {0} Datenspeicher: {1} und {2} weitere",
  },
  // Editors cut hints that are long: VS Code after 43 characters.
  "key-hint.key": { en: "CMK", de: "CMK" },
  "key-hint.key-rotates": { en: "CMK, rotates", de: "CMK, rotiert" },
  "key-hint.key-static": { en: "CMK, does not rotate", de: "CMK, rotiert nicht" },
  "key-hint.aws-managed": { en: "managed by AWS", de: "von AWS verwaltet" },
  "key-hint.aws-owned": { en: "owned by AWS", de: "im Besitz von AWS" },
  "key-hint.none": { en: "no key", de: "kein Schlüssel" },
  "key-hint.unverified": { en: "cannot be known here", de: "hier nicht zu erkennen" },
} as const;
