import { fuzzEngine } from "./engine";

describe("fuzzing the engine", () => {
  it("never throws, says what a fresh analysis says, and offers fixes that hold", async () => {
    await fuzzEngine(400, 30);
  });
});
