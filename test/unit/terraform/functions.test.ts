/** Functions and operators over values known in part. What is fully known is held against Terraform elsewhere. */
import assert from "node:assert/strict";
import { parseExpression } from "../../../server/src/engine/syntax";
import { callFunction, type FunctionHost } from "../../../server/src/engine/terraform/functions";
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
import { evaluator } from "./constants";
import { show } from "./show";

/** A resource as values name it; only what identifies it is looked at. */
function resource(symbol: string): ResourceHandle {
  const type = symbol.split(".")[0];
  return {
    declaration: { symbol, type, kind: "resource" },
    instance: { address: "" },
    key: undefined,
  } as unknown as ResourceHandle;
}

const key = resource("aws_kms_key.main");
const u = unknown("unset-variable", "u");
const opt: Value = { kind: "reference", resource: resource("aws_db_instance.db"), path: ["kms_key_id"], trace: [] };

const names: Readonly<Record<string, Value>> = {
  /** Unknown. */
  u,
  /** A failure. */
  err: failure("err"),
  /** A resource, its ARN, and an attribute that may be null. */
  key: { kind: "resource", resource: key, trace: [] },
  arn: { kind: "reference", resource: key, path: ["arn"], trace: [] },
  other: { kind: "reference", resource: resource("aws_kms_key.other"), path: ["arn"], trace: [] },
  opt,
  /** Strings known in part. */
  t: template(["alias/", u]),
  tail: template([u, "/db"]),
  /** One of several. */
  ab: union([known("a"), known("b")]),
  flag: union([known(true), known(false)]),
  maybe: union([failure("err"), known("a")]),
  /** An object with further keys that are not known. */
  part: object(new Map([["a", known(1)]]), false),
  set: { ...list([u, known("x")]), set: true },
};

const evaluate = evaluator(names, { "p.json": "{}", "t.tftpl": `x-\${name}` });

