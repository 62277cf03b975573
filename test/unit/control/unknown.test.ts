/** Unknown is never a violation: any value that cannot be known in place of a known one makes no new finding that fails. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Analysis } from "../../../server/src/engine/control";
import { catalogue } from "../../../server/src/engine/control/catalogue";
import type { Attribute, Block, Expression, TemplatePart } from "../../../server/src/engine/syntax";
import { CHECK_NAMES } from "../../../shared/src";
import { casesOf } from "../catalogue/cases";
import { chance, random } from "../terraform/random";
import { analysisOf, type Fixture, readFixture } from "./fixture";

const FIXTURES = new URL("../../fixtures/", import.meta.url);

/** They decide whether there is anything to judge at all (ruling 6: an unknown count is judged as if it existed). */
const STRUCTURE: ReadonlySet<string> = new Set(["count", "for_each", "source", "version", "providers", "provider"]);

/** What nobody can know. */
const UNKNOWN = ["data.unknown_thing.x.value", "var.nobody_sets_this", "module.absent.x"];

describe("a value that becomes unknown", () => {
  for (const check of CHECK_NAMES) {
    const folder = new URL(`${check}/`, FIXTURES);
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      it(`makes no violation in ${check}/${name}`, function () {
        this.timeout(120_000);
        assertNoneAdded(readFixture(readFileSync(new URL(name, folder), "utf8")), () => true);
      });
    }
  }

  it("makes no violation in the cases of the catalogue", function () {
    this.timeout(120_000);
    const next = random(30);
    const empty = readFixture("");
    for (const { text } of catalogue.flatMap(casesOf)) {
      assertNoneAdded({ ...empty, files: new Map([["/fixture/main.tf", text]]) }, () => chance(next, 0.2));
    }
  });
});

/** Tries every value that is chosen, alone. */
function assertNoneAdded(fixture: Fixture, isChosen: () => boolean): void {
  const analysis = analysisOf(fixture);
  const before = violations(analysis);
  for (const [at, { path, start, end }] of values(analysis).filter(isChosen).entries()) {
    const text = fixture.files.get(path) ?? "";
    analysis.setText(path, text.slice(0, start) + UNKNOWN[at % UNKNOWN.length] + text.slice(end));
    analysis.update();
    const added = [...violations(analysis)].filter((each) => !before.has(each));
    assert.deepEqual(added, [], `${path}: ${text.slice(text.lastIndexOf("\n", start) + 1, end)}`);
    analysis.setText(path, text);
    analysis.update();
  }
  assert.deepEqual(violations(analysis), before);
}

function violations(analysis: Analysis): ReadonlySet<string> {
  const failed = [...analysis.allFindings()].filter(({ status }) => status === "fail");
  return new Set(failed.map((each) => `${each.check} ${each.property} ${each.module} ${each.resource}`));
}

/** Where the values of all attributes stand, and those inside them. */
function values(analysis: Analysis): { path: string; start: number; end: number }[] {
  return [...analysis.paths()].flatMap((path) => {
    const file = analysis.file(path);
    return (file?.items ?? []).flatMap((item) => {
      const offset = file?.startOf(item) ?? 0;
      const attributes = item.node ? attributesOf(item.node) : [];
      return attributes
        .flatMap((each) => [{ start: each.exprStart, end: each.exprEnd }, ...parts(each.expr)])
        .map(({ start, end }) => ({ path, start: offset + start, end: offset + end }));
    });
  });
}

function attributesOf(node: Block | Attribute): readonly Attribute[] {
  if (node.kind === "attribute") return STRUCTURE.has(node.name) ? [] : [node];
  return node.body.flatMap(attributesOf);
}

/** The expressions inside an expression. */
function parts(expr: Expression): readonly Expression[] {
  const inner = directParts(expr);
  return [...inner, ...inner.flatMap(parts)];
}

function directParts(expr: Expression): readonly Expression[] {
  switch (expr.kind) {
    case "template":
      return expr.parts.flatMap((part: TemplatePart) => (part.kind === "interpolation" ? [part.expr] : []));
    case "tuple":
      return expr.elements;
    case "object":
      return expr.entries.map((entry) => entry.value);
    case "call":
      return expr.args;
    case "conditional":
      return [expr.condition, expr.then, expr.else];
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.operand];
    case "parentheses":
      return [expr.inner];
    case "for":
      return [expr.collection, expr.value];
    default:
      return [];
  }
}
