/** What the editor says above a key: which data stores it protects. The cost is that of the resources that read the key. */
import type { Message } from "../../../../shared/src";
import { type Analysis, KEY_TYPES } from "../control";
import { dirname, type ResourceView } from "../terraform";
import { nameOf } from "./evidence/key-map";
import { Source } from "./evidence/source";
import { finish } from "./evidence/steps";
import { storeEvidence } from "./evidence/stores";
import type { StoreEvidence } from "./evidence/types";

/** More names than these are counted. */
const NAMES = 3;

/** The keys that the file declares, each by one of its instances; none that is created zero times. */
export function keysIn(analysis: Analysis, path: string): readonly ResourceView[] {
  const { evaluator, workspace } = analysis;
  const module = workspace.modules.get(dirname(path));
  if (!module) return [];
  const declared = [...KEY_TYPES].flatMap((type) => [...(module.byType.get(type) ?? [])]);
  return declared
    .filter(({ source }) => source.path === path)
    .flatMap(({ symbol, item }) => {
      for (const way of evaluator.instances.of(module)) {
        const view = evaluator.views(way, symbol).find(({ header }) => header.item === item);
        if (view) return [view];
      }
      return [];
    });
}

/**
 * The data stores that the key protects, every instance of it and every use of its module counted, as the report has them.
 * The `file` of a store's place is its path.
 */
export function storesOfKey(analysis: Analysis, { resource: { declaration } }: ResourceView): readonly StoreEvidence[] {
  const { evaluator } = analysis;
  const listed = (): boolean => true;
  const name = (path: string): string => path;
  const source = new Source(analysis, {
    version: "",
    workspace: "",
    unreadable: [],
    waiverFile: undefined,
    listed,
    name,
  });
  const instances = evaluator.instances
    .of(declaration.module)
    .flatMap((way) => evaluator.views(way, declaration.symbol))
    .filter((view) => view.resource.declaration === declaration);
  const ids = new Set(instances.map((view) => source.idOf(view)));
  const [first] = instances;
  if (!first) return [];
  return finish(storeEvidence(source, analysis.judgedByReading(first))).filter(({ keys }) =>
    keys.some(({ id }) => id !== undefined && ids.has(id)),
  );
}

/** `protects 4 data stores: aws_db_instance.app, …`. */
export function usesInWords(stores: readonly StoreEvidence[]): Message {
  const names = stores.map(nameOf);
  if (names.length === 0) return { key: "key-uses.none" };
  const shown = names.slice(0, NAMES).join(", ");
  if (names.length === 1) return { key: "key-uses.one", args: [shown] };
  const rest = names.length - NAMES;
  const count = String(names.length);
  return rest > 0
    ? { key: "key-uses.more", args: [count, shown, String(rest)] }
    : { key: "key-uses.some", args: [count, shown] };
}
