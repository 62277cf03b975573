/** What a check is, what it is given and what it answers. */
import type { CheckName, Message, Property, Requirement, Severity, Status, Texts } from "../../../../shared/src";
import type { Evaluator, Location, ResourceView, Trace } from "../terraform";
import type { CatalogueRow, Tier } from "./catalogue/types";
import type { KeyVerdict } from "./keys";

/** The settings that change verdicts; the doors fill them from their own. */
export interface ControlSettings {
  /** By check name; "off" switches a check off. */
  readonly checks: Readonly<Partial<Record<CheckName, Severity | "off">>>;
  /** What the account's EBS default is when the workspace does not say. */
  readonly ebsDefault: "" | "unencrypted" | "aws-managed" | "cmk";
  /** Overrides the evidence that tags, path and names give. */
  readonly environment: "auto" | "production" | "development";
  /** The same for a file, by what is said of the folders that it stands in; undefined for one of which nothing is said. */
  readonly environmentAt?: (path: string) => "production" | "development" | undefined;
  /** Whether suppressions written for other scanners count, when they carry a reason. */
  readonly honourOtherScanners: boolean;
  /** Today, `YYYY-MM-DD`: waivers expire. */
  readonly today: string;
}

/** What a check is given beside the resource. Everything read through the evaluator is recorded as a dependency. */
export interface CheckContext {
  readonly evaluator: Evaluator;
  readonly settings: ControlSettings;
  /**
   * The judgements on a resource from which another takes its protection: a snapshot's database, a copy's snapshot, the bucket
   * that something is written to. None for what no check judges, and none when sources lead in a circle.
   */
  readonly judgeSource: (source: ResourceView) => readonly Judgement[];
  /**
   * What was computed for the owner under the name, kept until something that it read changes. `onCycle` answers when the
   * computation needs itself.
   */
  readonly keep: <T>(owner: object, name: string, compute: () => T, onCycle: () => T) => T;
}

/** The answer of a check about one property of one resource, as one instance of its module sees it. */
export interface Judgement {
  readonly property: Property;
  readonly status: Status;
  /** Dotted path of the attribute it is about: `storage_encrypted`, `root_block_device.kms_key_id`. */
  readonly attribute: string;
  /** Where it stands: the attribute that decides, or the header of the innermost block when it is missing. */
  readonly at: Location;
  /** How the deciding value came about, nearest step first. */
  readonly trace: Trace;
  readonly message: Message;
  /** Other places worth showing, besides the trace. */
  readonly related?: readonly { readonly at: Location; readonly message: Message }[];
  /** A recommendation of the guidance, not a violation (ruling 7). */
  readonly recommendation?: boolean;
  /** Which line of the severity table holds; "unencrypted" and the core checks are errors by default. */
  readonly tier: Tier | "guidance";
  /** The row that was judged, for the fixes; undefined for coded checks that have none. */
  readonly row?: CatalogueRow;
  /** The key that was found for a store: its own, its source's or the account's; for the evidence. */
  readonly key?: KeyVerdict;
}

/** The declarative head and the small function of a check. */
export interface Check {
  readonly name: CheckName;
  readonly requirement: Requirement;
  /** The resource types it judges. */
  readonly types: readonly string[];
  /** Other names by which waivers and settings may call it. */
  readonly aliases?: readonly string[];
  readonly docs: CheckDocs;
  judge(resource: ResourceView, context: CheckContext): readonly Judgement[];
}

/** What the documentation page of a check says; the texts are Markdown. */
export interface CheckDocs {
  readonly title: Texts;
  /** Why it matters. */
  readonly why: Texts;
  /** What passes, what fails, and what it cannot tell. */
  readonly checks: Texts;
  /** Terraform. */
  readonly compliant: string;
  readonly nonCompliant: string;
  readonly remediation: Texts;
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** A judgement placed, rated and named: what every door shows. */
export interface Finding {
  readonly check: CheckName;
  readonly requirement: Requirement;
  readonly property: Property;
  readonly attribute: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly recommendation: boolean;
  /** Address within the module: `aws_db_instance.app`. */
  readonly resource: string;
  /** Directory of the judged resource's module, absolute. */
  readonly module: string;
  /** Full address of the judged instance when it is not the only one: `module.dev.aws_db_instance.this["a"]`. */
  readonly instance: string | undefined;
  readonly at: Location;
  readonly message: Message;
  readonly related: readonly { readonly at: Location; readonly message: Message }[];
  /** The waiver that covers it, if one does. */
  readonly waiver: Waiver | undefined;
  /** The judgement and resource behind it, for the fixes. */
  readonly judgement: Judgement;
  readonly subject: ResourceView;
}

/** A reason why a finding is accepted, and where it was written. */
export interface Waiver {
  readonly source: "inline" | "wafpass-skip" | "risk-acceptance" | "checkov" | "tfsec" | "trivy";
  readonly reason: string;
  /** `YYYY-MM-DD` */
  readonly expires: string | undefined;
  readonly at: Location | undefined;
}
