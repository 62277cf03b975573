/**
 * Terraform itself vouches for the evaluation of modules: generated ones are applied by it, and what it makes of every output
 * of the root is held against what the engine says.
 *
 * `WORLDS=100..500 npx mocha test/unit/terraform/differential.test.ts` tries the worlds of these seeds. About one output in 3,000
 * differs there, inside `try`, for reasons that values do not show: an empty list has no type of elements, nor has a null, and
 * a reference none at all.
 */
import assert from "node:assert/strict";
import { type Agreement, compare } from "./differential/comparison";
import { hide } from "./differential/hide";
import { type Files, world } from "./differential/world";
import { random } from "./random";
import { plain, valuesOf, workspaceOf } from "./support";
import { apply, hasTerraform, type Output } from "./terraform";

const [FIRST = 0, LAST = 0] = (process.env["WORLDS"] ?? "0..19").split("..").map(Number);

/**
 * Of all outputs so many may be unknown although nothing is that they are made of: functions hand references to resources on
 * without asking what they lead to, and lists are not told from tuples, so that equal ones may not be the same.
 */
const OPEN_SHARE = 0.05;

/** Of all worlds so many may be none: what is generated is not always what Terraform accepts. */
const REFUSED_SHARE = 0.25;

/** What an output comes to instead of an error. */
const ERROR = "!";

interface World {
  readonly seed: number;
  readonly files: Files;
  readonly outputs: Readonly<Record<string, Output>>;
}

describe("modules held against Terraform", () => {
  const worlds: World[] = [];

  before(function () {
    this.timeout(10_000 + (LAST - FIRST + 1) * 5_000);
    if (!hasTerraform()) this.skip();
    for (let seed = FIRST; seed <= LAST; seed++) {
      const files = world(seed);
      const { outputs } = apply(files);
      if (outputs) worlds.push({ seed, files, outputs });
    }
    const refused = LAST - FIRST + 1 - worlds.length;
    assert.ok(refused <= (LAST - FIRST + 1) * REFUSED_SHARE, `${refused} worlds refused`);
  });

  it(`agree in every output of the worlds ${FIRST} to ${LAST}`, function () {
    this.timeout(10_000 + worlds.length * 1_000);
    const { wrong, open, total } = judged(worlds);
    this.test!.title += ` (${total} outputs, ${((open / total) * 100).toFixed(1)} % not known)`;
    assert.equal(wrong.join("\n"), "");
    assert.ok(open <= total * OPEN_SHARE, `${open} of ${total} outputs are not known`);
  });

  it("do not contradict it when some of the variables are not known", function () {
    this.timeout(10_000 + worlds.length * 1_000);
    const { wrong, open, total } = judged(
      worlds.map((each) => ({ ...each, files: hide(each.files, random(each.seed)) })),
      // What is not known is thought to be no error.
      ({ value }) => value !== ERROR,
    );
    this.test!.title += ` (${total} outputs, ${((open / total) * 100).toFixed(1)} % not known)`;
    assert.equal(wrong.join("\n"), "");
  });
});

/** How the engine's values of the outputs compare with Terraform's; `wrong` describes those that contradict. */
function judged(
  worlds: readonly World[],
  isMeant: (output: Output) => boolean = () => true,
): { wrong: readonly string[]; open: number; total: number } {
  const counts: Record<Agreement, number> = { same: 0, open: 0, wrong: 0 };
  const wrong: string[] = [];
  for (const { seed, files, outputs } of worlds) {
    const fixture = workspaceOf(files);
    for (const [name, output] of Object.entries(outputs).filter(([, each]) => isMeant(each))) {
      const [value] = valuesOf(fixture, "", `output.${name}`, "value");
      assert.ok(value, name);
      const agreement = compare(value, output.value, fixture.evaluator);
      counts[agreement]++;
      if (agreement === "wrong") {
        const [actual, ours] = [output.value, plain(value)].map((each) => JSON.stringify(each));
        wrong.push(`world ${seed}, output.${name}: Terraform: ${actual}, engine: ${ours}`);
      }
    }
  }
  return { wrong, open: counts.open, total: counts.same + counts.open + counts.wrong };
}
