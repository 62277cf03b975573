/** Where a value that a finding rests on is written, and so where it must be changed. */
import type { Shape } from "../control";
import type { Attribute, Block, Expression, Span } from "../syntax";
import { dirname, type Location, type ModuleInstance, type Selection, type Step, type Value } from "../terraform";
import { type Code, isBlock, listOf, type NewAttribute, type NewBlock, object } from "./code";
import type { Drafts } from "./drafts";
import { attributeAt, constructorOf, isKeyLookup, isLiteral, keyOf } from "./nodes";

/** A place that takes a value. */
export type Place =
  /** Nothing is there yet: the rest of the path is to be created in the block. */
  | { readonly kind: "missing"; readonly path: string; readonly block: Block; readonly rest: readonly string[] }
  /**
   * Inside an attribute: `inner` leads through its object and list constructors to a literal, or to the object in which the
   * rest of the path is to be created.
   */
  | {
      readonly kind: "attribute";
      readonly path: string;
      readonly node: Attribute;
      readonly inner: readonly (string | number)[];
      readonly rest: readonly string[];
    };

/** A place, the instance whose names are in scope there, and the step that leads to it when it is not the resource itself. */
export interface Origin {
  readonly place: Place;
  readonly instance: ModuleInstance;
  readonly step: Step | undefined;
}

/**
 * Where the value of a selection is decided; undefined when that is an expression, which no fix overwrites.
 * @param path the dotted path that was selected, from the block it was selected in
 * @param atCall whether a value that a module call leaves out is to be passed there, rather than changed in the default
 */
export function originOf(
  selection: Selection,
  path: string,
  instance: ModuleInstance,
  atCall: boolean,
): Origin | undefined {
  const { attribute, block, missing, value } = selection;
  if (!attribute) {
    return {
      place: { kind: "missing", path: block.header.path, block: block.block, rest: missing },
      instance,
      step: undefined,
    };
  }
  const steps = path.split(".");
  const inside = steps.slice(steps.lastIndexOf(attribute.name, steps.length - missing.length) + 1);
  const within = wayInto(attribute.node, inside, value);
  if (within) {
    const place: Place = { kind: "attribute", path: attribute.at.path, node: attribute.node, ...within };
    return { place, instance, step: undefined };
  }
  return inside.length === 0 && value ? decidedBy(value, instance, atCall) : undefined;
}

/** The place that the chain of a value ends at. */
function decidedBy(value: Value, instance: ModuleInstance, atCall: boolean): Origin | undefined {
  const last = value.trace.at(-1);
  if (last?.kind === "omitted-argument") {
    const before = value.trace.at(-2);
    if (!atCall) return before && (literalAt(before, instance) ?? entryAt(value, before, instance));
    const caller = callerOf(last, instance);
    const block = last.at.item.node;
    if (!caller || block?.kind !== "block") return undefined;
    const rest = [last.label.replace(/^var\./, "")];
    return { place: { kind: "missing", path: last.at.path, block, rest }, instance: caller, step: last };
  }
  return (last && literalAt(last, instance)) ?? entryAt(value, last, instance);
}

/** The literal that stands inside of a larger value: `encrypted` of `local.settings`, one element of a `for_each`. */
function entryAt({ at }: Value, step: Step | undefined, instance: ModuleInstance): Origin | undefined {
  const node = at && attributeAt(at.item, at);
  const inner = node && wayTo(node.expr, at);
  const owner = at && instanceWith(at.path, instance);
  if (!node || !inner || !owner) return undefined;
  const place: Place = { kind: "attribute", path: at.path, node, inner, rest: [] };
  return { place, instance: owner, step: step ?? stepOf(node, at) };
}

/** The step that the attribute would be in a chain. */
function stepOf(node: Attribute, at: Location): Step {
  const block = node.item.node?.kind === "block" ? node.item.node : undefined;
  if (block?.type === "variable") return { kind: "default", label: `var.${block.labels[0]?.value ?? ""}`, at };
  if (block?.type === "module") return { kind: "argument", label: `var.${node.name}`, at };
  if (!block) return { kind: "tfvars", label: `var.${node.name}`, at };
  return { kind: "local", label: block.type === "locals" ? `local.${node.name}` : node.name, at };
}

/** The way through constructors to the literal that the span covers. */
function wayTo(expr: Expression, span: Span): readonly (string | number)[] | undefined {
  if (expr.start === span.start && expr.end === span.end) return decides(expr) ? [] : undefined;
  const found = constructorOf(expr);
  const inside = (each: Span): boolean => each.start <= span.start && each.end >= span.end;
  if (found.kind === "tuple") {
    const index = found.elements.findIndex(inside);
    const rest = found.elements[index] && wayTo(found.elements[index], span);
    return rest && [index, ...rest];
  }
  const entry = found.kind === "object" ? found.entries.find(({ value }) => inside(value)) : undefined;
  const key = entry && keyOf(entry);
  const rest = entry && wayTo(entry.value, span);
  return key !== undefined && rest ? [key, ...rest] : undefined;
}

