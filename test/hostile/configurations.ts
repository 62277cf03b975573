// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates.
/** Configurations that are made to cost time, memory or the stack. */
import type { Hostile } from "./workspace";

const DEEP = 100_000;
const LEVELS = 40;

/** A database whose encryption hangs on the value; beside it one that is plainly not encrypted. */
function database(value: string): string {
  return `resource "aws_db_instance" "hung" {
  storage_encrypted = true
  kms_key_id        = ${value}
}
resource "aws_db_instance" "plain" {
}
`;
}

/** What must be known of every configuration with {@link database}. */
const PLAIN = { "rds-storage-encrypted aws_db_instance.plain fail": 2 };

/** One line for each level. */
function levels(line: (level: number, next: string) => string, count = LEVELS): string {
  return Array.from({ length: count }, (_, level) => line(level, `local.l${level + 1}`)).join("");
}

function nested(open: string, close: string, inner = "1"): string {
  return open.repeat(DEEP) + inner + close.repeat(DEEP);
}

/** A local that grows with every level. */
function growing(name: string, line: (next: string) => string, end: string, use = "local.l0"): Hostile {
  const locals = `locals {\n${levels((level, next) => `  l${level} = ${line(next)}\n`)}  l${LEVELS} = ${end}\n}\n`;
  return { name, files: () => ({ "main.tf": locals + database(use) }), finds: PLAIN };
}

function nesting(name: string, expression: () => string): Hostile {
  return {
    name: `${name} nested ${DEEP} times`,
    files: () => ({ "main.tf": `${database("null")}locals {\n  deep = ${expression()}\n}\n` }),
    finds: PLAIN,
  };
}

/** A function that is to make more than fits anywhere. */
function bomb(call: string): Hostile {
  return { name: `a bomb: ${call}`, files: () => ({ "main.tf": database(call) }), finds: PLAIN };
}

