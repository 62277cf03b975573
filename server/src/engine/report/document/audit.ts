/** What an audit asks for beside the text, and which controls of other frameworks are served. */
import type { MessageKey } from "../../../../../shared/src";
import type { Sign, Signs } from "../evidence";
import type { Block, Cell, Inline, Section } from "./types";
import type { Words } from "./words";

export function documentsSection(words: Words): Section {
  const row = (key: MessageKey, demand: "mandatory" | "optional", ...where: readonly Inline[]): readonly Cell[] => [
    words.say(key),
    words.say(`evidence.${demand}`),
    where,
  ];
  const attach = words.say("evidence.to-attach");
  const signs = signTable(words);
  return {
    name: "documents",
    title: words.say("evidence.documents"),
    blocks: [
      {
        kind: "table",
        caption: words.say("evidence.documents-table"),
        head: [words.say("evidence.document"), words.say("evidence.demand"), words.say("evidence.supplied")],
        rows: [
          row(
            "document.iac",
            "mandatory",
            words.say("evidence.in-report"),
            { link: words.say("evidence.keys"), to: "keys" },
            { link: words.say("evidence.stores"), to: "stores" },
          ),
          row("document.config", "mandatory", attach),
          row("document.strategy", "optional", attach),
          row("document.reviews", "optional", attach),
        ],
      },
      ...(signs ? [signs] : []),
    ],
  };
}

const SIGNS = [
  "trails",
  "configRules",
  "remediations",
  "alarms",
  "hardware",
] as const satisfies readonly (keyof Signs)[];

function signTable(words: Words): Block | undefined {
  const { signs } = words.evidence;
  const rows = SIGNS.flatMap((name) =>
    signs[name].map((sign: Sign & Partial<Signs["trails"][number]>) => [
      { code: sign.resource },
      [words.say(`sign.${name}`), ...(sign.status ? [words.verdict({ status: sign.status })] : [])],
      words.place(sign.where),
    ]),
  );
  if (rows.length === 0) return undefined;
  return {
    kind: "table",
    caption: words.say("evidence.signs-table"),
    head: [words.say("evidence.resource"), words.say("evidence.speaks-for"), words.say("evidence.place")],
    rows,
  };
}

export function mappingSection(words: Words): Section {
  return {
    name: "mapping",
    title: words.say("evidence.mapping"),
    blocks: [
      {
        kind: "table",
        caption: words.say("evidence.mapping-table"),
        head: [words.say("evidence.framework"), words.say("evidence.controls")],
        rows: words.evidence.mapping.map(({ framework, controls }) => [framework, controls]),
        filter: { label: words.say("evidence.framework"), all: words.say("evidence.all-frameworks") },
      },
    ],
  };
}