/** The literal that a step of a chain stands on. */
function literalAt(step: Step, instance: ModuleInstance): Origin | undefined {
  if (step.kind !== "default" && step.kind !== "tfvars" && step.kind !== "argument" && step.kind !== "local")
    return undefined;
  const node = attributeAt(step.at.item, step.at);
  if (!node || !decides(node.expr)) return undefined;
  const owner = step.kind === "argument" ? callerOf(step, instance) : instanceWith(step.at.path, instance);
  return (
    owner && { place: { kind: "attribute", path: step.at.path, node, inner: [], rest: [] }, instance: owner, step }
  );
}

/** The instance in which the module call of the step stands. */
function callerOf(step: Step, instance: ModuleInstance): ModuleInstance | undefined {
  for (let each: ModuleInstance | undefined = instance; each; each = each.parent) {
    if (each.call?.item === step.at.item) return each.parent;
  }
  return undefined;
}

/** The instance of the module to which the file belongs. */
function instanceWith(path: string, instance: ModuleInstance): ModuleInstance | undefined {
  for (let each: ModuleInstance | undefined = instance; each; each = each.parent) {
    if (dirname(path) === each.module.dir) return each;
  }
  return undefined;
}

/** The way through constructors as far as it is written out; undefined when another expression stands on it. */
function wayInto(
  node: Attribute,
  names: readonly string[],
  value: Value | undefined,
): Pick<Extract<Place, { kind: "attribute" }>, "inner" | "rest"> | undefined {
  const inner: (string | number)[] = [];
  let expr = constructorOf(node.expr);
  for (const [index, name] of names.entries()) {
    if (expr.kind === "tuple") {
      const { elements } = expr;
      const at = elements.length === 1 ? 0 : elements.findIndex((element) => covers(element, value));
      const element = elements[at];
      if (!element) return undefined;
      inner.push(at);
      expr = element;
    }
    if (expr.kind !== "object") return undefined;
    const entry = expr.entries.find((each) => keyOf(each) === name);
    if (!entry) return { inner, rest: names.slice(index) };
    inner.push(name);
    expr = constructorOf(entry.value);
  }
  return decides(expr) ? { inner, rest: [] } : undefined;
}

/** Whether the expression itself decides, so that it may be replaced. */
function decides(expr: Expression): boolean {
  return isLiteral(expr) || isKeyLookup(expr);
}

function covers(expr: Expression, value: Value | undefined): boolean {
  return value?.at !== undefined && value.at.start >= expr.start && value.at.end <= expr.end;
}

/** A value for a place. */
export interface Assignment {
  readonly place: Place;
  readonly value: Code;
  /** Attributes of the same block after which a new one belongs. */
  readonly after: readonly string[];
  /** What a prefix of the missing rest is: a block or an object. */
  readonly shapeOf: (rest: readonly string[]) => Shape;
}

/** Writes the assignments; those that need the same new block or object share it. */
export function assign(drafts: Drafts, assignments: readonly Assignment[]): void {
  const created: Assignment[][] = [];
  for (const assignment of assignments) {
    const { place, value } = assignment;
    const draft = drafts.of(place.path);
    if (!draft) return;
    if (place.rest.length > 0) {
      const group = created.find(([first]) => first && sharesNew(first.place, place));
      if (group) group.push(assignment);
      else created.push([assignment]);
    } else if (place.kind === "attribute") draft.replace(place.node, value, place.inner);
  }
  for (const parts of created) create(drafts, parts);
}

/** Whether both places lack the same first thing in the same block or object. */
function sharesNew(one: Place, other: Place): boolean {
  if (one.path !== other.path || one.rest[0] !== other.rest[0]) return false;
  if (one.kind === "missing") return other.kind === "missing" && one.block === other.block;
  return other.kind === "attribute" && one.node === other.node && one.inner.join(".") === other.inner.join(".");
}

function create(drafts: Drafts, parts: readonly Assignment[]): void {
  const [first] = parts;
  const node = first && build(parts, 0);
  const draft = first && drafts.of(first.place.path);
  if (!draft || !node) {
    drafts.refuse();
    return;
  }
  const { place, after } = first;
  if (place.kind === "missing") {
    if (isBlock(node)) draft.nest(place.block, node);
    else draft.set(place.block, node.name, node.value, after);
  } else if (isBlock(node)) drafts.refuse();
  else draft.addEntry(place.node, place.inner, node.name, node.value);
}

/** What the assignments, which share the name at this depth of their rest, make together. */
function build(parts: readonly Assignment[], depth: number): NewAttribute | NewBlock | undefined {
  const [first] = parts;
  const name = first?.place.rest[depth];
  if (!first || name === undefined) return undefined;
  if (depth === first.place.rest.length - 1) return { name, value: first.value };
  const groups = new Map<string | undefined, Assignment[]>();
  for (const part of parts) {
    const next = part.place.rest[depth + 1];
    groups.set(next, [...(groups.get(next) ?? []), part]);
  }
  const body = [...groups.values()].map((group) => build(group, depth + 1));
  const nodes = body.filter((node) => node !== undefined);
  if (nodes.length < body.length) return undefined;
  const shape = first.place.kind === "attribute" ? "object" : first.shapeOf(first.place.rest.slice(0, depth + 1));
  if (shape === "block") return { type: name, body: nodes };
  const entries = nodes.flatMap((node) => (isBlock(node) ? [] : [[node.name, node.value] as const]));
  if (shape === "json" || entries.length < nodes.length) return undefined;
  return { name, value: shape === "object" ? object(entries) : listOf([object(entries)]) };
}
