// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
import assert from "node:assert/strict";
import { parseTemplate } from "../../../server/src/engine/syntax/index";
import { show, showErrors, showTemplate } from "./show";
import { parseChecked } from "./support";

/** The value of the attribute that is the whole text. */
function value(text: string): string {
  const file = parseChecked(text);
  assert.deepEqual(showErrors(file), []);
  const node = file.items[0]?.node;
  assert.ok(node?.kind === "attribute");
  return show(node.expr);
}

describe("quoted templates", () => {
  function reads(source: string, expected: string): void {
    it(source, () => assert.equal(value(`a = ${source}\n`), expected));
  }
  reads('"a${b}c"', '"a" ${b} "c"');
  reads('"${a}${b}"', "${a} ${b}");
  reads('"\\n\\r\\t\\"\\\\"', JSON.stringify('\n\r\t"\\'));
  reads('"\\u00e9\\U0001F600"', '"é😀"');
  reads('"$${a} %%{b}"', '"${a} %{b}"');
  reads('"$$${a}"', '"$${a}"');
  reads('"$a $ %b % $$ %%"', '"$a $ %b % $$ %%"');
  reads('"a\\\\${b}"', '"a\\\\" ${b}');
  reads('"${"${"a"}"}"', '${${"a"}}');
  reads('"${ { a = "}" }.a }"', '${{a = "}"}.a}');
  reads('"${[\n  a,\n  b # c }\n]}"', "${[a, b]}");
  reads('"a # b // c /* d"', '"a # b // c /* d"');
  reads('"an\u0303os"', '"años"');

  describe("strip markers", () => {
    reads('" a ${~ b ~} c "', '" a" ${b} "c "');
    reads('"${ a ~} ${~ b }"', '${a} "" ${b}');
    reads('"a\\n${~ b}"', '"a" ${b}');
    reads('"a %{~ if b ~} c %{~ endif ~} d"', '"a" %{if b: "c" else ""} "d"');
  });

  describe("directives", () => {
    reads('"%{ if a }b%{ else }c%{ endif }"', '%{if a: "b" else "c"}');
    reads('"%{if a}%{endif}"', '%{if a: "" else ""}');
    reads('"%{ for x in xs }${x},%{ endfor }"', '%{for x in xs: ${x} ","}');
    reads('"%{ for k, v in m }%{ if v }${k}%{ endif }%{ endfor }."', '%{for k, v in m: %{if v: ${k} else ""}} "."');
  });
});

describe("heredocs", () => {
  function reads(name: string, lines: readonly string[], expected: string): void {
    it(name, () => assert.equal(value(`a = ${lines.join("\n")}\n`), expected));
  }
  reads("text", ["<<EOT", "  a", "b", "EOT"], '"  a\\nb\\n"');
  reads("none", ["<<EOT", "EOT"], '""');
  reads("no escapes", ["<<EOT", 'a\\n"b"', "EOT"], JSON.stringify('a\\n"b"\n'));
  reads("an indented terminator", ["<<EOT", "a", "  EOT  "], '"a\\n"');
  reads(
    "a terminator is a line of its own",
    ["<<EOT", "EOT a", "${x}EOT", "EOTS", "EOT"],
    '"EOT a\\n" ${x} "EOT\\nEOTS\\n"',
  );
  reads("unindented by the least indented line", ["<<-EOT", "    a", "      b", "   c", "  EOT"], '" a\\n   b\\nc\\n"');
  reads("blank lines do not count", ["<<-EOT", "    a", "", "  ", "    b", "  EOT"], '"a\\n\\n  \\nb\\n"');
  reads("lines that begin with an interpolation have none", ["<<-EOT", "${x}", "  b", "  EOT"], '${x} "\\n  b\\n"');
  reads("an indented interpolation", ["<<-EOT", "    ${x}", "      b", "  EOT"], '"" ${x} "\\n  b\\n"');
  reads("tabs count as one", ["<<-EOT", "\t\ta", "\t b", "EOT"], '"a\\nb\\n"');
  reads(
    "a strip marker takes no more than its line",
    ["<<EOT", "%{ if a ~}", "  b", "%{ endif ~}", "EOT"],
    '%{if a: "  b\\n" else ""} ""',
  );
  reads("in a heredoc", ["<<A", "${f(<<B", "b", "B", ")}", "A"], '${f("b\\n")} "\\n"');
  reads("a marker in other letters", ["<<größe", "a", "größe"], '"a\\n"');
  reads("comments are text", ["<<E", "# a", "/* b", "E"], '"# a\\n/* b\\n"');
  it("keeps the line breaks of the file", () =>
    assert.equal(value("a = <<-E\r\n  a\r\n   b\r\n  E\r\n"), '"a\\r\\n b\\r\\n"'));
  it("says that it is one", () => {
    const node = parseChecked("a = <<-EOT\n  x\n  EOT\n").items[0]?.node;
    assert.ok(node?.kind === "attribute" && node.expr.kind === "template");
    assert.deepEqual(node.expr.heredoc, { marker: "EOT", indented: true });
    assert.equal(node.item.text.slice(node.exprStart, node.exprEnd), "<<-EOT\n  x\n  EOT");
  });
});

