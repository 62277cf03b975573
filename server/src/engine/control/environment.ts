/** What tells whether a resource serves production or sensitive data, or only development and tests. */
import { type BlockView, isKnown, type ModuleInstance, type ResourceView, type Value } from "../terraform";
import type { CheckContext } from "./types";

/** "production" stands for sensitive data too: both lie in the same column of the severity table. */
export type Environment = "production" | "development";

/**
 * The environment that the evidence tells, undefined when there is none. The settings come first; then tags (the provider's
 * `default_tags` included), the folders and files, and the names, the first that says anything deciding.
 */
export function environmentOf(resource: ResourceView, context: CheckContext): Environment | undefined {
  const { environment, environmentAt } = context.settings;
  if (!environmentAt && environment !== "auto") return environment;
  return context.keep<Environment | undefined>(
    resource,
    "environment",
    () => evidenceOf(resource, context),
    () => undefined,
  );
}

function evidenceOf(resource: ResourceView, context: CheckContext): Environment | undefined {
  const stated = statedOf(resource, context);
  if (stated) return stated;
  const tags = tagsOf(resource, context);
  if (tags.some(([name, text]) => isSensitive(name, text))) return "production";
  return (
    ofWords(tags.filter(([name]) => ENVIRONMENT_TAGS.has(squeezed(name))).map(([, text]) => text)) ??
    first(pathsOf(resource, context).map((path) => ofWords([path]))) ??
    ofWords(namesOf(resource, context))
  );
}

/** What the settings say of the file that the resource stands in, else of those of its callers, the nearest first. */
function statedOf(resource: ResourceView, { evaluator, settings }: CheckContext): Environment | undefined {
  const { environmentAt } = settings;
  const own = environmentAt?.(resource.header.path);
  if (!environmentAt || own) return own;
  evaluator.workspace.dependencies.readInstance();
  for (let way: ModuleInstance | undefined = resource.resource.instance; way?.call; way = way.parent) {
    const caller = environmentAt(way.call.source.path);
    if (caller) return caller;
  }
  return undefined;
}

// ── Tags ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const ENVIRONMENT_TAGS: ReadonlySet<string> = new Set([
  "env",
  "environment",
  "environmentname",
  "environmenttype",
  "envname",
  "envtype",
  "stage",
  "stagename",
  "deploymentenvironment",
  "lifecycle",
  "lifecyclestage",
  "landscape",
]);

const CLASSIFICATION_TAGS: ReadonlySet<string> = new Set([
  "classification",
  "confidentiality",
  "dataclass",
  "dataclassification",
  "dataprotection",
  "datasensitivity",
  "datatype",
  "informationclassification",
  "sensitivity",
]);

const SENSITIVE_WORDS: ReadonlySet<string> = new Set([
  "confidential",
  "critical",
  "high",
  "personal",
  "phi",
  "pci",
  "pii",
  "private",
  "restricted",
  "secret",
  "sensitive",
  "vertraulich",
]);

/** Tags that are a question by themselves: `contains-pii = "true"`. */
const SENSITIVE_FLAG = /^(?:has|contains)?(?:pii|phi|pci|sensitivedata|personaldata)$/;

function isSensitive(name: string, text: string): boolean {
  const key = squeezed(name);
  if (SENSITIVE_FLAG.test(key)) return /^(?:true|yes|1)$/i.test(text);
  if (!CLASSIFICATION_TAGS.has(key)) return false;
  const words = wordsOf(text);
  return words.some((word) => SENSITIVE_WORDS.has(word)) && !words.some((word) => word === "non" || word === "not");
}

/** The resource's tags over the provider's defaults, as far as the text tells them. */
function tagsOf(resource: ResourceView, { evaluator }: CheckContext): readonly (readonly [string, string])[] {
  const own = entriesOf(resource.attribute("tags")?.value);
  const provider = providerOf(resource, evaluator.providers(resource.resource.instance));
  const defaults = provider?.nested("default_tags").views.flatMap((view) => entriesOf(view.attribute("tags")?.value));
  return [...own, ...(defaults ?? []).filter(([name]) => !own.some(([mine]) => squeezed(mine) === squeezed(name)))];
}

