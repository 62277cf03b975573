/** Reproducible chance. */

/** A number of [0, 1). */
export type Random = () => number;

/** Mulberry32: the same numbers at every run. */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An integer of [0, limit). */
export function int(next: Random, limit: number): number {
  return Math.floor(next() * limit);
}

export function chance(next: Random, probability: number): boolean {
  return next() < probability;
}

/** One of the items. */
export function pick<T>(next: Random, items: readonly [T, ...T[]] | readonly T[]): T {
  return items[int(next, items.length)] as T;
}

/** The results of `make`, at least `least` and at most `most` of them. */
export function several<T>(next: Random, least: number, most: number, make: (index: number) => T): T[] {
  return Array.from({ length: least + int(next, most - least + 1) }, (_, index) => make(index));
}
