import assert from "node:assert/strict";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ClientCapabilities,
  type Command,
  DidChangeConfigurationNotification,
  DidCreateFilesNotification,
  DidDeleteFilesNotification,
  DidRenameFilesNotification,
  ExecuteCommandRequest,
  ShowMessageNotification,
} from "vscode-languageserver-protocol/node";
import { Client, createFolder, uriOf, VSCODE } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const ROTATED = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n';
const TWO = KEY + KEY.replace("main", "b");
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];

const { workspace, textDocument } = VSCODE;

/** What VS Code can do, but for some of it. */
function without(less: { workspace?: object; textDocument?: object; window?: object }): ClientCapabilities {
  return {
    ...VSCODE,
    ...less,
    workspace: { ...workspace, ...less.workspace },
    textDocument: { ...textDocument, ...less.textDocument },
  };
}

describe("a client", () => {
  let client: Client;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  async function start(
    capabilities: ClientCapabilities,
    files: Record<string, string>,
    initialize = {},
  ): Promise<void> {
    folder = createFolder(files);
    client = await Client.start({ folders: [folder], capabilities, initialize });
    await client.ready();
  }

  afterEach(() => client.stop());

  it("that asks for no edit later gets every action whole", async () => {
    const { dataSupport, resolveSupport, ...codeAction } = textDocument!.codeAction!;
    await start(without({ textDocument: { codeAction } }), { "main.tf": TWO });
    await client.open(at("main.tf"), TWO);
    await client.expect(at("main.tf"), [...MISSING, 'kms-key-rotation: resource "aws_kms_key" "b"']);
    const actions = await client.actions(at("main.tf"), client.diagnostics(at("main.tf"))[0]!);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ["Set enable_key_rotation = true", "Fix all of kms-key-rotation in this file"],
    );
    assert(actions.every(({ edit, data }) => edit !== undefined && data === undefined));
    await client.apply(actions[1]!.edit!);
    await client.expect(at("main.tf"), []);
  });

  describe("that knows actions only as commands", () => {
    const capabilities = without({ textDocument: { codeAction: {} } });

    async function commandsFor(): Promise<Command[]> {
      const actions = await client.actions(at("main.tf"), client.diagnostics(at("main.tf"))[0]!);
      return actions as unknown as Command[];
    }

    async function execute({ command, arguments: args }: Command): Promise<unknown> {
      return client.connection.sendRequest(ExecuteCommandRequest.type, {
        command,
        ...(args ? { arguments: args } : {}),
      });
    }

    beforeEach(async () => {
      await start(capabilities, { "main.tf": KEY });
      await client.open(at("main.tf"), KEY);
      await client.expect(at("main.tf"), MISSING);
    });

    it("has the server apply them", async () => {
      const commands = await commandsFor();
      assert.deepEqual(
        commands.map(({ title }) => title),
        ["Set enable_key_rotation = true"],
      );
      assert(client.result.capabilities.executeCommandProvider?.commands.includes(commands[0]!.command));
      await execute(commands[0]!);
      assert.equal(client.text(at("main.tf")), ROTATED);
      await client.expect(at("main.tf"), []);
    });

    it("is refused those for a text that has changed", async () => {
      const [command] = await commandsFor();
      await client.edit(at("main.tf"), 0, 0, "\n\n");
      await assert.rejects(execute(command!), { code: -32801 });
      assert.deepEqual(client.sent, []);
      assert.equal(client.text(at("main.tf")), `\n\n${KEY}`);
    });

    it("is told when it does not apply what it asked for, and of commands that there are not", async () => {
      const [command] = await commandsFor();
      client.accepts = false;
      await assert.rejects(execute(command!), { code: -32801 });
      await assert.rejects(execute({ title: "", command: "rm" }), { code: -32803 });
      await assert.rejects(execute({ title: "", command: command!.command, arguments: [] }), { code: -32803 });
    });

    it("has everything fixed by command, and hears when there is nothing", async () => {
      const messages: string[] = [];
      client.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
        messages.push(message);
      });
      await execute({ title: "", command: "waf-sec-030.fixWorkspace" });
      await client.expect(at("main.tf"), []);
      await execute({ title: "", command: "waf-sec-030.fixWorkspace" });
      assert.deepEqual(messages, ["There is nothing that can be fixed without asking."]);
    });
  });

  it("that applies no edits, and knows actions only as commands, is offered none", async () => {
    await start(without({ workspace: { applyEdit: false }, textDocument: { codeAction: {} } }), { "main.tf": KEY });
    assert.equal(client.result.capabilities.codeActionProvider, undefined);
  });

  it("that has commands of its own gets none of the server's", async () => {
    await start(VSCODE, {}, { initializationOptions: { commands: ["wafSec030.waive"] } });
    assert.equal(client.result.capabilities.executeCommandProvider, undefined);
  });

  describe("that watches no files", () => {
    const operations = { dynamicRegistration: false, didCreate: true, didRename: true, didDelete: true };

    beforeEach(async () => {
      const capabilities = without({ workspace: { didChangeWatchedFiles: {}, fileOperations: operations } });
      await start(capabilities, { "main.tf": KEY, "a/b.tf": KEY, "policy.json": "{}" });
    });

    it("tells of what its user does with files and folders", async () => {
      const { didCreate, didRename, didDelete } = client.result.capabilities.workspace?.fileOperations ?? {};
      assert(didCreate && didRename && didDelete);
      assert(!client.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles"));
      writeFileSync(at("new.tf"), KEY);
      await client.connection.sendNotification(DidCreateFilesNotification.type, {
        files: [{ uri: uriOf(at("new.tf")) }],
      });
      await client.expect(at("new.tf"), MISSING, KEY);
      renameSync(at("a"), at("z"));
      await client.connection.sendNotification(DidRenameFilesNotification.type, {
        files: [{ oldUri: uriOf(at("a")), newUri: uriOf(at("z")) }],
      });
      await client.expect(at("a/b.tf"), [], KEY);
      await client.expect(at("z/b.tf"), MISSING, KEY);
      rmSync(at("main.tf"));
      await client.connection.sendNotification(DidDeleteFilesNotification.type, {
        files: [{ uri: uriOf(at("main.tf")) }],
      });
      await client.expect(at("main.tf"), [], KEY);
    });

    it("finds out at the next save what others have written", async () => {
      await client.open(at("main.tf"), KEY);
      writeFileSync(at("a/b.tf"), ROTATED);
      writeFileSync(at("a/c.tf"), KEY);
      await client.save(at("main.tf"));
      await client.expect(at("a/b.tf"), [], ROTATED);
      await client.expect(at("a/c.tf"), MISSING, KEY);
    });

    it("finds it out by command, too, in files that the configuration reads as well", async () => {
      const reading =
        'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n  policy = file("policy.json")\n}\n';
      const open = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}';
      await client.open(at("main.tf"), reading);
      await client.expect(at("main.tf"), []);
      writeFileSync(at("policy.json"), open);
      await client.connection.sendRequest(ExecuteCommandRequest.type, { command: "waf-sec-030.scan" });
      await client.expect(at("main.tf"), ['kms-key-policy-principals: policy = file("policy.json")']);
    });
  });

  it("that is not asked for settings sends them at the start and when they change", async () => {
    const settings = { wafSec030: { delay: 0, checks: { "kms-key-alias": "off" } } };
    const capabilities = without({ workspace: { configuration: false, didChangeConfiguration: {} } });
    await start(capabilities, { "main.tf": KEY }, { initializationOptions: settings });
    await client.expect(at("main.tf"), MISSING, KEY);
    assert(!client.registrations.some(({ method }) => method === "workspace/didChangeConfiguration"));
    for (const [level, expected] of [
      ["off", []],
      ["error", MISSING],
    ] as const) {
      await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { wafSec030: { checks: { "kms-key-alias": "off", "kms-key-rotation": level } } },
      });
      await client.expect(at("main.tf"), expected, KEY);
    }
  });

  it("that has no answer when it is asked for settings has sent them at the start", async () => {
    const folder = createFolder({ "main.tf": KEY });
    const initializationOptions = { wafSec030: { checks: { "kms-key-alias": "off", "kms-key-rotation": "hint" } } };
    client = await Client.start({ folders: [folder], settingsOf: () => null, initialize: { initializationOptions } });
    await client.expect(join(folder, "main.tf"), MISSING, KEY);
    assert.equal(client.diagnostics(join(folder, "main.tf"))[0]?.severity, 4);
  });

  it("that knows one folder only, no versions and no progress has the workspace fixed", async () => {
    const capabilities = without({
      workspace: { workspaceFolders: false, workspaceEdit: {} },
      window: {},
    });
    await start(
      capabilities,
      { "main.tf": KEY, "closed.tf": KEY.replace("main", "b") },
      { workspaceFolders: undefined, rootUri: undefined },
    );
    assert.equal(client.result.capabilities.workspace?.workspaceFolders, undefined);
    await client.stop();
    client = await Client.start({ capabilities, initialize: { workspaceFolders: undefined, rootUri: uriOf(folder) } });
    await client.ready();
    await client.open(at("main.tf"), KEY);
    assert.deepEqual(await client.connection.sendRequest("wafSec030/fixWorkspace"), { applied: true });
    assert.deepEqual(Object.keys(client.sent[0]?.changes ?? {}).sort(), [uriOf(at("closed.tf")), uriOf(at("main.tf"))]);
    await client.expect(at("main.tf"), []);
    await client.expect(at("closed.tf"), [], "");
  });
});
