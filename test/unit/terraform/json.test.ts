import assert from "node:assert/strict";
import type { Attribute, Block, Body, Item, Span } from "../../../server/src/engine/syntax";
import { parse, parseJsonConfiguration } from "../../../server/src/engine/syntax";
import { evaluate } from "./constants";
import { show } from "./show";

const text = (item: Item, { start, end }: Span): string => item.text.slice(start, end);

/** The tree in the notation of the native syntax; attributes with the text of their JSON values. */
function outline(body: Body, indent = ""): string[] {
  return body.flatMap((node) => {
    if (node.kind === "attribute")
      return [`${indent}${node.name} = ${text(node.item, { start: node.exprStart, end: node.exprEnd })}`];
    const labels = node.labels.map(({ value }) => ` "${value}"`).join("");
    return [`${indent}${node.type}${labels} {`, ...outline(node.body, `${indent}  `), `${indent}}`];
  });
}

function nodes(source: string, kind?: "variables"): (Attribute | Block)[] {
  const file = parseJsonConfiguration(source, kind);
  return file.items.flatMap((item) => item.node ?? []);
}

function find(body: Body, name: string): Attribute {
  const found = body.find((each): each is Attribute => each.kind === "attribute" && each.name === name);
  assert.ok(found, `attribute ${name}`);
  return found;
}

function only(source: string): Block {
  const [node] = nodes(source);
  assert.equal(node?.kind, "block");
  return node as Block;
}

