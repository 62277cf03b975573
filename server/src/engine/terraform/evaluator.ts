import type { Expression } from "../syntax";
import { parseTemplate } from "../syntax";
import { nameOf, type Operation } from "./access";
import { Expressions, type Resolver } from "./expressions";
import { Instance, Instances, keySuffix, type Repetition, rootOf, turns } from "./instances";
import { relativePath, resolvePath } from "./paths";
import type { Scope } from "./scope";
import { Symbols, scopeOf } from "./symbols";
import type { BlockView, Declaration, ModuleInstance, ResourceHandle, ResourceView } from "./types";
import {
  failure,
  isNull,
  known,
  list,
  object,
  type ReferenceValue,
  type ResourceValue,
  type Step,
  stepped,
  union,
  unknown,
  type Value,
} from "./value";
import { headerOf, MergedBlock, MergedResource } from "./views";
import type { Workspace } from "./workspace";

/** Units of work (expressions, loop turns) for one question; a hostile module ends in unknown, not in a hang. */
const BUDGET = 50_000;
/** Nested evaluations, through any chain of names; far below what the stack of a thread holds. */
const MAX_DEPTH = 400;
/** A resource with a larger `count` is judged for its first instances. */
const MAX_TURNS = 100;

/**
 * Answers what the configuration is worth, as one instance of a module sees it. Everything read on the way is recorded as a
 * dependency of the computation under way (see `Dependencies`).
 */
