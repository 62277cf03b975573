// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
import assert from "node:assert/strict";
import type { Block } from "../../../server/src/engine/syntax/index";
import { showErrors, showFile } from "./show";
import { parseChecked } from "./support";

function reads(name: string, text: string, ...expected: string[]): void {
  it(name, () => {
    const file = parseChecked(text);
    assert.deepEqual(showErrors(file), []);
    assert.deepEqual(showFile(file), expected);
  });
}

function reports(name: string, text: string, ...expected: string[]): void {
  it(name, () => assert.deepEqual(showErrors(parseChecked(text)), expected));
}

function onlyBlock(text: string): Block {
  const node = parseChecked(text).items[0]?.node;
  assert.ok(node?.kind === "block");
  return node;
}

describe("blocks and attributes", () => {
  reads("nothing", "");
  reads("only comments", "# a\n\n/* b */\n");
  reads("attributes of a .tfvars file", 'a = 1\nb = "x"', "a = 1", 'b = "x"');
  reads("labels", 'resource "aws_db_instance" "main" {\n}\n', 'resource "aws_db_instance" "main" { }');
  reads("bare labels", "resource aws_db_instance main {}\n", "resource aws_db_instance main { }");
  reads("escapes in labels", 'a "x\\n\\"$${y}" {}\n', 'a "x\\n\\"${y}" { }');
  reads("nested blocks", "a {\n  b {\n    c = 1\n  }\n  b {}\n}\n", "a { b { c = 1 }; b { } }");
  reads("a block on one line", "a { b = 1 }\nc {}\n", "a { b = 1 }", "c { }");
  reads("an object on several lines", "a {\n  b = {\n    c = 1\n  }\n}\n", "a { b = {c = 1} }");
  reads("comments everywhere", "# 1\na /* 2 */ { // 3\n  b = /* 4 */ 1 # 5\n  /* 6\n  */\n} # 7\n", "a { b = 1 }");
  reads("carriage returns", "a {\r\n  b = 1\r\n}\r\n", "a { b = 1 }");
  reads("a byte order mark", "\ufeffa = 1\n", "a = 1");
  reads("names in other letters", "größe = 1\n变量-x {}\n", "größe = 1", "变量-x { }");
  reads("a data block in a check", 'check "a" {\ndata "b" "c" {\n}\n}\n', 'check "a" { data "b" "c" { } }');
  reads("blocks that are not indented", "a {\nb {\nc = 1\n}\n}\n", "a { b { c = 1 } }");
  reads(
    "in a heredoc what looks like a block",
    'a = <<E\nresource "x" "y" {\nE\nb = 1\n',
    'a = "resource \\"x\\" \\"y\\" {\\n"',
    "b = 1",
  );

  it("divides the text into items without a gap", () => {
    const text = "# a\n\na = 1 # b\n\n# c\nb {\n}\n# d\n";
    assert.deepEqual(
      parseChecked(text).items.map((item) => item.text),
      ["# a\n\na = 1 # b\n", "\n# c\nb {\n}\n", "# d\n"],
    );
  });

  it("knows where everything stands", () => {
    const text = '\nresource "a" b {\n  name = f(1) # c\n}\n';
    const block = onlyBlock(text);
    assert.equal(text.slice(block.start, block.end), 'resource "a" b {\n  name = f(1) # c\n}');
    assert.equal(text.slice(block.start, block.typeEnd), "resource");
    assert.deepEqual(
      block.labels.map(({ start, end, value, quoted }) => [text.slice(start, end), value, quoted]),
      [
        ['"a"', "a", true],
        ["b", "b", false],
      ],
    );
    assert.equal(text.slice(block.openBrace, block.closeBrace + 1), "{\n  name = f(1) # c\n}");
    const [attribute] = block.body;
    assert.ok(attribute?.kind === "attribute");
    assert.equal(text.slice(attribute.start, attribute.nameEnd), "name");
    assert.equal(text.slice(attribute.exprStart, attribute.exprEnd), "f(1)");
    assert.equal(attribute.end, attribute.exprEnd);
  });

  it("finds the comments, and none in strings", () => {
    const text = '# a\nb = "# no" // c\nd = <<E\n# no\nE\n/* f */\n';
    const found = parseChecked(text).items.flatMap((item) =>
      item.comments.map(({ kind, start, end }) => [kind, item.text.slice(start, end)]),
    );
    assert.deepEqual(found, [
      ["#", "# a"],
      ["//", "// c"],
      ["/*", "/* f */"],
    ]);
  });

  describe("what HCL refuses", () => {
    reports(
      "an argument set twice",
      "a {\n  b = 1\n  c {\n    b = 1\n  }\n  b = 2\n}\n",
      'duplicate-attribute b at 5: "b"',
    );
    reports("a variable set twice", "a = 1\nb = 2\na = 3\n", 'duplicate-attribute a at 2: "a"');
    reports("two arguments on a line", "a = 1 b = 2\n", 'expected-newline at 0: "1"');
    reports("two arguments in a block of one line", "a { b = 1, c = 2 }\n", 'expected-newline at 0: ","');
    reports("a block in a block of one line", "a { b {} }\n", 'expected-newline at 0: "{"');
    reports("a block of one line that is not", "a { b = 1\n}\n", 'expected-token } at 0: "1"');
    reports("an argument before the brace", "a {\n  b = 1 }\n", 'expected-newline at 1: "}"');
    reports("commas between arguments", "a {\n  b = 1,\n  c = 2\n}\n", 'expected-newline at 1: ","');
    reports("a quoted name", 'a {\n  "b" = 1\n}\n', 'expected-item " at 1: "\\""');
    reports("an interpolation in a label", 'a "${b}" {}\n', 'invalid-label at 0: "\\"${b}\\""');
    reports("a brace on the next line", "a\n{\n  b = 1\n}\n", 'expected-token { at 0: "a"');
    reports("a stray brace", "a {}\n}\nb {}\n", 'unexpected-close-brace at 1: "}"');
    reports("another alphabet's quotes", "a = \u201cx\u201d\n", 'wrong-quotes \u201c at 0: "\u201cx\u201d"');
    reports("single quotes", "a = 'x y'\nb = 1\n", "wrong-quotes ' at 0: \"'x y'\"");
    reports("a byte order mark elsewhere", "a = 1\n\ufeffb = 1\n", 'unexpected-character \ufeff at 1: "\ufeff"');
    reports("a heredoc at the very end", "a = <<E\nx\nE", 'expected-newline at 2: "E"');
    reports("a blank behind the marker of a heredoc", "a = <<E \nx\nE\n", 'expected-newline at 0: " "');
  });
});
