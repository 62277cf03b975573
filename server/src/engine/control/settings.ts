import type { CheckLevel, CheckName, Settings } from "../../../../shared/src";
import type { ControlSettings } from "./types";
import { scopeOf } from "./waivers/names";

/**
 * What the user's settings mean to the control. Checks go by their name or id, or by another name that they have.
 * @param today `YYYY-MM-DD`, since waivers expire
 */
export function controlSettings(settings: Settings, today: string): ControlSettings {
  const checks = checksByName(settings.checks);
  const { ebsDefault, environment, honourOtherScanners } = settings;
  return { checks, ebsDefault, environment, honourOtherScanners, today };
}

/** The levels of checks by their names. */
export function checksByName(checks: Settings["checks"]): Partial<Record<CheckName, CheckLevel>> {
  const known: Partial<Record<CheckName, CheckLevel>> = {};
  for (const [id, level] of Object.entries(checks)) {
    const scope = scopeOf(id);
    if (scope !== undefined && scope !== "all") known[scope] = level;
  }
  return known;
}

/** The date at a place's clock, `YYYY-MM-DD`. */
export function dateOf(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
