import assert from "node:assert/strict";
import { createHcl2Json } from "../../../server/src/platform/hcl2json";
import { readWasm } from "../../../server/src/platform/node-wasm";

describe("hcl2json", () => {
  const parser = createHcl2Json(readWasm);

  it("reads blocks, labels and attributes", async () => {
    const json = await parser.parse("main.tf", 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n');
    assert.deepEqual(json, { resource: { aws_kms_key: { main: [{ enable_key_rotation: true }] } } });
  });

  it("rejects what is not HCL with HashiCorp's message", async () => {
    await assert.rejects(parser.parse("main.tf", "a = "), /main\.tf:1,5-5: Missing expression/);
  });

  for (const [name, text] of [
    ["brackets", `a = ${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["parentheses", `a = ${"(".repeat(100_000)}`],
    ["templates", `a = ${'"${'.repeat(100_000)}`],
  ] as const) {
    it(`rejects ${name} nested too deeply and goes on working`, async () => {
      await assert.rejects(parser.parse("deep.tf", text));
      assert.deepEqual(await parser.parse("main.tf", "a = 1"), { a: 1 });
    });
  }

  it("answers requests made at the same time, the first ones included", async () => {
    const fresh = createHcl2Json(readWasm);
    const answers = await Promise.all([1, 2, 3].map((n) => fresh.parse("main.tf", `a = ${n}`)));
    assert.deepEqual(answers, [{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it("loads the WebAssembly once, at the first parse", async () => {
    let loads = 0;
    const counted = createHcl2Json(() => {
      loads++;
      return readWasm();
    });
    assert.equal(loads, 0);
    await counted.parse("main.tf", "a = 1");
    await assert.rejects(counted.parse("deep.tf", `a = ${"[".repeat(100_000)}`));
    await counted.parse("main.tf", "a = 1");
    assert.equal(loads, 1);
  });

  it("asks for the WebAssembly again when it could not be had", async () => {
    let loads = 0;
    const late = createHcl2Json(async () => {
      if (++loads === 1) throw new Error("not yet");
      return readWasm();
    });
    await assert.rejects(late.parse("main.tf", "a = 1"), /not yet/);
    assert.deepEqual(await late.parse("main.tf", "a = 1"), { a: 1 });
  });
});
