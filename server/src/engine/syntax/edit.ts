import type { Span } from "./ast";
import { ItemParser } from "./item";
import { detached } from "./names";
import type { ItemNode } from "./nodes";

/** Replaces the text from `start` to `end` (offsets before the edit; what is outside of the text is its end) by `text`. */
export interface TextEdit extends Span {
  readonly text: string;
}

/**
 * The items of a file after an edit: the same as a parse of the whole text would give, but only what the edit touches is
 * parsed. `starts` holds the offset of each item and the length of the file. Apart from copying the list, the cost is that
 * of the items touched.
 */
export function editItems(items: readonly ItemNode[], starts: readonly number[], edit: TextEdit): readonly ItemNode[] {
  const length = starts[items.length]!;
  const editStart = Math.max(0, Math.min(edit.start, length));
  const oldEnd = Math.max(editStart, Math.min(edit.end, length));
  let first = 0;
  while (first < items.length && starts[first]! + items[first]!.examined <= editStart) first++;
  let next = first;
  while (next < items.length && starts[next]! < oldEnd) next++;

  const base = starts[first]!;
  const before = textOf(items.slice(first, next));
  let text = before.slice(0, editStart - base) + edit.text + before.slice(oldEnd - base);
  let parser = new ItemParser(text, base === 0, items[first]?.suspect);
  const newEnd = editStart + edit.text.length;
  const growth = newEnd - oldEnd;

  const parsed: ItemNode[] = [];
  let offset = base;
  let rest = next;
  for (let batch = 1; ; ) {
    // Behind the edit, where an item begins as one began before, all that follow are as they were.
    while (rest < items.length && starts[rest]! + growth < offset) rest++;
    if (offset >= newEnd && starts[rest]! + growth === offset && followsUnchanged(items[rest], offset, parser)) break;

    const from = parser.offset;
    const item = from < text.length ? parser.next() : undefined;
    if (next < items.length && (item === undefined || from + item.examined > text.length)) {
      // The item may reach into text that was not taken yet. Take twice as much each time, to read little twice.
      text = text.slice(from) + textOf(items.slice(next, next + batch));
      parser = new ItemParser(text, offset === 0, item === undefined ? parser.suspect : item.suspect);
      next += batch;
      batch *= 2;
    } else if (item !== undefined) {
      item.text = detached(item.text, 0, item.text.length);
      parsed.push(item);
      offset += item.text.length;
    }
  }
  return [...items.slice(0, first), ...parsed, ...items.slice(rest)];
}

/** Whether the parser, at `offset` of the file, would read the item as it was read before. */
function followsUnchanged(item: ItemNode | undefined, offset: number, parser: ItemParser): boolean {
  if (item === undefined) return true;
  // A byte order mark counts only where the file begins.
  return item.suspect === parser.suspect && !(offset === 0 && item.text.startsWith("\ufeff"));
}

function textOf(items: readonly ItemNode[]): string {
  return items.map((item) => item.text).join("");
}
