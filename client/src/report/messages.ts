/** What the page of a report and the extension say to each other, and what the page keeps while nobody sees it. */

/** To the page: its body is another. */
export interface BodyMessage {
  readonly html: string;
}

/** From the page: it has loaded, or the reader wants to see a place; the line is one-based. */
export type PageMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "open"; readonly file: string; readonly line: number };

/** Where the reader was. */
export interface PageState {
  /** The URI of what the report is on. */
  readonly subject: string;
  /** In pixels from the top. */
  readonly scroll: number;
  /** The captions of the tables that are unfolded. */
  readonly open: readonly string[];
  /** By the id of the list, which entry is chosen. */
  readonly choices: Readonly<Record<string, number>>;
}

/** The message, if it is one: a page is not trusted to say nothing else. */
export function readMessage(value: unknown): PageMessage | undefined {
  if (!isObject(value)) return undefined;
  const { kind, file, line } = value;
  if (kind === "ready") return { kind };
  const isPlace = typeof file === "string" && typeof line === "number" && Number.isSafeInteger(line) && line > 0;
  return kind === "open" && isPlace ? { kind, file, line } : undefined;
}

/** The subject in a state that was kept. */
export function readSubject(state: unknown): string | undefined {
  return isObject(state) && typeof state["subject"] === "string" ? state["subject"] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
