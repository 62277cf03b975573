import { appendAlias } from "../create-key";
import { Drafts } from "../drafts";
import type { Action } from "./action";

/** A new alias beside the key; for a repeated key, which alias each instance should have is not ours to say. */
export const aliasFix: Action = ({ subject }, analysis) => {
  if (subject.resource.key || !subject.certain) return [];
  const drafts = new Drafts(analysis);
  const alias = appendAlias(drafts, subject);
  const fix = drafts.finish({
    title: { key: "fix-alias", args: [alias] },
    kind: "new-resource",
    preferred: true,
    replaces: false,
  });
  return fix ? [fix] : [];
};
