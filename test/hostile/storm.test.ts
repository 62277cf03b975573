import { storm } from "./storm";

/** More by command: `STORM=50000 npx mocha test/hostile/storm.test.ts`. */
const FILES = Number(process.env["STORM"] ?? 1000);

describe("a storm of files", () => {
  it(`${FILES} come, change and go, and the server keeps up with whoever types`, async function () {
    this.timeout(600_000);
    await storm(FILES);
  });
});
