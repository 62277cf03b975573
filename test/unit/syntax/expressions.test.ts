// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
import assert from "node:assert/strict";
import { parseExpression, type Span } from "../../../server/src/engine/syntax/index";
import { show } from "./show";
import { checkExpression, parseChecked } from "./support";

function reads(source: string, expected: string): void {
  it(source.replaceAll("\n", "⏎"), () => {
    const expression = parseExpression(source);
    checkExpression(expression, { start: 0, end: source.length });
    assert.equal(show(expression), expected);
    // The value of an attribute is the same expression; where line breaks matter, parentheses make them not.
    const file = parseChecked(`a = (${source}\n)\n`);
    assert.deepEqual(file.errors, []);
    const node = file.items[0]?.node;
    assert.ok(node?.kind === "attribute");
    assert.equal(show(node.expr), `paren(${expected})`);
  });
}

describe("expressions", () => {
  describe("literals", () => {
    reads("true", "true");
    reads("null", "null");
    reads("0", "0");
    reads("12.50", "12.5");
    reads("1e3", "1000");
    reads("2.5E-3", "0.0025");
    reads("1.e2", "100");
    reads('""', '""');
    reads('"a b"', '"a b"');
    reads("truest", "truest");
  });

  describe("operators bind as they should", () => {
    reads("a + b * c", "(a + (b * c))");
    reads("a * b + c", "((a * b) + c)");
    reads("a - b - c", "((a - b) - c)");
    reads("a / b % c", "((a / b) % c)");
    reads("a || b && c", "(a || (b && c))");
    reads("a && b == c", "(a && (b == c))");
    reads("a == b < c", "(a == (b < c))");
    reads("a != b >= c + d", "(a != (b >= (c + d)))");
    reads("a <= b > c", "((a <= b) > c)");
    reads("-a + b", "((-a) + b)");
    reads("-a.b[0]", "(-a.b[0])");
    reads("!a && b", "((!a) && b)");
    reads("!!a", "(!(!a))");
    reads("- -1", "(-(-1))");
    reads("a - -b", "(a - (-b))");
    reads("a-b", "a-b");
    reads("a -b", "(a - b)");
    reads("(a + b) * c", "(paren((a + b)) * c)");
    reads("a ? b : c ? d : e", "(a ? b : (c ? d : e))");
    reads("a ? b ? c : d : e", "(a ? (b ? c : d) : e)");
    reads("a || b ? c : d + e", "((a || b) ? c : (d + e))");
  });

  describe("traversals", () => {
    reads("aws_kms_key.main.arn", "aws_kms_key.main.arn");
    reads("a [0] . b", "a[0].b");
    reads('a["k"].b', 'a["k"].b');
    reads("a[b.c[0]]", "a[b.c[0]]");
    reads("a.0.b", "a[0].b");
    reads("a[*].b[0]", "a[*]<*.b[0]>");
    reads("a.*.b.c", "a.*<*.b.c>");
    reads("a.*.b.0", "a.*<*.b[0]>");
    reads("a.*.b[0]", "a.*<*.b>[0]");
    reads("a[*]", "a[*]<*>");
    reads("a[*][*].b", "a[*]<*[*]<*.b>>");
    reads("f(x)[0].y", "f(x)[0].y");
    reads("[a, b][0]", "[a, b][0]");
    reads("{ a = 1 }.a", "{a = 1}.a");
    reads('"x"[0]', '"x"[0]');
    reads("größe.变量", "größe.变量");
  });

  describe("calls", () => {
    reads("f()", "f()");
    reads("f(a, b,)", "f(a, b)");
    reads("f(\na,\nb\n)", "f(a, b)");
    reads("f(a, b...)", "f(a, b...)");
    reads("provider::aws::arn_parse(a)", "provider::aws::arn_parse(a)");
    reads("a :: b(1)", "a::b(1)");
    reads("f(g(h(1)))", "f(g(h(1)))");
  });

  describe("tuples and objects", () => {
    reads("[]", "[]");
    reads("[1, [2, 3], ]", "[1, [2, 3]]");
    reads("[\n  1, # one\n  2\n]", "[1, 2]");
    reads("{}", "{}");
    reads("{ a = 1, b : 2 }", "{a = 1, b = 2}");
    reads("{\n  a = 1\n  b = 2,\n\n  c = 3 # c\n}", "{a = 1, b = 2, c = 3}");
    reads('{ "a b" = 1 }', '{"a b" = 1}');
    reads("{ (a) = 1 }", "{paren(a) = 1}");
    reads('{ "${a}-x" = 1, 1 = 2 }', '{${a} "-x" = 1, 1 = 2}');
    reads("{ true = 1, null = 2 }", "{true = 1, null = 2}");
    reads("{ a.b = 1 }", "{a.b = 1}");
    reads("{ a = b ? c : d }", "{a = (b ? c : d)}");
    reads("{ a = [\n1,\n2\n] }", "{a = [1, 2]}");
  });

  describe("for", () => {
    reads("[for x in xs : x.id]", "[for x in xs : x.id]");
    reads("[for i, x in xs : x if i > 0]", "[for i, x in xs : x if (i > 0)]");
    reads("{for k, v in m : k => v}", "{for k, v in m : k => v}");
    reads("{\n  for v in xs :\n  v.k => v...\n  if v.ok\n}", "{for v in xs : v.k => v... if v.ok}");
    reads("[for x in a ? b : c : x]", "[for x in (a ? b : c) : x]");
    reads("[for x in xs : [for y in x : y]]", "[for x in xs : [for y in x : y]]");
    reads("[fore]", "[fore]");
  });

  it("says of an object's key whether it is bare", () => {
    const object = parseExpression('{ a = 1, "b" = 2, (c) = 3, true = 4 }');
    assert.ok(object.kind === "object");
    assert.deepEqual(
      object.entries.map((entry) => entry.bareKey),
      ["a", undefined, undefined, "true"],
    );
  });

  it("knows where everything stands", () => {
    const source = ' f( x.y [ 0 ], "a${ b }" ) ';
    const at = ({ start, end }: Span): string => source.slice(start, end);
    const call = parseExpression(source);
    assert.ok(call.kind === "call");
    assert.equal(at(call), 'f( x.y [ 0 ], "a${ b }" )');
    const [index, template] = call.args;
    assert.ok(index?.kind === "index" && index.object.kind === "get-attr");
    assert.equal(at(index), "x.y [ 0 ]");
    assert.equal(at(index.object), "x.y");
    assert.equal(source.slice(index.object.nameStart, index.object.end), "y");
    assert.ok(template?.kind === "template");
    assert.deepEqual(template.parts.map(at), ["a", "${ b }"]);
  });

  describe("what is none", () => {
    for (const source of [
      "",
      "a b",
      "1 +",
      "(a",
      "[a",
      "f(a b)",
      "a = 1",
      '"a',
      "a..b",
      "1.2.3",
      "a.0.1",
      "* a",
      "&a",
    ]) {
      it(JSON.stringify(source), () => assert.equal(show(parseExpression(source)), "!"));
    }
  });
});
