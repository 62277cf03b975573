import assert from "node:assert/strict";
import { AskedFiles } from "../../../server/src/lsp/asked-files";

describe("files that a configuration asks for", () => {
  /** Answers when it is told to. */
  function slowFiles() {
    const waiting: ((text: string | undefined) => void)[] = [];
    const asked = new AskedFiles(
      {
        readDirectory: () => undefined,
        readText: () => undefined,
        exists: () => false,
        readTextInside: () => undefined,
        readTextInsideLater: () => new Promise((answer) => waiting.push(answer)),
      },
      "/shop",
    );
    return { asked, waiting };
  }

  it("are there later, and told of once, also when they came before anybody waited", async () => {
    const { asked, waiting } = slowFiles();
    assert.equal(asked.read("/shop/a"), undefined);
    waiting[0]?.("a");
    await new Promise(setImmediate);
    assert.equal(asked.read("/shop/a"), "a");
    assert.deepEqual(await asked.arrive(), ["/shop/a"]);
    assert.deepEqual(await asked.arrive(), []);
  });

  it("are not told of when they are not there, nor asked for again until they change", async () => {
    const { asked, waiting } = slowFiles();
    asked.read("/shop/a");
    waiting[0]?.(undefined);
    assert.deepEqual(await asked.arrive(), []);
    asked.read("/shop/a");
    assert.equal(waiting.length, 1);
    const changed = asked.changed("/shop");
    waiting[1]?.("now");
    assert.deepEqual(await changed, ["/shop/a"]);
    assert.equal(asked.read("/shop/a"), "now");
  });

  it("hold what was read last, whatever comes last", async () => {
    const { asked, waiting } = slowFiles();
    asked.read("/shop/a");
    const changed = asked.changed("/shop/a");
    waiting[1]?.("new");
    await changed;
    waiting[0]?.("old");
    await new Promise(setImmediate);
    assert.equal(asked.read("/shop/a"), "new");
  });
});
