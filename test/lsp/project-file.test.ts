import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticSeverity, FileChangeType } from "vscode-languageserver-protocol/node";
import { Client, createFolder, SETTINGS } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];
const OFF = "checks:\n  kms-key-rotation: off\n";

describe("the project file", () => {
  let client: Client;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  async function start(files: Readonly<Record<string, string>>, below = "."): Promise<void> {
    folder = createFolder({ ".git/HEAD": "", ...files });
    client = await Client.start({ folders: [join(folder, below)] });
    await client.ready();
  }

  /** Writes or deletes a file as another program does. */
  async function put(name: string, text: string | undefined): Promise<void> {
    if (text === undefined) rmSync(at(name));
    else writeFileSync(at(name), text);
    await client.filesChanged([at(name), text === undefined ? FileChangeType.Deleted : FileChangeType.Changed]);
  }

  afterEach(() => client.stop());

  it("decides before the editor's settings, from the first finding on", async () => {
    await start({ "main.tf": KEY, ".waf-sec-030.yml": OFF });
    await client.expect(at("main.tf"), [], KEY);
    assert.deepEqual(
      client.published.filter(({ uri }) => uri.endsWith("main.tf")),
      [],
    );
    await client.configure({ ...SETTINGS, checks: { "waf-sec-030.tf.aws.kms-key-rotation": "error" } });
    await client.expect(at("main.tf"), [], KEY);
  });

  it("is followed as it comes, changes and goes", async () => {
    await start({ "main.tf": KEY, "live/main.tf": KEY });
    await client.expect(at("main.tf"), MISSING, KEY);
    await put(".waf-sec-030.json", '{ "checks": { "kms-key-rotation": "off" } }');
    await client.expect(at("main.tf"), [], KEY);
    await client.expect(at("live/main.tf"), [], KEY);
    await put(".waf-sec-030.json", '{ "exclude": ["live"] }');
    await client.expect(at("main.tf"), MISSING, KEY);
    await client.expect(at("live/main.tf"), [], KEY);
    await put(".waf-sec-030.json", undefined);
    await client.expect(at("live/main.tf"), MISSING, KEY);
  });

  it("speaks for its folder; that of an inner folder for what is in it", async () => {
    const files = {
      "main.tf": KEY,
      "live/prod/main.tf": KEY,
      ".waf-sec-030.yml": "checks: { kms-key-rotation: hint }\n",
      "live/.waf-sec-030.yml": "checks: { kms-key-rotation: warning }\n",
    };
    await start(files);
    const severity = (name: string) => client.diagnostics(at(name))[0]?.severity;
    await client.until(() => severity("main.tf") === DiagnosticSeverity.Hint, "the outer file's severity");
    await client.until(() => severity("live/prod/main.tf") === DiagnosticSeverity.Warning, "the inner file's severity");
    await put("live/.waf-sec-030.yml", undefined);
    await client.until(() => severity("live/prod/main.tf") === DiagnosticSeverity.Hint, "the outer file's again");
  });

  it("counts above the workspace folder, up to the repository, and is watched there", async () => {
    await start({ "live/main.tf": KEY, ".waf-sec-030.yml": `${OFF}colour: red\n` }, "live");
    await client.expect(at("live/main.tf"), [], KEY);
    await client.expect(at(".waf-sec-030.yml"), ["settings-unknown-key: colour"], `${OFF}colour: red\n`);
    await client.until(
      () =>
        client.registrations.some(({ registerOptions }) => JSON.stringify(registerOptions).includes('"pattern":"*"')),
      "a watcher above the folder",
    );
    await put(".waf-sec-030.yml", undefined);
    await client.expect(at("live/main.tf"), MISSING, KEY);
    await client.expect(at(".waf-sec-030.yml"), [], OFF);
  });

  it("assigns variables in its folder alone", async () => {
    const module = 'variable "rotate" {}\nresource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotate\n}\n';
    const files = (name: string, rotate: boolean) => ({
      [`${name}/main.tf`]: module,
      [`${name}/.waf-sec-030.yml`]: "tfvars: [vars/its.tfvars]\n",
      [`${name}/vars/its.tfvars`]: `rotate = ${rotate}\n`,
    });
    await start({ ...files("dev", false), ...files("prod", true) });
    await client.until(() => client.diagnostics(at("dev/main.tf")).length === 1, "a finding in dev");
    assert.deepEqual(client.diagnostics(at("prod/main.tf")), []);
  });

  it("names what does not count at its place while it is typed, and what is right counts", async () => {
    await start({ "main.tf": KEY });
    const file = at(".waf-sec-030.yml");
    writeFileSync(file, "");
    await client.open(file, "");
    await client.type(file, `${OFF}exlude: [a]\nebsDefault: maybe\n`);
    await client.expect(file, ["settings-unknown-key: exlude", "settings-wrong-value: maybe"]);
    await client.expect(at("main.tf"), [], KEY);
    assert.match(String(client.diagnostics(file)[0]?.message), /Is exclude meant\?/);
    await client.change(file, [{ text: "checks: [\n" }]);
    await client.until(
      () => client.diagnostics(file).some(({ severity }) => severity === DiagnosticSeverity.Error),
      "what is wrong with the YAML",
    );
    await client.change(file, [{ text: OFF }]);
    await client.expect(file, []);
    await client.change(file, [{ text: "" }]);
    await client.expect(at("main.tf"), MISSING, KEY);
    // Nothing of it was saved.
    await client.change(file, [{ text: OFF }]);
    await client.expect(at("main.tf"), [], KEY);
    await client.close(file);
    await client.expect(at("main.tf"), MISSING, KEY);
  });

  it("is reported in the client's language", async () => {
    folder = createFolder({ ".git/HEAD": "", "main.tf": KEY, ".waf-sec-030.yaml": "delay: 5\n" });
    client = await Client.start({ folders: [folder], locale: "de" });
    await client.expect(at(".waf-sec-030.yaml"), ["settings-unknown-key: delay"], "delay: 5\n");
    assert.match(String(client.diagnostics(at(".waf-sec-030.yaml"))[0]?.message), /gehört in dessen Einstellungen/);
  });
});

describe("a waiver file", () => {
  it("counts as it is typed", async () => {
    const folder = createFolder({ "main.tf": KEY, ".wafpass-skip.yml": "" });
    const client = await Client.start({ folders: [folder] });
    const [main, file] = [join(folder, "main.tf"), join(folder, ".wafpass-skip.yml")];
    await client.expect(main, MISSING, KEY);
    await client.open(file, "");
    await client.change(file, [{ text: "skips:\n  - id: kms-key-rotation\n    reason: rotated by hand\n" }]);
    await client.expect(main, [], KEY);
    await client.close(file);
    await client.expect(main, MISSING, KEY);
    await client.stop();
  });
});
