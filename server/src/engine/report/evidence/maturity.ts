/**
 * The five maturity levels of the control, criterion by criterion. What only an organisation can know is left for it to attest.
 * What is accepted by a waiver stands in no criterion's way, and is counted.
 */
import type { MessageKey } from "../../../../../shared/src";
import type { Category } from "../../control";
import type {
  Criterion,
  CriterionName,
  Fact,
  KeyEvidence,
  KeyVerdictEvidence,
  Level,
  Maturity,
  SectionName,
  Sign,
  Signs,
  StoreEvidence,
} from "./types";

/** What the criteria are judged by. */
export interface Findings {
  readonly stores: readonly StoreEvidence[];
  readonly keys: readonly KeyEvidence[];
  readonly signs: Signs;
}

export function maturityOf(findings: Findings): Maturity {
  const levels = LEVELS.map(({ level, criteria }) => ({
    level,
    criteria: Object.entries(criteria).map(
      ([name, judge]): Criterion => ({ name: name as CriterionName, ...judge(findings) }),
    ),
  }));
  const highest = (holds: (criterion: Criterion) => boolean): Level => {
    const broken = levels.findIndex(({ criteria }) => !criteria.every(holds));
    return levels[broken < 0 ? levels.length - 1 : Math.max(0, broken - 1)]?.level ?? 1;
  };
  return {
    level: highest(({ state }) => state === "met"),
    reachable: highest(({ state }) => state !== "not-met"),
    levels,
  };
}

type Judge = (findings: Findings) => Pick<Criterion, "state" | "facts">;

const LEVELS: readonly {
  readonly level: Level;
  readonly criteria: Readonly<Partial<Record<CriterionName, Judge>>>;
}[] = [
  { level: 1, criteria: { floor } },
  { level: 2, criteria: { "all-encrypted": allEncrypted } },
  { level: 3, criteria: { "production-cmk": productionCmk, rotation, policies, audit } },
  {
    level: 4,
    criteria: { separation, "policy-reviews": () => attest(), alerting: ({ signs }) => attest(signs.alarms) },
  },
  {
    level: 5,
    criteria: {
      remediation: ({ signs }) => attest([...signs.configRules, ...signs.remediations]),
      sovereignty: ({ signs }) => attest(signs.hardware),
    },
  },
];

// ── What the text tells ──────────────────────────────────────────────────────────────────────────────────────────────

/** The first level demands nothing; it says where things stand. */
function floor({ stores }: Findings): ReturnType<Judge> {
  if (stores.length === 0) return { state: "met", facts: [NO_STORES] };
  const facts = (["cmk", "aws-key", "unencrypted", "unverified", "exempt"] as const).flatMap((each) => {
    const number = stores.filter(({ protection }) => protection === each).length;
    return number > 0 ? [share(`evidence.protection-${each}`, number, stores.length, "coverage")] : [];
  });
  return { state: "met", facts };
}

function allEncrypted({ stores }: Findings): ReturnType<Judge> {
  return judged(stores, ({ encryption }) => encryption, "fact.encrypted", "stores");
}

/** The stores that the control names when it says "all data stores": databases, object storage, volumes, file systems, backups. */
const NAMED: ReadonlySet<Category> = new Set([
  "database",
  "object-storage",
  "block-storage",
  "file-storage",
  "backup",
  "snapshot",
]);

/** What is not evidently development or test may be production. */
function productionCmk({ stores }: Findings): ReturnType<Judge> {
  const named = stores.filter(({ category }) => NAMED.has(category));
  const production = named.filter(({ environment }) => environment !== "development");
  const others = stores.filter(({ category }) => !NAMED.has(category));
  const { state, facts } = judged(production, cmkOf, "fact.production-cmk", "stores");
  return {
    state,
    facts: [
      ...facts,
      ...count("fact.development", named.length - production.length, "stores"),
      ...(others.length > 0
        ? [
            share(
              "fact.other-cmk",
              others.filter(({ protection }) => protection === "cmk").length,
              others.length,
              "coverage",
            ),
          ]
        : []),
    ],
  };
}

/** Of stores that are not encrypted, a key that is named is not in force. */
function cmkOf({ protection, cmk }: StoreEvidence): StoreEvidence["cmk"] {
  return protection === "unencrypted" ? "fail" : cmk;
}

function rotation({ keys, stores }: Findings): ReturnType<Judge> {
  const found = judgedKeys(keys, ({ rotation: each }) => each, "fact.rotating");
  const elsewhere = stores.filter(({ keys: uses }) => uses.some(({ kind, id }) => kind === "cmk" && id === undefined));
  if (elsewhere.length === 0) return found;
  return {
    state: found.state === "met" ? "open" : found.state,
    facts: [...found.facts, ...count("fact.keys-elsewhere", elsewhere.length, "stores")],
  };
}

