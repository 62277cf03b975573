/** Conversions and type constraints beyond what Terraform itself is asked about: values known in part, and refusals. */
import assert from "node:assert/strict";
import { parseExpression } from "../../../server/src/engine/syntax";
import { convert, typeConstraint } from "../../../server/src/engine/terraform/convert";
import type { Location } from "../../../server/src/engine/terraform/location";
import type { ResourceHandle } from "../../../server/src/engine/terraform/types";
import {
  failure,
  known,
  list,
  object,
  type Step,
  template,
  union,
  unknown,
  type Value,
} from "../../../server/src/engine/terraform/value";
import { evaluate, evaluator } from "./constants";
import { show } from "./show";

const u = unknown("unset-variable", "u");
const key = { declaration: { symbol: "aws_kms_key.main" }, instance: { address: "" } } as unknown as ResourceHandle;

const valueIn = evaluator({
  u,
  err: failure("err"),
  key: { kind: "resource", resource: key, trace: [] },
  arn: { kind: "reference", resource: key, path: ["arn"], trace: [] },
  t: template(["a", u]),
  ab: union([known("a"), known("b")]),
  mixed: union([known("1"), known("x")]),
  part: object(new Map([["a", known(1)]]), false),
});

const converted = (type: string, value: Value): Value =>
  convert(value, typeConstraint(parseExpression(type), evaluate));

const TABLE: readonly (readonly [type: string, value: string, expected: string])[] = [
  // What is not known stays.
  ["string", "u", "?u"],
  ["number", "u", "?u"],
  ["list(string)", "u", "?u"],
  ["object({ a = string })", "u", "?u"],
  ["string", "err", "!err"],
  ["string", "arn", "aws_kms_key.main.arn"],
  ["bool", "arn", "aws_kms_key.main.arn"],
  ["list(string)", "arn", "aws_kms_key.main.arn"],
  ["any", "key", "aws_kms_key.main"],
  ["object({ arn = string })", "key", "aws_kms_key.main"],
  ["map(string)", "key", "aws_kms_key.main"],
  ["string", "t", '"a‹?u›"'],
  ["number", "t", "?u"],
  ["list(string)", "[1, u, arn]", '["1", ?u, aws_kms_key.main.arn]'],
  ["set(string)", '["b", u, "a"]', 'set["b", ?u, "a"]'],
  ["map(string)", "{a = u, b = 1}", '{a = ?u, b = "1"}'],
  ["map(string)", "part", '{a = "1", …}'],
  ["object({ a = string, b = string })", "part", '{a = "1", b = ?b}'],
  ["object({ a = string, b = optional(string, 5) })", "part", '{a = "1", b = ?b}'],
  ["object({ a = optional(string, 5) })", "{a = u}", "{a = ?u}"],
  ["string", "ab", '("a" | "b")'],
  ["number", "mixed", "(1 | !number)"],
  ["list(any)", "[1, u, true]", '["1", ?u, "true"]'],
  ["list(any)", "[1, u]", "[1, ?u]"],
  // What cannot be converted fails.
  ["string", "[]", "!string"],
  ["string", "{}", "!string"],
  ["string", "key", "!string"],
  ["number", '"x"', "!number"],
  ["number", "true", "!number"],
  ["bool", '"yes"', "!bool"],
  ["bool", "1", "!bool"],
  ["list(string)", '"a"', "!list(string)"],
  ["list(string)", "t", "!list(string)"],
  ["list(string)", "{}", "!list(string)"],
  ["list(number)", '["x"]', "!list(number)"],
  ["list(any)", "[1, true]", "!list(any)"],
  ["list(any)", '[["a"], "b"]', "!list(any)"],
  ["set(map(string))", "[[]]", "!set(map(string))"],
  ["map(string)", "[]", "!map(string)"],
  ["map(any)", "{a = 1, b = []}", "!map(any)"],
  ["tuple([string])", "[]", "!tuple"],
  ["tuple([number])", '["x"]', "!tuple"],
  ["object({ a = string })", "{}", "!object"],
  ["object({ a = number })", '{a = "x"}', "!object"],
  ["object({ a = string })", '["a"]', "!object"],
  // Constraints that are written in other ways, or are none.
  ['"string"', "1", '"1"'],
  ['"list"', '["a"]', '["a"]'],
  ['"map"', "{a = 1}", "{a = 1}"],
  ["(string)", "1", '"1"'],
  ["dynamic", "1", "1"],
  ["something(string)", "1", "1"],
  ["list()", "[1]", "[1]"],
  ["object()", "{a = 1}", "{a = 1}"],
  ["1", "1", "1"],
];

describe("conversion", () => {
  for (const [type, value, expected] of TABLE) {
    it(`${value} as ${type} is ${expected}`, () => {
      assert.equal(show(converted(type, valueIn(parseExpression(value)))), expected);
    });
  }

  it("takes a variable without a type as it is", () => {
    assert.equal(show(convert(list([known(1), known("a")]), typeConstraint(undefined, evaluate))), '[1, "a"]');
  });

  it("keeps where the value comes from, and what it encodes", () => {
    const trace: Step[] = [{ kind: "default", label: "var.x", at: {} as Location }];
    const at = { path: "a.tf", start: 0, end: 1 } as Location;
    const json = object(new Map());
    for (const [type, value] of [
      ["bool", { ...known("true", trace), at, json }],
      ["list(string)", { ...list([known(1)], trace), at, json }],
      ["object({ a = optional(string) })", { ...object(new Map(), true, trace), at, json }],
      ["string", { ...union([known(1), known(2)], trace), at, json }],
    ] as const) {
      const result = converted(type, value);
      assert.deepEqual([result.trace, result.at], [trace, at], type);
    }
    assert.equal(converted("string", { ...known("{}"), json }).json, json);
  });
});
