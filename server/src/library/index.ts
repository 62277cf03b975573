/**
 * The engine as a module: what `import … from "waf-sec-030"` gives. Everything exported here is kept stable; nothing else is
 * promised.
 */
import { TextDocument } from "vscode-languageserver-textdocument";
import { version } from "../../../package.json";
import { type Language, readProjectSettings, type Settings } from "../../../shared/src";
import type { ResultEdit } from "../engine/report";
import { resolvePath } from "../engine/terraform";
import { createNodeHost } from "../platform/node-host";
import { normalizePath } from "../platform/uri";
import { analyse, type Surroundings } from "./analyse";
import { type CheckedWorkspace, checkedWorkspace } from "./checked-workspace";
import { memoryFiles } from "./memory-files";
import { inWords } from "./unusable-input";

export type { ResultEdit, ResultFinding, ResultFix, Results } from "../engine/report";
export type {
  CheckedWorkspace,
  FixAllOptions,
  FixedFinding,
  FixedWorkspace,
  ResultsOptions,
} from "./checked-workspace";
export type { ReportFormat } from "./report";
export { UnusableInputError } from "./unusable-input";

export interface CheckOptions {
  /** Files and folders, absolute or relative to the working directory; the working directory itself by default. */
  readonly paths?: readonly string[];
  /** That of the process by default. */
  readonly workingDirectory?: string;
  /** Texts by path. When given, they are all there is: nothing is read from disk. */
  readonly files?: Readonly<Record<string, string>>;
  /** Variable files that Terraform would not load by itself. */
  readonly variableFiles?: readonly string[];
  readonly settings?: CheckSettings;
  /** Of messages and titles; English by default. */
  readonly language?: Language;
  /** Told of a check that broke on a resource, which is a defect of ours; everything else stands. */
  readonly onProblem?: (problem: string) => void;
}

/** The settings `wafSec030.…` of the same names, which go before project files; what is of the wrong kind is left out. */
export type CheckSettings = Partial<Pick<Settings, "checks" | "ebsDefault" | "environment" | "honourOtherScanners">>;

/** The folder in which texts in memory stand. */
const MEMORY = "/workspace";

const host = createNodeHost();

/**
 * Reads and judges Terraform, on disk or in memory. Changes nothing, runs nothing, connects to nothing.
 * Rejects with {@link UnusableInputError}.
 */
export async function checkWorkspace(options: CheckOptions = {}): Promise<CheckedWorkspace> {
  const { files, paths = ["."], variableFiles = [], settings, language = "en", onProblem } = options;
  const workingDirectory = files
    ? MEMORY
    : resolvePath(normalizePath(process.cwd()), normalizePath(options.workingDirectory ?? "."));
  const request = { paths, variableFiles, settings: readProjectSettings(settings, () => {}) };
  const surroundings: Surroundings = {
    files: files ? memoryFiles(absolute(files)) : host.files,
    workingDirectory,
    onProblem: ({ check, resource, error }) => onProblem?.(`${check}, ${resource}: ${error}`),
  };
  const analysed = await inWords(language, () => analyse(request, surroundings));
  return checkedWorkspace(analysed, host.hcl, { paths, workingDirectory, language, version });
}

/** The text after edits of one file, of a fix or of `fixAll`. */
export function applyEdits(text: string, edits: readonly ResultEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create("", "", 0, text), [...edits]);
}

function absolute(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(files).map(([path, text]) => [resolvePath(MEMORY, normalizePath(path)), text]));
}
