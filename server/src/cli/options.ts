import { parseArgs } from "node:util";
import {
  type CheckName,
  DEFAULT_SETTINGS,
  EBS_DEFAULTS,
  type Language,
  SEVERITIES,
  type Settings,
  type Severity,
} from "../../../shared/src";
import { checkNamed } from "../library/check-named";
import { REPORT_FORMATS, type ReportFormat } from "../library/report";
import { Unusable } from "../library/unusable";

const FORMATS = ["text", "json"] as const;
const LANGUAGES = ["en", "de"] as const;

/** What every command that judges is told. */
export interface JudgingOptions {
  readonly paths: readonly string[];
  readonly variableFiles: readonly string[];
  readonly settings: Settings;
}

export interface CheckOptions extends JudgingOptions {
  readonly format: (typeof FORMATS)[number];
  readonly all: boolean;
  readonly failOn: Severity;
}

export interface FixOptions extends JudgingOptions {
  readonly write: boolean;
  /** The checks whose findings are mended; all of them when undefined. */
  readonly checks: ReadonlySet<CheckName> | undefined;
  readonly allowReplacement: boolean;
}

export interface ReportOptions extends JudgingOptions {
  readonly format: ReportFormat;
  /** The file to write; the output of the process when undefined. */
  readonly output: string | undefined;
}

export type Command =
  | { readonly name: "help" | "version" | "lsp" }
  | { readonly name: "check"; readonly options: CheckOptions }
  | { readonly name: "fix"; readonly options: FixOptions }
  | { readonly name: "report"; readonly options: ReportOptions };

const ALWAYS = ["lang", "help", "version"];
const JUDGING = ["var-file", "ebs-default"];

/** The options that each command understands. */
const OPTIONS: Readonly<Record<"check" | "fix" | "report" | "lsp", readonly string[]>> = {
  check: [...JUDGING, "format", "all", "fail-on"],
  fix: [...JUDGING, "write", "check-id", "allow-replacement"],
  report: [...JUDGING, "format", "output"],
  lsp: ["stdio"],
};

/** What the arguments ask for. Throws {@link Unusable} at the first that it does not understand. */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [name, ...paths] = positionals;
  choice("lang", LANGUAGES, values.lang ?? "en");
  if (values.help) return { name: "help" };
  if (values.version) return { name: "version" };
  switch (name) {
    case undefined:
      throw new Unusable({ key: "cli.no-command" });
    case "lsp":
      expectOptionsOf(name, values);
      if (!values.stdio) throw new Unusable({ key: "cli.lsp-needs-stdio" });
      return { name };
    case "check": {
      expectOptionsOf(name, values);
      const options: CheckOptions = {
        ...judging(paths, values),
        format: choice("format", FORMATS, values.format ?? "text"),
        all: values.all ?? false,
        failOn: choice("fail-on", SEVERITIES, values["fail-on"] ?? "warning"),
      };
      return { name, options };
    }
    case "fix": {
      expectOptionsOf(name, values);
      const options: FixOptions = {
        ...judging(paths, values),
        write: values.write ?? false,
        checks: values["check-id"] && new Set(values["check-id"].map(checkNamed)),
        allowReplacement: values["allow-replacement"] ?? false,
      };
      return { name, options };
    }
    case "report": {
      expectOptionsOf(name, values);
      const options: ReportOptions = {
        ...judging(paths, values),
        format: choice("format", REPORT_FORMATS, values.format ?? "markdown"),
        output: values.output,
      };
      return { name, options };
    }
    default:
      throw new Unusable({ key: "cli.unknown-command", args: [name] });
  }
}

type Values = ReturnType<typeof parse>["values"];

function judging(paths: readonly string[], values: Values): JudgingOptions {
  const ebsDefault = choice("ebs-default", EBS_DEFAULTS, values["ebs-default"] ?? DEFAULT_SETTINGS.ebsDefault);
  return {
    paths: paths.length > 0 ? paths : ["."],
    variableFiles: values["var-file"] ?? [],
    settings: { ...DEFAULT_SETTINGS, ebsDefault },
  };
}

/** An option that a command would not heed is refused. */
function expectOptionsOf(command: keyof typeof OPTIONS, values: Values): void {
  const known = [...ALWAYS, ...OPTIONS[command]];
  const other = Object.keys(values).find((option) => !known.includes(option));
  if (other !== undefined) throw new Unusable({ key: "cli.not-its-option", args: [command, other] });
}

/** The language in which to answer, whether or not the rest of the arguments can be understood. */
export function languageIn(args: readonly string[]): Language {
  return /(^|\n)--lang[=\n]de(\n|$)/.test(args.join("\n")) ? "de" : "en";
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string" },
        all: { type: "boolean" },
        "var-file": { type: "string", multiple: true },
        "fail-on": { type: "string" },
        "ebs-default": { type: "string" },
        write: { type: "boolean" },
        "check-id": { type: "string", multiple: true },
        "allow-replacement": { type: "boolean" },
        output: { type: "string", short: "o" },
        lang: { type: "string" },
        stdio: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
      },
    });
  } catch (error) {
    const [sentence = ""] = String(error instanceof Error ? error.message : error).split(". ");
    throw new Unusable({ key: "cli.bad-option", args: [sentence] });
  }
}

function choice<T extends string>(option: string, choices: readonly T[], given: string): T {
  const chosen = choices.find((each) => each === given);
  if (chosen !== undefined) return chosen;
  const named = choices.filter((each) => each !== "").join(", ");
  throw new Unusable({ key: "cli.bad-choice", args: [option, named, given] });
}
