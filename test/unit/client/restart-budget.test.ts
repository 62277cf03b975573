import assert from "node:assert/strict";
import { RestartBudget } from "../../../client/src/restart-budget";

const MINUTE = 60_000;

describe("restart budget", () => {
  it("gives up at the fifth crash within three minutes", () => {
    const budget = new RestartBudget();
    const answers = [0, 1, 2, 3, 4].map((second) => budget.crashed(second * 1000));
    assert.deepEqual(answers, [true, true, true, true, false]);
  });

  it("never gives up a server that crashes now and then", () => {
    const budget = new RestartBudget();
    for (let crash = 0; crash < 20; crash++) {
      assert(budget.crashed(crash * MINUTE));
    }
  });
});
