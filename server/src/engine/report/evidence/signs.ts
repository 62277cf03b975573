/** What in the text speaks for measures that only the organisation can attest. */
import type { Judgement } from "../../control";
import { type ResourceView, select } from "../../terraform";
import { listIn, type Source } from "./source";
import type { Sign, Signs } from "./types";

export function signsOf(source: Source): Signs {
  const signs = (types: readonly string[], holds: (view: ResourceView) => boolean = () => true): Sign[] =>
    distinct(source.resources(types).filter(holds)).flatMap((view) => source.sign(view) ?? []);
  return {
    trails: trailsOf(source),
    configRules: [
      ...signs(["aws_config_config_rule"], (view) => says(view, "source.source_identifier", ABOUT_ENCRYPTION, source)),
      ...signs(["aws_config_organization_managed_rule"], (view) =>
        says(view, "rule_identifier", ABOUT_ENCRYPTION, source),
      ),
      ...signs(["aws_config_conformance_pack", "aws_config_organization_conformance_pack"]),
    ],
    remediations: signs(["aws_config_remediation_configuration"]),
    alarms: [
      ...signs(["aws_cloudwatch_log_metric_filter"], mentionsKms),
      ...signs(["aws_cloudwatch_event_rule"], mentionsKms),
    ],
    hardware: [
      ...signs(["aws_cloudhsm_v2_cluster", "aws_kms_custom_key_store"]),
      ...signs(["aws_kms_key"], (view) => HARDWARE.some((name) => view.attribute(name) !== undefined)),
    ],
  };
}

/** Managed rules of AWS Config. https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
const ABOUT_ENCRYPTION = /ENCRYPT|KMS|CMK/;

/** The arguments of a key whose material lies in CloudHSM or an external key store. */
const HARDWARE = ["custom_key_store_id", "xks_key_id"];

function trailsOf(source: Source): Signs["trails"] {
  const judged = new Map<string, Judgement[]>();
  for (const { judgement, view } of source.analysis.judged()) {
    if (judgement.property === "audit-log") listIn(judged, source.idOf(view)).push(judgement);
  }
  return distinct(source.resources(["aws_cloudtrail"])).flatMap((view) => {
    const sign = source.sign(view);
    const { status } = source.verdictOf(judged.get(source.idOf(view)) ?? []);
    return sign ? [{ ...sign, status }] : [];
  });
}

/** One view of each declaration. */
function distinct(views: readonly ResourceView[]): readonly ResourceView[] {
  return [...new Map(views.map((view) => [view.resource.declaration, view])).values()];
}

function says(view: ResourceView, path: string, pattern: RegExp, { context }: Source): boolean {
  return select(view, path).some(({ value }) => {
    const resolved = value && context.evaluator.resolve(value);
    return resolved?.kind === "known" && pattern.test(String(resolved.value));
  });
}

/** Whether the pattern of a filter or rule, in whatever form it is written, names KMS as the source of events. */
function mentionsKms({ header }: ResourceView): boolean {
  return /kms\.amazonaws\.com|aws\.kms/.test(header.item.text);
}
