/** The judged resources, and in which files their findings stand. */
import type { Memo } from "../terraform";
import type { Judged } from "./placement";
import type { Finding } from "./types";

/** What the checks said about one symbol of one module. */
export interface Said {
  readonly findings: readonly Finding[];
  /** What the findings were made from: the judgements of every use and instance of the resource. */
  readonly judged: readonly Judged[];
}

export interface Unit extends Said {
  /** Tells whether it still holds. */
  readonly memo: Memo;
}

/** The judged units by key, with an index from where findings stand. */
export class Units {
  readonly #units = new Map<string, Unit>();
  /** Units with a finding (or a place related to one) in the file. */
  readonly #standing = new Map<string, Set<Unit>>();
  /** By file, the files of the findings that stand in it or have a related place there, each with their number of units. */
  readonly #concerned = new Map<string, Map<string, number>>();

  get(key: string): Unit | undefined {
    return this.#units.get(key);
  }

  all(): Iterable<Unit> {
    return this.#units.values();
  }

  keys(): Iterable<string> {
    return this.#units.keys();
  }

  /** The units with a finding, or a related place of one, in the file. */
  standingIn(path: string): ReadonlySet<Unit> {
    return this.#standing.get(path) ?? NO_UNITS;
  }

  /** The files whose findings a change of the file's text may concern. */
  concernedBy(path: string): Iterable<string> {
    return this.#concerned.get(path)?.keys() ?? [];
  }

  /** Puts the unit in place of the one before it; undefined removes it. Answers the files whose findings that concerns. */
  replace(key: string, unit: Unit | undefined): ReadonlySet<string> {
    const before = this.#units.get(key);
    const touched = new Set<string>();
    if (before) {
      for (const finding of before.findings) touched.add(finding.at.path);
      for (const path of placesOf(before)) drop(this.#standing, path, before);
      this.#concern(before, -1);
    }
    if (!unit) {
      this.#units.delete(key);
      return touched;
    }
    this.#units.set(key, unit);
    for (const finding of unit.findings) touched.add(finding.at.path);
    for (const path of placesOf(unit)) put(this.#standing, path, unit);
    this.#concern(unit, 1);
    return touched;
  }

  #concern(unit: Unit, by: 1 | -1): void {
    const files = new Set(unit.findings.map(({ at }) => at.path));
    for (const place of placesOf(unit)) {
      const counts = this.#concerned.get(place) ?? new Map<string, number>();
      this.#concerned.set(place, counts);
      for (const file of files) {
        const count = (counts.get(file) ?? 0) + by;
        if (count > 0) counts.set(file, count);
        else counts.delete(file);
      }
    }
  }
}

function placesOf(unit: Unit): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { at, related } of unit.findings) {
    places.add(at.path);
    for (const each of related) places.add(each.at.path);
  }
  return places;
}

const NO_UNITS: ReadonlySet<Unit> = new Set();

function put(index: Map<string, Set<Unit>>, key: string, value: Unit): void {
  const set = index.get(key);
  if (set) set.add(value);
  else index.set(key, new Set([value]));
}

function drop(index: Map<string, Set<Unit>>, key: string, value: Unit): void {
  const set = index.get(key);
  set?.delete(value);
  if (set?.size === 0) index.delete(key);
}
