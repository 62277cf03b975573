/** What the editor says behind a key that is given indirectly: what it comes down to. */
import { type Language, type Message, render } from "../../../../shared/src";
import {
  type Analysis,
  classifyKey,
  inWords,
  KEY_TYPES,
  type KeyVerdict,
  rowsOf,
  selectIn,
  storesOf,
} from "../control";
import type { Attribute, Block, Expression, Span } from "../syntax";
import { type BlockView, dirname, type Location, type ModuleInstance, type ResourceView } from "../terraform";
import { chain, escaped } from "./hover";
import { rotationOf } from "./key-words";

/** What an expression comes down to: in each use of the module, or whichever way a choice goes. */
export interface KeyHint {
  /** The expression. */
  readonly at: Location;
  readonly outcomes: readonly KeyVerdict[];
  /** There are more outcomes than are told. */
  readonly more: boolean;
}

/** A part of what the hint says; with a place where the key is declared. */
export interface HintPart {
  readonly text: string;
  readonly at?: Location;
}

/** Other arguments are not looked at: to find out what each of them comes down to would cost far more than it tells. */
const KEY_NAME = /key|kms|cmk|^id$/i;

/** More than these are not told. */
const OUTCOMES = 3;

/** A longer name, as of an ARN, is cut. */
const LONGEST = 40;

/**
 * The hints for what stands in a part of the file, in no order: the key arguments of data stores, and what else in a
 * resource or module call is named after a key and comes down to one that the workspace declares.
 * @param span offsets in the file, in UTF-16 code units
 */
export function keyHints(analysis: Analysis, path: string, span: Span): readonly KeyHint[] {
  const file = analysis.file(path);
  const module = analysis.workspace.modules.get(dirname(path));
  if (!file || !module) return [];
  return file.items.flatMap(({ node }) => {
    if (node?.kind !== "block") return [];
    const { start, end } = file.spanOf(node.item, node);
    return start < span.end && end > span.start && isOfInterest(node) ? hintsIn(node, path, analysis) : [];
  });
}

function hintsIn(block: Block, path: string, analysis: Analysis): readonly KeyHint[] {
  const { evaluator, workspace } = analysis;
  const module = workspace.modules.get(dirname(path));
  if (!module) return [];
  const found = new Map<Attribute, Map<string, KeyVerdict>>();
  for (const way of evaluator.instances.of(module)) {
    const seen = workspace.dependencies.track(() => keysIn(block, way, analysis));
    for (const { attribute, verdict } of seen.value) {
      const outcomes = found.get(attribute) ?? new Map<string, KeyVerdict>();
      found.set(attribute, outcomes);
      for (const each of verdict.options ?? [verdict]) outcomes.set(idOf(each), each);
    }
    // What does not look at the caller is the same for every caller; and enough is enough.
    if (!seen.instanceSensitive || [...found.values()].some(({ size }) => size > OUTCOMES)) break;
  }
  return [...found].map(([{ item, exprStart, exprEnd }, outcomes]) => ({
    at: { path, item, start: exprStart, end: exprEnd },
    outcomes: [...outcomes.values()].slice(0, OUTCOMES),
    more: outcomes.size > OUTCOMES,
  }));
}

/** Whether anything in the block is named after a key and indirect: all else need not be evaluated. */
function isOfInterest({ body }: Block): boolean {
  return body.some((each) => (each.kind === "block" ? isOfInterest(each) : isCandidate(each)));
}

function isCandidate({ name, expr }: Attribute): boolean {
  return KEY_NAME.test(name) && isIndirect(expr);
}

interface Found {
  readonly attribute: Attribute;
  readonly verdict: KeyVerdict;
}

