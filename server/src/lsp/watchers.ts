import { type Connection, DidChangeWatchedFilesNotification, type FileSystemWatcher } from "vscode-languageserver";
import { dirname } from "../engine/terraform";
import { uriOf } from "../platform/uri";
import type { Client } from "./client";
import type { Guard } from "./guard";

/** How many are asked for beyond those that every workspace needs: nobody reads more kinds of files, or modules elsewhere. */
const MAX_MORE = 64;

/** How long reading must have paused before more is asked for, in milliseconds. */
const PAUSE = 200;

/** The names that `WATCHED_FILES` match. */
const WATCHED = /\.(?:tf|tofu|tfvars|json|tpl|tftpl)$/;

/** What the client is asked to watch for the sake of what was read: files of other kinds, and folders outside the workspace. */
export class Watchers {
  readonly #asked = new Set<string>();
  #more: FileSystemWatcher[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly guard: Guard,
  ) {}

  /** Has the changes of a file reported that has been read, or would have been if it were there. */
  want(path: string, isInWorkspace: boolean): void {
    const watcher = isInWorkspace ? watcherOfKind(path) : this.#watcherOfFolder(dirname(path));
    const key = JSON.stringify(watcher?.globPattern);
    if (!watcher || this.#asked.has(key) || this.#asked.size >= MAX_MORE || !this.client.registersWatchers) return;
    this.#asked.add(key);
    this.#more.push(watcher);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      this.guard.callback("watch", () => this.#register()),
      PAUSE,
    );
  }

  async #register(): Promise<void> {
    const watchers = this.#more;
    this.#more = [];
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  #watcherOfFolder(folder: string): FileSystemWatcher | undefined {
    const isKnown = this.client.watchesFolders;
    return isKnown ? { globPattern: { baseUri: uriOf(folder), pattern: "*" } } : undefined;
  }
}

/** For all files with the same extension or, without one, of the same name. */
function watcherOfKind(path: string): FileSystemWatcher | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // What a glob would not take literally is left out.
  if (WATCHED.test(name) || !/^[\w.-]+$/.test(name)) return undefined;
  const dot = name.lastIndexOf(".");
  return { globPattern: dot > 0 ? `**/*${name.slice(dot)}` : `**/${name}` };
}
