import { type Message, own } from "../../../../../shared/src";
import type { BlockView, Evaluator, Location, ResourceView, Trace, Value } from "../../terraform";
import { equalsOneOf } from "../conditions";
import { unknownReason } from "../reasons";
import { isOmitted } from "../stores";
import type { Check, Judgement } from "../types";

const KMS = "kms.amazonaws.com";

/** A trail records every use of a KMS key unless its selectors leave them out. */
export const cloudtrailKmsEvents: Check = {
  name: "cloudtrail-kms-events",
  requirement: "guidance",
  types: ["aws_cloudtrail"],
  docs: {
    title: {
      en: "CloudTrail records the use of KMS keys",
      de: "CloudTrail zeichnet die Nutzung von KMS-Schlüsseln auf",
    },
    why: {
      en: "`kms:Decrypt` and `kms:GenerateDataKey` tell who read which data. A trail without them leaves nothing to examine after an incident, and nothing in which an anomaly could be noticed.",
      de: "`kms:Decrypt` und `kms:GenerateDataKey` verraten, wer welche Daten gelesen hat. Ein Trail ohne sie lässt nach einem Vorfall nichts zu untersuchen übrig, und nichts, worin eine Anomalie auffallen könnte.",
    },
    checks: {
      en: "AWS KMS logs `Encrypt`, `Decrypt` and `GenerateDataKey` as management events of kind *read*. A trail that says nothing records them. It is reported when no selector does: `exclude_management_event_sources` names `kms.amazonaws.com`, `include_management_events` is false, `read_write_type` is `WriteOnly`, or no advanced selector for the category `Management` admits that event source. A trail whose logging is paused is reported, too. This is a recommendation of the guidance, not a violation; another trail may record the events on purpose.",
      de: "AWS KMS protokolliert `Encrypt`, `Decrypt` und `GenerateDataKey` als Verwaltungsereignisse der Art *Lesen*. Ein Trail, der nichts sagt, zeichnet sie auf. Gemeldet wird er, wenn es kein Selektor tut: `exclude_management_event_sources` nennt `kms.amazonaws.com`, `include_management_events` ist false, `read_write_type` ist `WriteOnly`, oder kein erweiterter Selektor der Kategorie `Management` lässt diese Ereignisquelle zu. Auch ein Trail mit angehaltener Protokollierung wird gemeldet. Das ist eine Empfehlung der Anleitung, kein Verstoß; vielleicht zeichnet mit Absicht ein anderer Trail die Ereignisse auf.",
    },
    compliant: `resource "aws_cloudtrail" "audit" {
  name           = "audit"
  s3_bucket_name = "acme-audit-logs"

  event_selector {
    read_write_type           = "All"
    include_management_events = true
  }
}`,
    nonCompliant: `resource "aws_cloudtrail" "audit" {
  name           = "audit"
  s3_bucket_name = "acme-audit-logs"

  event_selector {
    read_write_type                  = "All"
    include_management_events        = true
    exclude_management_event_sources = ["kms.amazonaws.com"]
  }
}`,
    remediation: {
      en: "Remove `kms.amazonaws.com` from the exclusions and record read events as well. To limit the cost, keep KMS events in one trail per Region, the first copy of which is free of charge, and exclude them from further ones, with a waiver that says so.",
      de: "`kms.amazonaws.com` aus den Ausschlüssen nehmen und auch Leseereignisse aufzeichnen. Um die Kosten zu begrenzen, die KMS-Ereignisse in einem Trail je Region behalten, dessen erste Kopie kostenlos ist, und sie aus weiteren ausschließen, mit einer Ausnahme, die das begründet.",
    },
    references: [
      {
        title: "Logging AWS KMS API calls with AWS CloudTrail",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html",
      },
      {
        title: "Logging management events",
        url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
      },
    ],
  },
  judge: (trail, { evaluator }) => [judgementOf(trail, recordingOf(trail, evaluator))],
};

/** Whether KMS events are recorded; undefined when the text does not tell. */
interface Recording {
  readonly recorded: boolean | undefined;
  readonly attribute: string;
  readonly at: Location;
  readonly trace: Trace;
  readonly reason: Message;
}

function judgementOf(trail: ResourceView, recording: Recording): Judgement {
  const { recorded, attribute, at, trace, reason } = recording;
  const status = recorded === undefined ? "unverified" : recorded ? "pass" : "fail";
  const message: Message = { key: `trail-${status}`, args: [trail.address, reason] };
  return { property: "audit-log", status, attribute, at, trace, message, recommendation: true, tier: "guidance" };
}

function recordingOf(trail: ResourceView, evaluator: Evaluator): Recording {
  const logging = ask(trail, "enable_logging", isOneOf([true]), { key: "trail-paused" }, evaluator);
  if (!logging.recorded) return logging;
  const selectors = [
    ...recordingsOf(trail, "event_selector", (block) => byClassic(block, evaluator)),
    ...recordingsOf(trail, "advanced_event_selector", (block) => byAdvanced(block, evaluator)),
  ];
  const recorded = selectors.find((each) => each.recorded && !each.uncertain);
  if (recorded) return recorded;
  // Without any selector the trail records all management events.
  const unselected: Recording = { ...logging, attribute: "event_selector", at: trail.header, trace: [] };
  if (selectors.every((each) => each.recorded)) return unselected;
  const open = selectors.find((each) => each.recorded === undefined || each.uncertain);
  if (open) return { ...open, recorded: undefined };
  return selectors.find((each) => each.reason.key !== "trail-other-events") ?? selectors[0] ?? unselected;
}

