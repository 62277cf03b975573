import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodeActionRequest, FileChangeType } from "vscode-languageserver-protocol/node";
import { FIX_WORKSPACE_REQUEST } from "../../shared/src";
import { Client, createFolder, SETTINGS, uriOf } from "./client";

const key = (name: string, more = ""): string => `resource "aws_kms_key" "${name}" {\n${more}}\n`;
const ROTATION = "  enable_key_rotation = true\n";
const missing = (name: string): string => `kms-key-rotation: resource "aws_kms_key" "${name}"`;
const OUTDATED = "The text has changed meanwhile; nothing was changed.";

/** The switch of this database is mended in another file. */
const DATABASE = `${key("main", ROTATION)}resource "aws_db_instance" "db" {\n  storage_encrypted = var.encrypt\n  kms_key_id        = aws_kms_key.main.arn\n}\n`;
const OFF = 'variable "encrypt" {\n  default = false\n}\n';

describe("a server that is killed", () => {
  const files = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}/main.tf`, key("main")]));
  const typed = `# typed, and not saved\n${key("main")}`;

  /** What is under way when it happens. */
  const stages: Readonly<Record<string, (client: Client, main: string) => Promise<unknown>>> = {
    "before it has heard anything": async () => {},
    "while it reads the workspace": (client) => client.until(() => client.status?.state === "scanning", "a scan"),
    "when everything is read": (client) => client.ready(),
    "while somebody types": async (client, main) => {
      await client.ready();
      await client.open(main, key("main"));
      await client.type(main, "\n\n\n");
    },
    "while it looks for fixes": async (client, main) => {
      await client.ready();
      await client.open(main, key("main"));
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const textDocument = { uri: uriOf(main) };
      const params = { textDocument, range, context: { diagnostics: [] } };
      client.connection.sendRequest(CodeActionRequest.type, params).catch(() => {});
    },
    "while it has the workspace fixed": async (client) => {
      await client.ready();
      client.accepts = false;
      client.connection.sendRequest(FIX_WORKSPACE_REQUEST).catch(() => {});
      await client.until(() => client.sent.length > 0, "an edit");
    },
    "after it has been told to shut down": async (client) => {
      await client.ready();
      await client.connection.sendRequest("shutdown");
    },
  };

  for (const [stage, until] of Object.entries(stages)) {
    it(`${stage} leaves nothing behind, and the next one has the findings again`, async () => {
      const folder = createFolder(files);
      const main = join(folder, "0/main.tf");
      const killed = await Client.start({ folders: [folder] });
      await until(killed, main);
      killed.kill("SIGKILL");
      assert.equal(await killed.exited, null);
      const client = await Client.start({ folders: [folder] });
      await client.open(main, typed);
      await client.ready();
      await client.expect(main, [missing("main")]);
      await client.expect(join(folder, "99/main.tf"), [missing("main")], key("main"));
      assert.equal(client.status?.violations, 100);
      for (const [name, text] of Object.entries(files)) assert.equal(readFileSync(join(folder, name), "utf8"), text);
      await client.stop();
    });
  }
});

describe("two editors on the same folder", () => {
  let one: Client;
  let other: Client;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  async function start(files: Record<string, string>): Promise<void> {
    folder = createFolder(files);
    [one, other] = await Promise.all([Client.start({ folders: [folder] }), Client.start({ folders: [folder] })]);
    await Promise.all([one.ready(), other.ready()]);
  }

  /** Writes the editor's text to the disk, of which both are told. */
  async function save(client: Client, name: string): Promise<void> {
    writeFileSync(at(name), client.text(at(name)));
    await client.save(at(name));
    for (const each of [one, other]) await each.filesChanged([at(name), FileChangeType.Changed]);
  }

  afterEach(() => Promise.all([one.stop(), other.stop()]));

  it("each sees its own text where it has one, and what the other has saved elsewhere", async () => {
    await start({ "a.tf": key("a"), "b.tf": key("b") });
    for (const client of [one, other]) await client.open(at("a.tf"), key("a"));
    await one.edit(at("a.tf"), 0, key("a").length, key("a", ROTATION));
    await one.expect(at("a.tf"), []);
    await other.expect(at("a.tf"), [missing("a")]);
    await save(one, "a.tf");
    // The other has it open, and its editor has not read it again.
    await other.expect(at("a.tf"), [missing("a")]);
    await other.close(at("a.tf"));
    await other.expect(at("a.tf"), [], key("a"));
    await one.open(at("b.tf"), key("b"));
    await one.edit(at("b.tf"), 0, key("b").length, key("b", ROTATION));
    await save(one, "b.tf");
    await other.expect(at("b.tf"), [], key("b"));
  });

  it("fix the same workspace one after the other, and nothing is written twice", async () => {
    await start({ "a.tf": key("a"), "b.tf": key("b") });
    const { connection } = other;
    // Nobody has told the other that anything has changed.
    assert.deepEqual(await one.connection.sendRequest(FIX_WORKSPACE_REQUEST), { applied: true });
    assert.deepEqual(await connection.sendRequest(FIX_WORKSPACE_REQUEST), { applied: false, message: OUTDATED });
    assert.equal(readFileSync(at("b.tf"), "utf8"), key("b", ROTATION));
    const nothing = "There is nothing that can be fixed without asking.";
    assert.deepEqual(await connection.sendRequest(FIX_WORKSPACE_REQUEST), { applied: false, message: nothing });
    assert.deepEqual(other.sent, []);
  });
});

