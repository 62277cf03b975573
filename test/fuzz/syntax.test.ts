import { fuzzSyntax } from "./syntax";

describe("fuzzing the parser", () => {
  it("never throws, never loses text, and edits as it parses", () => fuzzSyntax(60, 30));
});
