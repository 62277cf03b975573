import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Analysis, controlSettings, type Finding } from "../../server/src/engine/control";
import { CHECK_NAMES, DEFAULT_SETTINGS } from "../../shared/src";

const CHECKS = "examples/checks";

/** What the comment above a resource says of it. */
const CLAIM = /^# (fires|silent|unverified)(?:: .*)?\n(?:#.*\n)*resource "(\w+)" "(\w+)"/gm;

function findingsIn(texts: ReadonlyMap<string, string>): readonly Finding[] {
  const analysis = new Analysis({ root: "/examples", settings: controlSettings(DEFAULT_SETTINGS, "2026-01-01") });
  for (const [path, text] of texts) analysis.setText(`/examples/${path}`, text);
  analysis.update();
  return [...analysis.allFindings()];
}

describe("the examples", () => {
  it("have a folder for every check, and no other", () => {
    assert.deepEqual(readdirSync(CHECKS).sort(), [...CHECK_NAMES].sort());
  });

  it("have a page that leads to each of them", () => {
    const page = readFileSync("examples/README.md", "utf8");
    for (const [, target = ""] of page.matchAll(/\]\(([^)#]+)\)/g))
      assert(existsSync(join("examples", target)), target);
    for (const check of CHECK_NAMES) assert(page.includes(`(checks/${check}/main.tf)`), check);
  });

  for (const check of CHECK_NAMES) {
    it(`show ${check} firing, silent and unverified as their comments say, and no other violation`, () => {
      const files = readdirSync(join(CHECKS, check), { recursive: true, encoding: "utf8" });
      const paths = files.filter((path) => path.endsWith(".tf"));
      const texts = new Map(paths.map((path) => [path, readFileSync(join(CHECKS, check, path), "utf8")]));
      const findings = findingsIn(texts);
      const claims = [...texts.values()].flatMap((text) =>
        [...text.matchAll(CLAIM)].map(([, claim, type, name]) => ({ claim, resource: `${type}.${name}` })),
      );
      assert.deepEqual([...new Set(claims.map(({ claim }) => claim))].sort(), ["fires", "silent", "unverified"]);
      const shown = claims.map(({ resource }) => {
        const own = findings.filter((each) => each.check === check && each.resource === resource);
        const statuses = own.map(({ status }) => status);
        return statuses.includes("fail") ? "fires" : statuses.includes("unverified") ? "unverified" : "silent";
      });
      assert.deepEqual(
        claims.map(({ resource }, index) => `${resource} ${shown[index]}`),
        claims.map(({ resource, claim }) => `${resource} ${claim}`),
      );
      const firing = new Set(claims.filter(({ claim }) => claim === "fires").map(({ resource }) => resource));
      const others = findings.filter(({ status, resource }) => status === "fail" && !firing.has(resource));
      assert.deepEqual(
        others.map(({ resource, check }) => `${resource} ${check}`),
        [],
      );
    });
  }
});
