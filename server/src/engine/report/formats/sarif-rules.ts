/** The checks as rules of SARIF: what does not depend on what was checked. */
import { CONTROL_ID, checkId, type Language, type Severity, checkPage as webPage } from "../../../../../shared/src";
import type { Check } from "../../control";
import { checkPage } from "../pages";
import { defaultSeverityOf } from "../rules";

export const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** What GitHub makes of it: from 9.0 on critical, from 7.0 high, from 4.0 medium, else low. */
const SCORES: Readonly<Record<Severity, string>> = { error: "8.0", warning: "5.5", information: "3.0", hint: "1.0" };

/** A check as a rule, with its documentation page as help. */
export function ruleOf(check: Check, language: Language) {
  const { name, requirement, docs } = check;
  const severity = defaultSeverityOf(check);
  return {
    id: checkId(name),
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: docs.title[language] },
    fullDescription: { text: docs.why[language] },
    helpUri: webPage(checkId(name), language),
    help: { text: docs.remediation[language], markdown: checkPage(check, language) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ["security", "terraform", "aws", "encryption-at-rest", CONTROL_ID, requirement],
      precision: "high",
      "security-severity": SCORES[severity],
    },
  };
}