function policies({ keys }: Findings): ReturnType<Judge> {
  return judgedKeys(keys, ({ policy }) => policy, "fact.restricted");
}

/** One trail that records the use of keys is enough; without any, one outside the workspace may. */
function audit({ signs: { trails } }: Findings): ReturnType<Judge> {
  if (trails.length === 0) return { state: "attest", facts: [{ message: { key: "fact.no-trail" } }] };
  const recording = trails.filter(({ status }) => status === "pass").length;
  const facts = [share("fact.trails", recording, trails.length, "documents")];
  if (recording > 0) return { state: "met", facts };
  const contrary = trails.every(({ status }) => status === "fail");
  return { state: contrary ? "not-met" : "open", facts };
}

/** A key that protects several kinds of data is not separated; a key of which it is not known what uses it may be. */
function separation({ keys, stores }: Findings): ReturnType<Judge> {
  if (keys.length === 0) return { state: "open", facts: [NO_KEYS] };
  const shared = keys.filter(({ kinds }) => kinds.length > 1).length;
  const unknown = stores.filter(({ protection }) => protection === "unverified").length;
  return {
    state: shared > 0 ? "not-met" : unknown > 0 ? "open" : "met",
    facts: [share("fact.shared", shared, keys.length, "key-map"), ...count("fact.key-unknown", unknown, "unverified")],
  };
}

// ── What only the organisation can tell ──────────────────────────────────────────────────────────────────────────────

function attest(signs?: readonly Sign[]): ReturnType<Judge> {
  if (!signs) return { state: "attest", facts: [{ message: { key: "fact.nothing" } }] };
  if (signs.length === 0) return { state: "attest", facts: [{ message: { key: "fact.no-signs" } }] };
  return { state: "attest", facts: count("fact.signs", signs.length, "documents") };
}

// ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const NO_STORES: Fact = { message: { key: "fact.no-stores" } };
const NO_KEYS: Fact = { message: { key: "fact.no-keys" } };

/** A criterion that every store must fulfil. Nothing is shown where there is nothing to judge. */
function judged(
  stores: readonly StoreEvidence[],
  statusOf: (store: StoreEvidence) => StoreEvidence["cmk"],
  key: MessageKey,
  section: SectionName,
): ReturnType<Judge> {
  const applicable = stores.filter((store) => statusOf(store) !== "not-applicable");
  if (applicable.length === 0) return { state: "open", facts: [NO_STORES] };
  const failing = applicable.filter((store) => statusOf(store) === "fail");
  return verdict(key, section, {
    all: applicable.length,
    failing: failing.filter(({ waived }) => !waived).length,
    waived: failing.filter(({ waived }) => waived).length,
    open: applicable.filter((store) => statusOf(store) === "unverified").length,
  });
}

/** A criterion that every key must fulfil to which it applies. */
function judgedKeys(
  keys: readonly KeyEvidence[],
  verdictOf: (key: KeyEvidence) => KeyVerdictEvidence,
  key: MessageKey,
): ReturnType<Judge> {
  const statuses = keys.map((each) => verdictOf(each).status).filter((status) => status !== "not-applicable");
  if (statuses.length === 0) return { state: "open", facts: [NO_KEYS] };
  const number = (...wanted: readonly KeyVerdictEvidence["status"][]): number =>
    statuses.filter((status) => wanted.includes(status)).length;
  return verdict(key, "keys", {
    all: statuses.length,
    failing: number("fail"),
    waived: number("waived"),
    open: number("unverified", "unchecked"),
  });
}

interface Counts {
  readonly all: number;
  readonly failing: number;
  readonly waived: number;
  readonly open: number;
}

function verdict(key: MessageKey, section: SectionName, { all, failing, waived, open }: Counts): ReturnType<Judge> {
  const good = all - failing - waived - open;
  return {
    state: failing > 0 ? "not-met" : open > 0 ? "open" : "met",
    facts: [
      share(key, good, all, section),
      ...count("fact.violations", failing, "requirements"),
      ...count("fact.waived", waived, "waivers"),
      ...count("fact.open", open, "unverified"),
    ],
  };
}

function share(key: MessageKey, number: number, of: number, section: SectionName): Fact {
  return { message: { key: "fact.share", args: [{ key }, String(number), String(of)] }, section };
}

/** Nothing where there is nothing to count. */
function count(key: MessageKey, number: number, section: SectionName): readonly Fact[] {
  return number > 0 ? [{ message: { key: "fact.count", args: [{ key }, String(number)] }, section }] : [];
}
