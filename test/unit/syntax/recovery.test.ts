// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
import assert from "node:assert/strict";
import { showErrors, showFile } from "./show";
import { parseChecked } from "./support";

/** What follows every broken block: it must always be read. */
const NEXT = 'resource "c" "d" {\n  e = 1\n}\n';

/** A block with the broken lines in it; `expected` is what its body says. */
function inBlock(name: string, lines: readonly string[], expected: string, ...errors: string[]): void {
  it(name, () => {
    const file = parseChecked(`resource "a" "b" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n\n${NEXT}`);
    assert.deepEqual(showFile(file), [`resource "a" "b" { ${expected} }`, 'resource "c" "d" { e = 1 }']);
    assert.deepEqual(showErrors(file), errors);
  });
}

/** A broken text and all that should be read of it, before the next block. */
function text(name: string, broken: string, expected: readonly string[], ...errors: string[]): void {
  it(name, () => {
    const file = parseChecked(broken + NEXT);
    assert.deepEqual(showFile(file), [...expected, 'resource "c" "d" { e = 1 }']);
    assert.deepEqual(showErrors(file), errors);
  });
}

describe("a break in an argument leaves its block whole:", () => {
  inBlock("a value is missing", ["x =", "k = y"], "x = !; k = y", 'expected-expression at 1: "="');
  inBlock("only the name", ["x", "k = y"], "x = !; k = y", 'expected-equals-or-block x at 1: "x"');
  inBlock("the = is missing", ["x true", "k = y"], "x = !; k = y", 'expected-equals-or-block x at 1: "x"');
  inBlock("a colon for =", ["x: 1", "k = y"], "x = 1; k = y", 'expected-equals-or-block x at 1: ":"');
  inBlock("a quote is missing", ['x = "abc', "k = y"], 'x = "abc"; k = y', 'unterminated-string at 1: "\\"abc"');
  inBlock("a call is open", ["x = f(1,", "k = y"], "x = f(1); k = y", 'expected-token ) at 1: ","');
  inBlock("a parenthesis is open", ["x = (a + b", "k = y"], "x = paren((a + b)); k = y", 'expected-token ) at 1: "b"');
  inBlock("a list is open", ["x = [1, 2", "n {", "}"], "x = [1, 2]; n { }", 'expected-token ] at 1: "2"');
  inBlock("a list is open at the end", ["x = ["], "x = []", 'expected-token ] at 1: "["');
  inBlock("an index is open", ["x = a[0", "k = y"], "x = a[0]; k = y", 'expected-token ] at 1: "0"');
  inBlock(
    "an object is open",
    ["x = {", "  a = 1", "k = y", "n {", "  o = 2", "}"],
    "x = {a = 1}; k = y; n { o = 2 }",
    'expected-token } at 2: "1"',
  );
  inBlock(
    "brackets are open in each other",
    ["x = jsonencode({", "  s = [{", '    e = "A"', "k = y"],
    'x = jsonencode({s = [{e = "A"}]}); k = y',
    'expected-token } at 3: "\\""',
  );
  inBlock("a dot at the end", ["x = a.b.", "k = y"], "x = !; k = y", 'expected-name at 1: "."');
  inBlock("a dot at the end, in a call", ["x = f(a.", "k = y"], "x = f(!); k = y", 'expected-name at 1: "."');
  inBlock("an operator at the end", ["x = a &&", "k = y"], "x = (a && !); k = y", 'expected-expression at 1: "&"');
  inBlock("half a conditional", ["x = a ? b", "k = y"], "x = (a ? b : !); k = y", 'expected-token : at 1: "b"');
  inBlock("a bracket too many", ["x = [1]]", "k = y"], "x = [1]; k = y", 'expected-newline at 1: "]"');
  inBlock("two values", ["x = a b", "k = y"], "x = a; k = y", 'expected-newline at 1: "b"');
  inBlock(
    "an interpolation is open",
    ['x = "a ${b', "k = y"],
    'x = "a " ${!}; k = y',
    'unterminated-string at 1: "\\"a ${b"',
    'unterminated-template at 1: "${"',
  );
  inBlock(
    "a call in an interpolation is open",
    ['x = "${f(b}"', "k = y"],
    "x = ${f(b)}; k = y",
    'expected-token ) at 1: "}"',
  );
  inBlock(
    "a comma is missing",
    ["x = [", '  "a"', '  "b",', "]", "k = y"],
    'x = ["a", "b"]; k = y',
    'expected-token , at 2: "\\""',
  );
  inBlock(
    "a comma is missing in an object",
    ["x = { a = 1 b = 2 }"],
    "x = {a = 1, b = 2}",
    'expected-newline at 1: "b"',
  );
  inBlock(
    "an object's = is missing",
    ["x = {", "  a {", "    b = 1", "  }", "  c = 2", "}"],
    "x = {a = {b = 1}, c = 2}",
    'expected-token = at 2: "{"',
  );
  inBlock("junk", ["x = 1", "= ) ] ,", "k = y"], "x = 1; k = y", 'expected-item = at 2: "="');
  inBlock("single quotes", ["x = 'a'", "k = y"], "x = !; k = y", "wrong-quotes ' at 1: \"'a'\"");
  inBlock(
    "a header without its block",
    ['dynamic "x"', "k = y"],
    "dynamic = !; k = y",
    'expected-equals-or-block dynamic at 1: "dynamic"',
  );
  inBlock("an open block", ["n {", "  o = 1", "k = y"], "n { o = 1 >; k = y", 'missing-close-brace n at 1: "n"');
});

