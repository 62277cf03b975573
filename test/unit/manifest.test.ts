import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { schemaOf } from "../../scripts/schema";
import { DEFAULT_SETTINGS, PROJECT_FILES, readSettings, SETTING_FACTS, SETTINGS_SECTION } from "../../shared/src";

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription: string;
  readonly scope: string;
}

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const manifest = json("package.json");
const walkthrough: { steps: { media: { svg: string }; completionEvents: string[] }[] } =
  manifest.contributes.walkthroughs[0];
const settings: Record<string, Setting> = manifest.contributes.configuration.properties;
const fail = (name: string): never => assert.fail(name);
const setting = (name: string) => settings[`${SETTINGS_SECTION}.${name}`];

describe("package.json", () => {
  it("contributes the settings that the product reads, with the same defaults", () => {
    const isTrace = (name: string) => name.startsWith(`${SETTINGS_SECTION}.trace.`);
    const traces = Object.keys(settings)
      .filter(isTrace)
      .map((name) => settings[name]);
    assert.deepEqual(new Set(traces.map((trace) => `${trace?.scope} ${trace?.default}`)), new Set(["window off"]));
    const ours = Object.fromEntries(Object.entries(settings).filter(([name]) => !isTrace(name)));
    const defaults = Object.entries(ours).map(([name, { default: value }]) => [name.split(".")[1], value]);
    assert.deepEqual(Object.fromEntries(defaults), DEFAULT_SETTINGS);
    assert.deepEqual([...new Set(Object.values(ours).map(({ scope }) => scope))], ["resource"]);
  });

  it("accepts the values that the product knows, each choice with a description", () => {
    for (const [name, { shape }] of Object.entries(SETTING_FACTS)) {
      const {
        default: _,
        enumDescriptions = [],
        markdownDescription,
        scope: __,
        ...schema
      } = setting(name) ?? fail(name);
      assert.deepEqual(schema, schemaOf(shape), name);
      assert.match(markdownDescription, /^%.+%$/);
      assert.equal(enumDescriptions.length, schema.enum?.length ?? 0, name);
    }
  });

  it("gives every project file the schema of the editor's language", () => {
    const { jsonValidation, yamlValidation } = manifest.contributes;
    const validations = [...jsonValidation, ...yamlValidation];
    assert.deepEqual(validations.flatMap(({ fileMatch }) => fileMatch).sort(), [...PROJECT_FILES].sort());
    for (const { url } of validations) assert.equal(url, "%projectFile.schema%");
    for (const file of ["package.nls.json", "package.nls.de.json"])
      assert(existsSync(json(file)["projectFile.schema"]));
  });

  it("says everything in every language, and nothing that nobody asks for", () => {
    const asked = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    for (const file of ["package.nls.json", "package.nls.de.json"]) {
      assert.deepEqual(Object.keys(json(file)).sort(), [...new Set(asked)].sort(), file);
    }
  });

  it("contributes the commands that the client registers", () => {
    const registered = [...readFileSync("client/src/commands.ts", "utf8").matchAll(/registerCommand\("([^"]+)"/g)];
    const contributed = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(registered.map(([, id]) => id).sort(), contributed.sort());
    for (const { category } of manifest.contributes.commands) {
      assert.equal(category, "WAF-SEC-030");
    }
  });

  it("leads, step by step, to commands and settings that it contributes", () => {
    const names = new Set([
      ...manifest.contributes.commands.map(({ command }: { command: string }) => command),
      ...Object.keys(settings),
    ]);
    const { steps } = walkthrough;
    const texts = ["package.nls.json", "package.nls.de.json"].map((file) => readFileSync(file, "utf8"));
    const links = texts.map((text) => [...text.matchAll(/\]\((command:[^)]+)\)/g)].map(([, link = ""]) => link));
    assert.deepEqual(links[0], links[1]);
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    const named = [...events, ...(links[0] ?? [])].flatMap((each) => each.match(/wafSec030\.\w+/g) ?? []);
    assert.deepEqual(
      named.filter((name) => !names.has(name)),
      [],
    );
    for (const { completionEvents } of steps) assert(completionEvents.length > 0);
  });

  it("names files that exist", () => {
    const { contributes, icon, l10n } = manifest;
    for (const path of [
      icon,
      l10n,
      ...contributes.languages.map((language: { configuration: string }) => language.configuration),
      ...walkthrough.steps.map(({ media }) => media.svg),
    ]) {
      assert(existsSync(path), path);
    }
  });
});

describe("the README", () => {
  it("lists every setting with its default, and whether a project file knows it", () => {
    const rows = readFileSync("README.md", "utf8").matchAll(/^\| `([\w.]+)` \| `([^`]*)` \| (yes )?\| .{10,} \|$/gm);
    const listed = [...rows].map(([, name, value, inFile]) => [name, JSON.parse(value ?? ""), inFile !== undefined]);
    const facts = Object.entries(SETTING_FACTS).map(([name, fact]) => [name, fact.default, fact.inProjectFile]);
    assert.deepEqual(Object.fromEntries(listed.map(([name, ...rest]) => [name, rest])), {
      ...Object.fromEntries(facts.map(([name, ...rest]) => [name, rest])),
      "trace.performance": ["off", false],
      "trace.server": ["off", false],
    });
  });
});

describe("the client's messages", () => {
  it("are translated, all of them and no others", () => {
    const files = readdirSync("client/src", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const sources = files.map((file) => readFileSync(`client/src/${file}`, "utf8"));
    const used = sources.flatMap((text) => [...text.matchAll(/l10n\.t\(\s*"([^"]+)"/g)].map(([, message]) => message));
    assert.deepEqual(Object.keys(json("l10n/bundle.l10n.de.json")).sort(), [...new Set(used)].sort());
  });
});

describe("settings", () => {
  it("keep their defaults where an editor sends nothing or nonsense", () => {
    for (const section of [
      undefined,
      null,
      1,
      [],
      {},
      { delay: -1, run: "never", checks: [1], tfvars: "a", enable: "yes", environments: { production: 1 } },
    ]) {
      assert.deepEqual(readSettings(section), DEFAULT_SETTINGS);
    }
  });

  it("take what is given", () => {
    const given = {
      ...DEFAULT_SETTINGS,
      delay: 0,
      run: "onSave",
      checks: { "kms-key-rotation": "off" },
      tfvars: ["a.tfvars"],
    };
    assert.deepEqual(readSettings(given), given);
  });

  it("leave out the entries that make no sense", () => {
    const { checks, exclude } = readSettings({ checks: { a: "hint", b: "loud" }, exclude: ["a", 1] });
    assert.deepEqual(checks, { a: "hint" });
    assert.deepEqual(exclude, ["a"]);
  });
});
