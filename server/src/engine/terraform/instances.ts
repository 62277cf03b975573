/** The ways in which modules are used: roots, and chains of calls with their `count` and `for_each`. */
import type { MemoTable } from "./dependencies";
import { dirname, resolvePath } from "./paths";
import type { Declaration, Module, ModuleInstance } from "./types";
import { known, type Value } from "./value";
import type { Workspace } from "./workspace";

/** Beyond this many ways, a module is judged for the first ones only. */
const MAX_WAYS = 10_000;

/** A call that is reached in more ways leads on in the first ones only: each level of modules may double them. */
const MAX_WAYS_OF_CALL = 250;

/** A module that is called through more levels is judged as if nobody called it. */
const MAX_DEPTH = 50;

/** Beyond this many, nobody has installed the modules that a list names; each would be looked for on the disk. */
const MAX_INSTALLED = 10_000;

export class Instance implements ModuleInstance {
  readonly memo: MemoTable = new Map();

  constructor(
    readonly module: Module,
    readonly address: string,
    readonly parent: Instance | undefined,
    readonly call: Declaration | undefined,
    readonly key: Value | undefined,
    /** Names of the calls from the root, joined by dots: how a module manifest names it. */
    readonly path: string,
  ) {}

  /** The directory in which Terraform is run. */
  get rootDir(): string {
    return this.parent?.rootDir ?? this.module.dir;
  }
}

/** The instance that no one calls, above the given one: where Terraform is run. */
export function rootOf(instance: ModuleInstance): ModuleInstance {
  let root = instance;
  while (root.parent) root = root.parent;
  return root;
}

/** How often, and with which keys, a block is repeated by its `count` or `for_each`. */
export interface Repetition {
  /** One entry for each instance: its key (undefined without `count` and `for_each`) and, for `for_each`, its value. */
  readonly turns: readonly { readonly key: Value | undefined; readonly value: Value | undefined }[];
  /** False when the text does not tell how often: then there is one turn with unknown key. */
  readonly certain: boolean;
}

/** The children of an instance by one of its module calls. */
export interface Children {
  readonly call: Declaration | undefined;
  /** Empty when the call is repeated zero times. Undefined when the called module is not on disk. */
  readonly instances: readonly Instance[] | undefined;
  readonly repeated: boolean;
}

interface ManifestEntry {
  readonly key: string;
  readonly dir: string;
}

export class Instances {
  readonly #workspace: Workspace;
  readonly #repetition: (instance: Instance, declarations: readonly Declaration[]) => Repetition;
  readonly #roots = new WeakMap<Module, Instance>();
  readonly #tables = new WeakMap<Module, MemoTable>();
  readonly #manifests: MemoTable = new Map();

  /** `repetition` evaluates the `count` or `for_each` of a call. */
  constructor(
    workspace: Workspace,
    repetition: (instance: Instance, declarations: readonly Declaration[]) => Repetition,
  ) {
    this.#workspace = workspace;
    this.#repetition = repetition;
  }

  /** The module as Terraform's root. */
  root(module: Module): Instance {
    let root = this.#roots.get(module);
    if (!root) {
      root = new Instance(module, "", undefined, undefined, undefined, "");
      this.#roots.set(module, root);
    }
    return root;
  }

