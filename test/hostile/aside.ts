// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
/** Hostile waiver files, project files, lists of what is ignored, and names that end in a report. */
import type { Hostile } from "./workspace";

const KEY = 'resource "aws_kms_key" "hidden" {\n}\n';
const FOUND = { "kms-key-rotation aws_kms_key.hidden fail": 1 };

/** "Billion laughs": nine levels of nine aliases each. */
const LAUGHS = `${Array.from({ length: 9 }, (_, level) =>
  level === 0
    ? `a0: &a0 [x, x, x, x, x, x, x, x, x]\n`
    : `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}]\n`,
).join("")}`;

/** Matched by trying, these take time that grows with every further star. */
const STARS = `${"*a".repeat(30)}*b`;

/** A path on which they are tried. */
const LONG_NAME = `${"a".repeat(120)}.tf`;

/** YAML that is made to fill the memory or to take time. */
const YAML: Readonly<Record<string, string>> = {
  "with billions of aliases": `${LAUGHS}waivers: *a8\nchecks: *a8\nexclude: *a8\n`,
  "with an alias to itself": "waivers: &a [*a]\nchecks: &b {x: *b}\n",
  "nested 100,000 times": "[".repeat(100_000),
  "nested 30,000 times by dashes": "- ".repeat(30_000),
  "with 30,000 keys": Array.from({ length: 9_000 }, (_, index) => `k${index}: 1\n`).join(""),
  "with 10,000 merges": `a: &a {b: 1}\n${Array.from({ length: 8_000 }, () => "<<: *a\n").join("")}`,
  "with tags":
    "waivers: !!js/function 'function () { process.exit(7) }'\nchecks: !!python/object/apply:os.system [x]\n",
  "that is binary": "\u0000\u0001\u0002\ufffd",
  "of 20 MB": `#${" ".repeat(20 * 1024 * 1024)}`,
};

export const ASIDE: readonly Hostile[] = [
  ...Object.entries(YAML).map(([kind, text]) => ({
    name: `a waiver file ${kind}`,
    files: () => ({ "a.tf": KEY, "risk_acceptance.yml": text }),
    finds: FOUND,
  })),
  ...Object.entries(YAML).map(([kind, text]) => ({
    name: `a project file ${kind}`,
    files: () => ({ "a.tf": KEY, ".waf-sec-030.yml": text }),
    finds: FOUND,
  })),
  {
    name: "globs of settings that take time to match",
    files: () => ({
      "a.tf": KEY,
      [LONG_NAME]: KEY.replace("hidden", "long"),
      ".waf-sec-030.yml": `exclude:\n  - "${STARS}"\n  - "${"**/a".repeat(30)}b"\n  - "${"{a,b}".repeat(5000)}"\n  - "${"{".repeat(5000)}a${"}".repeat(5000)}"\n  - "[z-a]"\n  - "${"?*".repeat(500)}x"\n`,
    }),
    finds: { ...FOUND, "kms-key-rotation aws_kms_key.long fail": 1 },
  },
  {
    name: "rules of .gitignore that take time to match",
    files: () => ({
      "a.tf": KEY,
      [LONG_NAME]: KEY.replace("hidden", "long"),
      ".gitignore": `${STARS}\n${"**/a".repeat(30)}b\n${"?*".repeat(500)}x\n[z-a]\n[\n\\\n!\n${"/".repeat(10_000)}\n`,
    }),
    finds: { ...FOUND, "kms-key-rotation aws_kms_key.long fail": 1 },
  },
];

/** Names that would be markup, commands of a terminal or of a build server, were they written as they are. */
export const NAMES = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "]]>",
  "-->",
  "&lt;b&gt;",
  "\\u001b[31mred\\u001b[0m",
  "\\u001b]0;title\\u0007",
  "a\\n::error::injected",
  "a\\r\\n##vso[task.complete]",
  "|a|b|",
  "`code`",
  "[link](javascript:alert(1))",
  "${var.x}",
  "\\u202egnp.exe",
] as const;

/** A workspace in which every name, value and reason is one of them. */
export function named(): Readonly<Record<string, string>> {
  const blocks = NAMES.map(
    (name, index) => `resource "aws_kms_key" "${name.replace("${", "$${")}" {
  description = "${name.replace("${", "$${")}"
}
# waf-sec-030:ignore[kms-key-rotation] ${name}
resource "aws_kms_key" "k${index}" {
}
resource "aws_db_instance" "d${index}" {
  kms_key_id = "${name.replace("${", "$${")}"
}
`,
  );
  return { "main.tf": blocks.join(""), "<b>.tf": KEY };
}
