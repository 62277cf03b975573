/** How much a finding weighs: the control's table of severities by evidence of the environment. */
import type { CheckName, Severity } from "../../../../shared/src";
import type { ResourceView } from "../terraform";
import { environmentOf } from "./environment";
import type { CheckContext, Judgement } from "./types";

export type SeverityLine = "core" | "storage" | "other" | "guidance";

/** The severities of the control's table, by what was found and the evidence of the environment. */
export const SEVERITY_TABLE: Readonly<
  Record<SeverityLine, Readonly<Record<"production" | "default" | "development", Severity>>>
> = {
  core: { production: "error", default: "error", development: "warning" },
  storage: { production: "error", default: "warning", development: "information" },
  other: { production: "warning", default: "information", development: "hint" },
  guidance: { production: "information", default: "information", development: "hint" },
};

/**
 * The severity of a finding. What the settings say of its check goes before the table; what is no violation, unverified
 * findings included, never weighs more than a hint.
 */
export function severityOf(
  check: CheckName,
  judgement: Judgement,
  resource: ResourceView,
  context: CheckContext,
): Severity {
  if (judgement.status !== "fail") return "hint";
  const level = context.settings.checks[check];
  if (level !== undefined && level !== "off") return level;
  return SEVERITY_TABLE[lineOf(judgement)][environmentOf(resource, context) ?? "default"];
}

/** Anything unencrypted weighs as much as the core checks. */
function lineOf({ property, tier }: Judgement): SeverityLine {
  return property === "encryption-enabled" && tier !== "guidance" ? "core" : tier;
}
