/**
 * What the language server and the command line ask of the machine they run on. Node's answer is `createNodeHost`, a
 * browser's `createBrowserHost`. Paths are absolute, with forward slashes, without a slash at the end.
 */
import type { Hcl2Json } from "./hcl2json";

/** At once where the machine can, later where it cannot. */
export type Awaitable<T> = T | Promise<T>;

export interface DirectoryEntry {
  readonly name: string;
  /** Of what a symbolic link leads to. */
  readonly kind: "file" | "directory";
  /** The real path a symbolic link leads to; undefined for anything else. */
  readonly target: string | undefined;
}

export interface FileSystem {
  /** Files and directories, sorted by name; undefined when the directory cannot be read. */
  readDirectory(dir: string): Awaitable<readonly DirectoryEntry[] | undefined>;
  /** The text of a file without its byte order mark; undefined when it cannot be read or is too large to be source text. */
  readText(path: string): Awaitable<string | undefined>;
  exists(path: string): Awaitable<boolean>;
  /**
   * The text at once, and only for files whose real path lies below that of the root: a configuration names the path.
   * Undefined, too, where it can only be had later.
   */
  readTextInside(root: string, path: string): string | undefined;
  /** The same later; undefined where `readTextInside` has said all there is to say. */
  readTextInsideLater?(root: string, path: string): Promise<string | undefined> | undefined;
}

export interface Host {
  readonly files: FileSystem;
  readonly hcl: Hcl2Json;
  /** Resolves after everything that waits in the event loop has had its turn. */
  pause(): Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
}
