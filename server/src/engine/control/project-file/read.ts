/** The project file: what a folder says to the control, shared by editor and command line. */
import {
  type CheckLevel,
  type CheckName,
  type Message,
  PROJECT_FILES,
  PROJECT_SETTINGS,
  type ProjectSettings,
  readProjectSettings,
  SETTING_FACTS,
  type Settings,
  type Shape,
} from "../../../../../shared/src";
import type { Item } from "../../syntax";
import { basename, dirname, type Location } from "../../terraform";
import { scopeOf } from "../waivers/names";
import { dataOf, placeOf, readYaml } from "../yaml";
import { nearest } from "./nearest";

/** Something in a project file that does not count, and why. */
export interface SettingProblem {
  readonly kind: "unreadable" | "unknown-key" | "unknown-check" | "wrong-value" | "shadowed";
  readonly message: Message;
  /** Its item is the whole file. */
  readonly at: Location;
}

export interface ProjectFile {
  readonly path: string;
  /** The folder for which it speaks, with all that is in it. */
  readonly folder: string;
  readonly text: string;
  /** The name of the file of the same folder that counts in its place. */
  readonly before: string | undefined;
  readonly settings: ProjectSettings;
  readonly problems: readonly SettingProblem[];
}

/** More of them tell nobody more. */
const MAX_PROBLEMS = 100;

export function isProjectFile(path: string): boolean {
  return PROJECT_FILES.some((name) => name === basename(path));
}

/**
 * Reads a project file. What does not count is left out and reported; the rest counts.
 * @param before the name of the file of the same folder that counts in its place
 */
export function readProjectFile(path: string, text: string, before?: string): ProjectFile {
  const item: Item = { text, node: undefined, errors: [], examined: text.length, comments: [] };
  const problems: SettingProblem[] = [];
  const report = (kind: SettingProblem["kind"], message: Message, start: number, end: number): void => {
    if (problems.length === MAX_PROBLEMS) return;
    // Without the line breaks that YAML counts to a node, or those alone that it complains of.
    const last = text.slice(0, end).trimEnd().length;
    problems.push({ kind, message, at: { path, item, start: Math.max(0, Math.min(start, last - 1)), end: last } });
  };
  const file = { path, folder: dirname(path), text, before, problems };
  if (before !== undefined) {
    report("shadowed", { key: "project-file.shadowed", args: [before] }, 0, text.length);
    return { ...file, settings: {} };
  }

  const { document, errors } = readYaml(text);
  for (const { message, start, end } of errors) {
    report("unreadable", { key: "project-file.unreadable", args: [message] }, start, end);
  }
  const read = document && dataOf(document);
  if (document && !read && errors.length === 0) {
    report("unreadable", { key: "project-file.aliases" }, 0, text.length);
  }
  if (!document || !read) return { ...file, settings: {} };

  const { checks, ...settings } = readProjectSettings(read.data, (where, wanted) => {
    if (problems.length === MAX_PROBLEMS) return;
    const { start, end } = placeOf(document, where, wanted ? "value" : "key") ?? { start: 0, end: text.length };
    report(wanted ? "wrong-value" : "unknown-key", wanted ? wrongValue(where, wanted) : unknownKey(where), start, end);
  });
  if (!checks) return { ...file, settings };
  const known: Partial<Record<CheckName, CheckLevel>> = {};
  for (const [id, level] of Object.entries(checks)) {
    const check = scopeOf(id);
    if (check !== undefined && check !== "all") known[check] = level;
    else {
      const { start, end } = placeOf(document, ["checks", id], "key") ?? { start: 0, end: text.length };
      report("unknown-check", { key: "project-file.unknown-check", args: [id] }, start, end);
    }
  }
  return { ...file, settings: { ...settings, checks: known } };
}

function unknownKey(where: readonly (string | number)[]): Message {
  const key = String(where.at(-1));
  const isTop = where.length === 1;
  if (isTop && Object.hasOwn(SETTING_FACTS, key)) return { key: "project-file.editor-key", args: [key] };
  const known = isTop ? PROJECT_SETTINGS : propertiesOf(PROJECT_SETTINGS.find((name) => name === where[0]));
  const meant = nearest(key, known);
  return meant === undefined
    ? { key: "project-file.unknown-key", args: [key, known.join(", ")] }
    : { key: "project-file.misspelt-key", args: [key, meant] };
}

function propertiesOf(name: keyof Settings | undefined): readonly string[] {
  const shape = name && SETTING_FACTS[name].shape;
  return shape?.type === "object" ? Object.keys(shape.properties) : [];
}

function wrongValue(where: readonly (string | number)[], wanted: Shape): Message {
  const isItem = typeof where.at(-1) === "number";
  const name = where.filter((step) => typeof step === "string").join(".");
  if (isItem) return { key: "project-file.wants-text", args: [name] };
  switch (wanted.type) {
    case "boolean":
      return { key: "project-file.wants-boolean", args: [name] };
    case "string":
      return {
        key: "project-file.wants-choice",
        args: [name, (wanted.enum ?? []).map((each) => each || '""').join(", ")],
      };
    case "array":
      return { key: "project-file.wants-list", args: [name] };
    default:
      return name === "" ? { key: "project-file.wants-settings" } : { key: "project-file.wants-map", args: [name] };
  }
}
