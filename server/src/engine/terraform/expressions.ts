/** Expressions to abstract values, by the rules of HCL and Terraform. Names are resolved by a {@link Resolver}. */
import type { Expression, ForExpression, ObjectExpression, TemplateExpression, TemplatePart } from "../syntax";
import { distribute, indexed, interpolated, keyed, nameOf, type Operation, truthOf } from "./access";
import { toBoolValue, unified } from "./convert";
import { callFunction, isCatching } from "./functions";
import { binary, unary } from "./operators";
import { compareText, isFailure, isOrdered } from "./partial";
import { locate, type Scope, withVariables } from "./scope";
import {
  failure,
  isNull,
  isTooLarge,
  known,
  list,
  object,
  stepped,
  template,
  type UnionValue,
  type UnknownValue,
  union,
  unknown,
  type Value,
} from "./value";

/** Expressions that put values together. */
const BUILDERS: ReadonlySet<Expression["kind"]> = new Set(["tuple", "object", "for", "splat", "call", "conditional"]);

/** What the names in an expression mean; answered by the evaluator. */
export interface Resolver {
  /** The value of `name` followed by as many of the operations as the name needs, and how many that were. */
  root(name: string, operations: readonly Operation[], scope: Scope): { value: Value; consumed: number };
  /** `value.name` or `value[key]` of a resource, a reference or anything else that is not plain data. */
  step(value: Value, operation: Operation): Value;
  /** The instances of a resource as a list or object; any other value as it is. */
  expand(value: Value): Value;
  /** References replaced by what the configuration says of them. */
  resolve(value: Value): Value;
  readText(path: string, scope: Scope): string | undefined;
  renderTemplate(text: string, variables: ReadonlyMap<string, Value>, path: string, scope: Scope): Value;
  /** Spends units of work; false when the budget is used up. */
  spend(units: number): boolean;
  /** Goes one level deeper; false when that is too deep. `leave` must follow either way. */
  enter(): boolean;
  leave(): void;
}

export class Expressions {
  /** Whether a part of the expression under way is refused, or may be, though its value may keep the other parts. */
  #refusal: "none" | "possible" | "certain" = "none";

  constructor(private readonly resolver: Resolver) {}

  /** What the expression is worth in the scope. Never throws. */
  evaluate(expr: Expression, scope: Scope): Value {
    return this.#apart(() => this.#value(expr, scope));
  }

