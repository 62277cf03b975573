import type { File, Item } from "../syntax";
import { Dependencies, keys } from "./dependencies";
import type { Location } from "./location";
import { listedType, ModuleTable } from "./module";
import { automaticVariableRank, dirname, isInside, resolvePath, roleOf } from "./paths";
import type { Declaration, Module, SourceFile } from "./types";

export interface WorkspaceOptions {
  /** Absolute path; nothing outside it is ever read. */
  readonly root: string;
  /** Text of a file below the root, for `file()`, `templatefile()` and module manifests; undefined when there is none. */
  readonly readFile?: (path: string) => string | undefined;
  /** Variable files that count although Terraform would not load them by itself; later ones win. */
  readonly variableFiles?: readonly VariableFile[];
}

/** A variable file, and the folder whose root modules it is for. */
export interface VariableFile {
  readonly path: string;
  readonly folder: string;
}

interface Source extends SourceFile {
  file: File;
}

/** What has changed. */
export interface Changes {
  readonly keys: ReadonlySet<string>;
  /** The roots (see `Dependencies`) that may no longer hold. */
  readonly roots: ReadonlySet<string>;
}

/** Where a module call leads. */
export type CallTarget =
  | { readonly kind: "local"; readonly dir: string }
  /** A registry, git or other address: on disk only when Terraform has installed it. */
  | { readonly kind: "remote"; readonly source: string }
  | { readonly kind: "unknown" };

/**
 * The files of a folder as Terraform's modules. Holds state so that an edit costs what it touches: a changed file exchanges
 * the declarations of its changed items, and `takeChanges` tells which keys that concerns.
 */
