/** Texts of the chain that leads from an attribute to the origin of its value. `{0}` is the name, `{1}` the module call. */
export const traceMessages = {
  "trace.default": { en: "{0} takes its default", de: "{0} nimmt den Vorgabewert" },
  "trace.unset": {
    en: "nothing sets {0}, and it has no default",
    de: "nichts setzt {0}, und es gibt keinen Vorgabewert",
  },
  "trace.tfvars": { en: "{0} is set in a variable file", de: "{0} wird in einer Variablendatei gesetzt" },
  "trace.argument": { en: "{1} sets {0}", de: "{1} setzt {0}" },
  "trace.omitted-argument": { en: "{1} does not set {0}", de: "{1} setzt {0} nicht" },
  "trace.local": { en: "{0} is defined here", de: "{0} ist hier definiert" },
  "trace.output": { en: "{0} is put out here", de: "{0} wird hier ausgegeben" },
  "trace.reference": { en: "{0} is declared here", de: "{0} ist hier deklariert" },
  "trace.resource": { en: "the resource: {0}", de: "die Ressource: {0}" },
} as const;
