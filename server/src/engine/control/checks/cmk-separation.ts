import type { Message, MessageKey } from "../../../../../shared/src";
import {
  type Declaration,
  Instance,
  type Location,
  type ModuleInstance,
  type ResourceView,
  type Value,
} from "../../terraform";
import { type CatalogueRow, type Category, catalogue, rowsOf } from "../catalogue";
import { environmentOf } from "../environment";
import { classifyKey, isSameResource, KEY_TYPES } from "../keys";
import { selectIn, storesOf } from "../stores";
import type { Check, CheckContext, Judgement } from "../types";

/** A key that opens one kind of data in one environment. */
export const cmkSeparation: Check = {
  name: "cmk-separation",
  requirement: "guidance",
  types: [...KEY_TYPES],
  docs: {
    title: {
      en: "Kinds of data and environments have keys of their own",
      de: "Arten von Daten und Umgebungen haben eigene Schlüssel",
    },
    why: {
      en: "Whoever may use a key can read all that it encrypts, and whoever withdraws it cuts off all of it. With one key for databases, files and secrets, a permission for one is a permission for all; with one key for production and test, a test role opens production data.",
      de: "Wer einen Schlüssel nutzen darf, kann alles lesen, was damit verschlüsselt ist, und wer ihn entzieht, sperrt alles zugleich. Bei einem Schlüssel für Datenbanken, Dateien und Geheimnisse gilt eine Berechtigung für eines auch für alles andere; bei einem Schlüssel für Produktion und Test öffnet eine Testrolle Produktionsdaten.",
    },
    checks: {
      en: "The stores that name the key, in its own module and in those that it is handed to, are of one kind (databases, object storage, volumes and file systems, secrets, logs, queues and streams) and of one environment, as far as tags, paths and names tell. Backups and snapshots may share the key of their source. This is a recommendation.",
      de: "Die Datenspeicher, die den Schlüssel nennen, in seinem eigenen Modul und in denen, die ihn erhalten, sind von einer Art (Datenbanken, Objektspeicher, Volumes und Dateisysteme, Geheimnisse, Protokolle, Warteschlangen und Streams) und gehören zu einer Umgebung, soweit Tags, Pfade und Namen das verraten. Backups und Snapshots dürfen den Schlüssel ihrer Quelle teilen. Dies ist eine Empfehlung.",
    },
    compliant: `resource "aws_kms_key" "rds" {
  enable_key_rotation = true
}

resource "aws_kms_key" "secrets" {
  enable_key_rotation = true
}

resource "aws_db_instance" "orders" {
  engine            = "postgres"
  storage_encrypted = true
  kms_key_id        = aws_kms_key.rds.arn
}

resource "aws_secretsmanager_secret" "orders" {
  name       = "orders"
  kms_key_id = aws_kms_key.secrets.arn
}`,
    nonCompliant: `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_db_instance" "orders" {
  engine            = "postgres"
  storage_encrypted = true
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_secretsmanager_secret" "orders" {
  name       = "orders"
  kms_key_id = aws_kms_key.main.arn
}`,
    remediation: {
      en: "Create a key for each kind of data and each environment. Changing the key of an existing store may replace it; start with new ones.",
      de: "Je Art von Daten und je Umgebung einen Schlüssel anlegen. Bei einem vorhandenen Speicher kann ein anderer Schlüssel zum Ersetzen führen; mit neuen beginnen.",
    },
    references: [
      {
        title: "AWS Prescriptive Guidance: key management best practices for AWS KMS",
        url: "https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-kms-best-practices/introduction.html",
      },
    ],
  },
  judge: (resource, context) => [judge(resource, context)],
};

/** A store that is encrypted with the key. */
interface Use {
  readonly store: ResourceView;
  readonly at: Location;
  readonly groups: readonly MessageKey[];
  /** Whether it is this key for sure. */
  readonly certain: boolean;
}

function judge(key: ResourceView, context: CheckContext): Judgement {
  const uses = usesOf(key, context);
  const certain = uses.filter((use) => use.certain);
  const shared = sharing(certain);
  if (shared) return judgement("fail", key, certain, shared);
  if (!sharing(uses)) return judgement("pass", key, certain);
  const open = uses.filter((use) => !use.certain);
  return judgement("unverified", key, open, open[0]!.store.address);
}