export class Workspace {
  readonly root: string;
  readonly dependencies = new Dependencies();
  readonly #options: WorkspaceOptions;
  readonly #sources = new Map<string, Source>();
  readonly #modules = new Map<string, ModuleTable>();
  /** Module calls by the directory they lead to. */
  readonly #callers = new Map<string, Set<Declaration>>();
  readonly #modulesByType = new Map<string, Set<ModuleTable>>();
  #changes = new Set<string>();
  #variableFiles: readonly VariableFile[];

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#variableFiles = options.variableFiles ?? [];
    this.root = options.root;
  }

  get modules(): ReadonlyMap<string, Module> {
    return this.#modules;
  }

  get files(): ReadonlyMap<string, SourceFile> {
    return this.#sources;
  }

  /** The file of a path as it is used now. */
  source(path: string): SourceFile | undefined {
    return this.#sources.get(path);
  }

  /** The module of a directory; undefined when no configuration file of it is known. The question is a dependency. */
  module(dir: string): Module | undefined {
    this.dependencies.read(keys.module(dir));
    const table = this.#modules.get(dir);
    return table?.hasFiles ? table : undefined;
  }

  /** The module calls that lead to the directory by a relative source. The question is a dependency. */
  callersOf(dir: string): ReadonlySet<Declaration> {
    this.dependencies.read(keys.calls(dir));
    return this.#callers.get(dir) ?? new Set();
  }

  /** The declarations of a symbol in a module, base first. The question is a dependency. */
  declarations(module: Module, symbol: string): readonly Declaration[] {
    this.dependencies.read(module.keyOf(symbol));
    return module.declarations.get(symbol) ?? [];
  }

  /** The resources (or `data.` sources) of a type in a module, or its calls ("module"). The question is a dependency. */
  ofType(module: Module, type: string): ReadonlySet<Declaration> {
    this.dependencies.read(keys.typeInModule(module.dir, type));
    return module.byType.get(type) ?? new Set();
  }

  /** The modules that declare a resource of the type, by directory. The question is a dependency. */
  modulesWithType(type: string): readonly Module[] {
    this.dependencies.read(keys.type(type));
    // In an order that does not depend on which file was read or edited first.
    return [...(this.#modulesByType.get(type) ?? [])].sort((a, b) => (a.dir < b.dir ? -1 : 1));
  }

  /** Text of a file inside the root; undefined when it cannot be read or lies outside. The question is a dependency. */
  readFile(path: string): string | undefined {
    this.dependencies.read(keys.file(path));
    return isInside(this.root, path) ? this.#options.readFile?.(path) : undefined;
  }

  /** Assignments to the variable of a root module in variable files named by the user, in order; the last one wins. */
  namedAssignments(name: string, dir: string): Declaration[] {
    this.dependencies.read(keys.variableFiles);
    return this.#variableFiles.flatMap(({ path, folder }) => {
      if (!isInside(folder, dir)) return [];
      const module = this.#modules.get(dirname(path));
      const found = module?.declarations.get(`assignment.${name}`)?.filter((each) => each.source.path === path);
      return found ?? [];
    });
  }

  /** Where the call leads, from its `source` argument alone. */
  target(call: Declaration): CallTarget {
    const source = literalSource(call);
    if (source === undefined) return { kind: "unknown" };
    if (!/^\.{1,2}(\/|$)/.test(source)) return { kind: "remote", source };
    return { kind: "local", dir: resolvePath(call.module.dir, source) };
  }

  /** Absolute offsets of a location in its file's present text; undefined when the file has changed there since. */
  rangeOf(location: Location): { start: number; end: number } | undefined {
    const file = this.#sources.get(location.path)?.file;
    const start = file?.startOf(location.item) ?? -1;
    return start < 0 ? undefined : { start: start + location.start, end: start + location.end };
  }

  /** The variable files named by the user. */
  get variableFiles(): readonly VariableFile[] {
    return this.#variableFiles;
  }

  /** Exchanges the variable files named by the user. */
  setVariableFiles(files: readonly VariableFile[]): void {
    this.#variableFiles = files;
    this.#changes.add(keys.variableFiles);
  }

  /** Takes the file in, or its new state. Files that Terraform ignores are ignored. */
  setFile(path: string, file: File): void {
    const role = roleOf(path);
    if (!role) return;
    const known = this.#sources.get(path);
    if (known) {
      if (known.file === file) return;
      const old = known.file;
      known.file = file;
      if (this.#isActive(known)) this.#exchange(known, old.items, file.items);
      return;
    }
    const source: Source = { path, file, kind: role.kind, override: role.override };
    this.#sources.set(path, source);
    if (this.#isActive(source)) this.#activate(source);
    const shadowed = this.#shadowedBy(path);
    if (shadowed) this.#deactivate(shadowed);
  }

  /** Forgets the file. */
  removeFile(path: string): void {
    const source = this.#sources.get(path);
    if (!source) return;
    const wasActive = this.#isActive(source);
    this.#sources.delete(path);
    if (wasActive) this.#deactivate(source);
    const shadowed = this.#shadowedBy(path);
    if (shadowed && this.#isActive(shadowed)) this.#activate(shadowed);
  }

  /** Notes that a file which is not configuration has changed (one read by `file()`, a module manifest). */
  touchFile(path: string): void {
    this.#changes.add(keys.file(path));
  }

  /** Whether `x.tf` must give way to an existing `x.tofu`. */
  isShadowed(path: string): boolean {
    const shadow = roleOf(path)?.shadowedBy;
    return shadow !== undefined && this.#sources.has(shadow);
  }

  /** What changed since the last call; from here on what was computed from it no longer holds. */
  takeChanges(): Changes {
    const changed = this.#changes;
    this.#changes = new Set();
    return { keys: changed, roots: this.dependencies.change(changed) };
  }

  #isActive(source: SourceFile): boolean {
    return !this.isShadowed(source.path);
  }

  #shadowedBy(path: string): Source | undefined {
    const loser = path.replace(/\.tofu(\.json)?$/, ".tf$1");
    return loser === path ? undefined : this.#sources.get(loser);
  }

  #activate(source: Source): void {
    const module = this.#table(source);
    if (source.kind === "configuration") {
      if (!module.hasFiles) this.#changes.add(keys.module(module.dir));
      module.setMember(source.path, true);
    }
    this.#exchange(source, [], source.file.items);
  }

  #deactivate(source: Source): void {
    const module = this.#table(source);
    this.#exchange(source, source.file.items, []);
    module.setMember(source.path, false);
    if (module.hasFiles) return;
    this.#changes.add(keys.module(module.dir));
    // With the table goes what was computed for its instances.
    if (module.declarations.size === 0) this.#modules.delete(module.dir);
  }

  #table(source: SourceFile): ModuleTable {
    const dir = dirname(source.path);
    let table = this.#modules.get(dir);
    if (!table) {
      table = new ModuleTable(dir);
      this.#modules.set(dir, table);
    }
    return table;
  }

  /** Exchanges the items that differ; those before and behind the change are the same objects. */
  #exchange(source: Source, before: readonly Item[], after: readonly Item[]): void {
    const module = this.#table(source);
    const shorter = Math.min(before.length, after.length);
    let head = 0;
    while (head < shorter && before[head] === after[head]) head++;
    let tail = 0;
    while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
    for (const item of before.slice(head, before.length - tail)) {
      for (const declaration of module.remove(item)) this.#note(declaration, false);
    }
    for (const item of after.slice(head, after.length - tail)) {
      for (const declaration of module.add(item, source)) this.#note(declaration, true);
    }
  }

  /** Keeps the indexes over modules and records what changed. */
  #note(declaration: Declaration, added: boolean): void {
    const { module } = declaration;
    this.#changes.add(module.keyOf(declaration.symbol));
    if (declaration.kind === "assignment") {
      if (automaticVariableRank(declaration.source.path) === undefined) this.#changes.add(keys.variableFiles);
      return;
    }
    if (declaration.kind === "module") this.#noteCall(declaration, added);
    const type = listedType(declaration);
    if (type === undefined) return;
    this.#changes.add(keys.typeInModule(module.dir, type));
    this.#changes.add(keys.type(type));
    const modules = this.#modulesByType.get(type) ?? new Set();
    this.#modulesByType.set(type, modules);
    if (module.byType.has(type)) modules.add(module as ModuleTable);
    else modules.delete(module as ModuleTable);
  }

  #noteCall(call: Declaration, added: boolean): void {
    const target = this.target(call);
    if (target.kind !== "local") {
      this.#changes.add(keys.calls(""));
      return;
    }
    this.#changes.add(keys.calls(target.dir));
    const callers = this.#callers.get(target.dir) ?? new Set();
    this.#callers.set(target.dir, callers);
    if (added) callers.add(call);
    else callers.delete(call);
  }
}

/** The `source` of a module call when it is a plain string. */
function literalSource(call: Declaration): string | undefined {
  if (call.node.kind !== "block") return undefined;
  for (const each of call.node.body) {
    if (each.kind !== "attribute" || each.name !== "source") continue;
    const expr = each.expr;
    if (expr.kind !== "template") return undefined;
    const [only] = expr.parts;
    return expr.parts.length === 1 && only?.kind === "text" ? only.value : undefined;
  }
  return undefined;
}
