/** The words in which the catalogue's files are written. They fill in what follows from the rest. */
import type { CatalogueRow, Category, Literal, Shape, Switch, Tier } from "./types";

/** A row before the fields that follow from the others are filled in. */
export type RowParts = Pick<CatalogueRow, "whenOmitted"> &
  Partial<Omit<CatalogueRow, "type" | "service" | "category" | "shapes">> & {
    /** Prefixes of the paths that are not blocks. */
    readonly shapes?: Readonly<Record<string, Shape>>;
  };

/**
 * A row for the store of a resource type.
 *
 * Filled in: the facet "storage"; the check `data-store-cmk`; the tier that the category belongs to; no switches and no key;
 * a replacement that nothing confirms; "block" for every prefix of the paths.
 */
export function row(type: string, service: string, category: Category, parts: RowParts): CatalogueRow {
  const { shapes = {}, ...given } = parts;
  const whole = {
    type,
    facet: "storage",
    service,
    category,
    check: "data-store-cmk" as const,
    tier: tierOf(category),
    switches: [],
    key: null,
    replaces: { switch: null, key: null, source: null },
    ...given,
  };
  return { ...whole, shapes: { ...blocksOn(whole), ...shapes } };
}

/** A switch without which the data are not encrypted; `true` turns it on unless other values are named. */
export function enables(path: string, on: readonly Literal[] = [true], omitted?: Literal): Switch {
  return { path, decides: "encryption-enabled", on, ...(omitted === undefined ? {} : { default: omitted }) };
}

/** A switch without which a key of AWS's is used, whatever the key attribute says. */
export function selects(path: string, on: readonly Literal[] = [true], omitted?: Literal): Switch {
  return { path, decides: "cmk", on, ...(omitted === undefined ? {} : { default: omitted }) };
}

/** A key attribute that takes the ARN of a key. */
export function arn(path: string, ...awsWords: readonly string[]): NonNullable<CatalogueRow["key"]> {
  return { path, format: "arn", ...(awsWords.length === 0 ? {} : { awsWords }) };
}

/** A key attribute that takes an id, an ARN or an alias. */
export function anyId(path: string, ...awsWords: readonly string[]): NonNullable<CatalogueRow["key"]> {
  return { path, format: "any", ...(awsWords.length === 0 ? {} : { awsWords }) };
}

/** The replacement as the provider's source states it. */
export function bySource(ofSwitch: boolean | null, ofKey: boolean | null): CatalogueRow["replaces"] {
  return { switch: ofSwitch, key: ofKey, source: "provider-source" };
}

/** The replacement as the provider's documentation states it. */
export function byDocs(ofSwitch: boolean | null, ofKey: boolean | null): CatalogueRow["replaces"] {
  return { switch: ofSwitch, key: ofKey, source: "provider-docs" };
}

/** Checks of Checkov and Trivy that mean the same. */
export function same(checkov: readonly string[], trivy: readonly string[] = []): NonNullable<CatalogueRow["sameAs"]> {
  return { checkov, trivy };
}

/** Every attribute path that a row names. */
export function pathsOf(row: Pick<CatalogueRow, "switches" | "key" | "inheritsFrom">): readonly string[] {
  return [...row.switches.map((s) => s.path), ...(row.key === null ? [] : [row.key.path]), ...(row.inheritsFrom ?? [])];
}

function tierOf(category: Category): Tier {
  switch (category) {
    case "backup":
    case "snapshot":
      return "core";
    case "database":
    case "object-storage":
    case "block-storage":
    case "file-storage":
      return "storage";
    default:
      return "other";
  }
}

function blocksOn(row: Parameters<typeof pathsOf>[0]): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  for (const path of pathsOf(row)) {
    for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) shapes[path.slice(0, dot)] = "block";
  }
  return shapes;
}