export class Evaluator implements Resolver {
  readonly workspace: Workspace;
  readonly instances: Instances;
  readonly #expressions = new Expressions(this);
  readonly #symbols = new Symbols(this);
  #budget = BUDGET;
  #depth = 0;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.instances = new Instances(workspace, (instance, declarations) => this.#callRepetition(instance, declarations));
  }

  /** What the expression is worth in the scope. Never throws; what text does not tell is unknown. */
  evaluate(expr: Expression, scope: Scope): Value {
    return this.#expressions.evaluate(expr, scope);
  }

  // ── Resources ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The managed resources of a type (data sources: `data.<type>`) as the instance sees them; none for zero repetitions. */
  resources(instance: ModuleInstance, type: string): readonly ResourceView[] {
    if (!(instance instanceof Instance)) return [];
    return this.workspace.dependencies.memo<readonly ResourceView[]>(
      instance.memo,
      `resources:${type}`,
      () => {
        const declared = [...this.workspace.ofType(instance.module, type)];
        // In an order that does not depend on which file was read or edited first.
        const symbols = [...new Set(declared.map((declaration) => declaration.symbol))].sort();
        return symbols.flatMap((symbol) => this.views(instance, symbol));
      },
      () => [],
    );
  }

  /** The resources of a type in all modules that are run together with the instance's: below the same root. */
  resourcesBelowRoot(instance: ModuleInstance, type: string): readonly ResourceView[] {
    const root = rootOf(instance);
    if (root !== instance) this.workspace.dependencies.readInstance();
    if (!(root instanceof Instance)) return [];
    return this.workspace.dependencies.memo<readonly ResourceView[]>(
      root.memo,
      `below:${type}`,
      () =>
        this.workspace.modulesWithType(type).flatMap((module) =>
          this.instances
            .of(module)
            .filter((each) => each.rootDir === root.module.dir)
            .flatMap((each) => this.resources(each, type)),
        ),
      () => [],
    );
  }

  /** The same over every module of the workspace and every way in which it is used. */
  resourcesInWorkspace(type: string): readonly ResourceView[] {
    return this.workspace
      .modulesWithType(type)
      .flatMap((module) => this.instances.of(module).flatMap((instance) => this.resources(instance, type)));
  }

  /** The resources or data sources declared under a symbol; every declaration of a duplicate is viewed. */
  views(instance: ModuleInstance, symbol: string): readonly ResourceView[] {
    if (!(instance instanceof Instance)) return [];
    return this.workspace.dependencies.memo<readonly ResourceView[]>(
      instance.memo,
      `views:${symbol}`,
      () => this.#views(instance, symbol),
      () => [],
    );
  }

  #views(instance: Instance, symbol: string): readonly ResourceView[] {
    const declared = this.workspace.declarations(instance.module, symbol);
    const overrides = declared.filter((each) => each.source.override);
    const bases = declared.filter((each) => !each.source.override);
    const firsts = bases.length > 0 ? bases : overrides.slice(0, 1);
    return firsts.flatMap((base) => this.#expanded(instance, base, bases.length > 0 ? overrides : overrides.slice(1)));
  }

  #expanded(instance: Instance, base: Declaration, overrides: readonly Declaration[]): ResourceView[] {
    const declarations = [base, ...overrides];
    const repetition = this.#repetition(instance, declarations);
    return repetition.turns.flatMap(({ key, value }) => {
      const extra = key && { count: key, ...(value && { each: { key, value } }) };
      const parts = declarations.flatMap((each) =>
        each.node.kind === "block" ? [{ block: each.node, scope: { ...scopeOf(instance, each), ...extra } }] : [],
      );
      const [first, ...rest] = parts;
      if (!first) return [];
      const handle: ResourceHandle = { instance, declaration: base, key };
      const address = base.symbol + keySuffix(key);
      return [new MergedResource(this, [first, ...rest], handle, address, repetition.certain)];
    });
  }

  /** The resource a value leads to: the instance of that key, or the first one. Undefined when there is none. */
  follow(value: ReferenceValue | ResourceValue): ResourceView | undefined {
    const { instance, declaration, key } = value.resource;
    const views = this.views(instance, declaration.symbol);
    const wanted = key && nameOf(key);
    if (wanted === undefined) return views[0];
    return views.find((view) => view.resource.key && nameOf(view.resource.key) === wanted) ?? uncertainOf(views);
  }

  /** What the configuration says of the referenced attribute; undefined when it says nothing, so that AWS decides. */
  configured(value: ReferenceValue): Value | undefined {
    let block: BlockView | undefined = this.follow(value);
    const path = [...value.path];
    while (block && path.length > 0) {
      const name = path.shift();
      if (typeof name !== "string") return undefined;
      const attribute = block.attribute(name);
      if (attribute) return path.reduce<Value>((each, step) => this.#plainStep(each, step), attribute.value);
      const index = typeof path[0] === "number" ? path.shift() : 0;
      block = block.nested(name).views[Number(index)];
    }
    return undefined;
  }

  #plainStep(value: Value, step: string | number | null): Value {
    if (step === null) return this.#expressions.step(value, { kind: "index", key: unknown("runtime", "index") });
    return this.#expressions.step(
      value,
      typeof step === "string" ? { kind: "attribute", name: step } : { kind: "index", key: known(step) },
    );
  }

  /** References replaced by configured values as far as the text goes; anything else as it is. */
  resolve(value: Value): Value {
    if (value.kind === "union")
      return union(
        value.options.map((each) => this.resolve(each)),
        value.trace,
      );
    let current: Value = value;
    for (let hops = 0; current.kind === "reference" && hops < 20; hops++) {
      const configured = this.configured(current);
      if (!configured) break;
      current = stepped(configured, current.trace);
    }
    return current;
  }

  /** The provider blocks of the instance's module, or of the nearest caller that has any. */
  providers(instance: ModuleInstance): readonly BlockView[] {
    for (let each: ModuleInstance | undefined = instance; each; each = each.parent) {
      const views = this.blocks(each, "provider.aws");
      if (views.length > 0) return views;
    }
    return [];
  }

  /** The version constraint on the AWS provider, of the instance's module or of its nearest caller that has one. */
  awsProviderConstraint(instance: ModuleInstance): string | undefined {
    for (let each: ModuleInstance | undefined = instance; each; each = each.parent) {
      for (const terraform of this.blocks(each, "terraform")) {
        const aws = terraform.nested("required_providers").views[0]?.attribute("aws")?.value;
        const version = aws?.kind === "object" ? aws.entries.get("version") : aws;
        if (version?.kind === "known" && typeof version.value === "string") return version.value;
      }
    }
    return undefined;
  }

  /** The blocks declared under the symbol of what is no resource (`terraform`, `provider.aws`, `module.db`). */
  blocks(instance: ModuleInstance, symbol: string): readonly BlockView[] {
    if (!(instance instanceof Instance)) return [];
    return this.workspace.dependencies.memo<readonly BlockView[]>(
      instance.memo,
      `blocks:${symbol}`,
      () =>
        this.workspace
          .declarations(instance.module, symbol)
          .flatMap((each) =>
            each.node.kind === "block"
              ? [new MergedBlock(this, [{ block: each.node, scope: scopeOf(instance, each) }], false)]
              : [],
          ),
      () => [],
    );
  }

  // ── Repetition ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #callRepetition(instance: ModuleInstance, declarations: readonly Declaration[]): Repetition {
    return instance instanceof Instance ? this.#repetition(instance, declarations) : ONCE;
  }

  #repetition(instance: Instance, declarations: readonly Declaration[]): Repetition {
    for (const declaration of [...declarations].reverse()) {
      if (declaration.node.kind !== "block") continue;
      const scope = scopeOf(instance, declaration);
      for (const each of declaration.node.body) {
        if (each.kind !== "attribute") continue;
        if (each.name === "count") return this.#countTurns(this.resolve(this.evaluate(each.expr, scope)));
        if (each.name === "for_each") return this.#eachTurns(this.evaluate(each.expr, scope));
      }
    }
    return ONCE;
  }

  #countTurns(count: Value): Repetition {
    const number = count.kind === "known" && count.value !== null ? Number(count.value) : Number.NaN;
    if (Number.isNaN(number)) return uncertain(count);
    return turns(Array.from({ length: Math.min(Math.max(0, number), MAX_TURNS) }, (_, index) => [index, undefined]));
  }

  #eachTurns(collection: Value): Repetition {
    const found = this.items(collection);
    if (!found || (found.items.length === 0 && !found.complete)) return uncertain(collection);
    return {
      turns: found.items.slice(0, MAX_TURNS).map(([key, value]) => ({ key, value })),
      certain: true,
    };
  }

  /** The items of a `for_each` collection; undefined when the text does not tell them. */
  items(
    value: Value,
  ): { readonly items: readonly (readonly [Value, Value])[]; readonly complete: boolean } | undefined {
    const collection = this.expand(this.resolve(value));
    const { trace } = collection;
    if (collection.kind === "list") {
      return {
        items: collection.elements.map((each, index) => [isScalar(each) ? each : known(index), stepped(each, trace)]),
        complete: true,
      };
    }
    if (collection.kind === "object") {
      return {
        items: [...collection.entries].map(([key, each]) => [known(key, trace), stepped(each, trace)]),
        complete: collection.complete,
      };
    }
    return isNull(collection) ? { items: [], complete: true } : undefined;
  }

  // ── Resolver ───────────────────────────────────────────────────────────────────────────────────────────────────────

  root(name: string, operations: readonly Operation[], scope: Scope): { value: Value; consumed: number } {
    const { instance } = scope;
    const [first, second] = operations;
    const member = first?.kind === "attribute" ? first.name : undefined;
    const one = (value: Value): { value: Value; consumed: number } => ({ value, consumed: 1 });
    switch (name) {
      case "var":
        return one(member === undefined ? unknown("syntax", name) : this.#symbols.variable(instance, member));
      case "local":
        return one(member === undefined ? unknown("syntax", name) : this.#symbols.local(instance, member));
      case "module":
        return this.#symbols.moduleCall(instance, operations);
      case "each":
        return one((member === "key" ? scope.each?.key : scope.each?.value) ?? unknown("runtime", `each.${member}`));
      case "count":
        return one(scope.count ?? unknown("runtime", "count.index"));
      case "path":
        return one(this.#path(instance, member));
      case "terraform":
      case "self":
        return { value: unknown("runtime", `${name}.${member ?? ""}`), consumed: operations.length };
      case "data":
      case "ephemeral":
      case "resource": {
        const target = second?.kind === "attribute" ? second.name : undefined;
        if (member === undefined || target === undefined)
          return { value: unknown("syntax", name), consumed: operations.length };
        // `resource.aws_kms_key.main` is `aws_kms_key.main` in full.
        const mode = name === "resource" ? "" : `${name}.`;
        return { value: this.#resource(instance, `${mode}${member}.${target}`), consumed: 2 };
      }
      default:
        if (member === undefined) return { value: unknown("undeclared", name), consumed: operations.length };
        return one(this.#resource(instance, `${name}.${member}`));
    }
  }

  /** Paths are relative to the root module's directory, where Terraform is run as a rule. */
  #path(instance: Instance, member: string | undefined): Value {
    if (member === "root") return known(".");
    if (member !== "module") return unknown("runtime", `path.${member ?? ""}`);
    if (instance.parent) this.workspace.dependencies.readInstance();
    return known(relativePath(instance.rootDir, instance.module.dir));
  }

  #resource(instance: Instance, symbol: string): Value {
    const declaration = this.workspace.declarations(instance.module, symbol)[0];
    if (declaration?.node.kind !== "block") return unknown("undeclared", symbol);
    const at = headerOf({ block: declaration.node, scope: scopeOf(instance, declaration) });
    const step: Step = { kind: "reference", label: symbol, at };
    return { kind: "resource", resource: { instance, declaration, key: undefined }, trace: [step] };
  }

  step(value: Value, operation: Operation): Value {
    if (value.kind === "reference") {
      return {
        ...value,
        path: [...value.path, operation.kind === "attribute" ? operation.name : pathIndex(operation.key)],
      };
    }
    if (value.kind !== "resource") return failure("index", value.trace);
    if (operation.kind === "index") return this.#instanceOf(value, operation.key);
    const { resource, trace } = value;
    const views = this.views(resource.instance, resource.declaration.symbol);
    if (views.length === 0) return failure(resource.declaration.symbol, trace);
    return { kind: "reference", resource, path: [operation.name], trace };
  }

  #instanceOf(value: ResourceValue, key: Value): Value {
    const { instance, declaration } = value.resource;
    const views = this.views(instance, declaration.symbol);
    const name = nameOf(key);
    const label = `${declaration.symbol}[${JSON.stringify(name)}]`;
    const found: Value = { ...value, resource: { instance, declaration, key } };
    if (views.some((view) => !view.certain)) return union([found, failure(label, value.trace)]);
    if (views.length === 0) return failure(label, value.trace);
    if (name === undefined || views.some((view) => view.resource.key && nameOf(view.resource.key) === name))
      return found;
    // A key that the text does not tell may be the one.
    const open = views.some((view) => view.resource.key && nameOf(view.resource.key) === undefined);
    return open ? union([found, failure(label, value.trace)]) : failure(label, value.trace);
  }

  expand(value: Value): Value {
    if (value.kind !== "resource" || value.resource.key) return value;
    const { instance, declaration } = value.resource;
    const views = this.views(instance, declaration.symbol);
    const [first] = views;
    // Without count and for_each it is one object, which `[*]` and functions take as it is.
    if (first && !first.resource.key && first.certain) return value;
    const members = views.map((view): Value => ({ ...value, resource: { ...value.resource, key: view.resource.key } }));
    if (views.some((view) => !view.certain)) {
      // Any number of instances; of the possible answers, none and one are worth telling.
      const number = unknown("runtime", declaration.symbol, value.trace);
      return union([list(members, value.trace), list([], value.trace), number]);
    }
    const mapped =
      views.length > 0 &&
      views.every((view) => nameOf(view.resource.key ?? known(0)) !== undefined && typeof keyOf(view) === "string");
    if (!mapped) return list(members, value.trace);
    return object(
      new Map(views.map((view, index) => [String(keyOf(view)), members[index] as Value])),
      true,
      value.trace,
    );
  }

  /** Text of a file named relative to the root module's directory or absolutely; undefined outside the workspace. */
  readText(path: string, { instance }: Scope): string | undefined {
    if (instance.parent) this.workspace.dependencies.readInstance();
    return this.workspace.readFile(resolvePath(instance.rootDir, path));
  }

  renderTemplate(text: string, variables: ReadonlyMap<string, Value>, path: string, scope: Scope): Value {
    const inner: Scope = {
      instance: scope.instance,
      path: resolvePath(scope.instance.rootDir, path),
      item: undefined,
      variables,
    };
    return this.#expressions.templateFile(parseTemplate(text).parts, inner);
  }

  spend(units: number): boolean {
    this.#budget -= units;
    if (this.#budget > 0) return true;
    this.workspace.dependencies.abandon();
    return false;
  }

  enter(): boolean {
    // Each question has the whole budget, however many were asked before.
    if (this.#depth === 0) this.#budget = BUDGET;
    if (++this.#depth <= MAX_DEPTH) return true;
    this.workspace.dependencies.abandon();
    return false;
  }

  leave(): void {
    this.#depth--;
  }
}

const ONCE: Repetition = { turns: [{ key: undefined, value: undefined }], certain: true };

/** One turn whose key the text does not tell. */
function uncertain(why: Value): Repetition {
  const key = why.kind === "unknown" ? why : unknown("runtime", "each.key", why.trace);
  return { turns: [{ key, value: key }], certain: false };
}

function uncertainOf(views: readonly ResourceView[]): ResourceView | undefined {
  return views.find((view) => !view.certain);
}

function keyOf(view: ResourceView): string | number | boolean | null | undefined {
  return view.resource.key?.kind === "known" ? view.resource.key.value : undefined;
}

function isScalar(value: Value): boolean {
  return value.kind !== "list" && value.kind !== "object";
}

function pathIndex(key: Value): string | number | null {
  return key.kind === "known" && (typeof key.value === "number" || typeof key.value === "string") ? key.value : null;
}
