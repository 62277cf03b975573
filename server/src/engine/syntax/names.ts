/**
 * A small table of names, so that the thousands of `name`, `tags` and `aws_iam_role` of a workspace are one string each.
 * Direct-mapped: a collision forgets the older name, hence the table never grows.
 */
const SIZE = 4096;
const table: string[] = new Array<string>(SIZE).fill("");

/** The text between `start` and `end`, shared with earlier occurrences; never keeps the whole text alive. */
export function nameAt(text: string, start: number, end: number): string {
  const length = end - start;
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const slot = (hash ^ (hash >>> 15)) & (SIZE - 1);
  const known = table[slot]!;
  if (known.length === length && text.startsWith(known, start)) return known;
  const name = detached(text, start, end);
  table[slot] = name;
  return name;
}

/** A copy of a part of `text`. What `slice` returns may keep the whole of `text` alive as long as the part lives. */
export function detached(text: string, start: number, end: number): string {
  const middle = (start + end) >> 1;
  return [text.slice(start, middle), text.slice(middle, end)].join("");
}