  /** Every way in which the module is used: one as root when nobody calls it, none when every call is repeated zero times. */
  of(module: Module): readonly Instance[] {
    let table = this.#tables.get(module);
    if (!table) {
      table = new Map();
      this.#tables.set(module, table);
    }
    return this.#workspace.dependencies.memo(
      table,
      "ways",
      () => this.#waysOf(module),
      () => [],
    );
  }

  #waysOf(module: Module): readonly Instance[] {
    // From the top, since a long chain of calls, asked for one inside the other, would overflow the stack.
    for (const each of this.#above(module)) this.of(each);
    const ways: Instance[] = [];
    let called = false;
    let isTooDeep = false;
    for (const [parent, name] of this.#callersOf(module.dir)) {
      if (ways.length >= MAX_WAYS) break;
      called = true;
      isTooDeep ||= depthOf(parent) > MAX_DEPTH;
      for (const child of this.children(parent, name).instances ?? []) {
        if (child.module === module) ways.push(child);
      }
    }
    const isRoot = !called || (isTooDeep && ways.length === 0);
    return isRoot ? [this.root(module)] : ways.slice(0, MAX_WAYS);
  }

  /** The modules that call the module, and those that call these, the farthest first. */
  #above(module: Module): readonly Module[] {
    const seen = new Set([module]);
    // A set grows while it is walked.
    for (const { dir } of seen) for (const call of this.#workspace.callersOf(dir)) seen.add(call.module);
    seen.delete(module);
    return [...seen].reverse();
  }

  /** The instances that call the directory, each with the name of the call. */
  *#callersOf(dir: string): Iterable<[Instance, string]> {
    // By module and name, so that the first way is the same whichever file was read or edited first.
    const calls = new Map([...this.#workspace.callersOf(dir)].map((call) => [call.module.keyOf(call.symbol), call]));
    for (const [, call] of [...calls].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const parent of this.of(call.module).slice(0, MAX_WAYS_OF_CALL)) yield [parent, call.name];
    }
    const installed = dir.indexOf("/.terraform/modules/");
    if (installed < 0) return;
    const root = dir.slice(0, installed);
    const manifest = this.manifest(root);
    for (const entry of manifest.filter((each) => each.dir === dir)) {
      const dot = entry.key.lastIndexOf(".");
      const [parentPath, name] = dot < 0 ? ["", entry.key] : [entry.key.slice(0, dot), entry.key.slice(dot + 1)];
      const parentDir = parentPath === "" ? root : manifest.find((each) => each.key === parentPath)?.dir;
      const parent = parentDir === undefined ? undefined : this.#workspace.module(parentDir);
      if (!parent || calls.has(parent.keyOf(`module.${name}`))) continue;
      for (const instance of this.of(parent)) {
        if (instance.path === parentPath && instance.rootDir === root) yield [instance, name];
      }
    }
  }

  /** What the module call of that name leads to from the instance. */
  children(parent: Instance, name: string): Children {
    return this.#workspace.dependencies.memo<Children>(
      parent.memo,
      `module.${name}`,
      () => this.#childrenOf(parent, name),
      () => ({ call: undefined, instances: undefined, repeated: false }),
    );
  }

  #childrenOf(parent: Instance, name: string): Children {
    const declarations = this.#workspace.declarations(parent.module, `module.${name}`);
    const call = declarations[0];
    if (!call) return { call, instances: undefined, repeated: false };
    const path = parent.path === "" ? name : `${parent.path}.${name}`;
    const module = this.#moduleOf(parent, declarations, path);
    const repetition = this.#repetition(parent, declarations);
    const repeated = repetition.turns.some((turn) => turn.key !== undefined) || repetition.turns.length === 0;
    if (!module || depthOf(parent) > MAX_DEPTH) return { call, instances: undefined, repeated };
    const instances = repetition.turns.map(({ key, value }) => {
      const address = `${parent.address === "" ? "" : `${parent.address}.`}module.${name}${keySuffix(key)}`;
      return new ChildInstance(module, address, parent, call, key, path, value);
    });
    return { call, instances, repeated };
  }

  #moduleOf(parent: Instance, declarations: readonly Declaration[], path: string): Module | undefined {
    for (const declaration of [...declarations].reverse()) {
      const target = this.#workspace.target(declaration);
      if (target.kind === "unknown") continue;
      if (target.kind === "local") return this.#workspace.module(target.dir);
      const dir = this.manifest(parent.rootDir).find((entry) => entry.key === path)?.dir;
      return dir === undefined ? undefined : this.#workspace.module(dir);
    }
    return undefined;
  }

  /** Directories that some module call leads to and of which no file is known. */
  missing(): readonly string[] {
    const dirs = new Set<string>();
    const installing = new Set<string>();
    for (const module of this.#workspace.modules.values()) {
      for (const call of module.byType.get("module") ?? []) {
        const target = this.#workspace.target(call);
        if (target.kind === "local") dirs.add(target.dir);
        else if (target.kind === "remote") installing.add(module.dir);
      }
    }
    for (const root of this.#rootsOf(installing)) for (const { dir } of this.manifest(root)) dirs.add(dir);
    return [...dirs].filter((dir) => !this.#workspace.module(dir));
  }

  /** The directories from which calls may lead to the directories: no call is evaluated, so there may be more than do. */
  #rootsOf(dirs: ReadonlySet<string>): readonly string[] {
    const seen = new Set(dirs);
    const roots: string[] = [];
    // A set grows while it is walked: each directory is visited once.
    for (const dir of seen) {
      const callers = this.#workspace.callersOf(dir);
      const installed = dir.indexOf("/.terraform/modules/");
      if (installed >= 0) roots.push(dir.slice(0, installed));
      else if (callers.size === 0) roots.push(dir);
      for (const { module } of callers) seen.add(module.dir);
    }
    return roots;
  }

  /** Terraform's list of installed modules, `.terraform/modules/modules.json`; what is malformed in it is left out. */
  manifest(rootDir: string): readonly ManifestEntry[] {
    const path = `${rootDir}/.terraform/modules/modules.json`;
    return this.#workspace.dependencies.memo<readonly ManifestEntry[]>(
      this.#manifests,
      path,
      () => parseManifest(this.#workspace.readFile(path), dirname(dirname(dirname(path)))),
      () => [],
    );
  }
}

/** An instance made by a call with `for_each`, whose `each.value` the call's arguments may use. */
export class ChildInstance extends Instance {
  constructor(
    module: Module,
    address: string,
    parent: Instance,
    call: Declaration,
    key: Value | undefined,
    path: string,
    readonly eachValue: Value | undefined,
  ) {
    super(module, address, parent, call, key, path);
  }
}

/** `["a"]`, `[0]`, or nothing without a known key. */
export function keySuffix(key: Value | undefined): string {
  if (key?.kind !== "known" || key.value === null) return "";
  return typeof key.value === "number" ? `[${key.value}]` : `[${JSON.stringify(String(key.value))}]`;
}

/** A repetition of known keys and values. */
export function turns(entries: Iterable<readonly [string | number, Value | undefined]>): Repetition {
  return { turns: [...entries].map(([key, value]) => ({ key: known(key), value })), certain: true };
}

function depthOf(instance: Instance): number {
  let depth = 0;
  for (let each = instance.parent; each; each = each.parent) depth++;
  return depth;
}

function parseManifest(text: string | undefined, rootDir: string): ManifestEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(text ?? "null");
  } catch {
    return [];
  }
  const modules = json !== null && typeof json === "object" && "Modules" in json ? json.Modules : undefined;
  if (!Array.isArray(modules)) return [];
  return modules.slice(0, MAX_INSTALLED).flatMap((each: unknown): ManifestEntry[] => {
    if (each === null || typeof each !== "object" || !("Key" in each) || !("Dir" in each)) return [];
    const { Key: key, Dir: dir } = each;
    if (typeof key !== "string" || key === "" || typeof dir !== "string") return [];
    return [{ key, dir: resolvePath(rootDir, dir) }];
  });
}
