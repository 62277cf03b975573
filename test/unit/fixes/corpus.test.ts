/**
 * Every fix that is offered for a large body of resource shapes holds what it promises, and nearly every violation has one.
 * The shapes are the cases of the catalogue's rows: each switch and key on, off, missing, and by AWS's own key.
 */
import assert from "node:assert/strict";
import { catalogue, type Finding } from "../../../server/src/engine/control";
import { applyEdits, fixesFor, verifyFix } from "../../../server/src/engine/fixes";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { casesOf } from "../catalogue/cases";
import { analysisOf, readFixture } from "../control/fixture";
import { areFormatted, formatAll } from "./terraform-fmt";

const MAIN = "/fixture/main.tf";
const { hcl } = createNodeHost();

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

/** Other ways to write the same; the formatted ones are formatted before they are edited. */
const STYLES: readonly { name: string; isFormatted: boolean; write(text: string): string }[] = [
  { name: "CRLF", isFormatted: false, write: (text) => text.replaceAll("\n", "\r\n") },
  { name: "tabs", isFormatted: false, write: (text) => text.replaceAll("  ", "\t") },
  { name: "byte order mark, no line break at the end", isFormatted: false, write: (text) => `\uFEFF${text.trimEnd()}` },
  { name: "wide gaps", isFormatted: false, write: (text) => text.replaceAll(" = ", "    = ") },
  { name: "no blank lines", isFormatted: true, write: (text) => text.replace(/\n\n+/g, "\n") },
  {
    name: "comments at the ends of lines",
    isFormatted: true,
    write: (text) => text.replace(/(= [^\n]*[^[{(,\n])$/gm, "$1 # why").replace(/([{}])$/gm, "$1 // where"),
  },
  {
    name: "comments above attributes and before braces",
    isFormatted: true,
    write: (text) =>
      text.replace(/^( +)(\w+ *[={])/gm, "$1# about it\n$1$2").replace(/^(resource .*) \{/gm, "$1 /* it */ {"),
  },
];

describe("fixes of shapes in other styles", () => {
  const shapes = catalogue
    .flatMap((row) => casesOf(row).map(({ text }) => text))
    .filter((_, index) => index % 30 === 0);
  for (const { name, isFormatted, write } of STYLES) {
    it(`hold and keep to the style: ${name}`, async function () {
      this.timeout(60_000);
      const written = (formatAll(shapes) ?? shapes).map(write);
      const sources = (isFormatted ? formatAll(written) : undefined) ?? written;
      const results: string[] = [];
      for (const source of sources) {
        const analysis = analysisOf({ ...readFixture(""), files: new Map([[MAIN, source]]) });
        for (const finding of analysis.findings(MAIN).filter(isViolation)) {
          for (const fix of fixesFor(finding, analysis)) {
            assert.deepEqual(await verifyFix(fix, finding, analysis, hcl), { ok: true });
            const result = applyEdits(source, fix.edits.get(MAIN) ?? []);
            results.push(result);
            assert.equal(/[^\r]\n/.test(result), /[^\r]\n/.test(source), "line endings are mixed");
            assert.equal(/[ \t]\r?$/m.test(result), /[ \t]\r?$/m.test(source), "white space at the end of a line");
          }
        }
      }
      assert.ok(results.length > 50);
      const formatted = isFormatted ? areFormatted(results) : undefined;
      assert.deepEqual(formatted ? results.filter((_, index) => !formatted[index]) : [], []);
    });
  }
});

function isViolation(finding: Finding): boolean {
  return finding.status === "fail" && !finding.recommendation;
}
