// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
import assert from "node:assert/strict";
import { parse, parseExpression, parseTemplate } from "../../../server/src/engine/syntax/index";
import { show } from "./show";
import { checkFile, parseChecked } from "./support";

const MANY = 10_000;

/** Texts that would overflow the stack or take time quadratic in their length, were the parser careless. */
const ENDLESS: Readonly<Record<string, string>> = {
  parentheses: `a = ${"(".repeat(MANY)}`,
  "closed parentheses": `a = ${"(".repeat(MANY)}1${")".repeat(MANY)}\n`,
  brackets: `a = ${"[".repeat(MANY)}`,
  objects: `a = ${"{a=".repeat(MANY)}`,
  "mixed brackets": `a = ${"([".repeat(MANY)}${")]".repeat(MANY)}`,
  negations: `a = ${"!".repeat(MANY)}`,
  attributes: `a = x${".b".repeat(MANY)}`,
  splats: `a = x${"[*]".repeat(MANY)}`,
  sums: `a = 1${"+1".repeat(MANY)}\n`,
  conditionals: `a = ${"a?b:".repeat(MANY)}`,
  "for expressions": `a = ${"[for x in ".repeat(MANY)}`,
  blocks: "a {\n".repeat(MANY),
  "closing braces": "}\n".repeat(MANY),
  "blocks half closed": "foo {\n n {\n}\n".repeat(MANY),
  labels: `a ${'"b" '.repeat(MANY)}`,
  strings: `a = ${'"'.repeat(MANY)}`,
  interpolations: `a = ${'"${'.repeat(MANY)}`,
  "interpolations on lines": `a = ${'"${[\n'.repeat(MANY)}`,
  "interpolations in comments of interpolations": `a = <<E\n${"# ${[\n".repeat(MANY)}E\n`,
  "interpolations in heredocs of interpolations": `${'a = "${f(<<E\n'.repeat(MANY)}E\n`,
  "broken strings on one line": `a = [${'"${a" '.repeat(MANY / 10)}`,
  directives: `a = "${"%{ if x }".repeat(MANY)}"\n`,
  heredocs: Array.from({ length: MANY }, (_, index) => `a = [<<E${index}\n`).join(""),
  comments: "a = 1 /* \nlocals {\n".repeat(MANY),
  "single quotes": "a = '\n".repeat(MANY),
  "opening quotes": `a = ${"\u201c".repeat(MANY)}`,
  junk: "= { ( ] , ".repeat(MANY),
};

describe("limits of the parser", () => {
  for (const [name, text] of Object.entries(ENDLESS)) {
    it(`${name} without end`, () => {
      const start = process.cpuUsage().user;
      const file = parse(text);
      const elapsed = (process.cpuUsage().user - start) / 1000;
      assert.equal(file.text, text);
      assert.ok(elapsed < 2000, `${text.length} characters took ${elapsed} ms`);
      for (const item of file.items.slice(0, 20)) {
        if (item.node?.kind === "attribute") JSON.stringify(item.node.expr);
        assert.ok(item.comments);
      }
      parseExpression(text.slice(4));
      parseTemplate(text);
    });
  }

  it("200 levels are not too deep", () => {
    const levels = 200;
    const text = [
      `a = ${"(".repeat(levels)}1${")".repeat(levels)}`,
      `b = ${"[".repeat(levels)}${"]".repeat(levels)}`,
      `c = ${"{ x = ".repeat(levels)}1${" }".repeat(levels)}`,
      `d = ${'"${'.repeat(levels)}1${'}"'.repeat(levels)}`,
      `e = a${".b".repeat(levels)}`,
      `${"f {\n".repeat(levels)}${"}\n".repeat(levels)}`,
    ].join("\n");
    assert.deepEqual(parseChecked(text).errors, []);
  });

  it("what is too deep is an error, and the rest is read", () => {
    const file = parseChecked(`a = ${"(".repeat(300)}1${")".repeat(300)}\nb = 1${"+1".repeat(1500)}\nc = 2\n`);
    assert.deepEqual(
      file.errors.map((error) => error.code),
      ["too-deep", "too-deep"],
    );
    const last = file.items[2]?.node;
    assert.ok(last?.kind === "attribute");
    assert.equal(show(last.expr), "2");
  });

  it("an edit costs a small part of a parse", () => {
    const block = 'resource "a" "b" {\n  c = 1\n  d = { e = "f", g = [1, 2, 3] }\n}\n\n';
    const text = block.repeat(10_000);
    const at = text.indexOf("1", text.length / 2);
    const cost = (work: () => void): number => {
      const start = process.cpuUsage().user;
      work();
      return process.cpuUsage().user - start;
    };
    let file = parse(text);
    const parsing = cost(() => {
      file = parse(text);
    });
    const editing = cost(() => {
      for (let count = 0; count < 10; count++) file = file.edit([{ start: at, end: at + 1, text: "2" }]);
    });
    // Copying the list of items is all that grows with the file.
    assert.ok(editing < parsing, `10 edits took ${editing} µs, a parse ${parsing} µs`);
  });

  it("every prefix of a text is read without loss", () => {
    const text = 'a "b" {\n  c = [for x in y : "${x}%{ if z }1%{ endif }"]\n  d = <<-E\n    ${f({ g = 1 })}\n  E\n}\n';
    for (let length = 0; length <= text.length; length++) {
      const prefix = text.slice(0, length);
      checkFile(parse(prefix), prefix);
    }
  });
});