const TABLE: Readonly<Record<string, readonly (readonly [expression: string, expected: string])[]>> = {
  "names and text": [
    ["upper(u)", "?u"],
    ["upper(arn)", "?aws_kms_key.main.arn"],
    ["upper(t)", '"ALIAS/‹?u›"'],
    ["lower(ab)", '("a" | "b")'],
    ["upper(err)", "!err"],
    ["upper(null)", "!upper()"],
    ["upper(key)", "!upper()"],
    ['replace(arn, "a", "b")', "?aws_kms_key.main.arn"],
    ['replace(t, "/", "-")', '"alias-‹?u›"'],
    ['replace(t, "alias/", "")', "?u"],
    ['trimprefix(t, "alias/")', '"‹?u›"'],
    ['trimprefix(t, "x")', '"alias/‹?u›"'],
    ['trimprefix(tail, "x")', "?u"],
    ['trimsuffix(tail, "/db")', '"‹?u›"'],
    ['trimsuffix(t, "x")', "?u"],
    ['startswith(t, "alias/")', "true"],
    ['startswith(t, "arn:")', "false"],
    ['startswith(t, "alias/aws/")', "?u"],
    ['endswith(tail, "/db")', "true"],
    ['endswith(tail, "/x")', "false"],
    ['endswith(t, "x")', "?u"],
    ['strcontains(t, "lia")', "true"],
    ['strcontains(t, "aws")', "?u"],
    ["trimspace(t)", '"alias/‹?u›"'],
    ['split("/", t)', "?u"],
    ['regex("a", u)', "?u"],
    ["length(t)", "?u"],
    ["length(key)", "?aws_kms_key.main"],
  ],
  "join and format": [
    ['join("-", ["a", u, "b"])', '"a-‹?u›-b"'],
    ['join("", [arn])', "aws_kms_key.main.arn"],
    ['join("", [arn], [])', "aws_kms_key.main.arn"],
    ['join("-", [ab, "x"])', '("a-x" | "b-x")'],
    ['join("-", u)', "?u"],
    ['join("-", set)', "?u"],
    ['join(u, ["a"])', '"a"'],
    ['join(u, ["a", "b"])', '"a‹?u›b"'],
    ['join("-", [err])', "!join()"],
    ['format("alias/%s", u)', '"alias/‹?u›"'],
    ['format("%s", arn)', "aws_kms_key.main.arn"],
    ['format("%s/%s", t, "x")', '"alias/‹?u›/x"'],
    ['format("%v-%d", u, u)', '"‹?u›-‹?u›"'],
    ['format("%s-x", ab)', '("a-x" | "b-x")'],
    ['format("%20s", u)', "?u"],
    ['format("%3s", t)', '"alias/‹?u›"'],
    ["format(u)", "?u"],
    ['formatlist("%s/*", [arn, "x"])', '["‹aws_kms_key.main.arn›/*", "x/*"]'],
    ['formatlist("%s", u)', "?u"],
    ['formatlist("%s-%s", "x", [ab])', '[("x-a" | "x-b")]'],
  ],
  "choosing a value": [
    ["try(u, 1, 2)", "(?u | 1)"],
    ["try(err, 1, 2)", "1"],
    ["try(err, u, err, 2)", "(?u | 2)"],
    ["try(err)", "!try()"],
    ["try(arn, null)", "aws_kms_key.main.arn"],
    ["try(maybe, 2)", '("a" | 2)'],
    ["try([err], 2)", "2"],
    ["try(ab, 2)", '("a" | "b")'],
    ["can(u)", "?u"],
    ["can(err)", "false"],
    ["can(ab)", "true"],
    ["can(maybe)", "(false | true)"],
    ['coalesce(u, "b", "c")', '(?u | "b")'],
    ['coalesce("", u, "c")', '(?u | "c")'],
    ["coalesce(u, null)", "?u"],
    ['coalesce(arn, "b")', "aws_kms_key.main.arn"],
    ['coalesce(opt, "b")', '(aws_db_instance.db.kms_key_id | "b")'],
    ['coalesce(t, "b")', '"alias/‹?u›"'],
    ['coalesce(null, ab, "c")', '("a" | "b")'],
    ['coalescelist(u, ["a"])', '(?u | ["a"])'],
    ['coalescelist([], [u], ["a"])', "[?u]"],
    ["lookup({a = 1, b = 2}, u, 3)", "(1 | 2 | 3)"],
    ["lookup({a = 1}, u)", "1"],
    ['lookup({"alias/a" = 1, b = 2}, t, 3)', "(1 | 3)"],
    ['lookup(u, "a", 1)', "?u"],
    ['lookup(part, "a", 5)', "1"],
    ['lookup(part, "b", 5)', "(?lookup() | 5)"],
    ["lookup({a = 1, b = 2}, ab, 3)", "(1 | 2)"],
    ['lookup({a = u}, "a", 1)', "?u"],
    ["element([arn, u], 0)", "aws_kms_key.main.arn"],
    ["element([1, 2], u)", "(1 | 2)"],
    ["element(u, 0)", "?u"],
    ["element(opt, 2)", "aws_db_instance.db.kms_key_id.2"],
    ["one([arn])", "aws_kms_key.main.arn"],
    ["one([])", "null"],
    ["one(u)", "?u"],
    ["one(set)", "?u"],
    ["one(ab)", "!one()"],
    ["tostring(arn)", "aws_kms_key.main.arn"],
    ["tostring(t)", '"alias/‹?u›"'],
    ["sensitive(arn)", "aws_kms_key.main.arn"],
    ["nonsensitive(u)", "?u"],
    ["tobool(u)", "?u"],
    ["tobool(ab)", "!bool"],
    ["tolist([arn, u])", "[aws_kms_key.main.arn, ?u]"],
    ["toset([arn, arn])", "set[aws_kms_key.main.arn]"],
  ],
  lists: [
    ["length([u, u])", "2"],
    ["length(set)", "?u"],
    ["length(toset([u]))", "1"],
    ["length(part)", "?length()"],
    ["length(u)", "?u"],
    ['concat(["a"], [u])', '["a", ?u]'],
    ['concat(["a"], u)', "?u"],
    ['concat([arn], [""])', '[aws_kms_key.main.arn, ""]'],
    ['concat(["a"], ab)', "!concat()"],
    ['contains(["prod"], u)', "?u"],
    ['contains(["a", u], "a")', "true"],
    ['contains(["x", "y"], ab)', "false"],
    ['contains(["a", "b"], ab)', "true"],
    ['contains(["a"], ab)', "(true | false)"],
    ['contains(["x"], t)', "false"],
    ['contains(["x"], arn)', "?aws_kms_key.main.arn"],
    ['index(["a", u, "c"], "a")', "0"],
    ['index(["a", u, "c"], "c")', "?u"],
    ['compact([arn, "", null])', "[aws_kms_key.main.arn]"],
    ['compact([u, ""])', "?u"],
    ["distinct([arn, arn])", "[aws_kms_key.main.arn]"],
    ['distinct([u, "a"])', "?u"],
    ["distinct([t])", '["alias/‹?u›"]'],
    ['distinct([t, "b"])', '["alias/‹?u›", "b"]'],
    ['flatten([[arn], ["a"]])', '[aws_kms_key.main.arn, "a"]'],
    ["flatten([u])", "?u"],
    ["flatten([arn])", "[aws_kms_key.main.arn]"],
    ["flatten([opt])", "?aws_db_instance.db.kms_key_id"],
    ['sort(["b", u])', "?u"],
    ["sort([u])", "[?u]"],
    ["reverse([1, u])", "[?u, 1]"],
    ["slice([1, u, 3], 1, 2)", "[?u]"],
    ["slice([1, 2], 0, u)", "?u"],
    ["alltrue([true, u])", "?u"],
    ["alltrue([false, u])", "false"],
    ["anytrue([true, u])", "true"],
    ["anytrue([false, u])", "?u"],
    ["alltrue([flag])", "?alltrue()"],
    ["sum([1, u])", "?u"],
    ["max(1, u)", "?u"],
    ["range(u)", "?u"],
    ["chunklist([1, u, 3], 2)", "[[1, ?u], [3]]"],
    ["matchkeys([u, 2], [1, 2], [1])", "[?u]"],
    ["matchkeys([1], [u], [1])", "?u"],
  ],
  "maps and sets": [
    ["merge({a = 1}, u, {b = 2})", "{a = (1 | ?u), b = 2, …}"],
    ["merge(u, {a = 1})", "{a = 1, …}"],
    ["merge({a = 1}, part)", "{a = 1, …}"],
    ["merge({b = 1}, part)", "{b = (1 | ?merge()), a = 1, …}"],
    ["merge({a = 1}, key)", "{a = (1 | ?aws_kms_key.main), …}"],
    ["merge({a = u}, {b = arn})", "{a = ?u, b = aws_kms_key.main.arn}"],
    ["keys({a = u})", '["a"]'],
    ["keys(part)", "?keys()"],
    ["values({b = u, a = arn})", "[aws_kms_key.main.arn, ?u]"],
    ['zipmap(["a", "b"], [u, arn])', "{a = ?u, b = aws_kms_key.main.arn}"],
    ["zipmap([u], [1])", "?u"],
    ['setunion(["a"], ["b", "a"])', 'set["a", "b"]'],
    ['setunion(["a"], [u])', "?u"],
    ["setunion([], [arn])", "set[aws_kms_key.main.arn]"],
    ["setsubtract([arn], [arn])", "set[]"],
    ['setsubtract(["a"], [t])', 'set["a"]'],
    ["setintersection([u], [])", "set[]"],
    ['setproduct(["a"], [u])', '[["a", ?u]]'],
    ["transpose({a = [u]})", "?u"],
  ],
  encoding: [
    ['jsonencode({a = u, b = "<"})', '"{"a":‹?u›,"b":"\\u003c"}"'],
    ["jsonencode({a = t})", '"{"a":"alias/‹?u›"}"'],
    ["jsonencode({a = arn})", '"{"a":"‹aws_kms_key.main.arn›"}"'],
    ["jsonencode(part)", '"‹?jsonencode()›"'],
    ["jsondecode(jsonencode({a = u}))", "{a = ?u}"],
    ["jsondecode(u)", "?u"],
    ["base64encode(t)", "?u"],
    ["yamldecode(u)", "?yamldecode()"],
  ],
  files: [
    ['file("p.json")', '"{}"'],
    ['file("q.json")', "?q.json"],
    ["file(u)", "?u"],
    ['fileexists("p.json")', "true"],
    ['fileexists("q.json")', "?q.json"],
    ['filebase64("p.json")', '"e30="'],
    ['templatefile("t.tftpl", {name = u})', '"x-‹?u›"'],
    ['templatefile("t.tftpl", part)', "?templatefile()"],
    ['templatefile("q.tftpl", {})', "?q.tftpl"],
  ],
  "what only Terraform can say": [
    ["timestamp()", "?timestamp()"],
    ["uuid()", "?uuid()"],
    ['sha256("a")', "?sha256()"],
    ['cidrsubnet("10.0.0.0/8", 8, 1)', "?cidrsubnet()"],
    ['provider::aws::arn_parse("a")', "?provider::aws::arn_parse()"],
    ["core::upper(t)", '"ALIAS/‹?u›"'],
  ],
  logic: [
    ["false && u", "false"],
    ["u && false", "false"],
    ["true && u", "?u"],
    ["true || u", "true"],
    ["u || false", "?u"],
    ["!u", "?u"],
    ["!flag", "(false | true)"],
    ["flag && true", "(true | false)"],
    ["flag && false", "false"],
    ["false && err", "!err"],
    ['"x" && u', "!&&"],
    ["u == null", "?u"],
    ["arn == null", "false"],
    ['arn != ""', "true"],
    ["opt == null", "?aws_db_instance.db.kms_key_id"],
    ["key != null", "true"],
    ["key == key", "true"],
    ["arn == arn", "true"],
    ["arn == other", "?aws_kms_key.main.arn"],
    ["arn == 5", "false"],
    ["t == null", "false"],
    ['t == "x"', "false"],
    ['t == "alias/x"', "?u"],
    ['tail == "a/db"', "?u"],
    ['tail != "a/dc"', "true"],
    [`t == "\${t}x"`, "?u"],
    ["t == 5", "false"],
    ['ab == "c"', "false"],
    ['ab == "a"', "?=="],
    ["ab != null", "true"],
    ["[u] == [1, 2]", "false"],
    ["[1, u] == [2, 2]", "false"],
    ["[1, u] == [1, 2]", "?u"],
    ["[1] == [1]", "?=="],
    ["{a = 1} == part", "?=="],
    ["{a = 2} == part", "false"],
    ["{} == part", "false"],
    ["set == toset([])", "?u"],
    ["key == {}", "?aws_kms_key.main"],
    ["u + 1", "?u"],
    ["u > 1", "?u"],
    ["arn > 1", "?aws_kms_key.main.arn"],
    ["[] > u", "!>"],
    ["-u", "?u"],
    ["u / 0", "?u"],
  ],
};