describe("templates of files", () => {
  function reads(source: string, expected: string): void {
    it(JSON.stringify(source), () => assert.equal(showTemplate(parseTemplate(source).parts), expected));
  }
  reads("", '""');
  reads("arn:aws:kms:${var.region}:*", '"arn:aws:kms:" ${var.region} ":*"');
  reads('a "b" \\n $${c}', JSON.stringify('a "b" \\n ${c}'));
  reads("a $", '"a $"');
  reads("%{ for x in xs ~}\n- ${x}\n%{ endfor ~}\n", '%{for x in xs: "- " ${x} "\\n"} ""');
  reads("${a", "${!}");
  reads("%{ if a }b", '%{if a: "b" else ""}');
  reads("%{ endif }b", '"b"');
});

describe("errors in templates", () => {
  function reports(source: string, ...expected: string[]): void {
    it(source.replaceAll("\n", "⏎"), () => {
      const file = parseChecked(`a = ${source}\nb = 1\n`);
      assert.deepEqual(showErrors(file), expected);
      assert.equal(file.items.length, 2, "the next argument is read");
    });
  }
  reports('"a\\x"', 'invalid-escape \\x at 0: "\\\\x"');
  reports('"a\\${b}"', 'invalid-escape \\$ at 0: "\\\\$"');
  reports('"\\u12"', 'invalid-escape \\u12 at 0: "\\\\u12"');
  reports('"\\ud83d"', 'invalid-escape \\ud83d at 0: "\\\\ud83d"');
  reports('"\\U00110000"', 'invalid-escape \\U00110000 at 0: "\\\\U00110000"');
  reports('"abc', 'unterminated-string at 0: "\\"abc"');
  reports('"a ${b', 'unterminated-string at 0: "\\"a ${b"', 'unterminated-template at 0: "${"');
  reports('"a ${b"', 'unterminated-template at 0: "${"');
  reports('"a ${b c}"', 'unterminated-template at 0: "${"');
  reports('"a ${}"', 'expected-expression at 0: "}"');
  reports('"a ${b:-c} d"', 'unterminated-template at 0: "${"');
  reports('"%{ if a }b"', 'invalid-template-directive if at 0: "%{ if a }"');
  reports('"%{ else }"', 'invalid-template-directive else at 0: "%{ else }"');
  reports('"%{ for x in y }%{ endif }%{ endfor }"', 'invalid-template-directive endif at 0: "%{ endif }"');
  reports('"%{ unless a }"', 'invalid-template-directive unless at 0: "unless"');
  reports("<<E\na ${b\nE", 'unterminated-template at 1: "${"');
  reports("<<E\n${a:-b}\n${f(\nE", 'unterminated-template at 1: "${"', 'unterminated-template at 2: "${"');
});