describe("JSON syntax", () => {
  const cases: readonly [name: string, source: string, expected: readonly string[]][] = [
    [
      "a resource",
      `{"resource": {"aws_kms_key": {"a": {"enable_key_rotation": true}}}}`,
      [`resource "aws_kms_key" "a" {`, "  enable_key_rotation = true", "}"],
    ],
    [
      "several declarations below one property",
      `{"resource": {"aws_kms_key": {"a": {}, "b": {}}, "aws_sqs_queue": {"q": {}}}}`,
      [`resource "aws_kms_key" "a" {`, "}", `resource "aws_kms_key" "b" {`, "}", `resource "aws_sqs_queue" "q" {`, "}"],
    ],
    [
      "arrays at every level",
      `[{"provider": {"aws": [{"alias": "a"}, {"alias": "b"}]}}, {"resource": [{"aws_kms_key": [{"a": [{}]}]}]}]`,
      [
        `provider "aws" {`,
        `  alias = "a"`,
        "}",
        `provider "aws" {`,
        `  alias = "b"`,
        "}",
        `resource "aws_kms_key" "a" {`,
        "}",
      ],
    ],
    [
      "an object as attribute and as nested block",
      `{"resource": {"aws_instance": {"a": {"root_block_device": {"encrypted": true}}}}}`,
      [
        `resource "aws_instance" "a" {`,
        `  root_block_device = {"encrypted": true}`,
        "  root_block_device {",
        "    encrypted = true",
        "  }",
        "}",
      ],
    ],
    [
      "a list of objects as nested blocks",
      `{"resource": {"aws_instance": {"a": {"ebs_block_device": [{"encrypted": true}, {}], "tags": null}}}}`,
      [
        `resource "aws_instance" "a" {`,
        `  ebs_block_device = [{"encrypted": true}, {}]`,
        "  ebs_block_device {",
        "    encrypted = true",
        "  }",
        "  ebs_block_device {",
        "  }",
        "  tags = null",
        "}",
      ],
    ],
    [
      "dynamic blocks",
      `{"resource": {"aws_x": {"a": {"dynamic": {"d": {"for_each": [1], "content": {"k": "\${d.value}"}}}}}}}`,
      [
        `resource "aws_x" "a" {`,
        `  dynamic "d" {`,
        "    for_each = [1]",
        `    content = {"k": "\${d.value}"}`,
        "    content {",
        `      k = "\${d.value}"`,
        "    }",
        "  }",
        "}",
      ],
    ],
    [
      "locals, outputs, modules and variables, whose objects are values only",
      `{"locals": {"a": {"b": 1}}, "output": {"o": {"value": {}}}, "module": {"m": {"source": "./m", "x": {}}}, "variable": {"v": {"default": {}}}}`,
      [
        "locals {",
        `  a = {"b": 1}`,
        "}",
        `output "o" {`,
        "  value = {}",
        "}",
        `module "m" {`,
        `  source = "./m"`,
        "  x = {}",
        "}",
        `variable "v" {`,
        "  default = {}",
        "}",
      ],
    ],
    [
      "comments",
      `{"//": "a", "resource": {"//": {"x": {}}, "aws_x": {"//": "c", "a": {"//": "d", "k": 1}}}}`,
      [`resource "aws_x" "a" {`, "  k = 1", "}"],
    ],
    [
      "terraform with its required providers",
      `{"terraform": {"required_providers": {"aws": {"version": "~> 5.0"}}}}`,
      [
        "terraform {",
        `  required_providers = {"aws": {"version": "~> 5.0"}}`,
        "  required_providers {",
        `    aws = {"version": "~> 5.0"}`,
        "    aws {",
        `      version = "~> 5.0"`,
        "    }",
        "  }",
        "}",
      ],
    ],
  ];

  for (const [name, source, expected] of cases) {
    it(`reads ${name}`, () => {
      assert.deepEqual(outline(nodes(source)), expected);
      assert.equal(parseJsonConfiguration(source).text, source);
      assert.deepEqual(parseJsonConfiguration(source).errors, []);
    });
  }

  it("reads variable files, where nothing is a template", () => {
    const [region, data] = nodes(`{"region": "\${x}", "data": {"a": ["b"]}}`, "variables") as Attribute[];
    assert.equal(show(evaluate(region!.expr)), `"\${x}"`);
    assert.equal(show(evaluate(data!.expr)), '{a = ["b"]}');
  });

  it("places headers and attributes at the text that names them", () => {
    const source = `{"provider": {"aws": [{"region": "a"}, {"region": "b"}]}, "resource": {"aws_x": {"n\\u0061me": {"k": [1]}}}}`;
    const file = parseJsonConfiguration(source);
    const places = file.items.flatMap((item) => {
      const { node } = item;
      if (node?.kind !== "block") return [];
      const attribute = node.body.find((each) => each.kind === "attribute");
      const header = { start: node.start, end: node.labels.at(-1)?.end ?? node.typeEnd };
      return [
        [
          text(item, header),
          attribute && text(item, attribute),
          text(item, { start: node.openBrace, end: node.closeBrace + 1 }),
        ],
      ];
    });
    assert.deepEqual(places, [
      ['"aws"', '"region": "a"', '{"region": "a"}'],
      ["{", '"region": "b"', '{"region": "b"}'],
      ['"n\\u0061me"', '"k": [1]', '{"k": [1]}'],
    ]);
  });

  it("reads strings as templates, with spans in the JSON text", () => {
    const block = only(`{"resource": {"aws_x": {"a": {"k": "\\u0061\\"\${upper(\\"b\\")}-\${var.x}"}}}}`);
    const { expr, item } = find(block.body, "k");
    assert.equal(expr.kind, "template");
    const parts = expr.kind === "template" ? expr.parts : [];
    assert.deepEqual(
      parts.map((part) => text(item, part.kind === "interpolation" ? part.expr : part)),
      ['\\u0061\\"', 'upper(\\"b\\")', "-", "var.x"],
    );
    const [, call] = parts;
    assert.equal(call?.kind === "interpolation" && show(evaluate(call.expr)), '"B"');
  });

  it("reads types, provider references and defaults for what they are", () => {
    const variable = only(`{"variable": {"v": {"type": "list(string)", "default": ["\${x}"]}}}`);
    assert.equal(find(variable.body, "type").expr.kind, "call");
    assert.equal(show(evaluate(find(variable.body, "default").expr)), `["\${x}"]`);
    const resource = only(`{"resource": {"aws_x": {"a": {"provider": "aws.west"}}}}`);
    assert.equal(find(resource.body, "provider").expr.kind, "get-attr");
    const templated = only(`{"resource": {"aws_x": {"a": {"provider": "\${aws.west}"}}}}`);
    assert.equal(find(templated.body, "provider").expr.kind, "template");
  });

  it("gives expressions the values that the native syntax gives them", () => {
    const native = `locals {\n  a = { "x" = [1, 1.5e2, true, null, "t\${1 + 1}", ""], "k\${2}" = {} }\n}\n`;
    const locals = parse(native).items[0]?.node as Block;
    const json = only(`{"locals": {"a": {"x": [1, 1.5e2, true, null, "t\${1 + 1}", ""], "k\${2}": {}}}}`);
    const expected = evaluate(find(locals.body, "a").expr);
    assert.equal(show(evaluate(find(json.body, "a").expr)), show(expected));
  });

  const errors: readonly [source: string, code: string, at: number, declarations: number][] = [
    ["", "expected-expression", 0, 0],
    ["{", "expected-token", 1, 0],
    [`{"locals": {}} x`, "unexpected-character", 15, 1],
    [`{"locals": {}, }`, "expected-token", 15, 1],
    [`{"locals": {} "a": 1}`, "expected-token", 14, 1],
    [`{"locals": {"a": 01}}`, "invalid-number", 17, 1],
    [`{"locals": {"a": nul}}`, "unexpected-character", 17, 1],
    [`{"locals": {"a": "\\q"}}`, "invalid-escape", 18, 1],
    [`{"locals": {"a": "b\n"}}`, "unterminated-string", 17, 1],
    ["[".repeat(1000), "too-deep", 200, 0],
  ];
  for (const [source, code, at, declarations] of errors) {
    it(`reports ${code} in ${JSON.stringify(source.slice(0, 30))}`, () => {
      const file = parseJsonConfiguration(source);
      assert.deepEqual(
        file.errors.map((error) => [error.code, error.start]),
        [[code, at]],
      );
      assert.equal(file.items.filter(({ node }) => node).length, declarations);
      assert.equal(file.text, source);
    });
  }

  it("keeps every declaration that is read before an error, for every prefix of a text", () => {
    const source = `{"resource": {"aws_x": {"a": {"k": "\\u0041\${var.x}", "n": [{"m": 1.5}]}, "b": {}}}, "locals": {"l": null}}`;
    for (let end = 0; end <= source.length; end++) {
      const file = parseJsonConfiguration(source.slice(0, end));
      assert.equal(file.text, source.slice(0, end));
      assert.equal(file.errors.length, end < source.length ? 1 : 0);
      outline(file.items.flatMap(({ node }) => node ?? []));
    }
  });

  it("finds no comments in a text that looks as if it had some", () => {
    const file = parseJsonConfiguration(`{"locals": {"a": "# b /* c", "//": "d"}}`);
    assert.deepEqual(
      file.items.flatMap((item) => item.comments),
      [],
    );
  });
});
