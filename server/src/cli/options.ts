import { parseArgs } from "node:util";
import {
  type CheckName,
  EBS_DEFAULTS,
  type Language,
  type ProjectSettings,
  SEVERITIES,
  type Severity,
} from "../../../shared/src";
import { checkNamed } from "../library/check-named";
import { REPORT_FORMATS, type ReportFormat } from "../library/report";
import { Unusable } from "../library/unusable";

const FORMATS = ["text", "json", "sarif", "junit", "github", "gitlab", "wafpass"] as const;
const LANGUAGES = ["en", "de"] as const;

/** What every command that judges is told. */
export interface JudgingOptions {
  readonly paths: readonly string[];
  readonly variableFiles: readonly string[];
  /** Those that go before project files. */
  readonly settings: ProjectSettings;
}

export type CheckFormat = (typeof FORMATS)[number];

/** A form in which the results are written. */
export interface CheckOutput {
  readonly format: CheckFormat;
  /** The file to write; the output of the process when undefined. */
  readonly file: string | undefined;
}

export interface CheckOptions extends JudgingOptions {
  /** At most one goes to the output of the process. */
  readonly outputs: readonly CheckOutput[];
  readonly all: boolean;
  readonly failOn: Severity;
  /** The file that holds the findings which are known already. */
  readonly baseline: string | undefined;
  /** The commit since which a finding's file, or one that caused it, must have changed. */
  readonly changedSince: string | undefined;
  /** The file that the standard input is the text of, when that is what is checked. */
  readonly standardInput: string | undefined;
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
  check: [...JUDGING, "format", "output", "all", "fail-on", "baseline", "changed-since", "stdin-filename"],
  fix: [...JUDGING, "write", "check-id", "allow-replacement"],
  report: [...JUDGING, "format", "output"],
  lsp: ["stdio"],
};

/** What the arguments ask for. Throws {@link Unusable} at the first that it does not understand. */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals, tokens } = parse(args);
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
      const standardInput = standardInputIn(paths, values);
      const options: CheckOptions = {
        ...judging(standardInput === undefined ? paths : [standardInput], values),
        outputs: outputsIn(tokens),
        all: values.all ?? false,
        failOn: choice("fail-on", SEVERITIES, values["fail-on"] ?? "warning"),
        baseline: values.baseline,
        changedSince: values["changed-since"],
        standardInput,
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
        format: choice("format", REPORT_FORMATS, values.format?.at(-1) ?? "markdown"),
        output: values.output?.at(-1),
      };
      return { name, options };
    }
    default:
      throw new Unusable({ key: "cli.unknown-command", args: [name] });
  }
}

type Values = ReturnType<typeof parse>["values"];
type Tokens = ReturnType<typeof parse>["tokens"];

/** Each `--output` is that of the `--format` before it; the first may also stand before the first form. */
function outputsIn(tokens: Tokens): readonly CheckOutput[] {
  const outputs: CheckOutput[] = [];
  let early: string | undefined;
  for (const token of tokens) {
    if (token.kind !== "option" || token.value === undefined) continue;
    if (token.name === "format") {
      outputs.push({ format: choice("format", FORMATS, token.value), file: early });
      early = undefined;
    } else if (token.name === "output") {
      const last = outputs.pop();
      if (last?.file !== undefined || early !== undefined) throw new Unusable({ key: "cli.output-without-format" });
      if (last) outputs.push({ ...last, file: token.value });
      else early = token.value;
    }
  }
  if (outputs.length === 0) outputs.push({ format: "text", file: early });
  if (outputs.filter(({ file }) => file === undefined).length > 1) throw new Unusable({ key: "cli.one-output" });
  return outputs;
}

/** The file that `-` stands for. */
function standardInputIn(paths: readonly string[], values: Values): string | undefined {
  const name = values["stdin-filename"];
  const asked = paths.includes("-");
  if (asked !== (name !== undefined) || (asked && paths.length > 1)) throw new Unusable({ key: "cli.stdin" });
  return name;
}

function judging(paths: readonly string[], values: Values): JudgingOptions {
  const ebsDefault = values["ebs-default"];
  return {
    paths: paths.length > 0 ? paths : ["."],
    variableFiles: values["var-file"] ?? [],
    settings: ebsDefault === undefined ? {} : { ebsDefault: choice("ebs-default", EBS_DEFAULTS, ebsDefault) },
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
      tokens: true,
      options: {
        format: { type: "string", multiple: true },
        all: { type: "boolean" },
        "var-file": { type: "string", multiple: true },
        "fail-on": { type: "string" },
        "ebs-default": { type: "string" },
        write: { type: "boolean" },
        "check-id": { type: "string", multiple: true },
        "allow-replacement": { type: "boolean" },
        output: { type: "string", short: "o", multiple: true },
        baseline: { type: "string" },
        "changed-since": { type: "string" },
        "stdin-filename": { type: "string" },
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
