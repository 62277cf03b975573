import type { Attribute, Block, Expression, Span } from "../../syntax";
import { literal, templateCode } from "../code";
import { Drafts } from "../drafts";
import { dataSource, existingDataSource } from "../key-policy";
import { attributeAt, attributeOf } from "../nodes";
import { type Action, finished } from "./action";

/** Narrows a wildcard principal to the root of the account, so that IAM policies decide; a person must judge whether that will do. */
export const policyFix: Action = (finding, analysis) => {
  const { path, item } = finding.judgement.at;
  const attribute = attributeAt(item, finding.judgement.at);
  if (!attribute) return [];
  const drafts = new Drafts(analysis);
  const draft = drafts.of(path);
  if (!draft) return [];
  const account = dataSource("aws_caller_identity", drafts, path, analysis);
  const partition = existingDataSource("aws_partition", path, analysis);
  const root = `arn:${partition ? `\${${partition}.partition}` : "aws"}:iam::\${${account}.account_id}:root`;
  const source = item.text.slice(finding.judgement.at.start, finding.judgement.at.end);
  const owner = principalsBlock(attribute);
  if (owner) {
    const span = elementAt(attribute.expr, finding.judgement.at);
    if (!span) return [];
    const index = attribute.expr.kind === "tuple" ? attribute.expr.elements.indexOf(span) : -1;
    draft.replace(attribute, templateCode(root), index >= 0 ? [index] : []);
    const type = attributeOf(owner, "type");
    if (type && item.text.slice(type.exprStart, type.exprEnd) === '"*"') draft.replace(type, literal("AWS"));
  } else if (/^\\?"\*\\?"$/.test(source)) {
    const named = attribute.expr.kind === "template" ? `{ "AWS": "${root}" }` : `{ AWS = "${root}" }`;
    draft.substitute(
      attribute,
      finding.judgement.at,
      isPrincipalItself(item.text, finding.judgement.at) ? named : `"${root}"`,
    );
  } else return [];
  return finished(drafts, { key: "fix-account-root" }, "restrict", false);
};

/** The `principals` block of a policy document that the attribute belongs to. */
function principalsBlock(attribute: Attribute): Block | undefined {
  const search = (block: Block): Block | undefined => {
    for (const node of block.body) {
      if (node === attribute) return block.type === "principals" ? block : undefined;
      if (node.kind === "block" && node.start <= attribute.start && node.end >= attribute.end) return search(node);
    }
    return undefined;
  };
  const { node } = attribute.item;
  return node?.kind === "block" ? search(node) : undefined;
}

/** The wildcard among the elements of a list, or the expression when it is no list. */
function elementAt(expr: Expression, { start, end }: Span): Expression | undefined {
  if (expr.kind !== "tuple") return expr;
  const inside = expr.elements.find((each) => each.start <= start && each.end >= end);
  return (
    inside ??
    expr.elements.find(
      (each) =>
        each.kind === "template" &&
        each.parts.length === 1 &&
        each.parts[0]?.kind === "text" &&
        each.parts[0].value === "*",
    )
  );
}

/** Whether the wildcard is the value of `Principal` itself, which takes no other string. */
function isPrincipalItself(text: string, { start }: Span): boolean {
  return /Principal\\?"?\s*[=:]\s*$/.test(text.slice(0, start));
}
