/**
 * Terraform itself vouches for the evaluation of modules: generated ones are applied by it, and what it makes of every output
 * of the root is held against what the engine says.
 *
 * `WORLDS=100..500 npx mocha test/unit/terraform/differential.test.ts` tries the worlds of these seeds.
 */
import assert from "node:assert/strict";
import { type Agreement, compare } from "./differential/comparison";
import { world } from "./differential/world";
import { plain, valuesOf, workspaceOf } from "./support";
import { apply, hasTerraform, type Output } from "./terraform";

const [FIRST = 0, LAST = 0] = (process.env["WORLDS"] ?? "0..19").split("..").map(Number);

/**
 * Of all outputs so many may be unknown although nothing is that they are made of: functions hand references to resources on
 * without asking what they lead to, and lists are not told from tuples, so that equal ones may not be the same.
 */
const OPEN_SHARE = 0.08;

/** Of all worlds so many may be none: what is generated is not always what Terraform accepts. */
const REFUSED_SHARE = 0.25;

describe("modules held against Terraform", () => {
  it(`agree in every output of the worlds ${FIRST} to ${LAST}`, function () {
    this.timeout(10_000 + (LAST - FIRST + 1) * 5_000);
    if (!hasTerraform()) this.skip();
    const counts: Record<Agreement, number> = { same: 0, open: 0, wrong: 0 };
    const wrong: string[] = [];
    let refused = 0;
    for (let seed = FIRST; seed <= LAST; seed++) {
      const { outputs } = apply(world(seed));
      if (!outputs) refused++;
      for (const [name, agreement, description] of judged(seed, outputs ?? {})) {
        counts[agreement]++;
        if (agreement === "wrong") wrong.push(`world ${seed}, output.${name}: ${description}`);
      }
    }
    const total = counts.same + counts.open + counts.wrong;
    const share = counts.open / total;
    this.test!.title += ` (${total} outputs, ${(share * 100).toFixed(1)} % not known; ${refused} worlds refused)`;
    assert.equal(wrong.join("\n"), "");
    assert.ok(share <= OPEN_SHARE, `${counts.open} of ${total} outputs are not known`);
    assert.ok(refused <= (LAST - FIRST + 1) * REFUSED_SHARE, `${refused} worlds refused`);
  });
});

/** Each output of the world with how the engine's value of it compares, and a description of both. */
function judged(seed: number, outputs: Readonly<Record<string, Output>>): [string, Agreement, string][] {
  const fixture = workspaceOf(world(seed));
  return Object.entries(outputs).map(([name, { value: actual }]) => {
    fixture.evaluator.refuel();
    const [value] = valuesOf(fixture, "", `output.${name}`, "value");
    assert.ok(value, name);
    const agreement = compare(value, actual, fixture.evaluator);
    return [name, agreement, `Terraform: ${JSON.stringify(actual)}, engine: ${JSON.stringify(plain(value))}`];
  });
}
