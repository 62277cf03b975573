/** The tables of one module, kept up to date file by file. */
import type { Item } from "../syntax";
import { declarationsOf } from "./declarations";
import { keys } from "./dependencies";
import { automaticVariableRank } from "./paths";
import type { Declaration, Module, SourceFile } from "./types";

/** The type under which a resource, data source or module call is listed. */
export function listedType(declaration: Declaration): string | undefined {
  if (declaration.kind === "resource") return declaration.type;
  if (declaration.kind === "data") return `data.${declaration.type}`;
  return declaration.kind === "module" ? "module" : undefined;
}

export class ModuleTable implements Module {
  readonly declarations = new Map<string, Declaration[]>();
  readonly byType = new Map<string, Set<Declaration>>();
  readonly #byItem = new Map<Item, readonly Declaration[]>();
  readonly #files = new Set<string>();
  readonly #keys = new Map<string, string>();

  constructor(readonly dir: string) {}

  keyOf(symbol: string): string {
    let key = this.#keys.get(symbol);
    if (key === undefined) {
      key = keys.symbol(this.dir, symbol);
      this.#keys.set(symbol, key);
    }
    return key;
  }

  /** Whether any configuration file belongs to the module. */
  get hasFiles(): boolean {
    return this.#files.size > 0;
  }

  /** Notes that the file belongs to the module, or no longer does. */
  setMember(path: string, member: boolean): void {
    if (member) this.#files.add(path);
    else this.#files.delete(path);
  }

  /** Adds what the item declares and returns it. */
  add(item: Item, source: SourceFile): readonly Declaration[] {
    const declared = declarationsOf(item, source, this);
    if (declared.length === 0) return declared;
    this.#byItem.set(item, declared);
    for (const declaration of declared) {
      const same = this.declarations.get(declaration.symbol);
      if (!same) this.declarations.set(declaration.symbol, [declaration]);
      else {
        // A new array, since views may still hold the old one.
        this.declarations.set(declaration.symbol, [...same, declaration].sort(byPrecedence));
      }
      const type = listedType(declaration);
      if (type !== undefined) {
        const list = this.byType.get(type);
        if (list) list.add(declaration);
        else this.byType.set(type, new Set([declaration]));
      }
    }
    return declared;
  }

  /** Removes what the item declared and returns it. */
  remove(item: Item): readonly Declaration[] {
    const declared = this.#byItem.get(item) ?? [];
    this.#byItem.delete(item);
    for (const declaration of declared) {
      const rest = this.declarations.get(declaration.symbol)?.filter((each) => each !== declaration) ?? [];
      if (rest.length > 0) this.declarations.set(declaration.symbol, rest);
      else {
        this.declarations.delete(declaration.symbol);
        this.#keys.delete(declaration.symbol);
      }
      const type = listedType(declaration);
      if (type === undefined) continue;
      const list = this.byType.get(type);
      list?.delete(declaration);
      if (list?.size === 0) this.byType.delete(type);
    }
    return declared;
  }
}

/** Base files before override files, each by name, then by place; variable files by Terraform's precedence. */
function byPrecedence(a: Declaration, b: Declaration): number {
  if (a.source.override !== b.source.override) return a.source.override ? 1 : -1;
  if (a.source !== b.source) {
    const [left, right] =
      a.kind === "assignment"
        ? [automaticVariableRank(a.source.path) ?? "", automaticVariableRank(b.source.path) ?? ""]
        : [a.source.path, b.source.path];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return a.source.file.startOf(a.item) + a.node.start - (b.source.file.startOf(b.item) + b.node.start);
}
