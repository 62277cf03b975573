import assert from "node:assert/strict";
import { join } from "node:path";
import { CodeActionKind } from "vscode-languageserver-protocol/node";
import { Client, createFolder } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n  description = "data"\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];

describe("code actions", () => {
  let client: Client;
  let main: string;

  async function start(text: string): Promise<void> {
    const folder = createFolder({ "main.tf": text });
    main = join(folder, "main.tf");
    client = await Client.start({ folders: [folder] });
    await client.ready();
    await client.open(main, text);
  }

  afterEach(() => client.stop());

  it("switch rotation on, preferred, and only that", async () => {
    await start(KEY);
    await client.expect(main, MISSING);
    const diagnostic = client.diagnostics(main)[0]!;
    const [action] = await client.actions(main, diagnostic);
    assert(action?.edit);
    assert.equal(action.kind, CodeActionKind.QuickFix);
    assert.equal(action.isPreferred, true);
    assert.deepEqual(action.diagnostics, [diagnostic]);
    await client.apply(action.edit);
    await client.expect(main, []);
    assert.equal(
      client.text(main),
      'resource "aws_kms_key" "main" {\n  description         = "data"\n  enable_key_rotation = true\n}\n',
    );
  });

  it("encrypt a database with the module's key", async () => {
    await start(
      `${KEY.replace("\n}", "\n  enable_key_rotation = true\n}")}\nresource "aws_db_instance" "app" {\n  identifier = "app"\n}\n`,
    );
    await client.until(() => client.diagnostics(main).length > 0, "a finding");
    for (let round = 0; round < 3 && client.diagnostics(main).length > 0; round++) {
      const [action] = await client.actions(main, client.diagnostics(main)[0]!);
      assert(action?.edit, `a fix in round ${round}`);
      const version = client.version(main);
      await client.apply(action.edit);
      await client.until(() => client.published.at(-1)?.version === version + 1, "the new version");
    }
    assert.deepEqual(client.diagnostics(main), []);
    assert.match(client.text(main), /storage_encrypted = true/);
    assert.match(client.text(main), /kms_key_id += aws_kms_key\.main\.arn/);
  });

  it("that mend two findings are offered once, for both", async () => {
    await start(`${KEY.replace("\n}", "\n  enable_key_rotation = true\n}")}\nresource "aws_db_instance" "app" {\n}\n`);
    await client.until(() => client.diagnostics(main).length === 2, "two findings");
    const [encryption, key] = client.diagnostics(main);
    const actions = await client.actions(main, encryption!, undefined, [key!]);
    assert.equal(new Set(actions.map(({ title }) => title)).size, actions.length);
    assert.deepEqual(actions[0]?.diagnostics, [encryption, key]);
  });

  it("are left out when the client asks for another kind", async () => {
    await start(KEY);
    await client.expect(main, MISSING);
    const diagnostic = client.diagnostics(main)[0]!;
    assert.deepEqual(await client.actions(main, diagnostic, [CodeActionKind.RefactorExtract]), []);
    assert((await client.actions(main, diagnostic, [CodeActionKind.QuickFix])).length > 0);
  });

  it("are found where the finding is, and nowhere else", async () => {
    await start(`${KEY}\n\n`);
    await client.expect(main, MISSING);
    const diagnostic = client.diagnostics(main)[0]!;
    const elsewhere = { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } };
    assert.deepEqual(await client.actions(main, { ...diagnostic, range: elsewhere }), []);
  });

  it("are of the text that the request was made for, or refused", async () => {
    await start(KEY);
    await client.expect(main, MISSING);
    const answer = client.actions(main, client.diagnostics(main)[0]!);
    await client.edit(main, 0, 0, "\n\n");
    const actions = await answer.catch((error: { code: number }) => {
      assert.equal(error.code, -32801);
      return [];
    });
    for (const { edit } of actions) {
      assert.deepEqual(
        edit?.documentChanges?.map((change) => "textDocument" in change && change.textDocument.version),
        [client.version(main) - 1],
      );
    }
  });
});
