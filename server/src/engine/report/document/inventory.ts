/** What there is: coverage by category, the key map, the keys and the data stores. */
import type { KeyEvidence, Protection, StoreEvidence } from "../evidence";
import { demanded, total } from "../evidence/coverage";
import { keyMapOf, nameOf, targetsOf } from "../evidence/key-map";
import { coveragePicture, keyMapPicture } from "../pictures";
import type { Block, Cell, Inline, Section } from "./types";
import type { Words } from "./words";

/** A key with more stores than this has them listed by type; the table of the stores has them all. */
const MAX_NAMED = 12;

const COLUMNS: readonly Protection[] = ["cmk", "aws-key", "unencrypted", "unverified", "exempt"];

export function coverageSection(words: Words): Section {
  const { evidence, language } = words;
  const picture = coveragePicture(evidence, language);
  const named = evidence.categories.map((each) => ({ ...each, name: words.say(`category.${each.category}`) }));
  const rows = [...named, total(named, words.say("evidence.total"))];
  const blocks: readonly Block[] = picture
    ? [
        { kind: "text", text: words.say("evidence.coverage-note") },
        { kind: "picture", picture },
        {
          kind: "table",
          caption: words.say("evidence.coverage-table"),
          head: [
            words.say("evidence.category"),
            ...COLUMNS.map((each) => words.say(`evidence.protection-${each}`)),
            words.say("fact.waived"),
            words.say("fact.production-cmk"),
          ],
          rows: rows.map((row) => [
            row.name,
            ...COLUMNS.map((each) => String(row[each])),
            String(row.waived),
            `${row.cmk} / ${demanded(row)}`,
          ]),
          numbers: [1, 2, 3, 4, 5, 6, 7],
        },
      ]
    : [{ kind: "text", text: words.say("evidence.no-stores") }];
  return { name: "coverage", title: words.say("evidence.coverage"), blocks };
}

export function keyMapSection(words: Words): Section {
  const { evidence, language } = words;
  const drawn = keyMapPicture(evidence, language);
  const blocks: Block[] = [];
  if (drawn) {
    blocks.push({ kind: "picture", picture: drawn.picture });
    const { keys, stores } = drawn.leftOut;
    if (keys + stores > 0) {
      blocks.push({ kind: "text", text: words.say("evidence.key-map-more", String(keys), String(stores)) });
    }
    blocks.push(keyMapTable(words));
  } else blocks.push({ kind: "text", text: words.say("evidence.no-stores") });
  return { name: "key-map", title: words.say("evidence.key-map"), blocks };
}

function keyMapTable(words: Words): Block {
  const entries = keyMapOf(words.evidence);
  return {
    kind: "table",
    caption: words.say("evidence.key-map-table"),
    head: [words.say("evidence.key"), words.say("evidence.number"), words.say("evidence.protects")],
    rows: entries.map(({ key, kind, label, stores }) => [
      kind === "declared"
        ? [words.key(label, key?.id), ...(key && key.module !== "." ? [{ code: key.module }] : [])]
        : kind === "elsewhere"
          ? [{ code: label }, words.say("evidence.map-elsewhere")]
          : words.protection(kind),
      String(stores.length),
      stores.length === 0
        ? words.say("evidence.map-nothing")
        : targetsOf(stores, stores.length > MAX_NAMED ? "type" : "name").map(
            (each): Inline => ({ code: each.count > 1 ? `${each.label} × ${each.count}` : each.label }),
          ),
    ]),
    numbers: [1],
  };
}

export function keysSection(words: Words): Section {
  const { keys } = words.evidence;
  const table: Block = {
    kind: "table",
    caption: words.say("evidence.keys-table"),
    head: [
      words.say("evidence.key"),
      words.say("evidence.aliases"),
      words.say("evidence.rotation"),
      words.say("evidence.policy"),
      words.say("evidence.deletion-window"),
      words.say("evidence.protects"),
      words.say("evidence.place"),
    ],
    rows: keys.map((key) => keyRow(key, words)),
    anchors: keys.map(({ id }) => words.anchorOf(id)),
  };
  const blocks: readonly Block[] = keys.length > 0 ? [table] : [{ kind: "text", text: words.say("evidence.no-keys") }];
  return { name: "keys", title: words.say("evidence.keys"), blocks };
}

function keyRow(key: KeyEvidence, words: Words): readonly Cell[] {
  const { rotation, rotationPeriod, deletionDays } = key;
  const why = rotation.status === "not-applicable" ? rotation.message?.args?.[1] : undefined;
  return [
    { code: key.resource },
    key.aliases.length > 0 ? key.aliases.map((code) => ({ code })) : words.say("evidence.no-alias"),
    [
      words.verdict(rotation),
      ...(rotationPeriod === undefined ? [] : [words.say("evidence.every-days", String(rotationPeriod))]),
      ...(why === undefined ? [] : [words.tell(why)]),
    ],
    words.verdict(key.policy),
    [
      words.verdict(key.deletionWindow),
      ...(deletionDays === undefined ? [] : [words.say("evidence.days", String(deletionDays))]),
    ],
    [{ link: String(key.protects.length), to: "key-map" }, ...key.kinds.map((kind) => words.say(kind))],
    words.place(key.where),
  ];
}

export function storesSection(words: Words): Section {
  const { stores, categories } = words.evidence;
  const tables = categories.map(({ category }): Block => {
    const name = words.say(`category.${category}`);
    return {
      kind: "table",
      caption: words.say("evidence.stores-of", name),
      head: [
        words.say("evidence.resource"),
        words.say("evidence.protection"),
        words.say("evidence.its-key"),
        words.say("evidence.reason"),
        words.say("evidence.place"),
      ],
      rows: stores.filter((store) => store.category === category).map((store) => storeRow(store, words)),
    };
  });
  return {
    name: "stores",
    title: words.say("evidence.stores"),
    blocks: tables.length > 0 ? tables : [{ kind: "text", text: words.say("evidence.no-stores") }],
  };
}

function storeRow(store: StoreEvidence, words: Words): readonly Cell[] {
  const { environment, protection, waived, keys, reason } = store;
  return [
    [{ code: nameOf(store) }, ...(environment ? [words.say(`evidence.${environment}`)] : [])],
    [words.protection(protection), ...(waived ? [words.verdict({ status: "waived" })] : [])],
    keys.map(({ label, id }) => words.key(label, id)),
    words.tell(reason),
    words.place(store.where),
  ];
}
