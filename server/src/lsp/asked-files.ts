import { isInside } from "../engine/terraform";
import type { FileSystem } from "../platform/host";

/**
 * The files whose text a configuration asks for while it is judged. Judging does not wait: where a text cannot be had at
 * once, the file is not there until it has been fetched.
 */
export class AskedFiles {
  readonly #asked = new Set<string>();
  /** What was fetched, with undefined for files that are not there. */
  readonly #fetched = new Map<string, string | undefined>();
  /** By path, the fetching that holds; an older one is of no use. */
  readonly #fetching = new Map<string, Promise<void>>();
  /** Fetched, and nobody has been told. */
  #arrived: string[] = [];

  /** @param boundary the folder outside which nothing is read */
  constructor(
    private readonly files: FileSystem,
    private readonly boundary: string,
  ) {}

  /** The text as far as it is there; if it can be had later, fetching it begins. */
  read(path: string): string | undefined {
    this.#asked.add(path);
    if (this.#fetched.has(path)) return this.#fetched.get(path);
    const text = this.files.readTextInside(this.boundary, path);
    if (text === undefined && !this.#fetching.has(path)) void this.#fetch(path);
    return text;
  }

  /**
   * Takes in that something has changed.
   * @param path a file or a folder
   * @returns the files in it that had been asked for; what they hold now is there
   */
  async changed(path: string): Promise<readonly string[]> {
    const concerned = [...this.#asked].filter((asked) => isInside(path, asked));
    await Promise.all(concerned.map((each) => this.#fetch(each)));
    this.#arrived = this.#arrived.filter((each) => !concerned.includes(each));
    return concerned;
  }

  /** Waits for what is being fetched. @returns the files that are there now and were not before */
  async arrive(): Promise<readonly string[]> {
    await Promise.all(this.#fetching.values());
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }

  #fetch(path: string): Promise<void> | undefined {
    const later = this.files.readTextInsideLater?.(this.boundary, path);
    const fetching = later?.then((text) => {
      if (this.#fetching.get(path) !== fetching) return;
      this.#fetching.delete(path);
      this.#fetched.set(path, text);
      if (text !== undefined) this.#arrived.push(path);
    });
    if (fetching) this.#fetching.set(path, fetching);
    return fetching;
  }
}
