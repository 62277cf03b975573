/** The project file: what of it counts, where it counts, and what is said of the rest. */
import assert from "node:assert/strict";
import { mock } from "node:test";
import Ajv from "ajv";
import { projectFileSchema } from "../../../scripts/schema";
import { Analysis, FolderSettings, readProjectFile } from "../../../server/src/engine/control";
import { DEFAULT_SETTINGS, PROJECT_SETTINGS, render, SETTING_FACTS } from "../../../shared/src";

const ROOT = "/w";
const TODAY = "2026-03-01";

/** What counts of the text, and each problem as `kind: text underlined`. */
function read(text: string) {
  const { settings, problems } = readProjectFile(`${ROOT}/.waf-sec-030.yml`, text);
  return {
    settings,
    problems: problems.map(({ kind, at }) => `${kind}: ${text.slice(at.start, at.end)}`),
    messages: problems,
  };
}

function settingsOf(files: Readonly<Record<string, string>>, base = {}, flags = {}): FolderSettings {
  const read = Object.entries(files).map(([folder, text]) =>
    readProjectFile(`${ROOT}/${folder}.waf-sec-030.yml`, text),
  );
  return new FolderSettings({ base: { ...DEFAULT_SETTINGS, ...base }, root: ROOT, files: read, flags });
}