/** What shares the key: two kinds of data, or two environments. */
function sharing(uses: readonly Use[]): Message | undefined {
  const groups = new Set(uses.flatMap((use) => use.groups));
  for (const axis of [KINDS, ENVIRONMENTS]) {
    const [one, other] = axis.filter((group) => groups.has(group));
    if (one && other) return { key: "shared-by", args: [{ key: one }, { key: other }] };
  }
  return undefined;
}

const KINDS = [
  "group-database",
  "group-objects",
  "group-files",
  "group-secret",
  "group-messages",
  "group-log",
] as const satisfies readonly MessageKey[];

const ENVIRONMENTS = ["group-production", "group-development"] as const satisfies readonly MessageKey[];

/** Categories that are none of these kinds, and backups, which are held to their source, may share a key with any. */
const KIND_OF: Readonly<Partial<Record<Category, MessageKey>>> = {
  database: "group-database",
  "object-storage": "group-objects",
  "block-storage": "group-files",
  "file-storage": "group-files",
  secret: "group-secret",
  parameter: "group-secret",
  queue: "group-messages",
  stream: "group-messages",
  log: "group-log",
};

/** The kind of data that stores of the category hold, as a key of its own for each kind goes; undefined when any will do. */
export function kindOf(category: Category): MessageKey | undefined {
  return KIND_OF[category];
}

/** The stores of each type that belong to a kind; a feature of a database (its managed password, say) goes with it. */
const STORES = new Map<string, readonly CatalogueRow[]>();
for (const { type } of catalogue) {
  const [own, ...rest] = rowsOf(type);
  if (!own || !KIND_OF[own.category]) continue;
  const rows = [own, ...rest].filter((row) => row.key && row.category === own.category);
  if (rows.length > 0) STORES.set(type, rows);
}

/** The stores that name the key, or may: of its own module, and of those that it is handed to. */
function usesOf(key: ResourceView, context: CheckContext): readonly Use[] {
  const { symbol } = key.resource.declaration;
  return reached(key, context)
    .flatMap((instance) =>
      [...STORES].flatMap(([type, rows]) => usesBy(type, rows, instance, context).get(symbol) ?? []),
    )
    .filter((use) => isSameResource(use.key, key));
}

/**
 * The instances of modules in which the key may be used: its own; those called with an argument that mentions it; the caller,
 * and those called with an output of the key's module. Further ways are not followed: they would have to be read again with
 * every change below the root.
 */
function reached(
  { resource: { instance, declaration } }: ResourceView,
  context: CheckContext,
): readonly ModuleInstance[] {
  const { parent, call } = instance;
  if (parent) context.evaluator.workspace.dependencies.readInstance();
  const above = parent && call ? [parent, ...calledWith(call.symbol, parent, context)] : [];
  return [...new Set([instance, ...calledWith(declaration.symbol, instance, context), ...above])];
}

/** The instances that the module calls with arguments that mention the symbol, by itself or through a local. */
function calledWith(symbol: string, instance: ModuleInstance, context: CheckContext): readonly ModuleInstance[] {
  if (!(instance instanceof Instance)) return [];
  // Kept for all keys of the module: each call is read once.
  const calls = context.keep<ReadonlyMap<string, readonly string[]>>(
    instance,
    "calls by what they mention",
    () => callsByMention(instance, context),
    () => new Map(),
  );
  const { instances } = context.evaluator;
  return (calls.get(symbol) ?? []).flatMap((name) => instances.children(instance, name).instances ?? []);
}

/** What may be a reference to a resource, a module call or a local, and no more of it. */
const REFERENCE = /(?<![\w.-])(?:resource\.)?([A-Za-z_][\w-]*\.[A-Za-z_][\w-]*)/g;

