/**
 * The evidence that an audit asks for, as plain data. Texts are messages, so that one evidence can be shown in every language;
 * a place is a file, named as the door names it, with a zero-based range in UTF-16 code units.
 */
import type {
  CheckId,
  CONTROL_ID,
  FrameworkMapping,
  Message,
  MessageKey,
  Property,
  Requirement,
  Severity,
  Status,
} from "../../../../../shared/src";
import type { Category, ControlSettings, Environment, Waiver } from "../../control";
import type { Remark, Where } from "../remarks";

export interface Evidence {
  readonly control: typeof CONTROL_ID;
  /** The version of the product. */
  readonly version: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly workspace: string;
  /** Terraform files read. */
  readonly files: number;
  /** Resources that some check is about. */
  readonly resources: number;
  /** The settings that change verdicts. */
  readonly settings: Omit<ControlSettings, "today">;
  readonly maturity: Maturity;
  readonly summary: Tally;
  /** Every requirement of the control, in its order. */
  readonly requirements: readonly (Tally & { readonly requirement: Requirement })[];
  /** Every category of which the workspace has stores, the most first. */
  readonly categories: readonly (Coverage & { readonly category: Category })[];
  /** By module, then by address. */
  readonly keys: readonly KeyEvidence[];
  /** By category, then by module and address. */
  readonly stores: readonly StoreEvidence[];
  /** What is no pass: by requirement, the weightiest first, then by place. */
  readonly findings: readonly FindingEvidence[];
  /** What is wrong with waivers: expired, unused, without a reason. */
  readonly waiverProblems: readonly Remark[];
  /** Files and parts of files that could not be read, about which nothing else here says anything. */
  readonly unread: readonly Remark[];
  /** What in the text speaks for measures that only the organisation can attest. */
  readonly signs: Signs;
  readonly mapping: readonly FrameworkMapping[];
}

/** How many findings there are of each outcome. */
export interface Tally {
  readonly passes: number;
  readonly violations: number;
  readonly recommendations: number;
  readonly waived: number;
  readonly unverified: number;
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A violation or recommendation that is waived is "waived". */
export type Outcome = "violation" | "recommendation" | "waived" | "unverified";

export interface FindingEvidence {
  readonly checkId: CheckId;
  readonly requirement: Requirement;
  readonly property: Property;
  readonly outcome: Outcome;
  readonly severity: Severity;
  /** The address within the module; the full one where only some instances are meant. */
  readonly resource: string;
  /** The folder of the resource's module. */
  readonly module: string;
  readonly where: Where;
  readonly message: Message;
  readonly waiver?: Pick<Waiver, "source" | "reason"> & { readonly expires?: string };
}

// ── Stores ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What protects a store, from worst to best; "exempt" cannot take a CMK or has one by its source. */
export const PROTECTIONS = ["unencrypted", "aws-key", "unverified", "cmk", "exempt"] as const;

export type Protection = (typeof PROTECTIONS)[number];

/** How many stores have each protection. */
export type Coverage = Readonly<Record<Protection, number>> & {
  /** How many of those without a CMK are accepted by a waiver. */
  readonly waived: number;
};

export interface StoreEvidence {
  /** Unique in the evidence: module, address and, for a feature with storage of its own, its name. */
  readonly id: string;
  /** The address without instances, within the module. */
  readonly resource: string;
  /** The full addresses of the instances that it stands for, where others of the resource are protected otherwise. */
  readonly instances?: readonly string[];
  /** The feature of the resource that the store belongs to (`performance-insights`, `data 2` for the second block); absent for the resource's own data. */
  readonly facet?: string;
  readonly module: string;
  readonly where: Where;
  readonly service: string;
  readonly category: Category;
  /** What tags, path and names tell; absent when they tell nothing. */
  readonly environment?: Environment;
  readonly protection: Protection;
  readonly encryption: Status;
  readonly cmk: Status;
  /** Why it is protected as it is. */
  readonly reason: string | Message;
  /** All that its instances use, as far as it is known. */
  readonly keys: readonly KeyUse[];
  /** Present, and true, where the missing protection is accepted by a waiver. */
  readonly waived?: true;
}

export interface KeyUse {
  readonly kind: "cmk" | "aws-key";
  /** As the configuration names it: `aws_kms_key.main`, `alias/aws/rds`. */
  readonly label: string;
  /** Of the key's evidence; absent for a key that the workspace does not declare. */
  readonly id?: string;
}

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface KeyEvidence {
  /** Unique in the evidence: module and address. */
  readonly id: string;
  readonly resource: string;
  readonly module: string;
  readonly where: Where;
  readonly rotation: KeyVerdictEvidence;
  /** Days between two rotations where the configuration says so; 365 when it says nothing. */
  readonly rotationPeriod?: number;
  readonly policy: KeyVerdictEvidence;
  readonly deletionWindow: KeyVerdictEvidence;
  /** Days; absent when the text does not tell. */
  readonly deletionDays?: number;
  /** Names of its aliases, or the addresses of those whose name the text does not tell. */
  readonly aliases: readonly string[];
  /** Ids of the stores that it protects. */
  readonly protects: readonly string[];
  /** The kinds of data in them. */
  readonly kinds: readonly MessageKey[];
}

/** What a check says of a key. */
export interface KeyVerdictEvidence {
  /** "unchecked" when the check is off. */
  readonly status: Status | "waived" | "unchecked";
  /** Absent where the check is off. */
  readonly message?: Message;
}

// ── Maturity ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Level = 1 | 2 | 3 | 4 | 5;

export interface Maturity {
  /** The highest level of which, and of those below, every criterion is shown by the text. */
  readonly level: Level;
  /** The highest level that nothing in the text contradicts: reached if the organisation attests what the text cannot tell. */
  readonly reachable: Level;
  /** From the lowest. */
  readonly levels: readonly { readonly level: Level; readonly criteria: readonly Criterion[] }[];
}

export type CriterionName =
  | "floor"
  | "all-encrypted"
  | "production-cmk"
  | "rotation"
  | "policies"
  | "audit"
  | "separation"
  | "policy-reviews"
  | "alerting"
  | "remediation"
  | "sovereignty";

export interface Criterion {
  readonly name: CriterionName;
  /** "open": the text could tell, but leaves something open; "attest": only the organisation can tell. */
  readonly state: "met" | "not-met" | "open" | "attest";
  /** What the state rests on. */
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly message: Message;
  /** The section that lists what was counted. */
  readonly section?: SectionName;
}

export type SectionName =
  | "maturity"
  | "requirements"
  | "coverage"
  | "key-map"
  | "keys"
  | "stores"
  | "recommendations"
  | "waivers"
  | "unverified"
  | "unread"
  | "documents"
  | "mapping";

// ── Signs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Signs {
  /** Trails, and whether they record the use of keys. */
  readonly trails: readonly (Sign & { readonly status: KeyVerdictEvidence["status"] })[];
  /** AWS Config rules about encryption. */
  readonly configRules: readonly Sign[];
  /** What mends resources by itself. */
  readonly remediations: readonly Sign[];
  /** Metric filters and event rules about KMS. */
  readonly alarms: readonly Sign[];
  /** CloudHSM clusters, custom key stores and the keys in them. */
  readonly hardware: readonly Sign[];
}

export interface Sign {
  readonly resource: string;
  readonly module: string;
  readonly where: Where;
}
