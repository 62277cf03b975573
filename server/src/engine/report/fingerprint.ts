/** What stays the same of a finding while the text around it changes. */
import type { Finding } from "../control";

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** FNV-1a (64 bits) of the parts, over UTF-16 code units, in hexadecimal. */
export function fingerprintOf(parts: readonly string[]): string {
  let hash = OFFSET;
  for (const character of parts.join("\0")) {
    for (let index = 0; index < character.length; index++) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(character.charCodeAt(index))) * PRIME);
    }
  }
  return hash.toString(16).padStart(16, "0");
}

/**
 * The fingerprints of findings in the order of their texts. What counts is which check says what of which resource, not where
 * it stands: lines may move, and other resources come, go and change their names. Of findings that are alike in all this (the
 * block devices of an instance), the second, third … are told apart by their order.
 * @param root the folder from which modules are named, so that every checkout gives the same
 */
export function fingerprintsOf(findings: readonly Finding[], root: string): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  const fingerprints = new Map<Finding, string>();
  for (const finding of findings) {
    const alike = fingerprintOf(identityOf(finding, root));
    const count = (seen.get(alike) ?? 0) + 1;
    seen.set(alike, count);
    fingerprints.set(finding, count === 1 ? alike : fingerprintOf([alike, String(count)]));
  }
  return fingerprints;
}

function identityOf({ check, property, attribute, module, resource, instance, judgement }: Finding, root: string) {
  return [check, property, attribute, module.slice(root.length), instance ?? resource, judgement.row?.facet ?? ""];
}
