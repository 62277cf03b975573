// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
/**
 * Our parser beside HashiCorp's: what it accepts we accept, and read the same; what it refuses we refuse.
 *
 * One difference is meant: `terraform {`, `resource "a" "b" {` and the like in column 0 always begin a top-level block, so
 * that a missing brace harms one block alone. HCL as such lets them stand in another block; Terraform does not.
 */
import assert from "node:assert/strict";
import { parse } from "../../../server/src/engine/syntax/index";
import { damaged, hclFile } from "../../fuzz/generator";
import { random } from "../terraform/random";
import { compare } from "./hcl2json";

/** One line each: valid and invalid texts at the borders of the grammar. */
const TEXTS = [
  "",
  "\n",
  "a = 1",
  "a = 1\r\n",
  "\ufeffa = 1\n",
  "a = 1\n\ufeffb = 2\n",
  "a = 1 # b",
  "a = /* x\n */ 1\n",
  "a = 1 /* x\n */\nb = 2\n",
  "a = 1 /* x\n */ b = 2\n",
  "a = 0x1\n",
  "a = 01\n",
  "a = 1.\n",
  "a = .5\n",
  "a = 1.5e+3\n",
  "a = 1e\n",
  "a = 1.2.3\n",
  "a = 1.e2\n",
  "a = 1e400\n",
  "a = 1e99999999999\n",
  "a = 0.1\nb = 123456789012345678\n",
  "a = -1\nb = - 1\nc = --1\nd = !true\ne = -x\n",
  'a = "\\n\\r\\t\\"\\\\\\u00e9\\U0001F600"\n',
  'a = "\\x"\n',
  'a = "\\u12"\n',
  'a = "\\ud800"\n',
  'a = "\\$"\n',
  'a = "$${x} %%{y} $ % $$ %% $$$ $$${x"\n',
  'a = "x\ny"\n',
  'a = "x\ty"\n',
  'a = "an\u0303os"\n',
  'a = "${x}"\nb = "${"x"}"\nc = "${1}"\nd = "${ x ~} "\n',
  'a = "${x"\n',
  'a = "${x}}"\n',
  'a = "${}"\n',
  'a = "%{ if x }y%{ else }z%{ endif }"\n',
  'a = "%{ if x }y"\n',
  'a = "%{ endif }"\n',
  'a = "%{ if x }%{ endfor }"\n',
  'a = "%{ for k, v in m ~} ${k} %{~ endfor }"\n',
  'a = "%{ while x }"\n',
  "a = <<E\nx\nE\n",
  "a = <<E\nx\nE",
  "a = <<E\nE\n",
  "a = <<E\nE x\nE\n",
  "a = <<E x\nE\n",
  "a = <<E \nx\nE\n",
  "a = <<E\nx\n",
  "a = <<-E\n  x\n    y\n\n  z\n  E\n",
  "a = <<-E\n  x\n\ty\n  E\n",
  "a = <<-E\n  ${x}\n y\n  E\n",
  "a = <<-E\n    %{~ if x }\n    y\n    %{~ endif }\n  E\n",
  "a = <<-E\r\n  x\r\n    y\r\n  E\r\n",
  'a = <<E\n\\n "x" $${y}\nE\n',
  "a = <<E\n$ \n${~ x}\n% \n$\n\nE\n",
  "a = <<E\nx\rE\nE\n",
  "a = [<<E\nx\nE\n, 1]\n",
  "a = f(<<E\nx\nE\n)\n",
  "a = { b = <<E\nx\nE\n}\n",
  "a = [1, 2,]\n",
  "a = [1 2]\n",
  "a = [1,, 2]\n",
  "a = [\n1\n,\n2\n]\n",
  "a = [\n",
  "a = { b = 1, c = 2 }\n",
  "a = { b = 1 c = 2 }\n",
  "a = { b = 1,\n c = 2\n}\n",
  "a = { b\n= 1 }\n",
  "a = { b =\n1 }\n",
  'a = { "b" : 1, (c) = 2, 3 = 4, d.e = 5, true = 6 }\n',
  "a = { b }\n",
  "a = (1 +\n2)\n",
  "a = 1 +\n2\n",
  "a = b ? c : d\n",
  "a = b ? c\n",
  "a = b ?\n",
  "a = b.c.0.d[0].*.e\n",
  "a = b.0.1\n",
  "a = b.*.c.*.d\n",
  "a = b[*].c[*].d\n",
  "a = b[* ]\n",
  "a = b[\n*]\n",
  "a = b[\n0\n]\n",
  "a = b\n[0]\n",
  "a = b.\nc\n",
  "a = (b.\nc)\n",
  "a = f(1, 2...)\n",
  "a = f(1..., 2)\n",
  "a = f(1,)\n",
  "a = f(,)\n",
  "a = f (1)\n",
  "a = b::c(1)\n",
  "a = b::c\n",
  "a = b :: c ( 1 )\n",
  "a = [for x in y : x if z]\n",
  "a = [for x in y : x...]\n",
  "a = [for x in y : k => x]\n",
  "a = {for k, v in y : k => v...}\n",
  "a = {for k, v in y : v}\n",
  "a = {\nfor k, v in y :\nk => v\nif v\n}\n",
  "a = [for x, y, z in w : x]\n",
  "a = [for in x : y]\n",
  "a = 1\na = 2\n",
  "a { b = 1 }\n",
  "a { b = 1, c = 2 }\n",
  "a { b = 1\n}\n",
  "a {\nb = 1 }\n",
  "a { b {} }\n",
  "a {\nb {} }\n",
  "a {} b {}\n",
  "a {}\n}\n",
  "a {\n",
  "a\n{\n}\n",
  "a = {\n}\nb {\n}\n",
  'a "b" c "d e" {}\n',
  'a "b${c}" {}\n',
  'a "b\n" {}\n',
  '"a" = 1\n',
  "a: 1\n",
  "a\n",
  "a b\n",
  "1 = 2\n",
  "a = 'b'\n",
  "a = `b`\n",
  "a = b & c\n",
  "a = b; c = d\n",
  "a = b == c != d && e || f\n",
  "a = b = c\n",
  "größe-1 = 变量._x\n",
  "-a = 1\n",
  "a = b-c\n",
  "a\u00a0= 1\n",
  "// x\n# y\n/* z */\n",
  "/* x\n",
  "/* x */ a = 1\n",
];

describe("our parser beside HashiCorp's", () => {
  for (const text of TEXTS) {
    it(JSON.stringify(text), async () => {
      assert.ok(await compare(text), "hcl2json has an opinion");
    });
  }

  it("on random texts, valid and damaged", async () => {
    const next = random(2);
    let compared = 0;
    for (let round = 0; round < 200; round++) {
      const text = hclFile(next);
      assert.deepEqual(parse(text).errors, [], JSON.stringify(text));
      for (const each of [text, damaged(next, text), damaged(next, text)]) {
        // Half a surrogate pair is no text; Go reads another character for it.
        if (!/\p{Surrogate}/u.test(each) && !each.includes('resource "a" "b"') && (await compare(each))) compared++;
      }
    }
    assert.ok(compared > 500, `${compared} texts compared`);
  });

  it("what is too deep for us is an error, what is too deep for hcl2json is its own affair", async () => {
    const text = `a = ${"[".repeat(2000)}${"]".repeat(2000)}\n`;
    assert.deepEqual(
      parse(text).errors.map((error) => error.code),
      ["too-deep"],
    );
  });
});
