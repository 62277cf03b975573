import type { Position, TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { pathOf, uriOf } from "../platform/uri";
import type { PositionEncoding } from "./position-encoding";

/** An edit in offsets of the text before it. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The documents that the client has open. Their text, not the disk's, is what counts. */
export class Documents {
  readonly #open = new Map<string, TextDocument>();
  /** As the client writes them, where it has written them. */
  readonly #uris = new Map<string, string>();
  /** Open, but deleted on disk: to Terraform they are gone until they are edited or saved. */
  readonly #deleted = new Set<string>();

  /** @param encoding how the client counts in the changes that it sends */
  constructor(private readonly encoding: PositionEncoding) {}

  open({ uri, languageId, version, text }: TextDocumentItem): string {
    const path = pathOf(uri);
    this.#uris.set(path, uri);
    this.#deleted.delete(path);
    this.#open.set(path, TextDocument.create(uri, languageId, version, text));
    return path;
  }

  close(uri: string): string {
    const path = pathOf(uri);
    this.#open.delete(path);
    this.#deleted.delete(path);
    return path;
  }

  /**
   * Takes one change in.
   * @returns the edit it comes to; undefined when it replaces the whole text
   */
  change(document: TextDocument, change: TextDocumentContentChangeEvent, version: number): OffsetEdit | undefined {
    if (!("range" in change)) {
      TextDocument.update(document, [change], version);
      return undefined;
    }
    const range = {
      start: this.#inUtf16(document, change.range.start),
      end: this.#inUtf16(document, change.range.end),
    };
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    TextDocument.update(document, [{ range, text: change.text }], version);
    return { start: Math.min(start, end), end: Math.max(start, end), text: change.text };
  }

  get(path: string): TextDocument | undefined {
    return this.#open.get(path);
  }

  /** The text of an open document that is not deleted. */
  textOf(path: string): string | undefined {
    return this.#deleted.has(path) ? undefined : this.#open.get(path)?.getText();
  }

  paths(): Iterable<string> {
    return this.#open.keys();
  }

  uriOf(path: string): string {
    return this.#uris.get(path) ?? uriOf(path);
  }

  isDeleted(path: string): boolean {
    return this.#deleted.has(path);
  }

  setDeleted(path: string, deleted: boolean): void {
    if (deleted) this.#deleted.add(path);
    else this.#deleted.delete(path);
  }

  #inUtf16(document: TextDocument, { line, character }: Position): Position {
    return { line, character: this.encoding.toUtf16(lineOf(document, line), character) };
  }
}

/** The text of a line without its end; empty where there is no such line. */
export function lineOf(document: TextDocument, line: number): string {
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  return document.getText(range).replace(/[\r\n]+$/, "");
}