function recordingsOf(
  trail: ResourceView,
  type: string,
  judge: (block: BlockView) => Recording,
): readonly (Recording & { readonly uncertain: boolean })[] {
  const { views, complete } = trail.nested(type);
  return views.map((block) => {
    const found = judge(block);
    return { ...found, attribute: `${type}.${found.attribute}`, uncertain: block.uncertain || !complete };
  });
}

/** `event_selector`: management events, of a kind that includes reading, without the exclusion. */
function byClassic(block: BlockView, evaluator: Evaluator): Recording {
  const excludes = isOneOf([KMS]);
  return worst([
    ask(
      block,
      "exclude_management_event_sources",
      (value) => not(excludes(value)),
      { key: "trail-excludes-kms" },
      evaluator,
    ),
    ask(block, "read_write_type", isOneOf(["All", "ReadOnly"]), { key: "trail-write-only" }, evaluator),
    ask(block, "include_management_events", isOneOf([true]), { key: "trail-other-events" }, evaluator),
  ]);
}

/** `advanced_event_selector`: all of its field selectors must admit the event, and one must be about its category. */
function byAdvanced(block: BlockView, evaluator: Evaluator): Recording {
  const fields = block.nested("field_selector");
  const names = fields.views.map((field) => fieldOf(field, evaluator));
  const open = !fields.complete || names.includes(undefined);
  const category: Recording = {
    recorded: names.includes("eventCategory") || (open ? undefined : false),
    attribute: "field_selector",
    at: block.header,
    trace: [],
    reason: { key: "trail-other-events" },
  };
  return worst([...fields.views.map((field, index) => byField(field, names[index], evaluator)), category]);
}

function fieldOf(field: BlockView, evaluator: Evaluator): string | undefined {
  const name = field.attribute("field");
  const value = name && evaluator.resolve(name.value);
  return value?.kind === "known" ? String(value.value) : undefined;
}

/** An event that stands for all: a decryption, which reads. */
const DECRYPT: Readonly<Record<string, string>> = {
  eventCategory: "Management",
  eventSource: KMS,
  readOnly: "true",
  eventName: "Decrypt",
  eventType: "AwsApiCall",
};

const OPERATORS: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  equals: (actual, wanted) => actual === wanted,
  starts_with: (actual, wanted) => actual.startsWith(wanted),
  ends_with: (actual, wanted) => actual.endsWith(wanted),
};

function byField(field: BlockView, name: string | undefined, evaluator: Evaluator): Recording {
  const actual = name === undefined ? undefined : own(DECRYPT, name);
  const reason: Message = {
    key:
      name === "eventCategory" ? "trail-other-events" : name === "readOnly" ? "trail-write-only" : "trail-excludes-kms",
  };
  const answers = Object.entries(OPERATORS).flatMap(([operator, test]) => {
    const fits = (value: Value): boolean | undefined =>
      actual === undefined ? undefined : anyFits(value, (each) => test(actual, each));
    return [
      ask(field, operator, fits, reason, evaluator),
      ask(field, `not_${operator}`, (value) => not(fits(value)), reason, evaluator),
    ];
  });
  const found = worst(answers);
  return { ...found, attribute: `field_selector.${found.attribute}` };
}

function anyFits(value: Value, test: (text: string) => boolean): boolean | undefined {
  if (value.kind !== "list") return value.kind === "known" ? test(String(value.value)) : undefined;
  const answers = value.elements.map((each) => anyFits(each, test));
  return answers.includes(true) || (answers.includes(undefined) ? undefined : false);
}

function isOneOf(literals: readonly (string | boolean)[]): (value: Value) => boolean | undefined {
  return (value) => equalsOneOf(value, literals).holds;
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

/** What an attribute says; when it says nothing, nothing is left out. `otherwise` is the reason where something is. */
function ask(
  block: BlockView,
  name: string,
  test: (value: Value) => boolean | undefined,
  otherwise: Message,
  evaluator: Evaluator,
): Recording {
  const attribute = block.attribute(name);
  const value = attribute && evaluator.resolve(attribute.value);
  if (!attribute || !value || isOmitted(value)) {
    return { recorded: true, attribute: name, at: block.header, trace: [], reason: { key: "trail-records" } };
  }
  const recorded = test(value);
  const reason: Message =
    recorded === undefined ? unknownReason(value) : recorded ? { key: "trail-records" } : otherwise;
  return { recorded, attribute: name, at: attribute.at, trace: value.trace, reason };
}

/** The first that leaves the events out, else the first that is not known, else the first. */
function worst(recordings: readonly Recording[]): Recording {
  const by = (recorded: boolean | undefined): Recording | undefined =>
    recordings.find((each) => each.recorded === recorded);
  return (by(false) ?? by(undefined) ?? recordings[0]) as Recording;
}
