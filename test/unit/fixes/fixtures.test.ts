/** The fixed texts that fixtures show: exact, proved, and final. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { Analysis, Finding } from "../../../server/src/engine/control";
import { applyEdits, type Fix, fixesFor, verifyFix, waive } from "../../../server/src/engine/fixes";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { CHECK_NAMES, type CheckName, render } from "../../../shared/src";
import { analysisOf, type Fixture, readFixture } from "../control/fixture";
import { areFormatted } from "./terraform-fmt";

const FIXTURES = new URL("../../fixtures/", import.meta.url);
const { hcl } = createNodeHost();

interface Fixed {
  readonly check: CheckName;
  readonly name: string;
  readonly fixture: Fixture;
  readonly title: string;
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A fix of several files is shown behind each of them, under the same title. */
function fixedIn(check: CheckName): Fixed[] {
  return readdirSync(new URL(`${check}/`, FIXTURES)).flatMap((name) => {
    const fixture = readFixture(readFileSync(new URL(`${check}/${name}`, FIXTURES), "utf8"));
    const byTitle = new Map<string, Map<string, string>>();
    for (const { path, title, text } of fixture.fixed) {
      byTitle.set(title, (byTitle.get(title) ?? new Map()).set(path, text));
    }
    return [...byTitle].map(([title, texts]) => ({ check, name: `${check}/${name}`, fixture, title, texts }));
  });
}

function offered(analysis: Analysis, check: CheckName): { finding: Finding; fix: Fix; title: string }[] {
  return [...analysis.allFindings()]
    .filter((finding) => finding.check === check)
    .flatMap((finding) => fixesFor(finding, analysis).map((fix) => ({ finding, fix, title: render(fix.title, "en") })));
}

describe("fixes of fixtures", () => {
  const all = CHECK_NAMES.flatMap(fixedIn);

  for (const { check, name, fixture, title, texts } of all) {
    it(`${name}: ${title}`, async () => {
      const analysis = analysisOf(fixture);
      const fixes = offered(analysis, check);
      const found = fixes.find((each) => each.title === title);
      assert.ok(found, `not offered; but:\n${fixes.map((each) => each.title).join("\n")}`);
      assert.deepEqual(await verifyFix(found.fix, found.finding, analysis, hcl), { ok: true });
      const results = [...found.fix.edits].map(([path, edits]) => [path, applyEdits(fixture.files.get(path)!, edits)]);
      assert.deepEqual(new Map(results as [string, string][]), texts);

      for (const [path, text] of texts) analysis.setText(path, text);
      analysis.update();
      for (const path of texts.keys()) assert.deepEqual(analysis.file(path)?.errors, []);
      const again = offered(analysis, check).filter(
        (each) => each.title === title && each.finding.subject.address === found.finding.subject.address,
      );
      assert.deepEqual(again, [], "offered a second time");
    });
  }

  it("hold for every violation of every fixture, waivers included", async function () {
    this.timeout(120_000);
    let violations = 0;
    const helpless: string[] = [];
    for (const check of CHECK_NAMES) {
      for (const name of readdirSync(new URL(`${check}/`, FIXTURES))) {
        const analysis = analysisOf(readFixture(readFileSync(new URL(`${check}/${name}`, FIXTURES), "utf8")));
        for (const finding of analysis.allFindings()) {
          if (finding.status !== "fail" || finding.waiver || !analysis.file(finding.at.path)) continue;
          const fixes = fixesFor(finding, analysis);
          const isJson = finding.at.path.endsWith(".json");
          if (!finding.recommendation && !isJson) violations++;
          if (!finding.recommendation && !isJson && fixes.length === 0) helpless.push(`${name}: ${finding.resource}`);
          const waiver = waive(finding, analysis, "accepted");
          for (const fix of waiver ? [...fixes, waiver] : fixes) {
            const what = `${name}: ${finding.resource}: ${render(fix.title, "en")}`;
            assert.deepEqual(await verifyFix(fix, finding, analysis, hcl), { ok: true }, what);
          }
        }
      }
    }
    console.log(`      ${violations} violations, ${violations - helpless.length} fixable`);
    assert.ok(helpless.length < 0.05 * violations, helpless.join("\n"));
  });

  it("are written as terraform fmt would", function () {
    this.timeout(60_000);
    const pairs = all.flatMap(({ fixture, texts }) =>
      [...texts].map(([path, text]) => ({ before: fixture.files.get(path)!, after: text })),
    );
    const before = areFormatted(pairs.map((pair) => pair.before));
    const after = areFormatted(pairs.map((pair) => pair.after));
    if (!before || !after) return this.skip();
    assert.deepEqual(
      pairs.filter((_, index) => before[index] && !after[index]).map((pair) => pair.after),
      [],
    );
  });

  it("show every kind of fix", () => {
    const kinds = new Set<string>();
    for (const { check, fixture, title } of all) {
      const found = offered(analysisOf(fixture), check).find((each) => each.title === title);
      if (found) kinds.add(found.fix.kind);
    }
    assert.deepEqual([...kinds].sort(), ["create-key", "key-input", "new-resource", "restrict", "set"]);
  });
});
