import type { Evaluator, MemoTable, ResourceView } from "../terraform";
import { type CatalogueRow, rowsOf } from "./catalogue";
import { checks } from "./checks";
import type { CheckContext, ControlSettings, Judgement } from "./types";

/** What checks are given: how to read the configuration, the settings, and how to judge what a resource was made from. */
export function createContext(evaluator: Evaluator, settings: ControlSettings): CheckContext {
  const tables = new WeakMap<object, MemoTable>();
  const context: CheckContext = {
    evaluator,
    settings,
    keep: (owner, name, compute, onCycle) => {
      const table: MemoTable = tables.get(owner) ?? new Map();
      tables.set(owner, table);
      return evaluator.workspace.dependencies.memo(table, name, compute, onCycle);
    },
    // Kept, since many copies may be made from one source; a source that is made from itself ends in nothing said.
    judgeSource: (source) =>
      context.keep<readonly Judgement[]>(
        source,
        "judgements",
        () => judgeOwnStore(source, context),
        () => [],
      ),
  };
  return context;
}

/** What its checks say of a resource's own store, features with a store of their own (a managed password, say) left out. */
function judgeOwnStore(resource: ResourceView, context: CheckContext): readonly Judgement[] {
  const { kind, type } = resource.resource.declaration;
  const [own] = rowsOf(type);
  // Of a data source only the snapshot's is of use, which names what the snapshot was taken from.
  if (!own || (kind !== "resource" && !isTaken(own))) return [];
  return checks
    .filter((check) => check.name === own.check)
    .flatMap((check) => check.judge(resource, context))
    .filter((judgement) => judgement.row?.category === own.category);
}

/** A snapshot or the like whose encryption cannot be chosen. */
function isTaken({ switches, key, inheritsFrom }: CatalogueRow): boolean {
  return switches.length === 0 && key === null && inheritsFrom !== undefined;
}
