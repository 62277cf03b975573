/** Files, folders and links that are made to be misread. */
import { type Hostile, SECRET } from "./workspace";

const KEY = 'resource "aws_kms_key" "hidden" {\n}\n';
const FOUND = { "kms-key-rotation aws_kms_key.hidden fail": 1 };
const MEGABYTE = 1024 * 1024;

/** A policy that would be a violation if somebody read it. */
const POLICY = `{"Id": "${SECRET}", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}`;

/** A key whose policy is somewhere else. */
function policyAt(name: string, path: string): string {
  return `resource "aws_kms_key" "${name}" {\n  policy = ${path}\n}\n`;
}

/** What lies outside, and every way to it. */
const WAYS_OUT = {
  up: 'file("../outside/policy.json")',
  upper: 'file("../../../../../../../../../../../../etc/passwd")',
  absolute: 'file("/etc/passwd")',
  inside: 'file("witness/../../outside/policy.json")',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is HCL's template.
  computed: 'file("${path.module}/../outside/policy.json")',
  template: 'templatefile("../outside/policy.json", {})',
  exists: 'fileexists("../outside/policy.json") ? "*" : "*"',
  encoded: 'base64decode(filebase64("../outside/policy.json"))',
  linked: 'file("link.json")',
  through: 'file("linked/policy.json")',
  device: 'file("/dev/zero")',
  process: 'file("/proc/self/environ")',
} as const;

