/** The settings of the product, their defaults, and how to read them from whatever an editor sends. */
import { CHECK_NAMES, checkId, SEVERITIES } from "./control";
import { fitting, type Misfit, type Shape } from "./shape";

/** The section of the editor's configuration that holds every setting. */
export const SETTINGS_SECTION = "wafSec030";

export const RUN_MODES = ["onType", "onSave"] as const;
export const SCAN_SCOPES = ["workspace", "openFiles"] as const;
export const EBS_DEFAULTS = ["", "unencrypted", "aws-managed", "cmk"] as const;
export const ENVIRONMENTS = ["auto", "production", "development"] as const;
export const CHECK_LEVELS = ["off", ...SEVERITIES] as const;

export type CheckLevel = (typeof CHECK_LEVELS)[number];

/** Where both match, it is production. */
export type Environments = Readonly<Partial<Record<Exclude<(typeof ENVIRONMENTS)[number], "auto">, readonly string[]>>>;

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
  /** Globs of files and folders by the environment that they are; goes before `environment`. */
  readonly environments: Environments;
  /** Whether suppressions written for Checkov, Trivy and tfsec count as waivers. */
  readonly honourOtherScanners: boolean;
  /** Whether fixing all includes fixes that make Terraform replace the resource. */
  readonly allowReplacement: boolean;
  /** Whether the editor says above every KMS key what it protects. */
  readonly codeLens: boolean;
  /** Whether the editor says behind an indirect key what it comes down to. */
  readonly inlayHints: boolean;
}

/** What is known of a setting. The manifest, the schema of the project file and the README's table are held against it. */
export interface SettingFact<T> {
  readonly shape: Shape;
  readonly default: T;
  /** Whether a project file may say it: what decides the judgement can, how the editor behaves cannot. */
  readonly inProjectFile: boolean;
}

const BOOLEAN: Shape = { type: "boolean" };
const LIST: Shape = { type: "array", items: { type: "string" } };
const LEVEL = choice(CHECK_LEVELS);

export const SETTING_FACTS: { readonly [Name in keyof Settings]: SettingFact<Settings[Name]> } = {
  enable: { shape: BOOLEAN, default: true, inProjectFile: false },
  delay: { shape: { type: "number", minimum: 0 }, default: 150, inProjectFile: false },
  run: { shape: choice(RUN_MODES), default: "onType", inProjectFile: false },
  scope: { shape: choice(SCAN_SCOPES), default: "workspace", inProjectFile: false },
  checks: {
    shape: {
      type: "object",
      properties: Object.fromEntries(CHECK_NAMES.map((name) => [checkId(name), LEVEL])),
      additionalProperties: LEVEL,
    },
    default: {},
    inProjectFile: true,
  },
  tfvars: { shape: LIST, default: [], inProjectFile: true },
  exclude: { shape: LIST, default: [], inProjectFile: true },
  ebsDefault: { shape: choice(EBS_DEFAULTS), default: "", inProjectFile: true },
  environment: { shape: choice(ENVIRONMENTS), default: "auto", inProjectFile: true },
  environments: {
    shape: { type: "object", properties: { production: LIST, development: LIST } },
    default: {},
    inProjectFile: true,
  },
  honourOtherScanners: { shape: BOOLEAN, default: true, inProjectFile: true },
  allowReplacement: { shape: BOOLEAN, default: false, inProjectFile: true },
  codeLens: { shape: BOOLEAN, default: true, inProjectFile: false },
  inlayHints: { shape: BOOLEAN, default: false, inProjectFile: false },
};

function choice(choices: readonly string[]): Shape {
  return { type: "string", enum: choices };
}

const NAMES = Object.keys(SETTING_FACTS) as (keyof Settings)[];

export const DEFAULT_SETTINGS: Settings = settingsBy((name) => SETTING_FACTS[name].default);

/** The settings held in the section as an editor sends it; what is absent or of the wrong kind keeps its default. */
export function readSettings(section: unknown): Settings {
  const given = new Map(Object.entries(section ?? {}));
  return settingsBy((name) => fitting(SETTING_FACTS[name].shape, given.get(name)) ?? SETTING_FACTS[name].default);
}

const PERFORMANCE_TRACES = ["off", "on"] as const;

/** Whether the section asks for what every edit costs: its setting `trace.performance`, of the window and not of a folder. */
export function tracesPerformance(section: unknown): boolean {
  const trace: unknown = new Map<string, unknown>(Object.entries(section ?? {})).get("trace");
  const value = new Map<string, unknown>(Object.entries(trace ?? {})).get("performance");
  return fitting(choice(PERFORMANCE_TRACES), value) === "on";
}

/** The facts' shapes vouch for the values. */
function settingsBy(ask: (name: keyof Settings) => unknown): Settings {
  return Object.fromEntries(NAMES.map((name) => [name, ask(name)])) as unknown as Settings;
}

/** Names of the project file; the first that is in a folder counts. */
export const PROJECT_FILES = [".waf-sec-030.yml", ".waf-sec-030.yaml", ".waf-sec-030.json"] as const;

/** Names of the file with a whole project's waivers; the first that is in a folder counts. */
export const WAIVER_FILES = ["risk_acceptance.yml", ".wafpass-skip.yml"] as const;

/** What a project file says: only settings whose fact allows it. */
export type ProjectSettings = Partial<Settings>;

/** The settings that a project file may hold. */
export const PROJECT_SETTINGS = NAMES.filter((name) => SETTING_FACTS[name].inProjectFile);

/** What a project file may be. The key by which editors find the schema of a JSON file is let be. */
const PROJECT_FILE_SHAPE: Shape = {
  type: "object",
  properties: {
    $schema: { type: "string" },
    ...Object.fromEntries(PROJECT_SETTINGS.map((name) => [name, SETTING_FACTS[name].shape])),
  },
};

/** The settings in the data of a project file; what does not fit is left out and told. */
export function readProjectSettings(data: unknown, misfit: Misfit): ProjectSettings {
  const given = new Map(Object.entries(fitting(PROJECT_FILE_SHAPE, data, misfit) ?? {}));
  // The facts' shapes vouch for the values.
  return Object.fromEntries([...given].filter(([name]) => name !== "$schema")) as ProjectSettings;
}
