/** Every fixture: the exact findings and their places, and that nothing throws while the text is being typed. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { roleOf } from "../../../server/src/engine/terraform";
import { CHECK_NAMES } from "../../../shared/src";
import { analysisOf, expectedLines, type Fixture, foundLines, readFixture } from "./fixture";

const FIXTURES = new URL("../../fixtures/", import.meta.url);

describe("fixtures", () => {
  it("lie in folders named after checks", () => {
    const names: readonly string[] = CHECK_NAMES;
    assert.deepEqual(
      readdirSync(FIXTURES).filter((folder) => !names.includes(folder)),
      [],
    );
  });
});

for (const check of CHECK_NAMES) {
  describe(`fixtures: ${check}`, () => {
    const fixtures = fixturesOf(check);

    it("has a case that fires, one that is silent and one that is unverified", () => {
      const has = (status: string) =>
        fixtures.some(({ fixture }) => fixture.expected.some((each) => each.status === status));
      const silent = fixtures.some(({ fixture }) =>
        fixture.expected.every((each) => each.status !== "fail" && each.status !== "unverified"),
      );
      assert.deepEqual(
        { fires: has("fail"), silent: silent || has("pass") || has("not-applicable"), unverified: has("unverified") },
        { fires: true, silent: true, unverified: true },
      );
    });

    for (const { name, fixture } of fixtures) {
      it(`${name}: findings`, () => {
        const analysis = analysisOf(fixture);
        for (const path of analysis.paths()) {
          assert.deepEqual(analysis.file(path)?.errors ?? [], [], `${path} has syntax errors`);
        }
        assert.deepEqual(foundLines(analysis, check, fixture), expectedLines(fixture));
      });

      it(`${name}: typed character by character`, function () {
        this.timeout(120_000);
        const analysis = typed(fixture);
        assert.deepEqual(foundLines(analysis, check, fixture), expectedLines(fixture));
      });
    }
  });
}

function fixturesOf(check: string): { name: string; fixture: Fixture }[] {
  const folder = new URL(`${check}/`, FIXTURES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".tf"))
    .map((name) => ({ name, fixture: readFixture(readFileSync(new URL(name, folder), "utf8")) }));
}

/** The fixture typed into empty files, judged after each character. */
function typed(fixture: Fixture): ReturnType<typeof analysisOf> {
  const analysis = analysisOf({
    ...fixture,
    files: new Map([...fixture.files].map(([path, text]) => [path, roleOf(path) ? "" : text])),
  });
  for (const [path, text] of fixture.files) {
    if (!roleOf(path)) continue;
    for (let end = 0; end < text.length; end++) {
      analysis.edit(path, [{ start: end, end, text: text[end]! }]);
      analysis.update();
      for (const finding of analysis.findings(path)) assert.ok(analysis.rangeOf(finding.at));
    }
  }
  return analysis;
}
