/** How an AWS account encrypts EBS volumes that say nothing (ruling 3). */
import type { Message } from "../../../../shared/src";
import { known, type Location } from "../terraform";
import { equalsOneOf } from "./conditions";
import { classifyKey, type KeyVerdict } from "./keys";
import { isOmitted } from "./stores";
import type { CheckContext } from "./types";

export interface AccountDefault {
  /** Whether volumes are encrypted by default; undefined when the text does not tell. */
  readonly encrypted: boolean | undefined;
  /** The key of encrypted volumes that name none: `aws/ebs` unless something says otherwise. */
  readonly key: KeyVerdict;
  /** What says so. */
  readonly reason: Message;
  /** Where it is said, when the workspace says it. */
  readonly at?: Location;
}

/** The default of the account, from the workspace or else from the settings; nothing said means unencrypted. */
export function accountDefault(context: CheckContext): AccountDefault {
  return { ...encryptionByDefault(context), key: defaultKey(context) };
}

function encryptionByDefault({ evaluator, settings }: CheckContext): Omit<AccountDefault, "key"> {
  const stated = evaluator.resourcesInWorkspace("aws_ebs_encryption_by_default").map((view) => {
    const attribute = view.attribute("enabled");
    const value = attribute && evaluator.resolve(attribute.value);
    const enabled = equalsOneOf(value && !isOmitted(value) ? value : known(true), [true]).holds;
    return { enabled, at: attribute?.at ?? view.header, address: view.address };
  });
  for (const encrypted of [true, undefined, false]) {
    const found = stated.find((each) => each.enabled === encrypted);
    const word = encrypted === undefined ? "unknown" : encrypted ? "on" : "off";
    if (found) return { encrypted, at: found.at, reason: { key: `account-default-${word}`, args: [found.address] } };
  }
  switch (settings.ebsDefault) {
    case "":
      return { encrypted: false, reason: { key: "account-default-unstated" } };
    case "unencrypted":
      return { encrypted: false, reason: { key: "account-default-setting-off" } };
    default:
      return { encrypted: true, reason: { key: "account-default-setting-on" } };
  }
}

function defaultKey({ evaluator, settings }: CheckContext): KeyVerdict {
  const verdicts = evaluator
    .resourcesInWorkspace("aws_ebs_default_kms_key")
    .map((view) => classifyKey(view.attribute("key_arn")?.value, evaluator));
  const stated = verdicts.find((each) => each.kind === "cmk") ?? verdicts.find((each) => each.kind === "unverified");
  if (stated) return stated;
  if (settings.ebsDefault === "cmk") return { kind: "cmk", label: "ebsDefault", trace: [] };
  return { kind: "aws-managed", label: "alias/aws/ebs", trace: [] };
}
