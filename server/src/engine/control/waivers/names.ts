/** The names and dates that waivers are written with. */
import { CHECK_PREFIX, type CheckName, CONTROL_ID } from "../../../../../shared/src";
import { checks } from "../checks";

/** What a waiver covers: some checks, or the whole control. */
export type Scope = ReadonlySet<CheckName> | "all";

const BY_NAME = new Map(checks.flatMap((check) => [check.name, ...(check.aliases ?? [])].map((name) => [name, check])));

/** The check that an id names, with or without its prefix; "all" for the control's own id; undefined for any other. */
export function scopeOf(id: string): CheckName | "all" | undefined {
  const name = id.trim().toLowerCase();
  if (name === CONTROL_ID.toLowerCase()) return "all";
  return BY_NAME.get(name.startsWith(CHECK_PREFIX) ? name.slice(CHECK_PREFIX.length) : name)?.name;
}

export function covers(scope: Scope, check: CheckName): boolean {
  return scope === "all" || scope.has(check);
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [, year, month, day] = match.map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day!));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
