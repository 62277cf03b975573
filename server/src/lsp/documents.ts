import type { TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { pathOf, uriOf } from "../platform/uri";

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
    let edit: OffsetEdit | undefined;
    if ("range" in change) {
      const [start, end] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
      edit = { start: Math.min(start, end), end: Math.max(start, end), text: change.text };
    }
    TextDocument.update(document, [change], version);
    return edit;
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
}
