import assert from "node:assert/strict";
import fs from "node:fs";
import { pages } from "../../../scripts/pages";

describe("documentation pages", () => {
  for (const [file, text] of pages()) {
    it(`${file} is what its check says (npm run docs)`, () => assert.equal(fs.readFileSync(file, "utf8"), text));
  }
});