/** The indirect keys of a resource or module call, as one use of its module sees it. */
function keysIn(block: Block, way: ModuleInstance, { evaluator }: Analysis): readonly Found[] {
  const [first, second] = block.labels.map(({ value }) => value);
  const own = ({ header }: BlockView): boolean => header.item === block.item;
  switch (block.type) {
    case "resource":
      return evaluator
        .views(way, `${first}.${second}`)
        .filter(own)
        .flatMap((view) => [...keyArguments(view), ...declaredKeys(view)]);
    case "module":
      return evaluator.blocks(way, `module.${first}`).filter(own).flatMap(declaredKeys);
    default:
      return [];
  }

  /** What the catalogue knows to be the key of a store, whatever it comes down to. */
  function keyArguments(view: ResourceView): readonly Found[] {
    return rowsOf(view.resource.declaration.type).flatMap((row) => {
      const { key } = row;
      if (!key) return [];
      const selections = storesOf(row, view).flatMap((store) => selectIn(store, key.path, row.shapes));
      return selections.flatMap(({ attribute, value }) => {
        const isOwn = attribute?.at.item === block.item && key.path.split(".").at(-1) === attribute.name;
        if (!isOwn || !isCandidate(attribute.node)) return [];
        return { attribute: attribute.node, verdict: classifyKey(value, evaluator, key.awsWords) };
      });
    });
  }

  /** Arguments that are named after a key and come down to one which the workspace declares. */
  function declaredKeys(view: BlockView): readonly Found[] {
    return view.block.body.flatMap((attribute) => {
      if (attribute.kind !== "attribute" || !isCandidate(attribute)) return [];
      const value = view.attribute(attribute.name)?.value;
      // A text that names a key among other things, a policy say, is none.
      if (value?.kind !== "reference") return [];
      const verdict = classifyKey(value, evaluator);
      return verdict.key ? { attribute, verdict } : [];
    });
  }
}

/** Whether the expression does not itself name the key, as a reference to one or a literal does. */
function isIndirect(expr: Expression): boolean {
  switch (expr.kind) {
    case "variable":
      return !KEY_TYPES.has(expr.name);
    case "get-attr":
    case "index":
    case "splat":
      return isIndirect(expr.object);
    case "parentheses":
      return isIndirect(expr.inner);
    case "template": {
      // `"${var.key}"`, as it was written of old.
      const [only, ...others] = expr.parts;
      return only?.kind === "interpolation" && others.length === 0 && isIndirect(only.expr);
    }
    case "literal":
    case "error":
      return false;
    default:
      return true;
  }
}

/** The same for outcomes that are told the same way. */
function idOf({ kind, label, key }: KeyVerdict): string {
  return [kind, key ? `${dirname(key.header.path)}/${key.address}` : label].join(" ");
}

/** `→ aws_kms_key.main, customer-managed, rotates`. */
export function hintParts({ outcomes, more }: KeyHint, language: Language): readonly HintPart[] {
  const parts = outcomes.flatMap((outcome, index): HintPart[] => {
    const name = outcome.key?.address ?? shortened(outcome.label);
    const words = render({ key: wordsOf(outcome) }, language);
    return [
      { text: index === 0 ? "→ " : " | " },
      ...(name === "" ? [] : [{ text: name, ...(outcome.key ? { at: outcome.key.header } : {}) }, { text: ", " }]),
      { text: words },
    ];
  });
  return more ? [...parts, { text: " | …" }] : parts;
}

function wordsOf(outcome: KeyVerdict): Message["key"] {
  if (outcome.kind !== "cmk") return `key-hint.${outcome.kind}`;
  return `key-hint.${outcome.key ? rotationOf(outcome.key) : "key"}`;
}

/** How it comes to that, as Markdown. */
export function hintTooltip(
  { outcomes }: KeyHint,
  language: Language,
  linkTo: (location: Location) => string | undefined,
): string {
  const text = (message: Message): string => escaped(render(message, language));
  return outcomes
    .flatMap(({ key, reason, trace }) => [
      key ? text({ key: `hover.${rotationOf(key)}`, args: [key.address] }) : reason ? text(reason) : "",
      chain(
        trace.map((step) => ({ at: step.at, message: inWords(step) })),
        text,
        linkTo,
      ),
    ])
    .filter((part) => part !== "")
    .join("\n\n");
}

function shortened(label: string): string {
  return label.length > LONGEST ? `${label.slice(0, LONGEST / 2)}…${label.slice(1 - LONGEST / 2)}` : label;
}
