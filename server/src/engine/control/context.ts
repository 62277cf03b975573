import type { Evaluator, ResourceView } from "../terraform";
import { type CatalogueRow, rowsOf } from "./catalogue";
import { checks } from "./checks";
import type { CheckContext, ControlSettings, Judgement } from "./types";

/** Snapshots of copies of snapshots: no one nests them deeper. */
const MAX_DEPTH = 8;

/** What checks are given: how to read the configuration, the settings, and how to judge what a resource was made from. */
export function createContext(evaluator: Evaluator, settings: ControlSettings, depth = 0): CheckContext {
  return {
    evaluator,
    settings,
    judgeSource: (source) =>
      depth < MAX_DEPTH ? judgeOwnStore(source, createContext(evaluator, settings, depth + 1)) : [],
  };
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
