import type { Message } from "../../../../../shared/src";
import { type ResourceView, select, type Value } from "../../terraform";
import { environmentOf } from "../environment";
import { KEY_TYPES } from "../keys";
import { unknownReason } from "../reasons";
import { isOmitted } from "../stores";
import type { Check, CheckContext, Judgement } from "../types";
import { spotOf } from "../verdict";

const WINDOW = "deletion_window_in_days";

/** What KMS accepts at least. https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const MINIMUM_DAYS = 7;

/** What KMS takes when nothing is said, and the guidance recommends in production. */
const RECOMMENDED_DAYS = 30;

/** A deleted key takes all its data with it: the waiting period is the time to notice. */
export const kmsKeyDeletionWindow: Check = {
  name: "kms-key-deletion-window",
  requirement: "kms",
  types: [...KEY_TYPES],
  docs: {
    title: {
      en: "KMS keys wait long enough before they are deleted",
      de: "KMS-Schlüssel warten lange genug, bevor sie gelöscht werden",
    },
    why: {
      en: "Whatever a key has encrypted is lost for good when the key is deleted, backups included. During the waiting period KMS refuses to use the key, so that whoever still needs it notices, and the deletion can be cancelled. A monthly job notices only within 30 days.",
      de: "Mit dem Schlüssel ist alles endgültig verloren, was er verschlüsselt hat, Backups eingeschlossen. Während der Wartezeit verweigert KMS seine Nutzung; wer ihn noch braucht, merkt es, und die Löschung lässt sich abbrechen. Ein monatlicher Lauf merkt es erst innerhalb von 30 Tagen.",
    },
    checks: {
      en: "`deletion_window_in_days` is at least 7; less is a violation. On keys with evidence of production, 7 to 29 days are reported as a recommendation. When nothing is said, KMS waits 30 days.",
      de: "`deletion_window_in_days` ist mindestens 7; weniger ist ein Verstoß. Bei Schlüsseln, die erkennbar zur Produktion gehören, werden 7 bis 29 Tage als Empfehlung gemeldet. Ohne Angabe wartet KMS 30 Tage.",
    },
    compliant: `resource "aws_kms_key" "orders" {
  description             = "Orders database, production"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}`,
    nonCompliant: `resource "aws_kms_key" "orders" {
  description             = "Orders database, production"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}`,
    remediation: {
      en: "Set `deletion_window_in_days = 30`, or leave it out.",
      de: "`deletion_window_in_days = 30` setzen oder weglassen.",
    },
    references: [
      {
        title: "Deleting AWS KMS keys",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
      },
    ],
  },
  judge: (resource, context) => [judge(resource, context)],
};

function judge(resource: ResourceView, context: CheckContext): Judgement {
  const value = resource.attribute(WINDOW)?.value;
  const days = value === undefined ? RECOMMENDED_DAYS : daysOf(context.evaluator.resolve(value));
  if (typeof days !== "number") return judgement(resource, "unverified", days);
  if (days < MINIMUM_DAYS) return judgement(resource, "fail", { key: "window-minimum" });
  if (days < RECOMMENDED_DAYS && environmentOf(resource, context) === "production") {
    const found = judgement(resource, "fail", { key: "window-production" });
    return { ...found, recommendation: true, tier: "guidance" };
  }
  return judgement(resource, "pass");
}

/** The fewest days the value may mean, or why the text does not tell. */
function daysOf(value: Value): number | Message {
  if (isOmitted(value)) return RECOMMENDED_DAYS;
  if (value.kind === "known") {
    const days = Number(value.value);
    return Number.isNaN(days) ? unknownReason(value) : days;
  }
  if (value.kind !== "union") return unknownReason(value);
  const options = value.options.map(daysOf);
  const days = options.filter((option) => typeof option === "number");
  const short = (each: number): boolean => each < MINIMUM_DAYS;
  const agreed = days.length === options.length && (days.every(short) || !days.some(short));
  return agreed ? Math.min(...days) : unknownReason(value);
}

function judgement(resource: ResourceView, status: "pass" | "fail" | "unverified", why?: Message): Judgement {
  const { attribute, at, trace, state } = spotOf(WINDOW, select(resource, WINDOW)[0]!);
  const reason: Message = why ? { key: "why", args: [state, why] } : state;
  const message: Message = { key: `deletion-window-${status}`, args: [resource.address, reason] };
  return { property: "deletion-window", status, attribute, at, trace, message, tier: "core" };
}
