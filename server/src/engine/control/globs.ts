/** Globs as the setting `exclude` writes them. */

/** Tells whether a path, relative to the workspace folder, is excluded. */
export type Exclusion = (relative: string) => boolean;

/**
 * The paths that match one of the globs: `*` and `?` within a name, `**` across names, `{a,b}`, `[a-z]`, `[!a-z]`. A glob
 * without a slash (but at its end) matches a name at any depth. A folder is excluded with all that is in it.
 */
export function exclusion(globs: readonly string[]): Exclusion {
  const patterns = globs.map(compile).filter((pattern) => pattern !== undefined);
  return (relative) => patterns.some((pattern) => pattern.test(relative));
}

/** The paths that a glob matches as a whole, as an argument of a command writes it: from where it stands, not at any depth. */
export function globMatcher(glob: string): (relative: string) => boolean {
  const pattern = matcher(simplified(glob));
  return (relative) => pattern?.test(relative) ?? false;
}

function compile(glob: string): RegExp | undefined {
  return matcher(anywhere(glob), "(?:/.*)?");
}

/** What a glob may hold: each further one multiplies the time that matching it may take. */
const [MAX_LENGTH, MAX_STARS, MAX_BRACES] = [1000, 4, 5];

/** Whether matching the glob may take long, as no glob does that somebody needs. */
export function isCostly(glob: string): boolean {
  const count = (text: string, kind: RegExp): number => text.match(kind)?.length ?? 0;
  return (
    glob.length > MAX_LENGTH ||
    count(glob, /\*\*/g) > MAX_STARS ||
    count(glob, /\{/g) > MAX_BRACES ||
    glob.split("/").some((name) => count(name, /\*+/g) >= MAX_STARS)
  );
}

/** Undefined for what is no glob at all, such as `[z-a]`, and for what would take long. */
function matcher(glob: string, end = ""): RegExp | undefined {
  if (isCostly(glob)) return undefined;
  try {
    return new RegExp(`^${translate(glob)}${end}$`, "s");
  } catch {
    return undefined;
  }
}

function anywhere(glob: string): string {
  const trimmed = glob.replace(/^\.?\//, "").replace(/(\/\*\*)*\/?$/, "");
  return simplified(trimmed.includes("/") ? trimmed : `**/${trimmed}`);
}

/** Repeated stars say nothing more, and would make the expression slow. */
function simplified(glob: string): string {
  return glob.replace(/(\*\*\/)+/g, "**/").replace(/\*{3,}/g, "**");
}

function translate(glob: string): string {
  let out = "";
  let alternatives = 0;
  for (let index = 0; index < glob.length; index++) {
    const character = glob[index]!;
    if (glob.startsWith("**/", index)) {
      out += "(?:.*/)?";
      index += 2;
    } else if (glob.startsWith("**", index)) {
      out += ".*";
      index += 1;
    } else if (character === "*") out += "[^/]*";
    else if (character === "?") out += "[^/]";
    else if (character === "{" && glob.includes("}", index)) {
      out += "(?:";
      alternatives++;
    } else if (character === "}" && alternatives > 0) {
      out += ")";
      alternatives--;
    } else if (character === "," && alternatives > 0) out += "|";
    else if (character === "[" && glob.indexOf("]", index + 2) > 0) {
      const end = glob.indexOf("]", index + 2);
      out += `[${glob
        .slice(index + 1, end)
        .replace(/^!/, "^")
        .replace(/[\\[]/g, "\\$&")}]`;
      index = end;
    } else out += character.replace(/[\\^$.|+()[\]{}]/, "\\$&");
  }
  // Braces that open inside one another and never close.
  return out + ")".repeat(alternatives);
}
