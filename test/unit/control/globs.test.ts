import assert from "node:assert/strict";
import { exclusion } from "../../../server/src/engine/control";

describe("globs", () => {
  for (const [glob, matching, others] of [
    ["examples", ["examples", "a/examples", "a/examples/b.tf"], ["examples2", "my-examples/a.tf"]],
    ["examples/", ["a/examples/b.tf"], ["example"]],
    ["**/examples/**", ["examples/a.tf", "a/b/examples/c/d.tf", "examples"], ["a.tf"]],
    ["/envs/dev", ["envs/dev/a.tf"], ["x/envs/dev/a.tf"]],
    ["envs/*/test.tf", ["envs/a/test.tf"], ["envs/a/b/test.tf", "envs/test.tf"]],
    ["envs/**/test.tf", ["envs/test.tf", "envs/a/b/test.tf"], ["test.tf"]],
    ["*.auto.tfvars", ["a.auto.tfvars", "b/c.auto.tfvars"], ["a.tfvars"]],
    ["{dev,test}-?", ["dev-1", "a/test-2/b.tf"], ["dev-10", "prod-1"]],
    ["v[0-9]/[!a].tf", ["v1/b.tf"], ["v1/a.tf", "vx/b.tf"]],
    ["a+b(c)|d.tf", ["a+b(c)|d.tf"], ["aab(c)"]],
    ["**", ["a", "a/b.tf"], []],
    ["[z-a]", [], ["a", "z"]],
    ["{a", ["{a"], ["a"]],
    ["", [], ["a"]],
  ] as const) {
    it(`"${glob}"`, () => {
      const excluded = exclusion([glob]);
      for (const path of matching) assert(excluded(path), `${path} matches`);
      for (const path of others) assert(!excluded(path), `${path} does not match`);
    });
  }

  it("take no time even when they are made to", () => {
    const start = performance.now();
    exclusion([`${"**/".repeat(50)}x`, `${"*".repeat(100)}x`, "{".repeat(50)])("a/".repeat(200));
    assert(performance.now() - start < 500);
  });
});
