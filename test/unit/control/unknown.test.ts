/** Unknown is never a violation: any value that cannot be known in place of a known one makes no new finding that fails. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Analysis } from "../../../server/src/engine/control";
import type { Attribute, Block } from "../../../server/src/engine/syntax";
import { CHECK_NAMES } from "../../../shared/src";
import { analysisOf, readFixture } from "./fixture";

const FIXTURES = new URL("../../fixtures/", import.meta.url);

/** They decide whether there is anything to judge at all (ruling 6: an unknown count is judged as if it existed). */
const STRUCTURE: ReadonlySet<string> = new Set(["count", "for_each", "source", "version", "providers", "provider"]);

describe("a value that becomes unknown", () => {
  for (const check of CHECK_NAMES) {
    const folder = new URL(`${check}/`, FIXTURES);
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      it(`makes no violation in ${check}/${name}`, function () {
        this.timeout(120_000);
        const fixture = readFixture(readFileSync(new URL(name, folder), "utf8"));
        const analysis = analysisOf(fixture);
        const before = violations(analysis);
        for (const { path, start, end } of values(analysis)) {
          const text = fixture.files.get(path) ?? "";
          analysis.setText(path, `${text.slice(0, start)}data.unknown_thing.x.value${text.slice(end)}`);
          analysis.update();
          const added = [...violations(analysis)].filter((each) => !before.has(each));
          assert.deepEqual(added, [], `${path}: ${text.slice(text.lastIndexOf("\n", start) + 1, end)}`);
          analysis.setText(path, text);
          analysis.update();
        }
        assert.deepEqual(violations(analysis), before);
      });
    }
  }
});

function violations(analysis: Analysis): ReadonlySet<string> {
  const failed = [...analysis.allFindings()].filter(({ status }) => status === "fail");
  return new Set(failed.map((each) => `${each.check} ${each.property} ${each.module} ${each.resource}`));
}

/** Where the values of all attributes stand. */
function values(analysis: Analysis): { path: string; start: number; end: number }[] {
  return [...analysis.paths()].flatMap((path) => {
    const file = analysis.file(path);
    return (file?.items ?? []).flatMap((item) => {
      const offset = file?.startOf(item) ?? 0;
      return (item.node ? attributesOf(item.node) : []).map((each) => ({
        path,
        start: offset + each.exprStart,
        end: offset + each.exprEnd,
      }));
    });
  });
}

function attributesOf(node: Block | Attribute): readonly Attribute[] {
  if (node.kind === "attribute") return STRUCTURE.has(node.name) ? [] : [node];
  return node.body.flatMap(attributesOf);
}
