/** Reads the value of a `policy` attribute, in every shape it is written in. */
import { type Evaluator, isKnown, isNull, type Location, unknown, type Value } from "../../../terraform";
import { readDocument } from "./document";
import { type Resolve, readEncoded } from "./encoded";
import { type JsonText, readJson } from "./json";
import { placed } from "./place";
import { alternatives, EMPTY_POLICY, type Policy, unreadablePolicy, within } from "./statement";

/** Policies nest through policy documents that merge others; no one writes them deeper than this. */
const MAX_DEPTH = 8;

/**
 * The policies that the value may be: several when a condition that is not known chooses between them.
 *
 * @param at where the attribute stands that holds the policy
 */
export function readPolicies(value: Value, at: Location, evaluator: Evaluator): readonly Policy[] {
  const reader = new PolicyReader(evaluator);
  const choice = value.kind === "union";
  return (choice ? value.options : [value]).flatMap((option) => {
    const { json } = option;
    const encoded = json?.kind === "union" ? json.options.map((each) => ({ ...option, json: each })) : [option];
    const trace = choice ? [...value.trace, ...option.trace] : option.trace;
    return encoded.map((each) => ({ ...reader.read(each, at, 0), trace }));
  });
}

class PolicyReader {
  readonly #resolve: Resolve;

  constructor(readonly evaluator: Evaluator) {
    this.#resolve = (value) => evaluator.resolve(value);
  }

  read(value: Value, at: Location, depth: number): Policy {
    if (depth > MAX_DEPTH) return unreadablePolicy(value, at.item);
    if (value.json) return readEncoded(value.json, at.item, this.#resolve);
    switch (value.kind) {
      case "known":
        return value.value === null || value.value === "" ? EMPTY_POLICY : this.#text([String(value.value)], value, at);
      case "template": {
        const [only] = value.parts;
        const wrapped = value.parts.length === 1 && typeof only === "object" ? only : undefined;
        return wrapped ? this.read(wrapped, at, depth + 1) : this.#text(value.parts, value, at);
      }
      case "reference":
        return this.#reference(value, at, depth + 1);
      case "object":
        return readEncoded(value, at.item, this.#resolve);
      case "union":
        return alternatives(value.options.map((each) => this.read(each, at, depth + 1)));
      default:
        return unreadablePolicy(value, at.item);
    }
  }

  #text(text: JsonText, value: Value, at: Location): Policy {
    const json = readJson(text);
    if (!json) return { ...EMPTY_POLICY, unreadable: [{ kind: "not-json", label: "", at, trace: value.trace }] };
    return readEncoded(placed(json, within(at.item, value.at) ?? at), at.item, this.#resolve);
  }

  /** A policy document, a rendered template, or an attribute of which the configuration says more. */
  #reference(value: Extract<Value, { kind: "reference" }>, at: Location, depth: number): Policy {
    const { declaration } = value.resource;
    const [attribute] = value.path;
    const source = declaration.kind === "data" ? this.evaluator.follow(value) : undefined;
    if (
      source &&
      declaration.type === "aws_iam_policy_document" &&
      (attribute === "json" || attribute === "minified_json")
    ) {
      return readDocument(source, (merged, place) => this.read(merged, place, depth), this.#resolve);
    }
    if (source && declaration.type === "template_file" && attribute === "rendered") {
      const template = source.attribute("template")?.value;
      const readable = template && isKnown(template) && !isNull(template);
      return readable ? this.#text(withHoles(String(template.value)), template, at) : unreadablePolicy(value, at.item);
    }
    const configured = this.evaluator.configured(value);
    return configured ? this.read(configured, at, depth) : unreadablePolicy(value, at.item);
  }
}

/** The text of a template file with what it interpolates unknown. */
function withHoles(text: string): JsonText {
  return text.split(/(\$\{[^}]*\})/).map((part, index) => (index % 2 === 1 ? unknown("unsupported", part) : part));
}
