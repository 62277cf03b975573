import assert from "node:assert/strict";
import { plain, valuesOf, workspaceOf } from "./support";

/** The value of `v` of `resource "x" "r"` at the root, with further declarations and files. */
function value(expression: string, declarations = "", files: Record<string, string> = {}): unknown {
  const fixture = workspaceOf({ "main.tf": `resource "x" "r" {\n  v = ${expression}\n}\n${declarations}\n`, ...files });
  return plain(valuesOf(fixture, "", "x.r", "v")[0]);
}

const MODULE = { "m/main.tf": `variable "v" {}\noutput "v" {\n value = var.v\n}` };

describe("values", () => {
  const cases: [title: string, expression: string, declarations: string, expected: unknown][] = [
    ["a string", `"a"`, "", "a"],
    ["arithmetic", "1 + 2 * 3", "", 7],
    ["a variable's default", "var.a", `variable "a" { default = "x" }`, "x"],
    ["a variable converted to its type", "var.a", `variable "a" {\n type = bool\n default = "true"\n}`, true],
    ["a variable nobody sets", "var.a", `variable "a" {}`, "?unset-variable:var.a"],
    ["an undeclared variable", "var.a", "", "?undeclared:var.a"],
    ["a local of a local", "local.a", `locals {\n a = local.b\n b = 3\n}`, 3],
    ["a cycle of locals", "local.a", `locals {\n a = local.b\n b = local.a\n}`, "?cycle:local.a"],
    ["an attribute of a resource", "aws_kms_key.k.arn", `resource "aws_kms_key" "k" {}`, "<aws_kms_key.k.arn>"],
    ["a resource that is not there", "aws_kms_key.k.arn", "", "?undeclared:aws_kms_key.k"],
    ["both arms of an unknown condition", "var.c ? 1 : 2", `variable "c" {}`, { oneOf: [1, 2] }],
    ["the arm of a known condition", "var.c ? 1 : 2", `variable "c" { default = false }`, 2],
    ["a template known in part", `"alias/\${var.e}-db"`, `variable "e" {}`, "alias/{?unset-variable:var.e}-db"],
    ["a template over known parts", `"a-\${local.b}"`, `locals { b = 1 }`, "a-1"],
    ["a template of one of several", `"a-\${var.c ? "x" : "y"}"`, `variable "c" {}`, { oneOf: ["a-x", "a-y"] }],
    ["a template directive", `"%{ if local.b }yes%{ else }no%{ endif }"`, `locals { b = true }`, "yes"],
    ["a template loop", `"%{ for x in ["a", "b"] }\${x};%{ endfor }"`, "", "a;b;"],
    ["an object's attribute", "local.o.a.b", `locals { o = { a = { b = 5 } } }`, 5],
    ["a missing key", "local.o.x", `locals { o = { a = 1 } }`, "?invalid:x"],
    ["try over a missing key", "try(local.o.x, 7)", `locals { o = { a = 1 } }`, 7],
    ["lookup", `lookup(local.o, "x", "d")`, `locals { o = { a = 1 } }`, "d"],
    ["merge", `merge({ a = 1 }, { b = 2 }).b`, "", 2],
    ["a for over a list", "[for x in [1, 2, 3] : x * 2 if x > 1]", "", [4, 6]],
    ["a for over an object", `{ for k, v in { a = 1 } : upper(k) => v }`, "", { A: 1 }],
    ["a splat over a list", "local.l[*].a", `locals { l = [{ a = 1 }, { a = 2 }] }`, [1, 2]],
    ["a splat over nothing", "local.l[*].a", `locals { l = null }`, []],
    ["coalesce", `coalesce(null, "", "x")`, "", "x"],
    ["an index by count", "aws_kms_key.k[0].arn", `resource "aws_kms_key" "k" { count = 1 }`, "<aws_kms_key.k[0].arn>"],
    [
      "an index beyond count",
      "aws_kms_key.k[0].arn",
      `resource "aws_kms_key" "k" { count = 0 }`,
      '?invalid:aws_kms_key.k["0"]',
    ],
    ["try beyond count", "try(aws_kms_key.k[0].arn, null)", `resource "aws_kms_key" "k" { count = 0 }`, null],
    [
      "one over count",
      "one(aws_kms_key.k[*].arn)",
      `resource "aws_kms_key" "k" { count = 1 }`,
      "<aws_kms_key.k[0].arn>",
    ],
    [
      "join over a splat",
      `join("", aws_kms_key.k.*.arn)`,
      `resource "aws_kms_key" "k" { count = 1 }`,
      "<aws_kms_key.k[0].arn>",
    ],
    [
      "a for_each instance",
      `aws_kms_key.k["a"].arn`,
      `resource "aws_kms_key" "k" { for_each = toset(["a"]) }`,
      `<aws_kms_key.k["a"].arn>`,
    ],
    [
      "a for over for_each",
      `{ for k, v in aws_kms_key.k : k => v.arn }`,
      `resource "aws_kms_key" "k" { for_each = toset(["a"]) }`,
      { a: `<aws_kms_key.k["a"].arn>` },
    ],
    [
      "an index of an uncertain count",
      "aws_kms_key.k[0].arn",
      `variable "n" {}\nresource "aws_kms_key" "k" { count = var.n }`,
      "<aws_kms_key.k[0].arn>",
    ],
    [
      "try over an uncertain count",
      "try(aws_kms_key.k[0].arn, null)",
      `variable "n" {}\nresource "aws_kms_key" "k" { count = var.n }`,
      { oneOf: ["<aws_kms_key.k[0].arn>", null] },
    ],
    ["null in a template", `"\${local.n}-"`, "locals { n = null }", "?invalid:null"],
    ["try over a part that fails", `try([tonumber("x"), 1][1], 2)`, "", 2],
    [
      "try over a part that may fail",
      `try([1, coalesce("", var.c ? "" : "x")][0], 2)`,
      `variable "c" {}`,
      { oneOf: [1, 2] },
    ],
    [
      "an output of one of several instances",
      `module.m[var.k].v`,
      `variable "k" {}\nmodule "m" {\n source = "./m"\n for_each = { a = 1, b = 2 }\n v = each.value\n}`,
      { oneOf: [1, 2] },
    ],
    [
      "a splat over an uncertain count",
      "aws_kms_key.k[*].arn",
      `variable "n" {}\nresource "aws_kms_key" "k" { count = var.n }`,
      { oneOf: [["<aws_kms_key.k[?].arn>"], [], "?runtime:aws_kms_key.k"] },
    ],
    ["a reference that a function looks through", "upper(x.s.w)", `resource "x" "s" { w = "a" }`, "A"],
    [
      "a template loop over keys that are not all known",
      `"%{ for k, v in { (var.k) = 1 } }\${k}%{ endfor }"`,
      `variable "k" {}`,
      "{?runtime:%{ for }}",
    ],
    ["terraform.workspace", "terraform.workspace", "", "?runtime:terraform.workspace"],
    ["a broken expression", "1 +", "", "?syntax:…"],
  ];
  for (const [title, expression, declarations, expected] of cases) {
    it(title, () => assert.deepEqual(value(expression, declarations, MODULE), expected));
  }

  it("sees through JSON that a template surrounds with white space", () => {
    const declarations = `variable "v" {}`;
    assert.equal(value(`jsondecode(" \${jsonencode({ a = { b = 1 }, c = var.v })}\\n").a.b`, declarations), 1);
    const files = { "p.tftpl": `\${jsonencode({ a = v, c = 2 })}\n` };
    assert.equal(value(`jsondecode(templatefile("p.tftpl", { v = var.v })).c`, declarations, files), 2);
  });

  it("reads override files over the others", () => {
    const files = { "override.tf": `resource "x" "r" {\n v = 2\n}\n`, "a_override.tf": `locals { l = 9 }` };
    assert.equal(value("1", "", files), 2);
    assert.equal(value("local.l", "locals { l = 1 }", { "a_override.tf": files["a_override.tf"] }), 9);
  });

  it("reads variable files in Terraform's order of precedence", () => {
    const declarations = `variable "a" { default = 0 }`;
    const files: Record<string, string> = { "terraform.tfvars": "a = 1" };
    assert.equal(value("var.a", declarations, files), 1);
    files["terraform.tfvars.json"] = `{"a": 2}`;
    assert.equal(value("var.a", declarations, files), 2);
    files["a.auto.tfvars"] = "a = 3";
    assert.equal(value("var.a", declarations, files), 3);
    files["b.auto.tfvars"] = "a = 4";
    assert.equal(value("var.a", declarations, files), 4);
    files["other.tfvars"] = "a = 5";
    assert.equal(value("var.a", declarations, files), 4);
  });

  it("reads variable files that the user names, the last one first", () => {
    const fixture = workspaceOf(
      {
        "main.tf": `variable "a" {}\nresource "x" "r" {\n v = var.a\n}`,
        "terraform.tfvars": "a = 1",
        "env/p.tfvars": "a = 2",
        "env/q.tfvars": "a = 3",
      },
      ["env/p.tfvars", "env/q.tfvars"],
    );
    assert.equal(plain(valuesOf(fixture, "", "x.r", "v")[0]), 3);
  });

  it("ends a doubling of locals without hanging", () => {
    const doubled = Array.from({ length: 60 }, (_, i) => `a${i} = [local.a${i + 1}, local.a${i + 1}]`).join("\n");
    const started = Date.now();
    value("length(flatten([local.a0]))", `locals {\n${doubled}\na60 = 1\n}`);
    value("jsonencode(local.a0)", `locals {\n${doubled}\na60 = 1\n}`);
    assert.ok(Date.now() - started < 2_000);
  });

  it("ends a long chain of locals without overflowing", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `a${i} = local.a${i + 1}`).join("\n");
    assert.match(String(value("local.a0", `locals {\n${chain}\n}`)), /too-complex/);
  });
});
