import assert from "node:assert/strict";
import { readVsix, textIn } from "./archives";

/** What each bundle may ask of the place where it runs. */
const MODULES = { client: ["vscode"], server: [] };

describe("what the packaged extension runs in a browser", () => {
  const files = readVsix();

  for (const [bundle, modules] of Object.entries(MODULES)) {
    it(`has a ${bundle} that loads nothing of Node's`, () => {
      const text = textIn(files, `extension/dist/web/${bundle}.js`);
      const loaded = [...text.matchAll(/\b(?:require|import)\(\s*["'`]?([^"'`)]*)/g)].map(([, id]) => id);
      assert.deepEqual([...new Set(loaded)], modules);
      assert.match(text, /initialize/);
    });
  }

  it("is what the manifest names", () => {
    assert.equal(JSON.parse(textIn(files, "extension/package.json")).browser, "./dist/web/client.js");
  });
});
