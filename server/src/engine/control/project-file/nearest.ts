/** The name that was probably meant: the nearest within two slips of the finger, letters' case aside. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const word = given.toLowerCase().slice(0, 40);
  const ranked = names
    .map((name) => ({ name, slips: slipsBetween(word, name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= Math.min(2, name.length / 3))
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.name;
}

/** Levenshtein's distance: letters put in, left out or exchanged. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
