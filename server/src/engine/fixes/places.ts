/** Where a value that a finding rests on is written, and so where it must be changed. */
import type { Shape } from "../control";
import type { Attribute, Block, Expression, Item, ObjectExpression } from "../syntax";
import type { ModuleInstance, Selection, Step, Value } from "../terraform";
import { type Code, isBlock, listOf, type NewAttribute, type NewBlock, object } from "./code";
import { attributePath, isLiteral, keyOf } from "./draft";
import type { Drafts } from "./drafts";
import type { JsonPath } from "./intent";
import { attributeAt } from "./nodes";

/** A place that takes a value. */
export type Place =
  /** Nothing is there yet: the rest of the path is to be created in the block. */
  | { readonly kind: "missing"; readonly path: string; readonly block: Block; readonly rest: readonly string[] }
  /** Inside an attribute; `inner` leads through its object constructors to a literal or to an entry that is missing. */
  | {
      readonly kind: "attribute";
      readonly path: string;
      readonly node: Attribute;
      readonly inner: readonly (string | number)[];
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
  const inner = inside.length === 0 ? [] : innerPath(attribute.node, inside, value);
  if (inner && (inside.length > 0 || isLiteral(attribute.node.expr))) {
    return {
      place: { kind: "attribute", path: attribute.at.path, node: attribute.node, inner },
      instance,
      step: undefined,
    };
  }
  return inside.length === 0 && value ? decidedBy(value, instance, atCall) : undefined;
}

/** The place that the chain of a value ends at. */
function decidedBy(value: Value, instance: ModuleInstance, atCall: boolean): Origin | undefined {
  const last = value.trace.at(-1);
  if (!last) return undefined;
  if (last.kind === "omitted-argument") {
    const before = value.trace.at(-2);
    if (!atCall) return before && literalAt(before, instance);
    const caller = callerOf(last, instance);
    const block = last.at.item.node;
    if (!caller || block?.kind !== "block") return undefined;
    return {
      place: { kind: "missing", path: last.at.path, block, rest: [last.label.replace(/^var\./, "")] },
      instance: caller,
      step: last,
    };
  }
  return literalAt(last, instance);
}

/** The literal that a step of a chain stands on. */
function literalAt(step: Step, instance: ModuleInstance): Origin | undefined {
  if (step.kind !== "default" && step.kind !== "tfvars" && step.kind !== "argument" && step.kind !== "local")
    return undefined;
  const node = attributeAt(step.at.item, step.at);
  if (!node || !isLiteral(node.expr)) return undefined;
  const owner = step.kind === "argument" ? callerOf(step, instance) : instanceWith(step, instance);
  return owner && { place: { kind: "attribute", path: step.at.path, node, inner: [] }, instance: owner, step };
}

/** The instance in which the module call of the step stands. */
function callerOf(step: Step, instance: ModuleInstance): ModuleInstance | undefined {
  for (let each: ModuleInstance | undefined = instance; each; each = each.parent) {
    if (each.call?.item === step.at.item) return each.parent;
  }
  return undefined;
}

/** The instance of the module in whose directory the step stands. */
function instanceWith(step: Step, instance: ModuleInstance): ModuleInstance | undefined {
  for (let each: ModuleInstance | undefined = instance; each; each = each.parent) {
    if (step.at.path.startsWith(`${each.module.dir}/`)) return each;
  }
  return undefined;
}

