/**
 * What was computed from what. Everything that can change has a key (a symbol of a module, the resources of a type, a file's
 * text). A kept value, a memo, is linked with the keys that it read and the memos that it used, so that a change finds what it
 * concerns and touches nothing else.
 *
 * A change makes void what was computed from it, and what was computed from that in turn. Where a memo says when two of its
 * values are the same, what was computed from it becomes only doubtful: before it is used again the memo is computed anew, and
 * when that comes out the same, everything behind it still holds. So an edit ends where it no longer makes a difference.
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

const NOTHING: readonly never[] = [];

/** Different things in the order in which they came. */
type Few<T> = T[] | Set<T>;

/** As many are kept as a list; a set costs several times as much memory, and most memos have few sources and users. */
const FEW = 8;

function withAnother<T>(few: Few<T> | undefined, item: T): Few<T> {
  if (few === undefined) return [item];
  if (few instanceof Set) return few.add(item);
  if (few.includes(item)) return few;
  if (few.length >= FEW) return new Set(few).add(item);
  // No longer than it has to be: there are tens of thousands of these lists, and most do not grow again.
  return few.concat([item]);
}

/** Something that memos are computed from: what a key stands for, or another memo. */
class Source {
  #users: Few<Memo> | undefined = undefined;

  get isUsed(): boolean {
    const users = this.#users;
    return users !== undefined && (users instanceof Set ? users.size : users.length) > 0;
  }

  /** The memos that were computed from it, as they are at the moment. */
  get users(): readonly Memo[] {
    return this.#users ? [...this.#users] : NOTHING;
  }

  addUser(memo: Memo): void {
    this.#users = withAnother(this.#users, memo);
  }

  removeUser(memo: Memo): void {
    const users = this.#users;
    if (users instanceof Set) users.delete(memo);
    else if (users?.includes(memo)) users.splice(users.indexOf(memo), 1);
  }
}

/** What a key stands for. */
class Input extends Source {
  constructor(readonly key: string) {
    super();
  }
}

type State =
  /** Its computation is under way. */
  | "computing"
  | "holds"
  /** Something that it used may have changed. */
  | "doubtful"
  /** Something that it read or used has changed, or nobody wants it any more. */
  | "void";

/** A computed value, linked with what it was computed from. */
export class Memo<T = unknown> extends Source {
  state: State = "computing";
  value: T | undefined = undefined;
  sources: Few<Source> | undefined = undefined;
  /** It read something that differs from one use of the module to another. */
  instanceSensitive = false;

  /** @param name of a root: what `change` reports when it may no longer hold */
  constructor(readonly name?: string) {
    super();
  }
}

/** A memo that can tell whether a new value makes a difference. */
class ComparedMemo<T> extends Memo<T> {
  constructor(
    readonly compute: () => T,
    readonly same: (one: T, other: T) => boolean,
  ) {
    super();
  }
}

/** A computation under way. */
interface Frame {
  sources: Few<Source> | undefined;
  instanceSensitive: boolean;
  /** The result depends on who asked first (a cycle, a budget that ran out), so it must not be kept. */
  abandoned: boolean;
}

/** Where memos live: one table for each object whose lifetime they share. */
export type MemoTable = Map<string, Memo>;

export class Dependencies {
  readonly #inputs = new Map<string, Input>();
  readonly #frames: Frame[] = [];
  readonly #tables = new WeakMap<object, MemoTable>();
  /** Those that were left without a user, and may have found one since. */
  #unused: Source[] = [];

  /**
   * Declares the keys changed; what was computed from them no longer holds.
   * @returns the names of the roots that this may concern
   */
  change(changed: Iterable<string>): ReadonlySet<string> {
    const roots = new Set<string>();
    for (const key of changed) {
      const input = this.#inputs.get(key);
      if (input) this.#spread(input, "void", roots);
    }
    return roots;
  }