export const FILES: readonly Hostile[] = [
  {
    name: "links in circles, to nothing, to themselves, to devices and to what holds the workspace",
    files: () => ({
      "a/main.tf": KEY,
      "a/up": { link: ".." },
      "a/here": { link: "." },
      "a/b": { link: "../c" },
      "c/b": { link: "../a" },
      around: { link: "../.." },
      root: { link: "/" },
      "self.tf": { link: "self.tf" },
      "gone.tf": { link: "nothing.tf" },
      "zero.tf": { link: "/dev/zero" },
      "one.tf": { link: "two.tf" },
      "two.tf": { link: "one.tf" },
      ".waf-sec-030.yml": { link: "/dev/zero" },
      ".wafpass-skip.yml": { link: ".wafpass-skip.yml" },
    }),
    finds: FOUND,
  },
  {
    name: "files, templates and modules outside of the workspace",
    files: () => ({
      "../outside/policy.json": POLICY,
      "../outside/main.tf": `# ${SECRET}\n${KEY.replace("hidden", "outside")}`,
      "main.tf": `${Object.entries(WAYS_OUT)
        .map(([name, path]) => policyAt(name, path))
        .join("")}module "out" {\n  source = "../outside"\n}\nmodule "etc" {\n  source = "../../../../../etc"\n}\n`,
      "link.json": { link: "../outside/policy.json" },
      linked: { link: "../outside/policies" },
      "../outside/policies/policy.json": POLICY,
      "modules/main.tf":
        'module "listed" {\n  source = "example/listed"\n}\nmodule "absolute" {\n  source = "example/absolute"\n}\n',
      "modules/.terraform/modules/modules.json": JSON.stringify({
        Modules: [
          { Key: "listed", Dir: "../../outside" },
          { Key: "absolute", Dir: "/etc" },
        ],
      }),
    }),
    follows: "../outside/policies",
    finds: Object.fromEntries(
      Object.keys(WAYS_OUT)
        .filter((name) => name !== "exists")
        .map((name) => [`kms-key-policy-principals aws_kms_key.${name} unverified`, 1]),
    ),
  },
  ...Object.entries({
    "of wrong types": '{"Modules": [null, 1, "x", [], {}, {"Key": 1, "Dir": []}, {"Key": "a", "Dir": null}]}',
    "that is no JSON": `{"Modules": [${"[".repeat(100_000)}`,
    "that is deep": `{"Modules": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    "with names that JavaScript has a meaning for":
      '{"__proto__": {"Modules": []}, "Modules": [{"Key": "__proto__", "Dir": "constructor", "__proto__": {"Dir": "x"}}]}',
    "of 200,000 entries": JSON.stringify({
      Modules: Array.from({ length: 200_000 }, (_, index) => ({ Key: `a${index % 7}`, Dir: `m/${index}` })),
    }),
    "in which everything is in itself": JSON.stringify({
      Modules: ["", "a", "a.a", "a.a.a", "b"].map((key) => ({ Key: key, Dir: "." })),
    }),
  }).map(([kind, text]) => ({
    name: `a list of installed modules ${kind}`,
    files: () => ({
      "main.tf": `${KEY}module "a" {\n  source = "example/a"\n}\nmodule "b" {\n  source = "example/b"\n}\n`,
      ".terraform/modules/modules.json": text,
    }),
    finds: FOUND,
  })),
  {
    name: "a file of 20 MB",
    files: () => ({ "a.tf": KEY, "large.tf": `${KEY.replace("hidden", "large")}#${" ".repeat(20 * MEGABYTE)}` }),
    says: [/large\.tf: the file cannot be read, or is larger than 10 MB/],
    finds: FOUND,
  },
  {
    name: "a line of 5 MB",
    files: () => ({
      "a.tf": KEY,
      "minified.tf": `locals { a = [${'"x",'.repeat((5 * MEGABYTE) / 4)}] }\n${KEY.replace("hidden", "behind")}`,
      "minified.tf.json": `{"locals":{"b":[${'"x",'.repeat((5 * MEGABYTE) / 4)}"x"]},"resource":{"aws_kms_key":{"json":{}}}}`,
    }),
    finds: {
      ...FOUND,
      "kms-key-rotation aws_kms_key.behind fail": 1,
      "kms-key-rotation aws_kms_key.json fail": 1,
    },
  },
  {
    name: "what is no text: binary, invalid UTF-8, zeros",
    files: () => ({
      "a.tf": KEY,
      "binary.tf": Uint8Array.from({ length: MEGABYTE }, (_, index) => (index * 2654435761) >>> 13),
      "zeros.tf": new Uint8Array(MEGABYTE),
      "invalid.tf": Buffer.concat([
        Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x0a]),
        Buffer.from(KEY.replace("hidden", "behind")),
      ]),
      "comment.tf": Buffer.concat([
        Buffer.from("# "),
        Buffer.from([0xe9, 0xa0, 0x0a]),
        Buffer.from(KEY.replace("hidden", "commented")),
      ]),
      "half.tf": Buffer.from(`\ufeff${KEY}`, "utf16le").subarray(0, 51),
    }),
    finds: { ...FOUND, "kms-key-rotation aws_kms_key.commented fail": 1 },
  },
  {
    name: "UTF-16 and UTF-8 with their marks, and mixed ends of lines",
    files: () => ({
      "a.tf": Buffer.from(`\ufeff${KEY}`, "utf16le"),
      "b.tf": Buffer.from(`\ufeff${KEY.replace("hidden", "big")}`, "utf16le").swap16(),
      "c.tf": `\ufeff${KEY.replace("hidden", "marked")}`,
      "d.tf": `# a\r\n# b\n\r\n${KEY.replace("hidden", "mixed").replace("\n", "\r\n")}\r\n# c`,
    }),
    finds: Object.fromEntries(
      ["hidden", "big", "marked", "mixed"].map((name) => [`kms-key-rotation aws_kms_key.${name} fail`, 1]),
    ),
  },
  {
    name: "names with spaces, emoji, %, quotes, line breaks and signs of the shell",
    files: () =>
      Object.fromEntries(
        [
          "a b.tf",
          "😀.tf",
          "100%.tf",
          "%2e%2e%2f.tf",
          "%F0%9F.tf",
          "'\"`$(x);&|.tf",
          "line\nbreak.tf",
          "-rf.tf",
          "--config=x.tf",
          "a#b?c.tf",
          "[x]{y}*.tf",
          "back\\slash.tf",
          "c:d.tf",
          "file:x.tf",
          "<b>.tf",
          `${"ü".repeat(120)}.tf`,
          `${"d/".repeat(500)}deep.tf`,
          "CON.tf",
          "__proto__/constructor.tf",
        ].map((name, index) => [name, KEY.replace("hidden", `k${index}`)]),
      ),
    finds: Object.fromEntries(
      Array.from({ length: 19 }, (_, index) => [`kms-key-rotation aws_kms_key.k${index} fail`, 1]),
    ),
  },
  {
    name: "folders with the names of files, and files with the names of folders",
    files: () => ({
      "a.tf": KEY,
      "folder.tf/main.tf": KEY.replace("hidden", "inside"),
      "terraform.tfvars/x": "",
      ".terraform": "no folder",
      ".waf-sec-030.yml/x": "",
      "risk_acceptance.yml/x": "",
      ".gitignore/x": "",
      modules: "no folder",
      "b.tf": 'module "m" {\n  source = "./modules"\n}\nmodule "n" {\n  source = "./a.tf"\n}\n',
    }),
    finds: { ...FOUND, "kms-key-rotation aws_kms_key.inside fail": 1 },
  },
];