/** The way through object constructors as far as they are written out; undefined when another expression stands on it. */
function innerPath(
  node: Attribute,
  names: readonly string[],
  value: Value | undefined,
): readonly (string | number)[] | undefined {
  const path: (string | number)[] = [];
  let expr = node.expr;
  for (const name of names) {
    if (expr.kind === "tuple") {
      const index = expr.elements.findIndex(
        (element) => expr.kind === "tuple" && (expr.elements.length === 1 || covers(element, value)),
      );
      const element = expr.elements[index];
      if (!element) return undefined;
      path.push(index);
      expr = element;
    }
    if (expr.kind !== "object") return undefined;
    path.push(name);
    const entry = expr.entries.find((each) => keyOf(each) === name);
    if (!entry) return path.length < names.length ? undefined : path;
    expr = entry.value;
  }
  return isLiteral(expr) ? path : undefined;
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

/** Writes the assignments; those that need the same new block share it. */
export function assign(drafts: Drafts, assignments: readonly Assignment[]): void {
  const created = new Map<string, { readonly at: Extract<Place, { kind: "missing" }>; readonly parts: Assignment[] }>();
  for (const assignment of assignments) {
    const { place, value, after } = assignment;
    const draft = drafts.of(place.path);
    if (!draft) return;
    if (place.kind === "attribute") {
      if (place.inner.length === 0) draft.replace(place.node, value);
      else setInside(drafts, place, value);
    } else if (place.rest.length === 1) draft.set(place.block, place.rest[0] as string, value, after);
    else {
      const id = `${place.path}|${place.block.start}|${place.rest[0]}`;
      const group = created.get(id);
      if (group && group.at.block.item === place.block.item) group.parts.push(assignment);
      else created.set(group ? `${id}|${created.size}` : id, { at: place, parts: [assignment] });
    }
  }
  for (const { at, parts } of created.values()) {
    const node = build(parts, 0);
    if (!node) drafts.refuse();
    else if (isBlock(node)) drafts.of(at.path)?.nest(at.block, node);
    else drafts.of(at.path)?.set(at.block, node.name, node.value);
  }
}

/** What the assignments, which share the name at this depth of their rest, make together. */
function build(parts: readonly Assignment[], depth: number): NewAttribute | NewBlock | undefined {
  const [first] = parts;
  if (first?.place.kind !== "missing") return undefined;
  const { rest } = first.place;
  const name = rest[depth] as string;
  if (depth === rest.length - 1) return { name, value: first.value };
  const groups = new Map<string, Assignment[]>();
  for (const part of parts) {
    const next = part.place.kind === "missing" ? (part.place.rest[depth + 1] ?? "") : "";
    groups.set(next, [...(groups.get(next) ?? []), part]);
  }
  const body: (NewAttribute | NewBlock)[] = [];
  for (const group of groups.values()) {
    const node = build(group, depth + 1);
    if (!node) return undefined;
    body.push(node);
  }
  const shape = first.shapeOf(rest.slice(0, depth + 1));
  if (shape === "block") return { type: name, body };
  const entries = body.flatMap((node) => (isBlock(node) ? [] : [[node.name, node.value] as const]));
  if (shape === "json" || entries.length < body.length) return undefined;
  return { name, value: shape === "object" ? object(entries) : listOf([object(entries)]) };
}

function setInside(drafts: Drafts, place: Extract<Place, { kind: "attribute" }>, value: Code): void {
  const { node, inner } = place;
  const path: (string | number)[] = [...attributePath(node)];
  let expr: Expression | undefined = node.expr;
  for (const step of inner.slice(0, -1)) {
    expr = typeof step === "number" ? elementOf(expr, step) : entryOf(expr, step);
    path.push(step);
  }
  const name = inner.at(-1);
  if (expr?.kind === "object" && typeof name === "string")
    setEntry(drafts, place.path, node.item, expr, name, value, path);
  else drafts.refuse();
}

function setEntry(
  drafts: Drafts,
  path: string,
  item: Item,
  expr: ObjectExpression,
  name: string,
  value: Code,
  json: JsonPath,
): void {
  drafts.of(path)?.setEntry(item, expr, name, value, json);
}

function elementOf(expr: Expression | undefined, index: number): Expression | undefined {
  return expr?.kind === "tuple" ? expr.elements[index] : undefined;
}

function entryOf(expr: Expression | undefined, name: string): Expression | undefined {
  return expr?.kind === "object" ? expr.entries.find((entry) => keyOf(entry) === name)?.value : undefined;
}