describe("a break in a block leaves the others whole:", () => {
  text(
    "no closing brace",
    'resource "a" "b" {\n  x = 1\n\n',
    ['resource "a" "b" { x = 1 >'],
    'missing-close-brace resource at 0: "resource"',
  );
  text(
    "two are missing",
    "a {\n  b {\n    x = 1\n\n",
    ["a { b { x = 1 > >"],
    'missing-close-brace a at 0: "a"',
    'missing-close-brace b at 1: "b"',
  );
  text(
    "half a header",
    'resource "aws_db_inst\n\n',
    ['resource "aws_db_inst" < >'],
    'expected-equals-or-block resource at 0: "resource"',
    'unterminated-string at 0: "\\"aws_db_inst"',
  );
  text(
    "a header without braces",
    'resource "a" "b"\n\n',
    ['resource "a" "b" < >'],
    'expected-equals-or-block resource at 0: "resource"',
  );
  text("half a word", "res\n", ["res < >"], 'expected-equals-or-block res at 0: "res"');
  text("a brace too many", "a {\n}\n}\n", ["a { }"], 'unexpected-close-brace at 2: "}"');
  text("= before the body", "a = {\n  x = 1\n", ["a = {x = 1}"], 'expected-token } at 1: "1"');
  text(
    "= behind the labels",
    'resource "a" "b" = {\n  x = 1\n}\n',
    ['resource "a" "b" { x = 1 }'],
    'expected-token { at 0: "="',
  );
  text(
    "an open list at the end",
    'resource "a" "b" {\n  x = [\n',
    ['resource "a" "b" { x = [] >'],
    'missing-close-brace resource at 0: "resource"',
    'expected-token ] at 1: "["',
  );
  text(
    "an open heredoc",
    'resource "a" "b" {\n  x = <<EOT\n  t\n}\n\n# next\n',
    ['resource "a" "b" { x = "  t\\n" }'],
    'unterminated-heredoc EOT at 1: "<<EOT"',
  );
  text("an open comment", "a {\n}\n/* x\n", ["a { }"], 'unterminated-comment at 2: "/*"');
  text(
    "an open interpolation in a heredoc",
    "a = <<E\n${f(\nresource\nE\n",
    ['a = ${!} "\\nresource\\n"'],
    'unterminated-template at 1: "${"',
  );
  text("junk between blocks", "a {}\n) = [ {\n b = 1 }\n", ["a { }"], 'expected-item ) at 1: ")"');
});

describe("what a person types", () => {
  const COMPLETE = `# the database
resource "aws_db_instance" "main" {
  storage_encrypted = true
  kms_key_id        = "\${aws_kms_key.main.arn}"
  tags = {
    Name = "x"
  }
  timeouts {
    create = "1h"
  }
  policy = <<-EOT
    a \${b}
  EOT
}
`;

  it("never disturbs the block before or behind it, whatever is complete", () => {
    const before = 'resource "a" "b" {\n  c = 1\n}\n\n';
    for (let length = 0; length <= COMPLETE.length; length++) {
      const typed = COMPLETE.slice(0, length);
      const file = parseChecked(`${before}${typed}\n\n${NEXT}`);
      const shown = showFile(file);
      assert.equal(shown[0], 'resource "a" "b" { c = 1 }', JSON.stringify(typed));
      assert.equal(shown.at(-1), 'resource "c" "d" { e = 1 }', JSON.stringify(typed));
      assert.ok(shown.length <= 3, JSON.stringify(typed));
    }
  });

  it("is an error until it is complete, and none when it is", () => {
    const start = COMPLETE.indexOf("{\n") + 1;
    for (let length = start; length < COMPLETE.length - 2; length++) {
      assert.notDeepEqual(parseChecked(COMPLETE.slice(0, length)).errors, [], COMPLETE.slice(0, length));
    }
    assert.deepEqual(parseChecked(COMPLETE).errors, []);
  });
});
