import assert from "node:assert/strict";
import { join } from "node:path";
import { DidChangeConfigurationNotification } from "vscode-languageserver-protocol/node";
import { SCAN_REQUEST, type WorkspaceStatus } from "../../shared/src";
import { Client, createFolder, SETTINGS, VSCODE } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];

describe("settings", () => {
  let client: Client;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = createFolder({ "main.tf": KEY, "examples/a.tf": KEY });
  });

  afterEach(() => client.stop());

  it("switch everything off and on", async () => {
    client = await Client.start({ folders: [folder] });
    await client.expect(at("main.tf"), MISSING, KEY);
    await client.configure({ ...SETTINGS, enable: false });
    await client.expect(at("main.tf"), [], KEY);
    await client.configure(SETTINGS);
    await client.expect(at("main.tf"), MISSING, KEY);
  });

  it("list unopened files or not", async () => {
    client = await Client.start({ folders: [folder], settings: { ...SETTINGS, scope: "openFiles" } });
    await client.ready();
    await client.open(at("main.tf"), KEY);
    await client.expect(at("main.tf"), MISSING);
    await client.expect(at("examples/a.tf"), [], KEY);
    await client.configure(SETTINGS);
    await client.expect(at("examples/a.tf"), MISSING, KEY);
    await client.configure({ ...SETTINGS, scope: "openFiles" });
    await client.expect(at("examples/a.tf"), [], KEY);
    await client.close(at("main.tf"));
    await client.expect(at("main.tf"), [], KEY);
  });

  it("exclude folders", async () => {
    client = await Client.start({ folders: [folder] });
    await client.expect(at("examples/a.tf"), MISSING, KEY);
    await client.configure({ ...SETTINGS, exclude: ["**/examples/**"] });
    await client.expect(at("examples/a.tf"), [], KEY);
    await client.expect(at("main.tf"), MISSING, KEY);
  });

  it("switch a check off, by its full id too", async () => {
    client = await Client.start({ folders: [folder] });
    await client.expect(at("main.tf"), MISSING, KEY);
    await client.configure({
      ...SETTINGS,
      checks: { ...SETTINGS.checks, "waf-sec-030.tf.aws.kms-key-rotation": "off" },
    });
    await client.expect(at("main.tf"), [], KEY);
  });

  it("wait with the check until a document is saved", async () => {
    client = await Client.start({ folders: [folder], settings: { ...SETTINGS, run: "onSave" } });
    await client.ready();
    await client.open(at("main.tf"), KEY);
    await client.until(() => client.published.some(({ version }) => version === 1), "the first version");
    await client.change(at("main.tf"), [{ text: "# empty\n" }]);
    const before = client.published.length;
    await client.connection.sendRequest("workspace/unknown").catch(() => undefined);
    assert.equal(client.published.length, before);
    await client.save(at("main.tf"));
    await client.expect(at("main.tf"), []);
  });

  it("wait a while when a delay is set", async () => {
    client = await Client.start({ folders: [folder], settings: { ...SETTINGS, delay: 120 } });
    await client.ready();
    await client.open(at("main.tf"), "");
    await client.expect(at("main.tf"), []);
    const before = client.published.length;
    await client.type(at("main.tf"), KEY);
    await client.expect(at("main.tf"), MISSING);
    assert.equal(client.published.length, before + 1);
  });

  it("are taken from the client's own messages when it cannot be asked", async () => {
    client = await Client.start({
      folders: [folder],
      capabilities: { ...VSCODE, workspace: { ...VSCODE.workspace, configuration: false } },
      initialize: { initializationOptions: { wafSec030: { ...SETTINGS, scope: "openFiles" } } },
    });
    await client.ready();
    await client.expect(at("main.tf"), [], KEY);
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { wafSec030: SETTINGS },
    });
    await client.expect(at("main.tf"), MISSING, KEY);
  });
});

describe("the request for a scan", () => {
  it("reads everything again and answers with the status", async () => {
    const folder = createFolder({ "main.tf": KEY, "a/b.tf": KEY });
    const client = await Client.start({ folders: [folder] });
    await client.ready();
    const status: WorkspaceStatus = await client.connection.sendRequest(SCAN_REQUEST);
    assert.deepEqual(status, {
      state: "ready",
      files: 2,
      violations: 2,
      recommendations: 0,
      waived: 0,
      unverified: 0,
    });
    await client.stop();
  });
});