describe("a project file", () => {
  it("has nothing printed, whatever stands in it", () => {
    const warnings = mock.method(process, "emitWarning", () => {});
    read("checks:\n  { kms-key-rotation: off }: hint\n");
    warnings.mock.restore();
    assert.equal(warnings.mock.callCount(), 0);
  });

  it("says every setting that decides the judgement", () => {
    const text = `
checks:
  kms-key-rotation: off
  waf-sec-030.tf.aws.ebs-encrypted: hint
  rds-encryption-enabled: error
environment: production
environments:
  development: [sandbox, "live/test-*"]
exclude: [examples]
tfvars:
  - prod.tfvars
ebsDefault: cmk
honourOtherScanners: false
allowReplacement: true
`;
    assert.deepEqual(read(text), {
      settings: {
        checks: { "kms-key-rotation": "off", "ebs-encrypted": "hint", "rds-storage-encrypted": "error" },
        environment: "production",
        environments: { development: ["sandbox", "live/test-*"] },
        exclude: ["examples"],
        tfvars: ["prod.tfvars"],
        ebsDefault: "cmk",
        honourOtherScanners: false,
        allowReplacement: true,
      },
      problems: [],
      messages: [],
    });
    assert.deepEqual(Object.keys(read(text).settings).sort(), [...PROJECT_SETTINGS].sort());
  });

  it("may be JSON, indented with tabs and with a schema of its own", () => {
    const text = '{\n\t"$schema": "x.json",\n\t"exclude": [\n\t\t"a"\n\t]\n}\n';
    assert.deepEqual(read(text), { settings: { exclude: ["a"] }, problems: [], messages: [] });
  });

  it("says nothing when it is empty, or a key has no value yet", () => {
    for (const text of ["", "# later\n", "checks:\n", "exclude:\n", "environments:\n  production:\n", "{}"]) {
      assert.deepEqual(read(text).problems, [], text);
    }
  });

  for (const [text, problems, settings] of [
    ["exlude: [a]\nebsDefault: cmk\n", ["unknown-key: exlude"], { ebsDefault: "cmk" }],
    ["delay: 5\n", ["unknown-key: delay"], {}],
    [
      "checks:\n  kms-key-rotaton: off\n  kms-key-alias: off\n",
      ["unknown-check: kms-key-rotaton"],
      { checks: { "kms-key-alias": "off" } },
    ],
    ["checks:\n  kms-key-alias: loud\n", ["wrong-value: loud"], { checks: {} }],
    ["checks: off\n", ["wrong-value: off"], {}],
    ["exclude: examples\n", ["wrong-value: examples"], {}],
    ["exclude: [a, 1, {b: c}]\n", ["wrong-value: 1", "wrong-value: {b: c}"], { exclude: ["a"] }],
    ["environments:\n  prod: [a]\n  production: [b]\n", ["unknown-key: prod"], { environments: { production: ["b"] } }],
    ["environments: { production: a }\n", ["wrong-value: a"], { environments: {} }],
    ["honourOtherScanners: yes\n", ["wrong-value: yes"], {}],
    ["- a\n", ["wrong-value: - a"], {}],
    ["just a text\n", ["wrong-value: just a text"], {}],
    [
      "checks:\n  kms-key-alias: off\nexclude: [a\n",
      ["unreadable: a"],
      { checks: { "kms-key-alias": "off" }, exclude: ["a"] },
    ],
    ["exclude: [a]\nexclude: [b]\n", ["unreadable: exclude"], { exclude: ["b"] }],
    ["ebsDefault: cmk\n---\nebsDefault: cmk\n", ["unreadable: -"], { ebsDefault: "cmk" }],
    ["exclude: *a\n", ["unreadable: exclude: *a"], {}],
    ["1: 2\n", ["unknown-key: 1"], {}],
    ["__proto__: { enable: false }\n", ["unknown-key: __proto__"], {}],
  ] as const) {
    it(`"${text.replaceAll("\n", "\\n")}": ${problems.join(", ")}`, () => {
      const found = read(text);
      assert.deepEqual(found.settings, settings);
      assert.deepEqual(
        found.problems.map((problem, index) =>
          problems[index]?.startsWith("unreadable") ? problem.slice(0, problems[index].length) : problem,
        ),
        problems,
      );
    });
  }

  it("names what was probably meant", () => {
    const said = (text: string) => render(read(text).messages[0]!.message, "en");
    assert.equal(said("Exclude: [a]\n"), "There is no setting Exclude. Is exclude meant?");
    assert.equal(said("environments: { prodction: [] }\n"), "There is no setting prodction. Is production meant?");
    assert.match(
      said("environments: { staging: [] }\n"),
      /^There is no setting staging; known here are production, development\.$/,
    );
    assert.match(said("colour: red\n"), /known here are checks, tfvars, exclude, /);
    assert.match(said("scope: workspace\n"), /belongs into the editor's settings/);
  });

  it("can neither throw nor take long", () => {
    const laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let index = 1; index < 12; index++) {
      const [name, last] = [index, index - 1].map((each) => String.fromCharCode(97 + each));
      laughs.push(`${name}: &${name} [${Array(9).fill(`*${last}`).join(", ")}]`);
    }
    const start = process.cpuUsage();
    for (const text of [laughs.join("\n"), "[".repeat(4_000), "a: ".repeat(4_000), "exclude:\n".repeat(50_000)]) {
      const { settings, problems } = read(text);
      assert.deepEqual(settings, {});
      assert(problems.length > 0);
    }
    const { user } = process.cpuUsage(start);
    assert(user < 5_000_000, `${user} µs`);
  });

  it("does not count beside one that comes first", () => {
    const { settings, problems } = readProjectFile("/w/.waf-sec-030.json", '{ "exclude": ["a"] }', ".waf-sec-030.yml");
    assert.deepEqual(settings, {});
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ["shadowed"],
    );
  });

  it("is what its schema says it is", () => {
    for (const language of ["en", "de"] as const) {
      const schema = JSON.parse(projectFileSchema(language));
      const valid = new Ajv({ strict: false }).compile(schema);
      for (const [value, expected] of [
        [{}, true],
        [
          {
            checks: {
              "kms-key-alias": "off",
              "waf-sec-030.tf.aws.kms-key-alias": "hint",
              "rds-encryption-enabled": "off",
            },
          },
          true,
        ],
        [{ checks: { other: "off" } }, false],
        [{ checks: { "kms-key-alias": "loud" } }, false],
        [{ environments: { production: ["a"] }, tfvars: [], $schema: "x" }, true],
        [{ environments: { staging: ["a"] } }, false],
        [{ delay: 1 }, false],
      ] as const) {
        assert.equal(valid(value), expected, JSON.stringify(value));
        assert.equal(read(JSON.stringify(value)).problems.length === 0, expected, JSON.stringify(value));
      }
      for (const name of PROJECT_SETTINGS) {
        assert.deepEqual(schema.properties[name].default, SETTING_FACTS[name].default);
        assert(schema.properties[name].markdownDescription.length > 20, name);
      }
    }
  });
});