/** The names of the module's calls by the symbols that stand in them, or in a local that stands in them. */
function callsByMention({ module }: Instance, { evaluator }: CheckContext): ReadonlyMap<string, readonly string[]> {
  const { workspace } = evaluator;
  const mentioned = ({ item }: Declaration): string[] =>
    [...item.text.matchAll(REFERENCE)].map(([, symbol = ""]) => symbol);
  const byMention = new Map<string, string[]>();
  for (const call of workspace.ofType(module, "module")) {
    const own = mentioned(call);
    const locals = own.filter((symbol) => symbol.startsWith("local."));
    const inLocals = locals.flatMap((local) => workspace.declarations(module, local).flatMap(mentioned));
    for (const symbol of new Set([...own, ...inLocals])) {
      const known = byMention.get(symbol);
      if (known) known.push(call.name);
      else byMention.set(symbol, [call.name]);
    }
  }
  return byMention;
}

/** The uses of keys by the stores of a type in a module, by the key's symbol; kept by type and by store: an edit changes one. */
function usesBy(
  type: string,
  rows: readonly CatalogueRow[],
  instance: ModuleInstance,
  context: CheckContext,
): ReadonlyMap<string, readonly KeyUse[]> {
  const stores = context.evaluator.resources(instance, type);
  if (stores.length === 0) return NO_USES;
  return context.keep<ReadonlyMap<string, readonly KeyUse[]>>(
    stores,
    "uses of keys",
    () => {
      const byKey = new Map<string, KeyUse[]>();
      for (const use of stores.flatMap((store) => usesOfStore(store, rows, context))) {
        const { symbol } = use.key.resource.declaration;
        const known = byKey.get(symbol);
        if (known) known.push(use);
        else byKey.set(symbol, [use]);
      }
      return byKey;
    },
    () => NO_USES,
  );
}

const NO_USES: ReadonlyMap<string, readonly KeyUse[]> = new Map();

function usesOfStore(store: ResourceView, rows: readonly CatalogueRow[], context: CheckContext): readonly KeyUse[] {
  return context.keep<readonly KeyUse[]>(
    store,
    "keys",
    () => rows.flatMap((row) => usesInStore(row, store, context)),
    () => [],
  );
}

interface KeyUse extends Use {
  readonly key: ResourceView;
}

function usesInStore(row: CatalogueRow, resource: ResourceView, context: CheckContext): readonly KeyUse[] {
  const { path } = row.key ?? {};
  if (path === undefined) return [];
  return storesOf(row, resource).flatMap((store) =>
    selectIn(store, path, row.shapes).flatMap(({ value, at }) =>
      keysIn(value, context).map(({ key, certain }) => {
        return { key, certain, store: resource, at, groups: groupsOf(row, resource, context) };
      }),
    ),
  );
}

function groupsOf(row: CatalogueRow, resource: ResourceView, context: CheckContext): readonly MessageKey[] {
  const environment = environmentOf(resource, context);
  return [KIND_OF[row.category], environment && (`group-${environment}` as const)].filter((each) => each !== undefined);
}

/** The keys that the value is, or may be. */
function keysIn(
  value: Value | undefined,
  { evaluator }: CheckContext,
): readonly { readonly key: ResourceView; readonly certain: boolean }[] {
  const { key } = classifyKey(value, evaluator);
  if (key) return [{ key, certain: true }];
  if (value?.kind !== "union") return [];
  return value.options.flatMap((option) => {
    const possible = classifyKey(option, evaluator).key;
    return possible ? [{ key: possible, certain: false }] : [];
  });
}

/** As many stores are named of each group: enough to see what shares the key, and the same few however many there are. */
const SHOWN = 5;

function shown(uses: readonly Use[]): readonly Use[] {
  const counts = new Map<string, number>();
  return uses.filter(({ groups }) => {
    const group = groups.join();
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= SHOWN;
  });
}

function judgement(
  status: "fail" | "pass" | "unverified",
  key: ResourceView,
  uses: readonly Use[],
  what?: Message | string,
): Judgement {
  return {
    property: "key-separation",
    status,
    attribute: "",
    at: key.header,
    trace: [],
    message: { key: `key-separation-${status}`, args: [key.address, ...(what ? [what] : [])] },
    related: shown(uses).map((use) => ({ at: use.at, message: { key: "key-used-here", args: [use.store.address] } })),
    recommendation: true,
    tier: "guidance",
  };
}
