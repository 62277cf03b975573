/** Every row of the catalogue at work: the engine judges the generated cases as the row says it must. */
import assert from "node:assert/strict";
import { Analysis, type Finding } from "../../../server/src/engine/control";
import { type CatalogueRow, catalogue } from "../../../server/src/engine/control/catalogue";
import { type Case, casesOf } from "./cases";

describe("catalogue rows", () => {
  for (const row of catalogue) {
    it(`${row.type} ${row.facet}`, () => {
      const cases = casesOf(row);
      assert.ok(cases.length > 0);
      assert.equal(new Set(cases.map((each) => each.name)).size, cases.length);
      for (const each of cases) assertJudged(row, each);
    });
  }

  it("fires, is silent and is unverified for every row that can be", () => {
    const lacking = (test: (each: Case) => boolean) =>
      catalogue.filter((row) => (row.key !== null || row.switches.length > 0) && !casesOf(row).some(test));
    assert.deepEqual(
      lacking(({ expect }) => expect.some(({ status }) => status === "fail")),
      [],
    );
    assert.deepEqual(
      lacking(({ expect }) => expect.some(({ status }) => status === "unverified")),
      [],
    );
    assert.deepEqual(
      lacking(({ expect }) => expect.every(({ status }) => status !== "fail")),
      [],
    );
  });
});

function assertJudged(row: CatalogueRow, { name, text, expect }: Case) {
  const found = judge(text).filter(({ judgement, resource }) => {
    return resource === `${row.type}.this` && judgement.row?.type === row.type && judgement.row.facet === row.facet;
  });
  for (const { property, status } of expect) {
    const statuses = found.filter((each) => each.property === property).map((each) => each.status);
    assert.deepEqual([...new Set(statuses)], [status], `${name}: ${property}\n${text}`);
  }
}

function judge(text: string): readonly Finding[] {
  const analysis = new Analysis({
    root: "/module",
    settings: { checks: {}, ebsDefault: "", environment: "auto", honourOtherScanners: true, today: "2026-01-01" },
    onProblem: ({ error }) => assert.fail(error as Error),
  });
  analysis.setText("/module/main.tf", text);
  analysis.update();
  return [...analysis.allFindings()];
}
