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

/** Undefined for what is no glob at all, such as `[z-a]`. */
function compile(glob: string): RegExp | undefined {
  try {
    return new RegExp(`^${source(glob)}(?:/.*)?$`, "s");
  } catch {
    return undefined;
  }
}

function source(glob: string): string {
  const trimmed = glob.replace(/^\.?\//, "").replace(/(\/\*\*)*\/?$/, "");
  const anywhere = trimmed.includes("/") ? trimmed : `**/${trimmed}`;
  // Repeated stars say nothing more, and would make the expression slow.
  return translate(anywhere.replace(/(\*\*\/)+/g, "**/").replace(/\*{3,}/g, "**"));
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