  /** What may not count for the expression under way: it stands elsewhere, or for one possibility of several. */
  #apart(compute: () => Value): Value {
    const refusal = this.#refusal;
    const value = compute();
    this.#refusal = refusal;
    return value;
  }

  /** A part of the expression under way. */
  #value(expr: Expression, scope: Scope): Value {
    const ready = this.resolver.enter() && this.resolver.spend(1);
    try {
      const full = ready ? this.#valueOf(expr, scope) : unknown("too-complex", "…");
      const value = BUILDERS.has(expr.kind) && isTooLarge(full) ? unknown("too-complex", "…", full.trace) : full;
      if (isFailure(value)) this.#refusal = "certain";
      else if (this.#refusal === "none" && mayFail(value)) this.#refusal = "possible";
      return value;
    } finally {
      this.resolver.leave();
    }
  }

  /** What `try` and `can` are given: a failure when any part of the expression is one, or may be one. */
  #attempt(expr: Expression, scope: Scope): Value {
    return this.#apart(() => {
      this.#refusal = "none";
      const value = this.#value(expr, scope);
      if (this.#refusal === "none" || isFailure(value) || mayFail(value)) return value;
      const failed = failure("try", value.trace);
      return this.#refusal === "certain" ? failed : union([value, failed]);
    });
  }

  #valueOf(expr: Expression, scope: Scope): Value {
    switch (expr.kind) {
      case "literal":
        return at({ kind: "known", value: expr.value, trace: [] }, scope, expr);
      case "template":
        return at(this.#template(expr, scope), scope, expr);
      case "variable":
      case "get-attr":
      case "index":
        return this.#traversal(expr, scope);
      case "splat":
        return this.#splat(this.#value(expr.object, scope), expr.each, scope);
      case "call":
        return this.#call(expr.name, expr.args, expr.expandFinal, scope);
      case "conditional":
        return this.#conditional(expr.condition, expr.then, expr.else, scope);
      case "binary": {
        const left = this.resolver.resolve(this.#value(expr.left, scope));
        return binary(expr.operator, left, this.resolver.resolve(this.#value(expr.right, scope)));
      }
      case "unary":
        return unary(expr.operator, this.resolver.resolve(this.#value(expr.operand, scope)));
      case "tuple":
        return at(list(expr.elements.map((each) => this.#element(each, scope))), scope, expr);
      case "object":
        return at(this.#object(expr, scope), scope, expr);
      case "for":
        return this.#for(expr, scope);
      case "parentheses":
        return this.#value(expr.inner, scope);
      case "error":
        return unknown("syntax", "…");
    }
  }

  /** An element of a collection, located where it stands unless it knows better. */
  #element(expr: Expression, scope: Scope): Value {
    return at(this.#value(expr, scope), scope, expr);
  }

  #traversal(expr: Expression, scope: Scope): Value {
    const operations: Operation[] = [];
    let base = expr;
    for (;;) {
      if (base.kind === "get-attr") {
        operations.push({ kind: "attribute", name: base.name });
        base = base.object;
      } else if (base.kind === "index") {
        operations.push({ kind: "index", key: this.resolver.resolve(this.#value(base.key, scope)) });
        base = base.object;
      } else break;
    }
    operations.reverse();
    if (base.kind !== "variable") return this.#steps(this.#value(base, scope), operations);
    const variable = scope.variables?.get(base.name);
    if (variable) return this.#steps(variable, operations);
    const { value, consumed } = this.resolver.root(base.name, operations, scope);
    return this.#steps(value, operations.slice(consumed));
  }

  #steps(start: Value, operations: readonly Operation[]): Value {
    let value = start;
    for (const operation of operations) value = this.step(value, operation);
    return value;
  }

  /** `value.name` or `value[key]`. */
  step(value: Value, operation: Operation): Value {
    switch (value.kind) {
      case "union":
        return distribute(value.options, (each) => this.step(each, operation), value.trace);
      case "unknown":
        return value;
      case "object":
        return keyed(value, operation);
      case "list":
        return indexed(value, operation);
      case "resource":
      case "reference":
        return this.resolver.step(value, operation);
      default:
        return failure("index", value.trace);
    }
  }

  /** What an expression comes to for each option of one of its parts. */
  #distribute({ options, trace }: UnionValue, apply: (option: Value) => Value): Value {
    return distribute(options, (option) => this.#apart(() => apply(option)), trace);
  }

  #splat(source: Value, each: Expression, scope: Scope): Value {
    if (source.kind === "unknown") return source;
    if (source.kind === "union") {
      return this.#distribute(source, (option) => this.#splat(option, each, scope));
    }
    if (isNull(source)) return list([], source.trace);
    const expanded = this.resolver.expand(source);
    if (expanded.kind === "union") return this.#splat(expanded, each, scope);
    const elements = expanded.kind === "list" ? expanded.elements : [expanded];
    return list(
      elements.map((element) => this.#value(each, withVariables(scope, [["*", element]]))),
      expanded.trace,
    );
  }

  #call(name: string, args: readonly Expression[], expandFinal: boolean, scope: Scope): Value {
    const values: Value[] = [];
    const catches = isCatching(name);
    for (const [index, arg] of args.entries()) {
      const value = this.resolver.expand(catches ? this.#attempt(arg, scope) : this.#value(arg, scope));
      if (!expandFinal || index < args.length - 1) values.push(value);
      else if (value.kind === "list") values.push(...value.elements);
      else return unknown("unsupported", `${name}(…)`, value.trace);
    }
    return callFunction(name, values, {
      resolve: (value) => this.resolver.resolve(value),
      readFile: (path) => this.resolver.readText(path, scope),
      renderTemplate: (text, variables, path) => this.resolver.renderTemplate(text, variables, path, scope),
      spend: (units) => this.resolver.spend(units),
    });
  }

  /**
   * The arm that a known condition chooses, in the type that both arms have in common; what decided the condition decides
   * the value, too.
   */
  #conditional(condition: Expression, then: Expression, otherwise: Expression, scope: Scope): Value {
    const decision = this.#condition(condition, scope);
    if (isFailure(decision)) return decision;
    const truth = truthOf(decision);
    if (truth === undefined) {
      const arms = [this.evaluate(then, scope), this.evaluate(otherwise, scope)] as const;
      return union([unified(arms[0], arms[1]), unified(arms[1], arms[0])]);
    }
    const chosen = this.#value(truth ? then : otherwise, scope);
    const settled = isConvertible(chosen) ? unified(chosen, this.evaluate(truth ? otherwise : then, scope)) : chosen;
    return stepped(settled, decision.trace);
  }

  /** A condition as Terraform takes it: a bool, known or not; null and what is no bool are refused. */
  #condition(expr: Expression, scope: Scope): Value {
    const value = this.resolver.resolve(this.#value(expr, scope));
    return isNull(value) ? failure("condition", value.trace) : toBoolValue(value);
  }

  /** A quoted template; one that is nothing but an interpolation is that value, unconverted. */
  #template({ parts, start, end }: TemplateExpression, scope: Scope): Value {
    const [only] = parts;
    const wraps = only?.kind === "interpolation" && only.start === start + 1 && only.end === end - 1;
    return wraps ? this.#value(only.expr, scope) : this.#templateOf(this.#pieces(parts, scope));
  }

  /** The template that is a whole file. */
  templateFile(parts: readonly TemplatePart[], scope: Scope): Value {
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "interpolation") return this.#value(only.expr, scope);
    return this.#templateOf(this.#pieces(parts, scope));
  }

  /** Joins the pieces; pieces that may be one of several known strings make a union of templates. */
  #templateOf(pieces: readonly (string | Value)[]): Value {
    const refused = pieces.find((piece) => typeof piece !== "string" && isFailure(piece));
    if (refused !== undefined && typeof refused !== "string") return refused;
    const open = pieces.findIndex((piece) => typeof piece !== "string" && piece.kind === "union");
    const choice = pieces[open];
    if (choice === undefined || typeof choice === "string" || choice.kind !== "union") return joined(pieces);
    if (!this.resolver.spend(choice.options.length)) return unknown("too-complex", "…");
    return distribute(
      choice.options,
      (option) => this.#templateOf([...pieces.slice(0, open), option, ...pieces.slice(open + 1)]),
      choice.trace,
    );
  }

  #pieces(parts: readonly TemplatePart[], scope: Scope): (string | Value)[] {
    return parts.flatMap((part) => this.#piece(part, scope));
  }

  #piece(part: TemplatePart, scope: Scope): (string | Value)[] {
    switch (part.kind) {
      case "text":
        return [part.value];
      case "interpolation":
        return [interpolated(this.resolver.resolve(this.#value(part.expr, scope)))];
      case "if": {
        const decision = this.#condition(part.condition, scope);
        if (isFailure(decision)) return [decision];
        const truth = truthOf(decision);
        if (truth !== undefined) return this.#pieces(truth ? part.then : part.else, scope);
        return [
          union([part.then, part.else].map((each) => this.#apart(() => this.#templateOf(this.#pieces(each, scope))))),
        ];
      }
      case "for": {
        const collection = this.#value(part.collection, scope);
        const items = this.#items(collection, "%{ for }");
        if ("kind" in items) return [items];
        if (collection.kind === "object" && !collection.complete)
          return [unknown("runtime", "%{ for }", collection.trace)];
        return items.flatMap(([key, value]) => {
          if (!this.resolver.spend(1)) return [unknown("too-complex", "…")];
          return this.#pieces(part.body, iteration(scope, part.keyVariable, part.valueVariable, key, value));
        });
      }
    }
  }

  #object(expr: ObjectExpression, scope: Scope): Value {
    const entries = new Map<string, Value>();
    let complete = true;
    for (const entry of expr.entries) {
      const key = entry.bareKey === undefined ? this.#key(this.#value(entry.key, scope)) : known(entry.bareKey);
      if (isFailure(key)) return key;
      const name = nameOf(key);
      if (name === undefined) complete = false;
      else entries.set(name, this.#element(entry.value, scope));
    }
    return object(entries, complete);
  }

  /** A key of an object as Terraform takes it: a string, known or not; null and collections are refused. */
  #key(value: Value): Value {
    return interpolated(this.resolver.resolve(value));
  }

  #for(expr: ForExpression, scope: Scope): Value {
    return this.#loop(expr, this.#value(expr.collection, scope), scope);
  }

  #loop(expr: ForExpression, source: Value, scope: Scope): Value {
    const collection = this.resolver.expand(this.resolver.resolve(source));
    if (collection.kind === "union") {
      return this.#distribute(collection, (option) => this.#loop(expr, option, scope));
    }
    const items = this.#items(collection, "for");
    if ("kind" in items) return items;
    const results: [Value, Value][] = [];
    let complete = !(collection.kind === "object" && !collection.complete);
    for (const [key, value] of items) {
      if (!this.resolver.spend(1)) return unknown("too-complex", "for");
      const inner = iteration(scope, expr.keyVariable, expr.valueVariable, key, value);
      const decision = expr.condition ? this.#condition(expr.condition, inner) : known(true);
      if (isFailure(decision)) return decision;
      const wanted = truthOf(decision);
      if (wanted === undefined) complete = false;
      else if (wanted) results.push([expr.key ? this.#value(expr.key, inner) : key, this.#element(expr.value, inner)]);
    }
    if (!expr.key) {
      return complete
        ? list(
            results.map(([, value]) => value),
            collection.trace,
          )
        : unknown("runtime", "for", collection.trace);
    }
    const entries = new Map<string, Value>();
    for (const [item, value] of results) {
      const key = this.#key(item);
      if (isFailure(key)) return key;
      const name = nameOf(key);
      if (name === undefined) complete = false;
      else if (!expr.group && entries.has(name)) return failure(name, collection.trace);
      else if (expr.group) {
        const group = entries.get(name);
        entries.set(name, list(group?.kind === "list" ? [...group.elements, value] : [value]));
      } else entries.set(name, value);
    }
    return object(entries, complete, collection.trace);
  }

  /** The items of a collection in Terraform's order, or what a loop over it comes to when they cannot be told. */
  #items(value: Value, label: string): readonly (readonly [Value, Value])[] | UnknownValue {
    const collection = this.resolver.expand(this.resolver.resolve(value));
    switch (collection.kind) {
      case "list":
        if (!isOrdered(collection)) return unknown("runtime", label, collection.trace);
        return collection.elements.map((each, index) => [collection.set ? each : known(index), each]);
      case "object":
        return [...collection.entries]
          .sort(([a], [b]) => compareText(a, b))
          .map(([key, each]) => [known(key, each.trace), each]);
      case "unknown":
        return collection;
      case "known":
      case "template":
        return failure(label, collection.trace);
      default:
        return unknown("runtime", label, collection.trace);
    }
  }
}

/** The scope inside one turn of a loop. */
function iteration(scope: Scope, keyName: string | undefined, valueName: string, key: Value, value: Value): Scope {
  return withVariables(
    scope,
    keyName === undefined
      ? [[valueName, value]]
      : [
          [keyName, key],
          [valueName, value],
        ],
  );
}

/** Whether finding a common type with another value may change this one. */
function isConvertible(value: Value): boolean {
  if (value.kind === "known") return typeof value.value === "number" || typeof value.value === "boolean";
  return value.kind === "list" || value.kind === "object" || value.kind === "union";
}

function mayFail(value: Value): boolean {
  return value.kind === "union" && value.options.some(isFailure);
}

/** The pieces as one template; JSON with nothing but white space around it still encodes what it encodes. */
function joined(pieces: readonly (string | Value)[]): Value {
  const text = template(pieces);
  const visible = pieces.filter((piece) => typeof piece !== "string" || piece.trim() !== "");
  const [only] = visible;
  return visible.length === 1 && typeof only === "object" && only.json ? { ...text, json: only.json } : text;
}

/** The value with its location, unless it has one. */
function at(value: Value, scope: Scope, expr: Expression): Value {
  if (value.at) return value;
  const place = locate(scope, expr);
  return place ? { ...value, at: place } : value;
}
