import assert from "node:assert/strict";
import { isAtLeast } from "../../../server/src/engine/control/versions";

describe("version constraints of the AWS provider", () => {
  const answers: readonly (readonly [constraint: string, minimum: string, answer: boolean | undefined])[] = [
    ["~> 6.0", "6.0.0", true],
    ["~> 6.66.0", "6.0.0", true],
    ["~> 5.0", "6.0.0", false],
    ["~> 5.31.0", "5.32.0", false],
    ["~> 5.31.0", "5.31.1", undefined],
    ["~> 5", "6.0.0", undefined],
    [">= 6", "6.0.0", true],
    ["> 6.1", "6.0.0", true],
    [">= 5.0", "6.0.0", undefined],
    [">= 4.0, < 6.0", "6.0.0", false],
    [">= 4.0, < 7.0", "6.0.0", undefined],
    ["<= 5.99", "6.0.0", false],
    ["5.31.0", "6.0.0", false],
    ["= 6.2.1", "6.0.0", true],
    ["v6.0.0", "6.0.0", true],
    ["6.0.0-beta2", "6.0.0", true],
    ["!= 5.1.0", "6.0.0", undefined],
    ["", "6.0.0", undefined],
    ["latest", "6.0.0", undefined],
    [">= 7.0, < 6.0", "6.5.0", undefined],
  ];
  for (const [constraint, minimum, answer] of answers) {
    it(`"${constraint}" is at least ${minimum}: ${answer ?? "unknown"}`, () => {
      assert.equal(isAtLeast(constraint, minimum), answer);
    });
  }
});
