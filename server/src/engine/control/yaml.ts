/** YAML and JSON files of a project, read such that nothing in them can throw or take long. */
import { type Document, isMap, isScalar, type Node, parseDocument, visit } from "yaml";

/** Characters. A file that is larger is not one that somebody wrote by hand, and would take seconds at every keystroke. */
const MAX_LENGTH = 100_000;

/** A place in the text that is no YAML. */
export interface YamlError {
  /** In YAML's own words. */
  readonly message: string;
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

export interface Yaml {
  /** Undefined when nothing can be read. */
  readonly document: Document | undefined;
  readonly errors: readonly YamlError[];
}

/** Reads what can be read, errors or not. JSON is YAML, too. */
export function readYaml(text: string): Yaml {
  if (text.length > MAX_LENGTH) return failed(`more than ${MAX_LENGTH} characters`, text);
  try {
    // The parser's own check compares every key with every other.
    const document = parseDocument(text, { uniqueKeys: false, logLevel: "error" });
    const errors = document.errors.map(({ message, pos: [start, end] }) => ({
      message: firstLine(message),
      start,
      end,
    }));
    return { document, errors: [...errors, ...repeatedKeys(document)] };
  } catch (error) {
    // Brackets nested by the ten thousand.
    return failed(String(error), text);
  }
}

/** Keys that their map holds already; the last one counts. */
function repeatedKeys(document: Document): readonly YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Map(_, map) {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const span = spanOf(key);
        if (keys.has(key.value) && span) errors.push({ message: "Map keys must be unique", ...span });
        keys.add(key.value);
      }
    },
  });
  return errors;
}

/**
 * The plain data of a document.
 * @returns undefined for an alias without an anchor, and for aliases that would grow beyond measure ("billion laughs")
 */
export function dataOf(document: Document): { readonly data: unknown } | undefined {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return undefined;
  }
}

/** Where the value at the path stands, or its key; the nearest place around it when it has none. */
export function placeOf(
  document: Document,
  path: readonly (string | number)[],
  what: "key" | "value",
): { readonly start: number; readonly end: number } | undefined {
  const last = path.at(-1);
  if (last === undefined) return spanOf(document.contents);
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === last) : undefined;
  const value: unknown = pair ? pair.value : document.getIn(path, true);
  const node = (what === "key" ? pair?.key : undefined) ?? value ?? pair?.key;
  return spanOf(node as Node | null) ?? placeOf(document, path.slice(0, -1), what);
}

function spanOf(node: Node | null): { readonly start: number; readonly end: number } | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined;
}

function failed(message: string, text: string): Yaml {
  return { document: undefined, errors: [{ message, start: 0, end: text.length }] };
}

function firstLine(message: string): string {
  // The place is said by the range.
  return (message.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}
