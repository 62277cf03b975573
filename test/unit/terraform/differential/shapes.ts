/** What kind of value an expression of a generated module is meant to have; names of that kind, constraints and literals. */
import { chance, int, pick, type Random, several } from "../random";

export type Shape =
  | "string"
  | "number"
  | "bool"
  | { readonly list: Shape }
  | { readonly set: Shape }
  | { readonly map: Shape }
  | { readonly object: Readonly<Record<string, Shape>> };

/** A name, or a traversal from one, that expressions can use. */
export interface Name {
  readonly text: string;
  readonly shape: Shape;
}

export function isSame(left: Shape, right: Shape): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

const PRIMITIVES = ["string", "string", "bool", "number"] as const;

export function primitive(next: Random): Shape {
  return pick(next, PRIMITIVES);
}

/** Any shape, nested no deeper than `depth`. Sets stand alone: what type they and tuples have in common is a lottery. */
export function shape(next: Random, depth = 2): Shape {
  if (depth === 0 || chance(next, 0.45)) return primitive(next);
  if (depth === 2 && chance(next, 0.12)) return { set: primitive(next) };
  switch (int(next, 4)) {
    case 0:
      return { map: shape(next, depth - 1) };
    case 1:
      return {
        object: Object.fromEntries(
          ["a", "b", "c"].slice(0, 1 + int(next, 3)).map((key) => [key, shape(next, depth - 1)]),
        ),
      };
    default:
      return { list: shape(next, depth - 1) };
  }
}

/** The constraint of a variable of the shape, with `any` and optional attributes here and there. */
export function constraint(next: Random, of: Shape): string {
  if (chance(next, 0.06) && typeof of !== "string" && !("object" in of) && !("set" in of)) return "any";
  if (typeof of === "string") return of;
  if ("list" in of) return `list(${constraint(next, of.list)})`;
  if ("set" in of) return `set(${constraint(next, of.set)})`;
  if ("map" in of) return `map(${constraint(next, of.map)})`;
  const attributes = Object.entries(of.object).map(([key, each]) => {
    const type = constraint(next, each);
    if (!chance(next, 0.4)) return `${key} = ${type}`;
    return `${key} = optional(${type}, ${literal(next, each)})`;
  });
  return `object({ ${attributes.join(", ")} })`;
}

const STRINGS = [
  `"a"`,
  `"b"`,
  `""`,
  `"prod"`,
  `"dev"`,
  `"true"`,
  `"12"`,
  `"alias/aws/rds"`,
  `"arn:aws:kms:eu-central-1:111122223333:key/abc"`,
  `"x y  z"`,
  `"a-b_c.d"`,
  `"é\\u00e4😀"`,
  `"q\\"\\\\\\t\\n"`,
  `"$\${x} %%{y} $5 %d $$"`,
  `"10"`,
  `"Key"`,
];
export const KEYS = ["a", "b", "c", "prod", "dev", "x-y", "10", "9", "é"] as const;
const NUMBERS = ["0", "1", "2", "3", "-1", "7", "30", "0.5", "1.25", "1000000", "2.0"];

/** A literal of the shape. `loose`: where Terraform converts, also one that must be converted first. */
export function literal(next: Random, of: Shape, loose = false): string {
  if (of === "string") return loose && chance(next, 0.2) ? pick(next, ["5", "true", "1.50"]) : pick(next, STRINGS);
  if (of === "number") return loose && chance(next, 0.2) ? pick(next, [`"12"`, `"1.50"`]) : pick(next, NUMBERS);
  if (of === "bool") {
    return loose && chance(next, 0.2) ? pick(next, [`"true"`, `"false"`]) : pick(next, ["true", "false"]);
  }
  if ("object" in of) {
    const extra = loose && chance(next, 0.2) ? ["zz = 1"] : [];
    return braces([
      ...Object.entries(of.object).map(([key, each]) => `${key} = ${literal(next, each, loose)}`),
      ...extra,
    ]);
  }
  if ("map" in of) {
    const keys = [...new Set(several(next, 0, 3, () => pick(next, KEYS)))];
    return braces(keys.map((key) => `${quoted(key)} = ${literal(next, of.map, loose)}`));
  }
  const element = "list" in of ? of.list : of.set;
  return `[${several(next, 0, 3, () => literal(next, element, loose)).join(", ")}]`;
}

/** A constant expression of the shape; unlike a literal, a set is one. */
export function literalOf(next: Random, of: Shape): string {
  const text = literal(next, of);
  return typeof of === "object" && "set" in of ? `toset(${text})` : text;
}

export function quoted(key: string): string {
  return /^[a-z]+$/.test(key) ? key : `"${key}"`;
}

export function braces(entries: readonly string[]): string {
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
