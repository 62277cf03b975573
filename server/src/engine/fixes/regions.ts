/**
 * The parts of a file that a fix touches, which HashiCorp's parser reads alone.
 *
 * That proves the same as reading the whole file twice. The body of an HCL file is a sequence of attributes and blocks, each
 * ended by a line break, and what one of them means depends on no other: templates, heredocs, comments and brackets end within
 * the one that they began in, or the text is no HCL. So where a part of the text is accepted alone, and stands at the top level
 * between line breaks, the file means what the part means together with what the rest means; and the rest is the same text
 * before and after. That the part stands there is known from our own parser, of whose items it consists; the differential tests
 * hold them to HashiCorp's. The one thing that two parts can say of each other is looked for: an attribute must not be there
 * twice.
 *
 * So a fix costs what it touches, however long the file is, and a file that is broken elsewhere can be mended. Only where our
 * parser finds a file broken, and HashiCorp's may not, the whole file is read first.
 */
import type { File, Item } from "../syntax";
import type { HclParser } from "./types";

/** The items `start` to `end` of a file. */
interface Part {
  readonly file: File;
  readonly start: number;
  readonly end: number;
}

/** What takes the place of what. */
export interface Region {
  readonly before: Part;
  readonly after: Part;
}

/** The parts in which the files differ, in order; both as a whole where the parts would not prove anything. */
export async function regionsOf(path: string, before: File, after: File, hcl: HclParser): Promise<readonly Region[]> {
  const isMisread = before.errors.length > 0 && (await jsonOfWhole(path, before, hcl)) !== undefined;
  return isMisread ? [{ before: whole(before), after: whole(after) }] : differences(before, after);
}

function differences(before: File, after: File): readonly Region[] {
  const regions: Region[] = [];
  const staying = new Set(after.items);
  let [from, to] = [0, 0];
  while (from < before.items.length || to < after.items.length) {
    const [start, begin] = [from, to];
    while (from < before.items.length && !staying.has(before.items[from]!)) from++;
    while (to < after.items.length && after.items[to] !== before.items[from]) to++;
    const region = trimmed({ file: before, start, end: from }, { file: after, start: begin, end: to });
    if (region) regions.push(region);
    from++;
    to++;
  }
  const isApart = regions.every((region) => standsApart(region.before) && standsApart(region.after));
  if (isApart && !repeatsAttribute(regions, after)) return regions;
  return [{ before: whole(before), after: whole(after) }];
}

export function itemsOf({ file, start, end }: Part): readonly Item[] {
  return file.items.slice(start, end);
}

/** The JSON of the parts of one file together; undefined when one of them is not valid HCL. */
export async function jsonOf(path: string, parts: readonly Part[], hcl: HclParser): Promise<unknown> {
  let json: unknown = {};
  for (const part of parts) json = together(json, await jsonOfPart(path, part, hcl));
  return json;
}

function whole(file: File): Part {
  return { file, start: 0, end: file.items.length };
}

/** The region without what was only read again: items at its ends whose text is the same. */
function trimmed(before: Part, after: Part): Region | undefined {
  let { start, end } = before;
  let { start: begin, end: stop } = after;
  while (start < end && begin < stop && before.file.items[start]!.text === after.file.items[begin]!.text) {
    start++;
    begin++;
  }
  while (start < end && begin < stop && before.file.items[end - 1]!.text === after.file.items[stop - 1]!.text) {
    end--;
    stop--;
  }
  if (start === end && begin === stop) return undefined;
  return { before: { ...before, start, end }, after: { ...after, start: begin, end: stop } };
}

/** Whether a line ends before the part and another begins behind it. */
function standsApart({ file: { items }, start, end }: Part): boolean {
  return [start, end].every((index) => {
    const [last, next] = [items[index - 1], items[index]];
    if (!last || !next || last.text.endsWith("\n")) return true;
    const between = next.text.slice(0, next.node?.start);
    return /^[ \t]*(?:\r?\n|#|\/\/)/.test(between) || (next.node === undefined && between.trim() === "");
  });
}

/** Whether an attribute of a region stands elsewhere in the file, too. */
function repeatsAttribute(regions: readonly Region[], { items }: File): boolean {
  const touched = new Set(regions.flatMap(({ after }) => itemsOf(after)).flatMap((item) => nameOf(item) ?? []));
  if (touched.size === 0) return false;
  const names = items.map(nameOf).filter((name) => name !== undefined && touched.has(name));
  return names.length > touched.size;
}

function nameOf({ node }: Item): string | undefined {
  return node?.kind === "attribute" ? node.name : undefined;
}

/** Every fix of a block is compared with the same JSON; among several fixes, one begins where the one before it ends. */
const jsonByItem = new WeakMap<Item, Promise<unknown>>();

function jsonOfPart(path: string, part: Part, hcl: HclParser): Promise<unknown> {
  const items = itemsOf(part);
  const [only] = items;
  // The line break behind the part is the next item's, and a heredoc does not end without.
  const isLast = part.end === part.file.items.length;
  const text = items.map((item) => item.text).join("") + (isLast ? "" : "\n");
  if (!only || items.length > 1 || isLast) return parsed(path, items, text, hcl);
  const kept = jsonByItem.get(only) ?? parsed(path, items, text, hcl);
  jsonByItem.set(only, kept);
  return kept;
}

/** Every fix of a broken file asks for it. */
const jsonByFile = new WeakMap<File, Promise<unknown>>();

function jsonOfWhole(path: string, file: File, hcl: HclParser): Promise<unknown> {
  const kept = jsonByFile.get(file) ?? parsed(path, file.items, file.text, hcl);
  jsonByFile.set(file, kept);
  return kept;
}

async function parsed(path: string, items: readonly Item[], text: string, hcl: HclParser): Promise<unknown> {
  // What is nested without end HashiCorp's parser follows, for minutes, until it breaks.
  if (items.some(({ errors }) => errors.some(({ code }) => code === "too-deep"))) return undefined;
  try {
    return await hcl.parse(path, text);
  } catch {
    return undefined;
  }
}

/** What `hcl2json` makes of two parts one after the other; undefined when there is no such thing. */
function together(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return [...one, ...other];
  if (!isRecord(one) || !isRecord(other)) return undefined;
  const both: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    both[name] = Object.hasOwn(one, name) ? together(one[name], value) : value;
    if (both[name] === undefined) return undefined;
  }
  return both;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
