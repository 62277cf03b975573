import assert from "node:assert/strict";
import { join } from "node:path";
import { DiagnosticSeverity } from "vscode-languageserver-protocol/node";
import { Client, createFolder, SETTINGS, uriOf } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n  description = "data"\n}\n';
const ROTATED = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n';
const MISSING = 'kms-key-rotation: resource "aws_kms_key" "main"';

describe("diagnostics", () => {
  let client: Client;
  let folder: string;
  let main: string;

  beforeEach(async () => {
    folder = createFolder({ "main.tf": KEY, "modules/a/keys.tf": KEY, "modules/a/notes.txt": KEY });
    main = join(folder, "main.tf");
    client = await Client.start({ folders: [folder] });
    await client.ready();
  });

  afterEach(() => client.stop());

  it("stand for files that nobody has opened, without a version", async () => {
    await client.expect(main, [MISSING], KEY);
    await client.expect(join(folder, "modules/a/keys.tf"), [MISSING], KEY);
    assert.deepEqual(new Set(client.published.map(({ uri }) => uri)).size, 2);
    assert(client.published.every(({ version }) => version === undefined));
  });

  it("say what, where, how bad, and where to read on", async () => {
    await client.expect(main, [MISSING], KEY);
    const [diagnostic] = client.diagnostics(main);
    assert(diagnostic);
    const { message, data, ...rest } = diagnostic;
    assert.deepEqual(rest, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 29 } },
      severity: DiagnosticSeverity.Error,
      code: "waf-sec-030.tf.aws.kms-key-rotation",
      codeDescription: {
        href: "https://github.com/waf-sec-030/waf-sec-030/blob/main/docs/checks/waf-sec-030.tf.aws.kms-key-rotation.md",
      },
      source: "WAF-SEC-030",
    });
    assert.match(String(message), /enable_key_rotation/);
    assert.equal(typeof data.id, "string");
  });

  it("come and go as a block is typed, with the version that they are for", async () => {
    await client.open(main, "");
    await client.expect(main, []);
    await client.type(main, KEY);
    await client.expect(main, [MISSING]);
    const complete = client.version(main);
    await client.until(() => client.published.some(({ version }) => version === complete), "the last version");
    const inBlock = client.text(main).indexOf("}");
    for (const [index, character] of [..."  enable_key_rotation = true\n"].entries()) {
      await client.edit(main, inBlock + index, inBlock + index, character);
    }
    await client.expect(main, []);
    const last = client.published.filter(({ uri }) => uri === uriOf(main)).at(-1);
    await client.until(() => last?.version !== undefined, "a version");
  });

  it("are right after every prefix of a text that is typed", async () => {
    await client.open(main, "");
    for (const character of ROTATED) {
      await client.type(main, character);
      const { version } = client;
      const typed = version.call(client, main);
      await client.until(() => client.published.some((each) => each.version === typed), `version ${typed}`);
    }
    await client.expect(main, []);
  });

  it("move with the text before them", async () => {
    await client.open(main, KEY);
    await client.expect(main, [MISSING]);
    await client.edit(main, 0, 0, "# 😀 a comment\n\n");
    await client.expect(main, [MISSING]);
    assert.equal(client.diagnostics(main)[0]?.range.start.line, 2);
  });

  it("are computed from UTF-16 positions and any line ending", async () => {
    const text = `# 😀\r\nlocals { a = "ü😀" }\r\n${KEY.replaceAll("\n", "\r\n")}`;
    await client.open(main, text);
    await client.expect(main, [MISSING]);
    await client.change(main, [
      { range: { start: { line: 1, character: 17 }, end: { line: 1, character: 19 } }, text: "x\r\ny" },
      { range: { start: { line: 0, character: 2 }, end: { line: 0, character: 4 } }, text: "" },
    ]);
    await client.expect(main, [MISSING]);
    assert.equal(client.diagnostics(main)[0]?.range.start.line, 3);
  });

  it("follow changes that replace the whole text", async () => {
    await client.open(main, KEY);
    await client.change(main, [{ text: ROTATED }]);
    await client.expect(main, []);
    await client.change(main, [{ text: KEY }]);
    await client.expect(main, [MISSING]);
  });

  it("show what is on disk again when a document is closed unsaved", async () => {
    await client.open(main, KEY);
    await client.change(main, [{ text: ROTATED }]);
    await client.expect(main, []);
    await client.close(main);
    await client.expect(main, [MISSING], KEY);
    assert.equal(client.published.at(-1)?.version, undefined);
  });

  it("are sent only for the file that is edited", async () => {
    await client.open(main, KEY);
    await client.expect(main, [MISSING]);
    const before = client.published.length;
    await client.type(main, "\n# a comment");
    const typed = client.version(main);
    await client.until(() => client.published.at(-1)?.version === typed, "the last version");
    assert.deepEqual([...new Set(client.published.slice(before).map(({ uri }) => uri))], [uriOf(main)]);
  });

  it("stay away for findings that are not verifiable", async () => {
    await client.open(main, 'variable "on" {}\nresource "aws_kms_key" "main" {\n  enable_key_rotation = var.on\n}\n');
    await client.expect(main, []);
    await client.until(() => client.status?.unverified === 1, "one unverified");
  });
});

describe("diagnostics across files", () => {
  it("follow what another file says, and its positions", async () => {
    const uses = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotate\n}\n';
    const variables = 'variable "rotate" {\n  default = false\n}\n';
    const folder = createFolder({ "main.tf": uses, "variables.tf": variables });
    const [main, other] = [join(folder, "main.tf"), join(folder, "variables.tf")];
    const client = await Client.start({ folders: [folder] });
    await client.expect(main, ["kms-key-rotation: enable_key_rotation = var.rotate"], uses);
    const related = (): number | undefined =>
      client.diagnostics(main)[0]?.relatedInformation?.find(({ location }) => location.uri === uriOf(other))?.location
        .range.start.line;
    assert.equal(related(), 1);

    await client.open(other, variables);
    await client.edit(other, 0, 0, "# moved\n\n");
    await client.until(() => related() === 3, "the related position to move");

    const value = client.text(other).indexOf("false");
    await client.edit(other, value, value + 5, "true");
    await client.expect(main, [], uses);
    await client.stop();
  });
});

describe("documents outside every workspace folder", () => {
  it("are checked with their folder, and forgotten when they are closed", async () => {
    const folder = createFolder({ "main.tf": KEY, "other.tf": KEY.replace("main", "other") });
    const main = join(folder, "main.tf");
    const client = await Client.start({ settings: SETTINGS });
    await client.open(main, KEY);
    await client.expect(main, [MISSING]);
    assert.deepEqual(client.diagnostics(join(folder, "other.tf")), []);
    await client.close(main);
    await client.expect(main, [], KEY);
    await client.stop();
  });
});