describe("a file that changes between request and edit", () => {
  let client: Client;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  async function start(files: Record<string, string>): Promise<void> {
    folder = createFolder(files);
    client = await Client.start({ folders: [folder], settings: { ...SETTINGS, allowReplacement: true } });
    await client.ready();
  }

  afterEach(() => client.stop());

  it("in the editor: the edit carries the version that it is for", async () => {
    await start({ "a.tf": key("a") });
    await client.open(at("a.tf"), key("a"));
    await client.expect(at("a.tf"), [missing("a")]);
    const [action] = await client.actions(at("a.tf"), client.diagnostics(at("a.tf"))[0]!);
    await client.edit(at("a.tf"), 0, 0, "\n");
    await assert.rejects(client.apply(action!.edit!), { code: "ERR_ASSERTION" });
    assert.equal(client.text(at("a.tf")), `\n${key("a")}`);
  });

  it("in the editor, while the fix is looked for: it is not offered", async () => {
    await start({ "a.tf": key("a") });
    await client.open(at("a.tf"), key("a"));
    await client.expect(at("a.tf"), [missing("a")]);
    const asked = client.actions(at("a.tf"), client.diagnostics(at("a.tf"))[0]!);
    await client.edit(at("a.tf"), 0, 0, "\n");
    await asked.then(
      // It was quicker; then the edit is for the version before.
      ([action]) => assert.rejects(client.apply(action!.edit!), { code: "ERR_ASSERTION" }),
      ({ code }: { code: number }) => assert.equal(code, -32801),
    );
    assert.equal(client.text(at("a.tf")), `\n${key("a")}`);
  });

  it("on the disk, and nobody has told of it: the fix that would change it is not offered, but one for what is there", async () => {
    await start({ "main.tf": DATABASE, "variables.tf": OFF });
    await client.open(at("main.tf"), DATABASE);
    const found = ["rds-storage-encrypted: storage_encrypted = var.encrypt"];
    await client.expect(at("main.tf"), found);
    writeFileSync(at("variables.tf"), `# mine\n# too\n${OFF}`);
    const diagnostic = client.diagnostics(at("main.tf"))[0]!;
    await assert.rejects(client.actions(at("main.tf"), diagnostic), { code: -32801 });
    const [action] = await client.actions(at("main.tf"), diagnostic);
    await client.apply(action!.edit!);
    assert.equal(readFileSync(at("variables.tf"), "utf8"), `# mine\n# too\n${OFF.replace("false", "true")}`);
    await client.expect(at("main.tf"), []);
  });

  it("on the disk, and nobody has told of it: the workspace is not fixed, but when asked again it is", async () => {
    await start({ "a.tf": key("a"), "b.tf": key("b") });
    writeFileSync(at("b.tf"), `# mine\n${key("b")}`);
    assert.deepEqual(await client.connection.sendRequest(FIX_WORKSPACE_REQUEST), { applied: false, message: OUTDATED });
    assert.deepEqual(client.sent, []);
    assert.deepEqual(await client.connection.sendRequest(FIX_WORKSPACE_REQUEST), { applied: true });
    assert.equal(readFileSync(at("b.tf"), "utf8"), `# mine\n${key("b", ROTATION)}`);
  });
});
