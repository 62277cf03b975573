import { own } from "../../../../../shared/src";
import { literal } from "../code";
import { Drafts } from "../drafts";
import { attributeAt } from "../nodes";
import { type Action, finished } from "./action";

/** What each argument of a trail must say so that the use of KMS keys is recorded; null: it must not be there. */
const RECORDING: Readonly<Record<string, string | boolean | null>> = {
  enable_logging: true,
  include_management_events: true,
  read_write_type: "All",
  exclude_management_event_sources: null,
};

/** Makes the trail record the use of keys, where a literal argument keeps it from doing so. */
export const trailFix: Action = ({ judgement }, analysis) => {
  const { item, path } = judgement.at;
  const attribute = attributeAt(item, judgement.at);
  const value = attribute && own(RECORDING, attribute.name);
  const drafts = new Drafts(analysis);
  const draft = drafts.of(path);
  if (!attribute || value === undefined || !draft) return [];
  if (value === null) {
    // Other sources are left out on purpose, and a list is not ours to rewrite.
    if (attribute.expr.kind !== "tuple" || attribute.expr.elements.length !== 1) return [];
    draft.remove(attribute);
    return finished(drafts, { key: "fix-remove", args: [attribute.name] }, "set", true);
  }
  draft.replace(attribute, literal(value));
  const text = `${attribute.name} = ${JSON.stringify(value)}`;
  return finished(drafts, { key: "fix-set", args: [text] }, "set", true);
};
