/** The settings of the product, their defaults, and how to read them from whatever an editor sends. */
import { SEVERITIES } from "./control";

/** The section of the editor's configuration that holds every setting. */
export const SETTINGS_SECTION = "wafSec030";

export const RUN_MODES = ["onType", "onSave"] as const;
export const SCAN_SCOPES = ["workspace", "openFiles"] as const;
export const EBS_DEFAULTS = ["", "unencrypted", "aws-managed", "cmk"] as const;
export const ENVIRONMENTS = ["auto", "production", "development"] as const;
export const CHECK_LEVELS = ["off", ...SEVERITIES] as const;

export type CheckLevel = (typeof CHECK_LEVELS)[number];

/** What one workspace folder asks for. Each property is the setting `wafSec030.<name>`, described in package.nls.json. */
export interface Settings {
  readonly enable: boolean;
  /** Milliseconds between the last edit and the check; 0 checks at once. */
  readonly delay: number;
  readonly run: (typeof RUN_MODES)[number];
  /** Whether findings of files that no editor has open are listed. */
  readonly scope: (typeof SCAN_SCOPES)[number];
  /** By check id, with or without its prefix. */
  readonly checks: Readonly<Record<string, CheckLevel>>;
  /** Variable files that Terraform would not load by itself, relative to the module they are for or to the folder. */
  readonly tfvars: readonly string[];
  /** Globs, relative to the workspace folder, of files and folders that are not read. */
  readonly exclude: readonly string[];
  /** How the AWS account encrypts EBS volumes that say nothing; "" where it is not stated. */
  readonly ebsDefault: (typeof EBS_DEFAULTS)[number];
  readonly environment: (typeof ENVIRONMENTS)[number];
  /** Whether suppressions written for Checkov, Trivy and tfsec count as waivers. */
  readonly honourOtherScanners: boolean;
  /** Whether fixing all includes fixes that make Terraform replace the resource. */
  readonly allowReplacement: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  enable: true,
  delay: 150,
  run: "onType",
  scope: "workspace",
  checks: {},
  tfvars: [],
  exclude: [],
  ebsDefault: "",
  environment: "auto",
  honourOtherScanners: true,
  allowReplacement: false,
};

/** The settings held in the section as an editor sends it; what is absent or of the wrong kind keeps its default. */
export function readSettings(section: unknown): Settings {
  const given = isRecord(section) ? section : {};
  const defaults = DEFAULT_SETTINGS;
  return {
    enable: boolean(given["enable"], defaults.enable),
    delay: milliseconds(given["delay"], defaults.delay),
    run: oneOf(RUN_MODES, given["run"], defaults.run),
    scope: oneOf(SCAN_SCOPES, given["scope"], defaults.scope),
    checks: checkLevels(given["checks"]),
    tfvars: strings(given["tfvars"], defaults.tfvars),
    exclude: strings(given["exclude"], defaults.exclude),
    ebsDefault: oneOf(EBS_DEFAULTS, given["ebsDefault"], defaults.ebsDefault),
    environment: oneOf(ENVIRONMENTS, given["environment"], defaults.environment),
    honourOtherScanners: boolean(given["honourOtherScanners"], defaults.honourOtherScanners),
    allowReplacement: boolean(given["allowReplacement"], defaults.allowReplacement),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function boolean(value: unknown, otherwise: boolean): boolean {
  return typeof value === "boolean" ? value : otherwise;
}

function milliseconds(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 0 && Number.isFinite(value) ? value : otherwise;
}

function oneOf<T>(choices: readonly T[], value: unknown, otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise;
}

function strings(value: unknown, otherwise: readonly string[]): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : otherwise;
}

function checkLevels(value: unknown): Record<string, CheckLevel> {
  const levels: Record<string, CheckLevel> = {};
  for (const [check, level] of Object.entries(isRecord(value) ? value : {})) {
    const known = CHECK_LEVELS.find((choice) => choice === level);
    if (known !== undefined) {
      levels[check] = known;
    }
  }
  return levels;
}
