/** Which key protects which data stores, and which have none. */
import type { Evidence, KeyEvidence, Protection, StoreEvidence } from "./types";

/** A key, or what stands in the place of one, with the stores that it protects. */
export interface KeyMapEntry {
  /** Of the key; undefined for what stands in the place of one. */
  readonly key: KeyEvidence | undefined;
  /** "elsewhere" for a customer-managed key that the workspace does not declare. */
  readonly kind: "declared" | "elsewhere" | Exclude<Protection, "cmk">;
  /** As the configuration names it; empty where there is no key. */
  readonly label: string;
  readonly stores: readonly StoreEvidence[];
}

/** The keys with what they protect, those that protect the most first; then what has no customer-managed key; then idle keys. */
export function keyMapOf({ keys, stores }: Evidence): readonly KeyMapEntry[] {
  const byId = new Map(stores.map((store) => [store.id, store]));
  const declared = keys.map((key): KeyMapEntry => {
    const own = key.protects.flatMap((id) => byId.get(id) ?? []);
    return { key, kind: "declared", label: key.resource, stores: own };
  });
  const elsewhere = new Map<string, StoreEvidence[]>();
  for (const store of stores) {
    for (const { kind, id, label } of store.keys) {
      if (kind === "cmk" && id === undefined) elsewhere.set(label, [...(elsewhere.get(label) ?? []), store]);
    }
  }
  const others = [...elsewhere].map(
    ([label, of]): KeyMapEntry => ({ key: undefined, kind: "elsewhere", label, stores: of }),
  );
  const without = (["aws-key", "unencrypted", "unverified", "exempt"] as const).map(
    (kind): KeyMapEntry => ({
      key: undefined,
      kind,
      label: "",
      stores: stores.filter((each) => each.protection === kind),
    }),
  );
  const used = [...declared, ...others].filter((entry) => entry.stores.length > 0);
  return [
    ...used.sort((a, b) => b.stores.length - a.stores.length || (a.label < b.label ? -1 : 1)),
    ...without.filter((entry) => entry.stores.length > 0),
    ...declared.filter((entry) => entry.stores.length === 0),
  ];
}

/** The stores by name, or by type with their number. */
export function targetsOf(
  stores: readonly StoreEvidence[],
  by: "name" | "type",
): readonly { readonly id: string; readonly label: string; readonly count: number }[] {
  if (by === "name") return stores.map((store) => ({ id: store.id, label: nameOf(store), count: 1 }));
  const byType = new Map<string, number>();
  for (const { resource } of stores) {
    const type = resource.slice(0, resource.indexOf("."));
    byType.set(type, (byType.get(type) ?? 0) + 1);
  }
  return [...byType].sort(([, a], [, b]) => b - a).map(([type, count]) => ({ id: type, label: type, count }));
}

/** What a person calls the store: its address, of the first instance that it stands for, and its feature. */
export function nameOf({ resource, instances = [], facet }: StoreEvidence): string {
  const [first = resource, ...others] = instances;
  const name = others.length === 0 ? first : `${first} + ${others.length}`;
  return facet === undefined ? name : `${name} (${facet})`;
}
