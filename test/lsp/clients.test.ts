import assert from "node:assert/strict";
import { join } from "node:path";
import { CodeActionRequest, InitializeRequest } from "vscode-languageserver-protocol/node";
import { Client, createFolder, uriOf, VSCODE } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];

describe("clients", () => {
  it("that can do nothing special are served all the same", async () => {
    const folder = createFolder({ "main.tf": KEY, "b.tf": KEY.replace("main", "b") });
    const client = await Client.start({
      capabilities: {},
      initialize: {
        workspaceFolders: undefined,
        rootUri: uriOf(folder),
        initializationOptions: { delay: 0, checks: { "kms-key-alias": "off" } },
      },
    });
    const main = join(folder, "main.tf");
    await client.expect(main, MISSING, KEY);
    await client.open(main, KEY);
    await client.type(main, "\n");
    await client.expect(main, MISSING);
    const [diagnostic] = client.diagnostics(main);
    assert.equal(diagnostic?.codeDescription, undefined);
    assert.equal(diagnostic?.relatedInformation, undefined);
    assert.deepEqual(client.registrations, []);
    assert.equal(client.result.capabilities.codeActionProvider, undefined);
    await client.stop();
  });

  it("that name their folder by a path are served too", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const client = await Client.start({ initialize: { workspaceFolders: null, rootUri: null, rootPath: folder } });
    await client.expect(join(folder, "main.tf"), MISSING, KEY);
    await client.stop();
  });

  it("that know no versions get edits without them", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const client = await Client.start({
      folders: [folder],
      capabilities: { ...VSCODE, workspace: { ...VSCODE.workspace, workspaceEdit: {} } },
    });
    const main = join(folder, "main.tf");
    await client.open(main, KEY);
    await client.expect(main, MISSING);
    const [action] = await client.actions(main, client.diagnostics(main)[0]!);
    assert.equal(action?.edit?.documentChanges, undefined);
    assert.deepEqual(Object.keys(action?.edit?.changes ?? {}), [uriOf(main)]);
    await client.stop();
  });

  it("are told what the server can do", async () => {
    const client = await Client.start();
    const { capabilities, serverInfo } = client.result;
    assert.equal(serverInfo?.name, "waf-sec-030");
    assert.equal(capabilities.positionEncoding, "utf-16");
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: { includeText: false } });
    assert.deepEqual(capabilities.workspace?.workspaceFolders, { supported: true, changeNotifications: true });
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ["quickfix", "source.fixAll.wafSec030"],
      resolveProvider: true,
    });
    await client.stop();
  });

  it("read German when they ask for it", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const client = await Client.start({ folders: [folder], locale: "de-AT" });
    await client.expect(join(folder, "main.tf"), MISSING, KEY);
    assert.match(String(client.diagnostics(join(folder, "main.tf"))[0]?.message), /wird nicht/);
    await client.stop();
  });
});

describe("the server", () => {
  it("is started by the command line too", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const client = await Client.start({ folders: [folder], command: ["cli.js", "lsp", "--stdio"] });
    await client.expect(join(folder, "main.tf"), MISSING, KEY);
    await client.stop();
  });

  it("exits with 1 when it was not told to shut down", async () => {
    const client = await Client.start();
    await client.connection.sendNotification("exit");
    assert.equal(await client.exited, 1);
    client.kill();
  });

  it("ends when the client is gone", async () => {
    const client = await Client.start();
    client.connection.end();
    assert.notEqual(await client.exited, null);
    client.kill();
  });

  it("answers a request that is cancelled as such", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const client = await Client.start({ folders: [folder] });
    await client.open(join(folder, "main.tf"), KEY);
    const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      CodeActionRequest.type,
      {
        textDocument: { uri: uriOf(join(folder, "main.tf")) },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [] },
      },
      source.token,
    );
    source.cancel();
    await assert.rejects(answer, { code: -32800 });
    await client.stop();
  });

  it("refuses to be initialised twice", async () => {
    const client = await Client.start();
    await assert.rejects(
      client.connection.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} }),
    );
    await client.stop();
  });

  it("survives nonsense", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const client = await Client.start({ folders: [folder] });
    const main = join(folder, "main.tf");
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: "file:///nowhere/at%all.tf", version: 3 },
      contentChanges: [{ text: "x" }],
    });
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: "untitled:Untitled-1" } });
    await client.open(main, KEY);
    await client.change(main, [
      { range: { start: { line: 900, character: 900 }, end: { line: 901, character: 0 } }, text: "\n" },
    ]);
    await client.expect(main, MISSING);
    await client.stop();
  });
});
