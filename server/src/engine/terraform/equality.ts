/** Whether values known in part are the same, in three-valued logic. */
import { couldEqual, isIdentifier } from "./partial";
import type { ResourceHandle } from "./types";
import type { ListValue, ObjectValue, Primitive, ReferenceValue, TemplateValue, Value } from "./value";

/** How many pairs of values one comparison looks at before it gives up. */
const MAX_COMPARISONS = 10_000;

/** How many elements of a collection that are no known primitives are compared with each other. */
const MAX_COMPARED = 100;

/**
 * Whether two values are the same once Terraform runs; undefined when the text does not tell. Nothing is converted: the
 * string "1" is not the number 1. Lists and objects are compared by what is in them.
 */
export function isSame(left: Value, right: Value): boolean | undefined {
  let budget = MAX_COMPARISONS;
  const compare = (a: Value, b: Value): boolean | undefined => (budget-- > 0 ? same(a, b, compare) : undefined);
  return compare(left, right);
}

type Compare = (left: Value, right: Value) => boolean | undefined;

function same(left: Value, right: Value, compare: Compare): boolean | undefined {
  if (left.kind === "union") return agreement(left.options.map((option) => compare(option, right)));
  if (right.kind === "union") return agreement(right.options.map((option) => compare(left, option)));
  if (left.kind === "unknown" || right.kind === "unknown") return undefined;
  if (left.kind === "reference" || right.kind === "reference") return sameReference(left, right);
  if (left.kind === "resource" && right.kind === "resource")
    return sameHandle(left.resource, right.resource) || undefined;
  if (left.kind === "known" && right.kind === "known") return left.value === right.value;
  if (left.kind === "template") return templateMay(left, right);
  if (right.kind === "template") return templateMay(right, left);
  if (left.kind === "list" && right.kind === "list") return sameList(left, right, compare);
  if (left.kind === "object" && right.kind === "object") return sameObject(left, right, compare);
  // A resource is an object, and with count or for_each a list or a map.
  const resource = left.kind === "resource" ? right : right.kind === "resource" ? left : undefined;
  return resource && resource.kind !== "known" ? undefined : false;
}

function agreement(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined;
}

function templateMay(left: TemplateValue, right: Value): false | undefined {
  if (right.kind === "known" && typeof right.value === "string")
    return couldEqual(left, right.value) ? undefined : false;
  if (right.kind !== "template") return false;
  const [a, b] = [left.parts[0], right.parts[0]];
  const contradict = typeof a === "string" && typeof b === "string" && !a.startsWith(b) && !b.startsWith(a);
  return contradict ? false : undefined;
}

function sameReference(left: Value, right: Value): boolean | undefined {
  if (left.kind === "reference" && right.kind === "reference") return sameAttribute(left, right) || undefined;
  const [reference, other] = left.kind === "reference" ? [left, right] : [right as ReferenceValue, left];
  if (!isIdentifier(reference)) return undefined;
  // Identifiers are strings that are never empty.
  if (other.kind === "known") return typeof other.value === "string" && other.value !== "" ? undefined : false;
  return other.kind === "template" ? undefined : false;
}

function sameAttribute(left: ReferenceValue, right: ReferenceValue): boolean {
  return (
    sameHandle(left.resource, right.resource) &&
    left.path.length === right.path.length &&
    left.path.every((step, at) => step !== null && step === right.path[at])
  );
}

function sameHandle(left: ResourceHandle, right: ResourceHandle): boolean {
  if (left.declaration !== right.declaration || left.instance.address !== right.instance.address) return false;
  const [a, b] = [left.key, right.key];
  return a === b || (a?.kind === "known" && b?.kind === "known" && a.value === b.value);
}

function sameList(left: ListValue, right: ListValue, compare: Compare): boolean | undefined {
  if ((left.set ?? false) !== (right.set ?? false)) return false;
  const decided = [...left.elements, ...right.elements].every((element) => element.kind === "known");
  if (left.set && !decided) return undefined;
  if (left.elements.length !== right.elements.length) return false;
  return conjunction(left.elements.map((element, at) => compare(element, right.elements[at]!)));
}

function sameObject(left: ObjectValue, right: ObjectValue, compare: Compare): boolean | undefined {
  const answers: (boolean | undefined)[] = [];
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const [key, value] of one.entries) {
      const counterpart = other.entries.get(key);
      if (counterpart) answers.push(one === left ? compare(value, counterpart) : true);
      else answers.push(other.complete ? false : undefined);
    }
    if (!one.complete) answers.push(undefined);
  }
  return conjunction(answers);
}

function conjunction(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** The elements without those that are sure to repeat an earlier one; `certain` when none of the rest can. */
export function unique(elements: readonly Value[]): { readonly elements: readonly Value[]; readonly certain: boolean } {
  const primitives = new Map<Primitive, Value>();
  const others: Value[] = [];
  let certain = true;
  const kept = elements.filter((each) => {
    if (each.kind === "known") {
      if (primitives.has(each.value)) return false;
      primitives.set(each.value, each);
      return true;
    }
    if (others.length < MAX_COMPARED) {
      const answers = others.map((other) => isSame(other, each));
      if (answers.includes(true)) return false;
      if (answers.includes(undefined)) certain = false;
    } else certain = false;
    others.push(each);
    return true;
  });
  const mixed = [...primitives.values()].slice(0, MAX_COMPARED);
  if (mixed.length < primitives.size && others.length > 0) certain = false;
  certain &&= others.every((other) => mixed.every((primitive) => isSame(primitive, other) === false));
  return { elements: kept, certain };
}