export const CONFIGURATIONS: readonly Hostile[] = [
  nesting("brackets", () => nested("(", ")")),
  nesting("lists", () => nested("[", "]")),
  nesting("objects", () => nested("{a=", "}")),
  nesting("calls", () => nested("f(", ")")),
  nesting("templates", () => nested('"${', '}"')),
  nesting("negations", () => nested("!", "")),
  nesting("conditions", () => nested("a ? b : ", "")),
  nesting("indices", () => nested("a[", "]", "a")),
  nesting("directives", () => `"${nested("%{ if true }", "%{ endif }")}"`),
  nesting("sums", () => `1${" + 1".repeat(DEEP)}`),
  nesting("attributes", () => `a${".b".repeat(DEEP)}`),
  nesting("open brackets", () => "[".repeat(DEEP)),
  {
    name: `blocks nested ${DEEP} times`,
    files: () => ({ "a.tf": database("null"), "b.tf": "a {\n".repeat(DEEP) + "}\n".repeat(DEEP) }),
    finds: PLAIN,
  },
  {
    name: `JSON nested ${DEEP} times`,
    files: () => ({ "a.tf": database("null"), "b.tf.json": `{"locals": {"a": ${nested("[", "]")}}}` }),
    finds: PLAIN,
  },
  {
    name: `a value of JSON and of a policy nested ${DEEP} times`,
    files: () => ({
      "a.tf": `${database(`jsondecode(file("deep.json"))`)}resource "aws_kms_key" "deep" {\n  policy = file("deep.json")\n}\n`,
      "deep.json": nested("[", "]"),
    }),
    finds: PLAIN,
  },
  growing("lists that double 40 times", (next) => `[${next}, ${next}]`, '"x"', "local.l0[0]"),
  growing(
    "lists that double 40 times, flattened",
    (next) => `[${next}, ${next}]`,
    '"x"',
    'join("", flatten(local.l0))',
  ),
  growing("lists that double 40 times, encoded", (next) => `[${next}, ${next}]`, '"x"', "jsonencode(local.l0)"),
  growing(
    "lists that double 40 times, compared",
    (next) => `[${next}, ${next}]`,
    '"x"',
    "local.l0 == local.l1 ? null : null",
  ),
  growing("objects that double 40 times", (next) => `{ a = ${next}, b = ${next} }`, '"x"', "local.l0.a.b"),
  growing("concatenations that double 40 times", (next) => `concat(${next}, ${next})`, '["x"]', "local.l0[7]"),
  growing("strings that double 40 times", (next) => `"\${${next}}\${${next}}"`, '"x"'),
  growing("strings that join doubles 40 times", (next) => `join("", [${next}, ${next}])`, '"x"'),
  growing("strings that format doubles 40 times", (next) => `format("%s%s", ${next}, ${next})`, '"x"'),
  growing("strings that replace doubles 40 times", (next) => `replace(${next}, "x", "xx")`, '"x"'),
  growing("JSON that doubles 40 times", (next) => `jsonencode([${next}, ${next}])`, '"\\""'),
  growing("choices that double 40 times", (next) => `var.a ? ${next} : [${next}]`, '"x"'),
  growing("partly known strings that double 40 times", (next) => `"\${${next}}-\${${next}}"`, "var.x"),
  growing("loops in loops", (next) => `[for x in ${next} : ${next}]`, "[1, 2]", "local.l0[0]"),
  growing(
    "sets that setproduct squares 40 times",
    (next) => `setproduct(${next}, ${next})`,
    "[1, 2]",
    "local.l0[0][0]",
  ),
  ...[
    "range(1e9)",
    'format("%999999999d", 1)',
    'format("%0999999999.999999999f", 1)',
    'join(",", range(0, 1e12, 1e-9))',
    "setproduct(range(1024), range(1024), range(1024), range(1024))[0][0]",
    "chunklist(range(1024), 1)[0][0]",
    'jsonencode([for a in range(1024) : [for b in range(1024) : [for c in range(1024) : "x"]]])',
    "pow(10, 1e9)",
    "1e999999999 * 1e999999999",
    'parseint("ZZ", 1e9)',
    'indent(1e9, "\\n")',
    'substr("x", 0, 1e18)',
    'cidrsubnets("10.0.0.0/8", 1e9)',
    'yamldecode("a: &a [x, x]\\nb: &b [*a, *a]\\nc: &c [*b, *b]\\nd: [*c, *c]")',
    "zipmap(range(1024), range(1024))[1]",
    'regex("((a*)*)*b", format("%s", join("", [for x in range(1024) : "a"])))',
    'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")',
    'regexall("(a|aa)+(a|aa)+(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")',
    'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "/(a|a?)+$/", "b")',
    'regex("(((((a{1,1000}){1,1000}){1,1000}){1,1000}){1,1000})", "a")',
    `regex("${"(".repeat(10_000)}a${")".repeat(10_000)}", "a").x`,
  ].map((call) => bomb(call)),
  {
    name: "a count and a for_each without end",
    files: () => ({
      "main.tf": `resource "aws_kms_key" "many" {\n  count = 1e9\n}
resource "aws_kms_key" "each" {\n  for_each = toset([for x in setproduct(range(1024), range(1024)) : jsonencode(x)])\n}
module "many" {\n  source = "./m"\n  count = 1000000000\n}\n${database("null")}`,
      "m/main.tf": 'resource "aws_kms_key" "inner" {\n}\n',
    }),
    finds: { ...PLAIN, "kms-key-rotation aws_kms_key.many fail": 1, "kms-key-rotation aws_kms_key.inner fail": 1 },
  },
  {
    name: "modules that call themselves and one another",
    files: () => ({
      "a/main.tf": `module "b" {\n  source = "../b"\n}\nmodule "self" {\n  source = "./"\n}\n${database("null")}`,
      "b/main.tf": 'module "a" {\n  source = "../a"\n}\nresource "aws_kms_key" "in_cycle" {\n}\n',
    }),
    finds: { ...PLAIN, "kms-key-rotation aws_kms_key.in_cycle fail": 1 },
  },
  {
    name: "values that depend on themselves, through modules too",
    files: () => ({
      "main.tf": `locals {\n  a = local.b\n  b = [local.a]\n}\nmodule "m" {\n  source = "./m"\n  x = module.m.y\n}\n${database("module.m.y")}`,
      "m/main.tf": 'variable "x" {\n}\noutput "y" {\n  value = var.x\n}\n',
    }),
    finds: PLAIN,
  },
  {
    name: "each of 40 modules calls the next one twice",
    files: () => ({
      ...Object.fromEntries(
        Array.from({ length: LEVELS }, (_, level) => [
          `m${level}/main.tf`,
          `module "a" {\n  source = "../m${level + 1}"\n}\nmodule "b" {\n  source = "../m${level + 1}"\n}\n`,
        ]),
      ),
      [`m${LEVELS}/main.tf`]: database("null"),
    }),
    finds: PLAIN,
  },
  {
    name: "a chain of 1,000 modules",
    files: () => ({
      ...Object.fromEntries(
        Array.from({ length: 1000 }, (_, level) => [
          `m${level}/main.tf`,
          `variable "x" {\n  default = null\n}\nmodule "a" {\n  source = "../m${level + 1}"\n  x = var.x\n}\n`,
        ]),
      ),
      "m1000/main.tf": `variable "x" {\n}\n${database("var.x")}`,
    }),
    finds: PLAIN,
  },
  {
    name: "10,000 callers of one module",
    files: () => ({
      ...Object.fromEntries(
        Array.from({ length: 100 }, (_, file) => [
          `callers${file}.tf`,
          Array.from(
            { length: 100 },
            (_, call) => `module "c${file}_${call}" {\n  source = "./m"\n  rotate = ${call % 2 === 0}\n}\n`,
          ).join(""),
        ]),
      ),
      "m/main.tf": 'variable "rotate" {\n}\nresource "aws_kms_key" "shared" {\n  enable_key_rotation = var.rotate\n}\n',
    }),
    finds: { "kms-key-rotation aws_kms_key.shared fail": 5000 },
  },
  {
    name: "names that JavaScript has a meaning for",
    files: () => {
      const names = ["__proto__", "constructor", "hasOwnProperty", "toString", "prototype", "valueOf"];
      return {
        "main.tf": names
          .map(
            (name) => `resource "aws_kms_key" "${name}" {\n  tags = { ${name} = local.${name}, __proto__ = {} }\n}
locals {\n  ${name} = { ${name} = true }.${name}\n}
variable "${name}" {\n  default = { ${name} = 1 }\n}
module "${name}" {\n  source = "./${name}"\n  ${name} = var.${name}\n}
data "${name}" "${name}" {\n}\nresource "${name}" "${name}" {\n}\n`,
          )
          .join(""),
        "terraform.tfvars": names.map((name) => `${name} = { ${name} = 2 }\n`).join(""),
        "b.tf.json": JSON.stringify({ resource: { aws_kms_key: { json: {} } } }).replace(
          '"json": {}',
          '"json": {"__proto__": {"a": 1}}',
        ),
        ...Object.fromEntries(
          names.map((name) => [`${name}/main.tf`, `variable "${name}" {\n}\nresource "aws_kms_key" "${name}" {\n}\n`]),
        ),
        ".waf-sec-030.yml": `__proto__:\n  checks:\n    kms-key-rotation: "off"\n`,
        ".wafpass-skip.yml":
          "waivers:\n  - __proto__: {id: kms-key-rotation, reason: none}\n  - {id: __proto__, reason: x}\n",
      };
    },
    finds: {
      "kms-key-rotation aws_kms_key.__proto__ fail": 2,
      "kms-key-rotation aws_kms_key.constructor fail": 2,
      "kms-key-rotation aws_kms_key.json fail": 1,
    },
  },
];
