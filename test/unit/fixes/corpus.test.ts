/**
 * Every fix that is offered for a large body of resource shapes holds what it promises, and nearly every violation has one.
 * The shapes are the cases of the catalogue's rows: each switch and key on, off, missing, and by AWS's own key.
 */
import assert from "node:assert/strict";
import { catalogue, type Finding } from "../../../server/src/engine/control";
import { applyEdits, fixesFor, verifyFix } from "../../../server/src/engine/fixes";
import { createHcl2Json } from "../../../server/src/platform/hcl2json";
import { casesOf } from "../catalogue/cases";
import { analysisOf, readFixture } from "../control/fixture";
import { areFormatted, formatAll } from "./terraform-fmt";

const MAIN = "/fixture/main.tf";
const hcl = createHcl2Json();

describe("fixes of the catalogue's shapes", () => {
  it("all hold, and over 95 % of the violations have one", async function () {
    this.timeout(300_000);
    const shapes = catalogue.flatMap((row) =>
      casesOf(row).map(({ name, text }) => ({ name: `${row.type} ${row.facet}: ${name}`, text })),
    );
    assert.ok(shapes.length >= 1000, `${shapes.length} shapes`);
    const clean = formatAll(shapes.map((shape) => shape.text));
    const results: string[] = [];
    const refused: string[] = [];
    const helpless: string[] = [];
    let violations = 0;
    for (const [index, { name, text }] of shapes.entries()) {
      const source = clean?.[index] ?? text;
      const analysis = analysisOf({ ...readFixture(""), files: new Map([[MAIN, source]]) });
      for (const finding of analysis.findings(MAIN).filter(isViolation)) {
        violations++;
        const fixes = fixesFor(finding, analysis);
        if (fixes.length === 0) helpless.push(`${name}: ${finding.property}`);
        for (const fix of fixes) {
          const verification = await verifyFix(fix, finding, analysis, hcl);
          if (!verification.ok) refused.push(`${name}: ${verification.reason}`);
          results.push(applyEdits(source, fix.edits.get(MAIN) ?? []));
        }
      }
    }
    assert.deepEqual(refused, []);
    const share = 1 - helpless.length / violations;
    console.log(
      `      ${shapes.length} shapes, ${violations} violations, ${results.length} fixes, ${(100 * share).toFixed(1)} % fixable`,
    );
    assert.ok(share > 0.95, helpless.join("\n"));
    const formatted = clean && areFormatted(results);
    assert.deepEqual(formatted ? results.filter((_, index) => !formatted[index]) : [], []);
  });
});

function isViolation(finding: Finding): boolean {
  return finding.status === "fail" && !finding.recommendation;
}
