/** What the symbols of a module are worth in one of its instances: variables, locals, module outputs. */

import { nameOf, type Operation, truthOf } from "./access";
import { convert, typeConstraint } from "./convert";
import type { Evaluator } from "./evaluator";
import { ChildInstance, type Instance } from "./instances";
import { MAX_OPTIONS } from "./partial";
import { automaticVariableRank } from "./paths";
import type { Scope } from "./scope";
import type { AttributeView, Declaration } from "./types";
import {
  accepted,
  failure,
  isNull,
  known,
  list,
  object,
  type Step,
  stepped,
  union,
  unknown,
  type Value,
} from "./value";
import { MergedBlock } from "./views";

export class Symbols {
  readonly #evaluator: Evaluator;
  readonly #calls = new WeakMap<Instance, MergedBlock>();

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /**
   * `var.name`: the caller's argument; in a root module the variable files by their precedence; else the default.
   * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
   */
  variable(instance: Instance, name: string): Value {
    return this.#memo(instance, `var.${name}`, () => {
      const label = `var.${name}`;
      const block = this.#block(instance, label);
      if (!block) return unknown("undeclared", label);
      const type = typeConstraint(block.attribute("type")?.node.expr, (expr) =>
        this.#evaluator.evaluate(expr, { instance, path: block.header.path, item: block.header.item }),
      );
      const nullable = truthOf(block.attribute("nullable")?.value ?? known(true)) !== false;
      const given = instance.parent ? this.#argument(instance, name) : this.#assignment(instance, name);
      if (given && !(isNull(given) && !nullable)) return convert(given, type);
      const steps = instance.parent ? [this.#omission(instance, label)] : [];
      const fallback = block.attribute("default");
      if (!fallback) return unknown("unset-variable", label, [{ kind: "unset", label, at: block.header }, ...steps]);
      return convert(stepped(fallback.value, [{ kind: "default", label, at: fallback.at }, ...steps]), type);
    });
  }

  /** `local.name`. */
  local(instance: Instance, name: string): Value {
    return this.#memo(instance, `local.${name}`, () => {
      const label = `local.${name}`;
      const declaration = this.#evaluator.workspace.declarations(instance.module, label).at(-1);
      if (declaration?.node.kind !== "attribute") return unknown("undeclared", label);
      const { node } = declaration;
      const scope = scopeOf(instance, declaration);
      const at = { path: scope.path, item: declaration.item, start: node.start, end: node.exprEnd };
      return stepped(accepted(this.#evaluator.evaluate(node.expr, scope)), [{ kind: "local", label, at }]);
    });
  }

  /** `module.name` with the operations after it: an index when the call is repeated, then the output. */
  moduleCall(instance: Instance, operations: readonly Operation[]): { value: Value; consumed: number } {
    const [first, second, third] = operations;
    if (first?.kind !== "attribute") return { value: unknown("syntax", "module"), consumed: operations.length };
    const label = `module.${first.name}`;
    const children = this.#evaluator.instances.children(instance, first.name);
    if (!children.call) return { value: unknown("undeclared", label), consumed: operations.length };
    if (!children.instances) {
      const output = operations.slice(1).find((each) => each.kind === "attribute");
      const name = output ? `${label}.${output.name}` : label;
      return { value: unknown("not-on-disk", name), consumed: operations.length };
    }
    if (!children.repeated) {
      const child = children.instances[0];
      if (!child) return { value: failure(label), consumed: operations.length };
      if (second?.kind === "attribute") return { value: this.#output(child, second.name, label), consumed: 2 };
      return { value: this.#outputs(child, label), consumed: 1 };
    }
    if (second?.kind === "index" && third?.kind === "attribute") {
      return { value: this.#indexed(children.instances, second.key, third.name, label), consumed: 3 };
    }
    return { value: this.#all(children.instances, label), consumed: 1 };
  }

  /** An output of the instance of that key; of any that it may be when the text does not tell. */
  #indexed(instances: readonly Instance[], key: Value, output: string, label: string): Value {
    const wanted = nameOf(key);
    const named = instances.map((each) => [each.key && nameOf(each.key), each] as const);
    const possible = named.filter(([name]) => wanted === undefined || name === undefined || name === wanted);
    if (possible.length > MAX_OPTIONS) return unknown("too-complex", label);
    const outputs = possible.map(([, each]) => this.#output(each, output, label));
    // Without known keys there may be none.
    const exists = possible.length > 0 && possible.every(([name]) => name !== undefined);
    return union(exists ? outputs : [...outputs, failure(label)]);
  }

  /** All instances of a repeated call: a list for `count`, an object for `for_each`. */
  #all(instances: readonly Instance[], label: string): Value {
    const outputs = instances.map((each) => this.#outputs(each, label));
    // Any number of instances; of the possible answers, none and one are worth telling.
    if (instances.some((each) => each.key?.kind !== "known"))
      return union([list(outputs), list([]), unknown("runtime", label)]);
    if (instances.every((each) => each.key?.kind === "known" && typeof each.key.value === "number"))
      return list(outputs);
    return object(new Map(instances.map((each, at) => [nameOf(each.key as Value) ?? "", outputs[at] as Value])));
  }

  #outputs(child: Instance, label: string): Value {
    const names = [...child.module.declarations.keys()].filter((symbol) => symbol.startsWith("output."));
    return object(
      new Map(
        names.map((symbol) => symbol.slice("output.".length)).map((name) => [name, this.#output(child, name, label)]),
      ),
      // Outputs that appear later are not noticed through this object, so it may always have more.
      false,
    );
  }

  #output(child: Instance, name: string, call: string): Value {
    return this.#memo(child, `output.${name}`, () => {
      const label = `${call}.${name}`;
      const value = this.#block(child, `output.${name}`)?.attribute("value");
      if (!value) return unknown("undeclared", label);
      return stepped(value.value, [{ kind: "output", label, at: value.at }]);
    });
  }

  /** The argument of the call that made the instance; undefined when the call leaves it out. */
  #argument(instance: Instance, name: string): Value | undefined {
    this.#evaluator.workspace.dependencies.readInstance();
    const argument = this.#call(instance)?.attribute(name);
    return argument && stepped(argument.value, [this.#argumentStep(instance, name, argument)]);
  }

  #argumentStep(instance: Instance, name: string, argument: AttributeView): Step {
    return { kind: "argument", label: `var.${name}`, call: `module.${instance.call?.name}`, at: argument.at };
  }

  #omission(instance: Instance, label: string): Step {
    const header = this.#call(instance)?.header;
    return {
      kind: "omitted-argument",
      label,
      call: `module.${instance.call?.name}`,
      at: header ?? { path: "", item: (instance.call as Declaration).item, start: 0, end: 0 },
    };
  }

  /** The assignment in a variable file that wins. */
  #assignment(instance: Instance, name: string): Value | undefined {
    const { workspace } = this.#evaluator;
    const automatic = workspace
      .declarations(instance.module, `assignment.${name}`)
      .filter((each) => automaticVariableRank(each.source.path) !== undefined);
    const declaration = workspace.namedAssignments(name, instance.module.dir).at(-1) ?? automatic.at(-1);
    if (declaration?.node.kind !== "attribute") return undefined;
    const { node, item } = declaration;
    const scope = scopeOf(instance, declaration);
    const at = { path: scope.path, item, start: node.start, end: node.exprEnd };
    return stepped(this.#evaluator.evaluate(node.expr, scope), [{ kind: "tfvars", label: `var.${name}`, at }]);
  }

  /** The call that made the instance, merged over override files, in its parent's scope. */
  #call(instance: Instance): MergedBlock | undefined {
    const kept = this.#calls.get(instance);
    if (kept || !instance.parent || !instance.call) return kept;
    const each = instance.key && {
      key: instance.key,
      value: (instance instanceof ChildInstance ? instance.eachValue : undefined) ?? instance.key,
    };
    const made = this.#block(instance.parent, instance.call.symbol, {
      ...(each && { each }),
      ...(instance.key && { count: instance.key }),
    });
    if (made) this.#calls.set(instance, made);
    return made;
  }

  /** The block that declares a symbol, with its overrides. */
  #block(instance: Instance, symbol: string, extra: Partial<Scope> = {}): MergedBlock | undefined {
    const parts = this.#evaluator.workspace
      .declarations(instance.module, symbol)
      .flatMap((each) =>
        each.node.kind === "block" ? [{ block: each.node, scope: { ...scopeOf(instance, each), ...extra } }] : [],
      );
    const [base, ...rest] = parts;
    return base && new MergedBlock(this.#evaluator, [base, ...rest], false);
  }

  #memo(instance: Instance, name: string, compute: () => Value): Value {
    return this.#evaluator.workspace.dependencies.memo(instance.memo, name, compute, () => unknown("cycle", name));
  }
}

/** The scope of a declaration's own expressions. */
export function scopeOf(instance: Instance, declaration: Declaration): Scope {
  return { instance, path: declaration.source.path, item: declaration.item };
}
