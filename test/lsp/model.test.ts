import { inMemory } from "./in-memory";
import { runSeries } from "./model";

/**
 * A few series every time, with the built server. More and longer ones by command, with servers in this process, which is
 * several times faster: `SERIES=1..500 STEPS=150 npx mocha test/lsp/model.test.ts`.
 */
const given = process.env["SERIES"];
const [FIRST = 1, LAST = FIRST] = (given ?? "1..8").split("..").map(Number);
const STEPS = Number(process.env["STEPS"] ?? 60);

describe("after any series of events, what is shown is what a fresh server shows, and every request is answered", () => {
  for (let seed = FIRST; seed <= LAST; seed++) {
    it(`seed ${seed}`, async function () {
      this.timeout(120_000);
      await runSeries(seed, STEPS, given === undefined ? {} : { connect: inMemory });
    });
  }
});