describe("functions and operators", () => {
  for (const [group, rows] of Object.entries(TABLE)) {
    describe(group, () => {
      for (const [expression, expected] of rows) {
        it(`${expression} is ${expected}`, () => {
          assert.equal(show(evaluate(parseExpression(expression))), expected);
        });
      }
    });
  }

  const host: FunctionHost = {
    resolve: (value: Value) => value,
    readFile: () => undefined,
    renderTemplate: () => u,
    spend: () => true,
  };
  const step = (label: string): Step => ({ kind: "local", label, at: {} as Location });
  const labels = (value: Value): string[] => value.trace.map((each) => each.label);

  describe("traces", () => {
    const a = known("a", [step("local.a")]);
    const b = known("b", [step("local.b")]);

    it("joins those of everything that decides", () => {
      assert.deepEqual(labels(callFunction("format", [known("%s-%s"), a, b], host)), ["local.a", "local.b"]);
      assert.deepEqual(labels(callFunction("join", [known("-"), list([a, b])], host)), ["local.a", "local.b"]);
      assert.deepEqual(labels(callFunction("upper", [a], host)), ["local.a"]);
      assert.deepEqual(labels(callFunction("upper", [unknown("unset-variable", "var.x", [step("var.x")])], host)), [
        "var.x",
      ]);
    });

    it("leads through the collection to the element", () => {
      const map = object(new Map([["k", a]]), true, [step("local.map")]);
      assert.deepEqual(labels(callFunction("lookup", [map, known("k"), b], host)), ["local.map", "local.a"]);
      assert.deepEqual(labels(callFunction("lookup", [map, known("z"), b], host)), ["local.b"]);
      const items = list([a], [step("local.list")]);
      assert.deepEqual(labels(callFunction("element", [items, known(0)], host)), ["local.list", "local.a"]);
      assert.deepEqual(labels(callFunction("one", [items], host)), ["local.list", "local.a"]);
    });

    it("keeps merged and concatenated collections apart", () => {
      const first = object(new Map([["x", known(1)]]), true, [step("local.first")]);
      const second = object(new Map([["y", known(2)]]), true, [step("local.second")]);
      const merged = callFunction("merge", [first, second], host);
      assert.ok(merged.kind === "object");
      assert.deepEqual(labels(merged), []);
      assert.deepEqual(labels(merged.entries.get("y")!), ["local.second"]);
      const joined = callFunction("concat", [list([a], [step("local.l")]), list([b], [step("local.m")])], host);
      assert.ok(joined.kind === "list");
      assert.deepEqual(joined.elements.map(labels), [
        ["local.l", "local.a"],
        ["local.m", "local.b"],
      ]);
    });

    it("comes from the argument that is chosen", () => {
      assert.deepEqual(labels(callFunction("coalesce", [known(null, [step("var.n")]), b], host)), ["local.b"]);
      assert.deepEqual(labels(callFunction("try", [failure("x", [step("local.x")]), a], host)), ["local.a"]);
    });

    it("stays short", () => {
      const many = Array.from({ length: 100 }, (_, at) => known("x", [step(`local.v${at}`)]));
      assert.equal(labels(callFunction("join", [known(","), list(many)], host)).length, 16);
    });
  });

  it("keeps what a JSON string encodes", () => {
    const value = object(new Map([["a", u]]));
    const text = callFunction("jsonencode", [value], host);
    assert.equal(text.json, value);
    assert.equal(callFunction("tostring", [text], host).json, value);
    assert.equal(callFunction("join", [known(""), list([text])], host).json, value);
    assert.equal(callFunction("format", [known("%s"), text], host).json, value);
    assert.equal(callFunction("upper", [text], host).json, undefined);
  });

  describe("limits", () => {
    const chars = known("a".repeat(30_000));

    it("gives up without fuel", () => {
      assert.equal(show(callFunction("upper", [known("a")], { ...host, spend: () => false })), "?upper()");
    });

    it("charges for what grows", () => {
      const spent: number[] = [];
      const counting = { ...host, spend: (units: number) => spent.push(units) > 0 };
      const wide = list(Array.from({ length: 500 }, () => known("x")));
      callFunction("setproduct", [wide, wide], {
        ...counting,
        spend: (units) => counting.spend(units) && units < 10_000,
      });
      assert.ok(Math.max(...spent) >= 250_000);
    });

    it("does not tell too many combinations apart", () => {
      const choice = union(Array.from({ length: 5 }, (_, at) => known(`v${at}`)));
      assert.equal(show(callFunction("format", [known("%s%s"), choice, choice], host)), '"‹?format()›‹?format()›"');
    });

    for (const [pattern, name] of [
      ["(a*)*b", "nested repetition"],
      ["(a|a)*b", "an ambiguous choice"],
      ["(.*)(.*)(.*)(.*)(.*)b", "a row of repetitions"],
      [`${"(a?)".repeat(200)}b`, "many options"],
    ] as const) {
      it(`matches in bounded time: ${name}`, () => {
        const started = performance.now();
        const value = callFunction("regex", [known(pattern), chars], host);
        assert.equal(value.kind, "unknown");
        assert.ok(performance.now() - started < 3000);
      });
    }

    it("refuses a pattern that is too large or too deep", () => {
      assert.equal(show(callFunction("regex", [known("(a{1000}){1000}"), known("a")], host)), "?regex()");
      assert.equal(show(callFunction("regex", [known("(".repeat(10_000)), known("a")], host)), "!regex()");
    });

    it("reads no JSON that is too deep", () => {
      assert.equal(callFunction("jsondecode", [known("[".repeat(5000) + "]".repeat(5000))], host).kind, "list");
      assert.match(show(callFunction("jsonencode", [nested(200)], host)), /^\?/);
    });
  });
});

function nested(depth: number): Value {
  return depth === 0 ? known(1) : list([nested(depth - 1)]);
}
