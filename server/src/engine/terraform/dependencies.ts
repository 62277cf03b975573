/**
 * What a computation read, and whether that still holds. Everything that can change has a key (a symbol of a module, the
 * resources of a type, a file's text). A kept value remembers the keys it read and the kept values it used; it is computed
 * anew when one of them has changed.
 */

/** Between the directory and the symbol of a key; no path contains it. */
const SEPARATOR = "\0";

/** What a computation can read, as strings. */
export const keys = {
  symbol: (dir: string, symbol: string): string => dir + SEPARATOR + symbol,
  /** The directory and symbol of a symbol's key; undefined for any other key. */
  symbolOf: (key: string): { readonly dir: string; readonly symbol: string } | undefined => {
    const at = key.indexOf(SEPARATOR);
    return at < 0 ? undefined : { dir: key.slice(0, at), symbol: key.slice(at + 1) };
  },
  /** Any resource of the type in the module. */
  typeInModule: (dir: string, type: string): string => `types:${dir}:${type}`,
  /** Any resource of the type in the workspace. */
  type: (type: string): string => `type:${type}`,
  /** Who calls the module. */
  calls: (dir: string): string => `calls:${dir}`,
  /** The text of a file that is not configuration. */
  file: (path: string): string => `file:${path}`,
  /** Whether the directory is a module at all. */
  module: (dir: string): string => `module:${dir}`,
  /** Assignments in variable files that were named to us. */
  variableFiles: "variable-files",
} as const;

/** A computed value with what it read. */
export interface Memo<T> {
  readonly value: T;
  readonly keys: ReadonlySet<string>;
  /** The kept values it used. */
  readonly uses: ReadonlySet<Memo<unknown>>;
  /** It read something that differs from one use of the module to another. */
  readonly instanceSensitive: boolean;
  /** The revision at which it was last found to hold. */
  revision: number;
}

/** Most computations read few things: their sets are made when there is something to put in. */
const NOTHING: ReadonlySet<never> = new Set();

interface Frame {
  keys: Set<string> | undefined;
  uses: Set<Memo<unknown>> | undefined;
  instanceSensitive: boolean;
  /** The result depends on who asked first (a cycle, a budget that ran out), so it must not be kept. */
  abandoned: boolean;
}

const COMPUTING = Symbol("computing");

/** Where memos live: one table for each object whose lifetime they share. */
export type MemoTable = Map<string, Memo<unknown> | typeof COMPUTING>;

export class Dependencies {
  #revision = 0;
  readonly #changedAt = new Map<string, number>();
  readonly #frames: Frame[] = [];

  /** Declares the keys changed; memos that read them no longer hold. */
  change(changed: Iterable<string>): void {
    this.#revision++;
    for (const key of changed) this.#changedAt.set(key, this.#revision);
  }

  /** Notes that the computation under way read the key. */
  read(key: string): void {
    const frame = this.#frames.at(-1);
    if (!frame) return;
    frame.keys ??= new Set();
    frame.keys.add(key);
  }

  /** Notes that the computation under way depends on which use of the module it is for. */
  readInstance(): void {
    const frame = this.#frames.at(-1);
    if (frame) frame.instanceSensitive = true;
  }

  /** Notes that the computations under way end early, so that none of their results is kept. */
  abandon(): void {
    for (const frame of this.#frames) frame.abandoned = true;
  }

  /**
   * The value kept in the table under the name, computed when there is none or what it read has changed. `onCycle` answers
   * when the computation needs itself.
   */
  memo<T>(table: MemoTable, name: string, compute: () => T, onCycle: () => T): T {
    const kept = table.get(name);
    if (kept === COMPUTING) {
      // Which frame computes it is not recorded; the outermost is a safe answer, and cycles are errors in Terraform anyway.
      this.abandon();
      return onCycle();
    }
    if (kept && this.#holds(kept)) {
      this.use(kept);
      return kept.value as T;
    }
    table.set(name, COMPUTING);
    try {
      const memo = this.track(compute);
      if (memo.kept) table.set(name, memo);
      else table.delete(name);
      this.use(memo);
      return memo.value;
    } catch (error) {
      table.delete(name);
      throw error;
    }
  }

  /** Runs the computation and tells what it read. `kept` is false when the value depends on who asked first. */
  track<T>(compute: () => T): Memo<T> & { readonly kept: boolean } {
    const depth = this.#frames.length;
    const frame: Frame = { keys: undefined, uses: undefined, instanceSensitive: false, abandoned: false };
    this.#frames.push(frame);
    try {
      const value = compute();
      return {
        value,
        keys: frame.keys ?? NOTHING,
        uses: frame.uses ?? NOTHING,
        instanceSensitive: frame.instanceSensitive,
        revision: this.#revision,
        kept: !frame.abandoned,
      };
    } finally {
      this.#frames.length = depth;
    }
  }

  /** Notes that the computation under way used the value of the memo. */
  use(memo: Memo<unknown>): void {
    const frame = this.#frames.at(-1);
    if (!frame) return;
    frame.uses ??= new Set();
    frame.uses.add(memo);
    if (memo.instanceSensitive) frame.instanceSensitive = true;
  }

  #holds(memo: Memo<unknown>): boolean {
    if (memo.revision === this.#revision) return true;
    for (const key of memo.keys) {
      if ((this.#changedAt.get(key) ?? 0) > memo.revision) return false;
    }
    for (const used of memo.uses) {
      if (!this.#holds(used)) return false;
    }
    memo.revision = this.#revision;
    return true;
  }
}

/** Every key that the memo, or one that it used, read. */
export function keysRead(memo: Memo<unknown>): ReadonlySet<string> {
  const read = new Set<string>();
  const seen = new Set<Memo<unknown>>([memo]);
  // A set grows while it is walked: each memo is visited once.
  for (const each of seen) {
    for (const key of each.keys) read.add(key);
    for (const used of each.uses) seen.add(used);
  }
  return read;
}
