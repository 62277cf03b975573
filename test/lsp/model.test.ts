import { runSeries } from "./model";

/**
 * A few series every time. More of them, longer, by command: `SERIES=1..500 STEPS=150 npx mocha test/lsp/model.test.ts`.
 */
const [FIRST = 1, LAST = 8] = (process.env["SERIES"] ?? "1..8").split("..").map(Number);
const STEPS = Number(process.env["STEPS"] ?? 60);

describe("after any series of events, what is shown is what a fresh server shows, and every request is answered", () => {
  for (let seed = FIRST; seed <= LAST; seed++) {
    it(`seed ${seed}`, async function () {
      this.timeout(60_000);
      await runSeries(seed, STEPS);
    });
  }
});
