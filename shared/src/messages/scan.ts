/** How far the reading and judging of a workspace is. */
export const scanMessages = {
  "scan.read": { en: "{0} files read", de: "{0} Dateien gelesen" },
  "scan.judged": { en: "{0} of {1} resources checked", de: "{0} von {1} Ressourcen geprüft" },
} as const;
