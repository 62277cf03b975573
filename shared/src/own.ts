/** What a table says of a name that somebody chose: `constructor` is one, too, and every object has something of that name. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
