/** The ways to come by a key. */
import type { Analysis, CatalogueRow } from "../../control";
import type { ResourceView } from "../../terraform";
import { createKey, type KeySite } from "../create-key";
import type { Drafts } from "../drafts";
import { addKeyInput } from "../key-input";
import { isBest, isCertain, type KeyUse, keysFor } from "../keys";
import type { FixKind } from "../types";
import { wordsOf } from "../words";

export interface KeyWay {
  readonly kind: FixKind;
  /** How the key is named at a site, once the drafts hold what it takes; undefined when it cannot be. */
  readonly naming: (site: KeySite, drafts: Drafts) => string | undefined;
  /** Whether the key is right without asking. */
  readonly isRight: boolean;
}

/** Whom the key is for. */
export interface KeyUser {
  readonly store: ResourceView;
  readonly row: CatalogueRow;
}

/** Best first: every key that the site has, a new one, and one that callers give. Several sites take the best key each has. */
export function keyWays(user: KeyUser, sites: readonly KeySite[], analysis: Analysis): readonly KeyWay[] {
  const keysAt = (site: KeySite) => keysFor(useOf(user, site), analysis.evaluator);
  const newKey = (site: KeySite, drafts: Drafts): string => `${createKey(drafts, user.store, site, analysis)}.arn`;
  const bestKey = (site: KeySite, drafts: Drafts): string => keysAt(site).find(isCertain)?.text ?? newKey(site, drafts);
  const [site, ...others] = sites;
  if (!site) return [];
  if (others.length > 0) {
    const haveAll = sites.every((each) => keysAt(each).some(isCertain));
    return [{ kind: haveAll ? "set" : "create-key", naming: bestKey, isRight: false }];
  }
  const keys = keysAt(site);
  const ways: KeyWay[] = keys.map((key) => ({ kind: "set", naming: () => key.text, isRight: isBest(key, keys) }));
  ways.push({ kind: "create-key", naming: newKey, isRight: false });
  // One input for a key is enough, and a caller's own inputs are its own affair.
  if (site.call !== undefined || keys.some((key) => key.text.startsWith("var."))) return ways;
  const naming: KeyWay["naming"] = (_, drafts) =>
    `var.${addKeyInput(drafts, user.store, analysis, (caller) => bestKey(caller, drafts))}`;
  return [...ways, { kind: "key-input", naming, isRight: false }];
}

function useOf({ store, row }: KeyUser, site: KeySite): KeyUse {
  const { type, name, symbol } = store.resource.declaration;
  return {
    ...site,
    user: site.call === undefined ? symbol : `module.${site.call}`,
    words: wordsOf(`${type} ${name} ${row.service}`),
    format: row.key?.format ?? "arn",
  };
}
