import { parseArgs } from "node:util";
import {
  DEFAULT_SETTINGS,
  EBS_DEFAULTS,
  type Language,
  type Message,
  SEVERITIES,
  type Settings,
  type Severity,
} from "../../../shared/src";

const FORMATS = ["text", "json"] as const;
const LANGUAGES = ["en", "de"] as const;

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: (typeof FORMATS)[number];
  readonly all: boolean;
  readonly variableFiles: readonly string[];
  readonly failOn: Severity;
  readonly settings: Settings;
}

export type Command =
  | { readonly name: "help" | "version" | "lsp" }
  | { readonly name: "check"; readonly options: CheckOptions };

/** Arguments or an input that nothing can be made of; the reason is for the user. */
export class Unusable extends Error {
  constructor(readonly reason: Message) {
    super(reason.key);
  }
}

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
      if (!values.stdio) throw new Unusable({ key: "cli.lsp-needs-stdio" });
      return { name: "lsp" };
    case "check": {
      const ebsDefault = choice("ebs-default", EBS_DEFAULTS, values["ebs-default"] ?? DEFAULT_SETTINGS.ebsDefault);
      const options: CheckOptions = {
        paths: paths.length > 0 ? paths : ["."],
        format: choice("format", FORMATS, values.format ?? "text"),
        all: values.all ?? false,
        variableFiles: values["var-file"] ?? [],
        failOn: choice("fail-on", SEVERITIES, values["fail-on"] ?? "warning"),
        settings: { ...DEFAULT_SETTINGS, ebsDefault },
      };
      return { name: "check", options };
    }
    default:
      throw new Unusable({ key: "cli.unknown-command", args: [name] });
  }
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