  /** Notes that the computation under way read the key. */
  read(key: string): void {
    const frame = this.#frames.at(-1);
    if (!frame) return;
    let input = this.#inputs.get(key);
    if (!input) {
      input = new Input(key);
      this.#inputs.set(key, input);
    }
    frame.sources = withAnother<Source>(frame.sources, input);
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
   * The value kept in the table under the name, computed when there is none or what it came from has changed.
   *
   * @param onCycle answers when the computation needs itself
   * @param same whether a new value makes no difference to those who used the old one. With it, `compute` may be called again
   *   later, so it must read everything anew: nothing that it closes over may change while the table stays.
   */
  memo<T>(table: MemoTable, name: string, compute: () => T, onCycle: () => T, same?: (one: T, other: T) => boolean): T {
    const kept = table.get(name) as Memo<T> | undefined;
    if (kept?.state === "computing") {
      // Which frame computes it is not recorded; the outermost is a safe answer, and cycles are errors in Terraform anyway.
      this.abandon();
      return onCycle();
    }
    if (kept && (this.#isAsBefore(kept) || kept.state === "holds")) {
      this.#use(kept);
      return kept.value as T;
    }
    const memo = same ? new ComparedMemo(compute, same) : new Memo<T>();
    table.set(name, memo);
    let done = false;
    try {
      const frame = this.#run(memo, compute);
      done = !frame.abandoned;
      if (done) this.#use(memo);
      else this.#merge(frame);
      return memo.value as T;
    } finally {
      if (!done) table.delete(name);
    }
  }

  /** The same for a value that is kept as long as the object that it is about. */
  keep<T>(owner: object, name: string, compute: () => T, onCycle: () => T, same?: (one: T, other: T) => boolean): T {
    let table = this.#tables.get(owner);
    if (!table) {
      table = new Map();
      this.#tables.set(owner, table);
    }
    return this.memo(table, name, compute, onCycle, same);
  }

  /** Computes a value that nothing else is computed from; its memo holds, whatever cut the computation short. */
  root<T>(name: string, compute: () => T): { readonly value: T; readonly memo: Memo } {
    const memo = new Memo<T>(name);
    const frame = this.#run(memo, compute);
    if (frame.abandoned) this.#link(memo, frame);
    return { value: memo.value as T, memo };
  }

  /** Computes as part of the computation under way and tells whether it matters which use of the module that is for. */
  track<T>(compute: () => T): { readonly value: T; readonly instanceSensitive: boolean } {
    const frame = this.#begin();
    let value: T;
    try {
      value = compute();
    } finally {
      this.#frames.pop();
    }
    this.#merge(frame);
    return { value, instanceSensitive: frame.instanceSensitive };
  }

  /** The names of the roots that were computed from the key, by whatever way. */
  rootsOf(key: string): ReadonlySet<string> {
    const roots = new Set<string>();
    const input = this.#inputs.get(key);
    const seen = new Set<Source>(input ? [input] : []);
    // A set grows while it is walked: each source is visited once.
    for (const source of seen) {
      for (const memo of source.users) {
        if (memo.name !== undefined) roots.add(memo.name);
        seen.add(memo);
      }
    }
    return roots;
  }

  /** Whether the memo's value is what would come out now. */
  holds(memo: Memo): boolean {
    if (memo.state !== "doubtful") return memo.state === "holds";
    // Another one on the way finds it under examination, as in a cycle.
    memo.state = "computing";
    for (const source of memo.sources ?? NOTHING) {
      if (!(source instanceof Memo) || this.#isAsBefore(source)) continue;
      this.drop(memo);
      return false;
    }
    memo.state = "holds";
    return true;
  }

  /** Makes the memo void, and forgets what it was computed from. */
  drop(memo: Memo): void {
    memo.state = "void";
    if (!(memo instanceof ComparedMemo)) memo.value = undefined;
    for (const source of memo.sources ?? NOTHING) {
      source.removeUser(memo);
      if (!source.isUsed) this.#unused.push(source);
    }
    memo.sources = undefined;
  }

  /** Forgets what nobody uses any more: the values of blocks that have been replaced. To be called when all is up to date. */
  sweep(): void {
    for (let source = this.#unused.pop(); source !== undefined; source = this.#unused.pop()) {
      if (source.isUsed) continue;
      if (source instanceof Input) this.#inputs.delete(source.key);
      else if (source instanceof Memo && source.state !== "void") this.drop(source);
    }
  }

  /** Whether the used memo has the value it had, which may have to be computed to tell. */
  #isAsBefore(memo: Memo): boolean {
    if (this.holds(memo)) return true;
    if (!(memo instanceof ComparedMemo) || memo.state !== "void") return false;
    const before: unknown = memo.value;
    memo.state = "computing";
    try {
      const frame = this.#run(memo, memo.compute);
      if (frame.abandoned || !memo.same(before, memo.value)) return this.#differs(memo, frame.abandoned);
      memo.value = before;
      return true;
    } catch {
      return this.#differs(memo, true);
    }
  }

  /** Makes void what used the memo's former value. */
  #differs(memo: Memo, isUseless: boolean): false {
    this.#spread(memo, "void", undefined);
    if (isUseless) this.drop(memo);
    return false;
  }

  /** Makes void, or doubtful, what was computed from the source. */
  #spread(source: Source, state: "void" | "doubtful", roots: Set<string> | undefined): void {
    const stack: [Source, "void" | "doubtful"][] = [[source, state]];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const [from, verdict] = next;
      for (const memo of from.users) {
        if (memo.name !== undefined) roots?.add(memo.name);
        if (memo.state === "void" || (verdict === "doubtful" && memo.state === "doubtful")) continue;
        if (verdict === "void") this.drop(memo);
        else memo.state = "doubtful";
        stack.push([memo, memo instanceof ComparedMemo ? "doubtful" : verdict]);
      }
    }
  }

  #use(memo: Memo): void {
    const frame = this.#frames.at(-1);
    if (!frame) {
      if (!memo.isUsed) this.#unused.push(memo);
      return;
    }
    frame.sources = withAnother<Source>(frame.sources, memo);
    if (memo.instanceSensitive) frame.instanceSensitive = true;
  }

  /** Runs the computation of the memo, whose value is worth nothing to others when the frame says that it was abandoned. */
  #run<T>(memo: Memo<T>, compute: () => T): Frame {
    const frame = this.#begin();
    try {
      memo.value = compute();
    } finally {
      this.#frames.pop();
    }
    if (!frame.abandoned) this.#link(memo, frame);
    return frame;
  }

  #begin(): Frame {
    const frame: Frame = { sources: undefined, instanceSensitive: false, abandoned: false };
    this.#frames.push(frame);
    return frame;
  }

  #link(memo: Memo, frame: Frame): void {
    memo.sources = frame.sources;
    memo.instanceSensitive = frame.instanceSensitive;
    memo.state = "holds";
    for (const source of frame.sources ?? NOTHING) source.addUser(memo);
  }

  /** What was read for a computation counts for the one around it. */
  #merge(inner: Frame): void {
    const outer = this.#frames.at(-1);
    for (const source of inner.sources ?? NOTHING) {
      if (outer) outer.sources = withAnother(outer.sources, source);
      else if (!source.isUsed) this.#unused.push(source);
    }
    if (outer && inner.instanceSensitive) outer.instanceSensitive = true;
  }
}
