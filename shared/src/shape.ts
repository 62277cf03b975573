/** What a setting may be: the part of JSON Schema that settings need, and what is wrong with a value by it. */

export type Shape =
  | { readonly type: "boolean" }
  | { readonly type: "number"; readonly minimum: number }
  | { readonly type: "string"; readonly enum?: readonly string[] }
  | { readonly type: "array"; readonly items: { readonly type: "string" } }
  | {
      readonly type: "object";
      readonly properties: Readonly<Record<string, Shape>>;
      /** What other properties may be; without it there are none. */
      readonly additionalProperties?: Shape;
    };

/** Told of what does not fit: where, and the shape that was wanted there; undefined for a property that nothing knows. */
export type Misfit = (path: readonly (string | number)[], wanted: Shape | undefined) => void;

/**
 * As much of a value as fits the shape; undefined when nothing does. Null counts as not given.
 * @param value plain data, as JSON holds it
 */
export function fitting(shape: Shape, value: unknown, misfit: Misfit = () => {}): unknown {
  return fitAt([], shape, value, misfit);
}

function fitAt(path: readonly (string | number)[], shape: Shape, value: unknown, misfit: Misfit): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.type) {
    case "array":
      if (Array.isArray(value)) {
        return value.filter((item, index) => {
          const fits = typeof item === "string";
          if (!fits) misfit([...path, index], shape);
          return fits;
        });
      }
      break;
    case "object":
      if (isRecord(value)) return fitProperties(path, shape, value, misfit);
      break;
    default:
      if (isScalar(shape, value)) return value;
  }
  misfit(path, shape);
  return undefined;
}

function fitProperties(
  path: readonly (string | number)[],
  { properties, additionalProperties }: Extract<Shape, { type: "object" }>,
  value: Readonly<Record<string, unknown>>,
  misfit: Misfit,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    const shape = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (!shape) misfit([...path, name], undefined);
    const fits = shape && fitAt([...path, name], shape, each, misfit);
    if (fits !== undefined) found[name] = fits;
  }
  return found;
}

function isScalar(shape: Exclude<Shape, { type: "array" | "object" }>, value: unknown): boolean {
  switch (shape.type) {
    case "boolean":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number" && Number.isFinite(value) && value >= shape.minimum;
    case "string":
      return typeof value === "string" && (shape.enum?.includes(value) ?? true);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
