import { appendAlias } from "../create-key";
import { Drafts } from "../drafts";
import { type Action, finished } from "./action";

/** A new alias beside the key, for each of its instances where it is repeated. */
export const aliasFix: Action = ({ subject }, analysis) => {
  const drafts = new Drafts(analysis);
  const alias = appendAlias(drafts, subject);
  return finished(drafts, { key: "fix-alias", args: [alias] }, "new-resource", false);
};