function entriesOf(value: Value | undefined): (readonly [string, string])[] {
  if (value?.kind === "union") return value.options.flatMap(entriesOf);
  if (value?.kind !== "object") return [];
  return [...value.entries].flatMap(([name, entry]) => (isKnown(entry) ? [[name, String(entry.value)] as const] : []));
}

/** The provider configuration that the resource's `provider` argument names, else the default one. */
function providerOf(resource: ResourceView, providers: readonly BlockView[]): BlockView | undefined {
  const reference = resource.attribute("provider")?.node.expr;
  const wanted = reference?.kind === "get-attr" ? reference.name : undefined;
  return providers.find((provider) => {
    const alias = provider.attribute("alias")?.value;
    return alias?.kind === "known" ? alias.value === wanted : wanted === undefined;
  });
}

// ── Paths and names ──────────────────────────────────────────────────────────────────────────────────────────────────

/** The files and folders that speak for the resource, relative to the workspace: its own, then its callers'. */
function pathsOf(resource: ResourceView, { evaluator }: CheckContext): readonly string[] {
  const { root } = evaluator.workspace;
  const relative = (path: string): string => path.slice(root.length).replace(/\.tf(?:\.json)?$|\.tofu(?:\.json)?$/, "");
  evaluator.workspace.dependencies.readInstance();
  const paths = [relative(resource.header.path)];
  for (let way: ModuleInstance | undefined = resource.resource.instance; way?.call; way = way.parent) {
    paths.push(way.call.name, relative(way.call.source.path));
  }
  return paths;
}

const NAMING_ARGUMENTS = ["name", "identifier", "cluster_identifier", "bucket", "description"];

function namesOf(resource: ResourceView, { evaluator }: CheckContext): readonly string[] {
  const given = NAMING_ARGUMENTS.flatMap((name) => {
    const value = resource.attribute(name)?.value;
    const resolved = value && evaluator.resolve(value);
    return resolved?.kind === "known" ? [String(resolved.value)] : textsOf(resolved);
  });
  return [resource.resource.declaration.name, ...given];
}

function textsOf(value: Value | undefined): readonly string[] {
  return value?.kind === "template" ? value.parts.filter((part) => typeof part === "string") : [];
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const PRODUCTION_WORDS: ReadonlySet<string> = new Set(["prod", "prd", "production", "produktion"]);

const DEVELOPMENT_WORDS: ReadonlySet<string> = new Set([
  "dev",
  "devel",
  "develop",
  "development",
  "entwicklung",
  "lab",
  "nonprod",
  "nonprd",
  "nonproduction",
  "playground",
  "poc",
  "preview",
  "qa",
  "sandbox",
  "sbx",
  "test",
  "testing",
  "tests",
  "tst",
]);

/** What the texts say together; nothing when they name both, or a stage between the two (staging, pre-production). */
function ofWords(texts: readonly string[]): Environment | undefined {
  let [production, development] = [false, false];
  for (const text of texts) {
    const words = wordsOf(text);
    for (const [index, word] of words.entries()) {
      const before = words[index - 1];
      if (PRODUCTION_WORDS.has(word)) {
        if (before === "non" || before === "not") development = true;
        else if (before !== "pre") production = true;
      } else if (DEVELOPMENT_WORDS.has(word)) development = true;
    }
  }
  return production === development ? undefined : production ? "production" : "development";
}

/** Lower-case words, divided by anything that is no letter or digit and where camelCase begins a new one. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/\d+$/, ""))
    .filter((word) => word !== "");
}

/** A tag's name without what teams write differently: `Data-Classification`, `data_classification`. */
function squeezed(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}

function first<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}