describe("settings of folders", () => {
  it("come from the nearest place that says something, flags before all", () => {
    const files = { "": "ebsDefault: cmk\nenvironment: development\n", "live/": "environment: production\n" };
    const base = { ebsDefault: "unencrypted", honourOtherScanners: false };
    const at = (folder: string, flags = {}) => {
      const { ebsDefault, environment, honourOtherScanners } = settingsOf(files, base, flags).control(folder, TODAY);
      return [ebsDefault, environment, honourOtherScanners];
    };
    assert.deepEqual(at("/w"), ["cmk", "development", false]);
    assert.deepEqual(at("/w/live/eu"), ["cmk", "production", false]);
    assert.deepEqual(at("/w/livery"), ["cmk", "development", false]);
    assert.deepEqual(at("/w/live", { ebsDefault: "aws-managed" }), ["aws-managed", "production", false]);
  });

  it("are put together check by check, whatever names they go by", () => {
    const base = { checks: { "kms-key-alias": "off", "waf-sec-030.tf.aws.kms-key-rotation": "off" } };
    const { checks } = settingsOf({ "": "checks: { kms-key-rotation: hint }" }, base).control("/w", TODAY);
    assert.deepEqual(checks, { "kms-key-alias": "off", "kms-key-rotation": "hint" });
  });

  it("exclude what any of them excludes, seen from where it stands", () => {
    const settings = settingsOf(
      { "": "exclude: [examples]", "live/": "exclude: [/old, '**']" },
      { exclude: ["*.bak"] },
    );
    const excluded = ["examples", "a/examples", "live", "live/old", "live/x", "old", "a.bak", "main.tf"].filter(
      (path) => settings.excludes(`${ROOT}/${path}`),
    );
    assert.deepEqual(excluded, ["examples", "a/examples", "live/old", "live/x", "a.bak"]);
  });

  it("name variable files from where they stand, the nearest last", () => {
    const settings = settingsOf({ "live/": "tfvars: [b.tfvars, ../c.tfvars]" }, { tfvars: ["a.tfvars"] });
    assert.deepEqual(settings.variableFiles, [
      { path: "/w/a.tfvars", folder: "/w" },
      { path: "/w/live/b.tfvars", folder: "/w/live" },
      { path: "/w/c.tfvars", folder: "/w/live" },
    ]);
  });

  it("tell the environment of a file, that of an inner folder before its outer", () => {
    const files = {
      "": "environments: { production: [live], development: [live/test, dev] }\n",
      "dev/": "environment: auto\nenvironments: { production: [shared] }\n",
    };
    const { environmentAt } = settingsOf(files, { environment: "production" }).control("/w", TODAY);
    const told = ["live/a.tf", "live/test/a.tf", "dev/a.tf", "dev/shared/a.tf", "other/a.tf"].map((path) =>
      environmentAt?.(`${ROOT}/${path}`),
    );
    assert.deepEqual(told, ["production", "production", undefined, "production", "production"]);
  });
});

describe("an analysis", () => {
  const KEY = 'resource "aws_kms_key" "k" {\n}\n';
  const severities = (files: Readonly<Record<string, string>>, projectFiles: Readonly<Record<string, string>>) => {
    const settings = settingsOf(projectFiles);
    const analysis = new Analysis({ root: ROOT, settings: settings.control(ROOT, TODAY) });
    analysis.configure(settings.control(ROOT, TODAY), settings.controls(TODAY));
    for (const [path, text] of Object.entries(files)) analysis.setText(`${ROOT}/${path}`, text);
    analysis.update();
    const found = [...analysis.allFindings()].filter(
      ({ status, check }) => status === "fail" && check !== "kms-key-alias",
    );
    return found.map(({ check, severity, at }) => `${at.path.slice(3)} ${check} ${severity}`).sort();
  };

  it("judges each file by the settings of its folder", () => {
    const files = { "a/main.tf": KEY, "b/main.tf": KEY };
    assert.deepEqual(
      severities(files, { "a/": "checks: { kms-key-rotation: off }", "b/": "checks: { kms-key-rotation: hint }" }),
      ["b/main.tf kms-key-rotation hint"],
    );
  });

  it("takes the environment of a module from the folders of its callers", () => {
    const volume = 'resource "aws_ebs_volume" "v" {\n  encrypted = true\n}\n';
    const call = 'module "v" {\n  source = "../modules/v"\n}\n';
    const files = { "modules/v/main.tf": volume, "x/main.tf": call };
    assert.deepEqual(severities(files, {}), ["modules/v/main.tf ebs-encrypted warning"]);
    for (const [projectFiles, severity] of [
      [{ "": "environments: { production: [x] }" }, "error"],
      [{ "x/": "environment: development" }, "information"],
      [{ "": "environments: { production: [x] }", "modules/": "environment: development" }, "information"],
    ] as const) {
      assert.deepEqual(severities(files, projectFiles), [`modules/v/main.tf ebs-encrypted ${severity}`]);
    }
  });
});
