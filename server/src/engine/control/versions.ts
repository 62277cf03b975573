/** Version constraints of `required_providers`. https://developer.hashicorp.com/terraform/language/expressions/version-constraints */

type Version = readonly [number, number, number];

/**
 * Whether every version that the constraint allows is at least `minimum`, or none is; undefined when some are and some are
 * not, or the constraint cannot be read.
 */
export function isAtLeast(constraint: string, minimum: string): boolean | undefined {
  const wanted = parse(minimum)?.version;
  if (!wanted) return undefined;
  let [allAtLeast, noneAtLeast] = [false, false];
  for (const part of constraint.split(",")) {
    const match = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?([\d.]+)[\w.+-]*\s*$/.exec(part);
    const read = parse(match?.[2] ?? "");
    if (!match || !read) return undefined;
    const order = compare(read.version, wanted);
    const operator = match[1] ?? "=";
    if (["=", ">=", ">", "~>"].includes(operator) && order >= 0) allAtLeast = true;
    if (["=", "<="].includes(operator) && order < 0) noneAtLeast = true;
    if (operator === "<" && order <= 0) noneAtLeast = true;
    if (operator === "~>" && read.given > 1 && compare(next(read), wanted) <= 0) noneAtLeast = true;
  }
  return allAtLeast === noneAtLeast ? undefined : allAtLeast;
}

interface Read {
  readonly version: Version;
  /** How many numbers the text gave. */
  readonly given: number;
}

function parse(text: string): Read | undefined {
  const numbers = text.split(".").map(Number);
  if (text === "" || numbers.some(Number.isNaN)) return undefined;
  const [major = 0, minor = 0, patch = 0] = numbers;
  return { version: [major, minor, patch], given: numbers.length };
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The first version that `~>` excludes: only the last number given may grow. */
function next({ version, given }: Read): Version {
  return given === 2 ? [version[0] + 1, 0, 0] : [version[0], version[1] + 1, 0];
}
