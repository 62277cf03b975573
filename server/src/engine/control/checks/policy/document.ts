/**
 * `data.aws_iam_policy_document`: statement blocks, and other documents merged in. Of statements with the same `sid`, the
 * document's own replaces that of a source, and that of an override replaces both
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document).
 */
import { type BlockView, isKnown, isNull, type Location, type ResourceView, type Value } from "../../../terraform";
import type { Condition } from "./conditions";
import { addPrincipals, elementsOf, type Resolve, readEffect, sidOf } from "./encoded";
import { EMPTY_POLICY, type Policy, type Principal, type Statement, type Unreadable, unreadable } from "./statement";

/** Reads the document; `read` reads the policies that it merges. */
export function readDocument(
  document: ResourceView,
  read: (value: Value, at: Location) => Policy,
  resolve: Resolve,
): Policy {
  const merged = (...names: readonly string[]): Policy[] =>
    names.flatMap((name) => {
      const attribute = document.attribute(name);
      return attribute ? elementsOf(attribute.value, resolve).map((each) => read(each, attribute.at)) : [];
    });
  const sources = merged("source_json", "source_policy_documents").reduce(join, EMPTY_POLICY);
  const overrides = merged("override_json", "override_policy_documents").reduce(override, EMPTY_POLICY);
  return override(override(sources, own(document, resolve)), overrides);
}

function join(one: Policy, other: Policy): Policy {
  return {
    statements: [...one.statements, ...other.statements],
    unreadable: [...one.unreadable, ...other.unreadable],
    trace: [],
  };
}

/** The base, its statements replaced by those of the same sid; where sids are not known, a statement may be replaced. */
function override(base: Policy, by: Policy): Policy {
  const replaces = (statement: Statement): boolean | undefined => {
    const { sid } = statement;
    if (sid === undefined) return false;
    if (by.statements.some((each) => each.certain && each.sid === sid && sid !== null)) return true;
    const mayNot = by.statements.every(
      (each) => each.sid === undefined || (sid !== null && each.sid !== null && each.sid !== sid),
    );
    return mayNot && by.unreadable.length === 0 ? false : undefined;
  };
  const kept = base.statements.flatMap((each): Statement[] => {
    const replaced = replaces(each);
    return replaced ? [] : [replaced === undefined ? { ...each, certain: false } : each];
  });
  return join({ ...base, statements: kept }, by);
}

function own(document: ResourceView, resolve: Resolve): Policy {
  const blocks = document.nested("statement");
  return {
    statements: blocks.views.map((block) => readBlock(block, resolve)),
    unreadable: blocks.complete ? [] : [openBlocks("statement", document)],
    trace: [],
  };
}

/** Blocks that an unknown `dynamic` block may add. */
function openBlocks(type: string, within: BlockView): Unreadable {
  return { label: `dynamic "${type}"`, at: within.header, trace: [] };
}

function readBlock(block: BlockView, resolve: Resolve): Statement {
  const effect = block.attribute("effect")?.value;
  const allBut = block.nested("not_principals").views[0];
  const principals: Principal[] = [];
  return {
    sid: sidOf(resolvedOf(block, "sid", resolve)),
    certain: !block.uncertain,
    effect: !effect || isNull(effect) ? "allow" : readEffect(resolve(effect)),
    unreadable: readPrincipals(block, resolve, principals),
    principals,
    allBut: allBut && { at: allBut.header },
    conditions: readConditions(block, resolve),
  };
}

function resolvedOf(block: BlockView, name: string, resolve: Resolve): Value | undefined {
  const value = block.attribute(name)?.value;
  return value && resolve(value);
}

/** Collects the principals; answers what of them cannot be read. */
function readPrincipals(block: BlockView, resolve: Resolve, into: Principal[]): Unreadable | undefined {
  const blocks = block.nested("principals");
  let unread = blocks.complete ? undefined : openBlocks("principals", block);
  for (const each of blocks.views) {
    const type = resolvedOf(each, "type", resolve);
    const identifiers = each.attribute("identifiers");
    if (!identifiers || each.uncertain) continue;
    if (type && !isKnown(type)) unread ??= unreadable(type, block.header.item);
    else addPrincipals(type ? String(type.value) : "AWS", identifiers.value, identifiers.at, resolve, into);
  }
  return unread;
}

function readConditions(block: BlockView, resolve: Resolve): Condition[] {
  const blocks = block.nested("condition");
  const conditions = blocks.views.map((each): Condition => {
    const text = (name: string): string | undefined => {
      const value = resolvedOf(each, name, resolve);
      return value && isKnown(value) && !each.uncertain ? String(value.value) : undefined;
    };
    const values = each.attribute("values")?.value;
    return { operator: text("test"), key: text("variable"), values: values ? elementsOf(values, resolve) : [] };
  });
  return blocks.complete ? conditions : [...conditions, { operator: undefined, key: undefined, values: [] }];
}
