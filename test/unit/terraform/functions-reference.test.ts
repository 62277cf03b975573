/** Terraform itself vouches for the functions, operators and conversions wherever every value is known. */
import assert from "node:assert/strict";
import { parseExpression } from "../../../server/src/engine/syntax";
import { convert, typeConstraint } from "../../../server/src/engine/terraform/convert";
import { callFunction } from "../../../server/src/engine/terraform/functions";
import { unknown, type Value } from "../../../server/src/engine/terraform/value";
import { evaluate } from "./constants";
import { lines } from "./expressions";
import { apply, hasTerraform, type Output } from "./terraform";

const EXPRESSIONS = lines("functions-expressions.txt");
const CONVERSIONS = lines("convert-values.txt");

/** What stands for an error of Terraform's. */
const ERROR = "!";

describe("held against Terraform", () => {
  let outputs: Readonly<Record<string, Output>> = {};

  before(function () {
    this.timeout(60_000);
    if (!hasTerraform()) this.skip();
    const applied = apply({
      "main.tf": [
        output("expressions", EXPRESSIONS),
        ...CONVERSIONS.map((line, at) => {
          const [type = "", value = ""] = line.split(" <- ");
          return `variable "v${at}" {\n  type = ${type}\n  default = ${value}\n}\n`;
        }),
        output(
          "conversions",
          CONVERSIONS.map((_, at) => `var.v${at}`),
        ),
      ].join("\n"),
    });
    assert.ok(applied.outputs, applied.refusal);
    outputs = applied.outputs;
  });

  it("agrees on every expression", () => {
    const expected = outputs["expressions"]?.value as string[];
    compare(EXPRESSIONS, expected, (line) => evaluate(parseExpression(line)));
  });

  it("agrees on every conversion", () => {
    const expected = outputs["conversions"]?.value as string[];
    compare(CONVERSIONS, expected, (line) => {
      const [type = "", value = ""] = line.split(" <- ");
      return convert(evaluate(parseExpression(value)), typeConstraint(parseExpression(type), evaluate));
    });
  });
});

/** The engine's own `jsonencode` writes both results, so that they can differ in nothing that Terraform tells apart. */
function compare(sources: readonly string[], expected: readonly string[], compute: (source: string) => Value): void {
  const host = {
    resolve: (value: Value) => value,
    readFile: () => undefined,
    renderTemplate: () => unknown("unsupported", ""),
    spend: () => true,
  };
  const differing: string[] = [];
  for (const [at, source] of sources.entries()) {
    const value = compute(source);
    const json = callFunction("jsonencode", [value], host);
    const actual =
      json.kind === "known"
        ? `{"v":${json.value}}`
        : json.kind === "unknown" && json.error
          ? ERROR
          : JSON.stringify(json);
    if (actual !== expected[at]) differing.push(`${source}\n    Terraform: ${expected[at]}\n    engine:    ${actual}`);
  }
  assert.equal(differing.length, 0, `\n${differing.join("\n")}`);
}

function output(name: string, expressions: readonly string[]): string {
  const values = expressions.map((each) => `    try(jsonencode({ v = ${each} }), "${ERROR}"),\n`);
  return `output "${name}" {\n  value = [\n${values.join("")}  ]\n}\n`;
}
