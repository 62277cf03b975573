import assert from "node:assert/strict";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { Client } from "./client";

const ROOT = "memory://far%20away/shop";
const MAIN = `${ROOT}/main.tf`;
const MODULE = `${ROOT}/mod%C3%BCl%20a/key.tf`;
const ROTATION = `${ROOT}/rotation.json`;

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const MISSING = 'kms-key-rotation: resource "aws_kms_key" "main"';
const MODULE_TEXT = `variable "rotate" {}\n\nresource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotate\n}\n`;
const CALL = 'module "key" {\n  source = "./modül a"\n  rotate = jsondecode(file("rotation.json"))\n}\n';

describe("a workspace that is on no disk", () => {
  it("is read through the client, with the modules and files that its configuration names", async () => {
    const virtual = new Map([
      [MAIN, CALL],
      [MODULE, MODULE_TEXT],
      [ROTATION, "false"],
    ]);
    const client = await Client.start({ folders: [ROOT], virtual });
    await client.expect(MODULE, ["kms-key-rotation: enable_key_rotation = var.rotate"], MODULE_TEXT);
    await client.ready();
    assert.equal(client.status?.violations, 1);

    virtual.set(ROTATION, "true");
    await client.filesChanged([ROTATION, FileChangeType.Changed]);
    await client.expect(MODULE, [], MODULE_TEXT);
    await client.stop();
  });

  it("is followed as it changes", async () => {
    const virtual = new Map([[MAIN, ""]]);
    const client = await Client.start({ folders: [ROOT], virtual });
    await client.ready();
    virtual.set(MODULE, KEY);
    await client.filesChanged([MODULE, FileChangeType.Created]);
    await client.expect(MODULE, [MISSING], KEY);
    virtual.delete(MODULE);
    await client.filesChanged([MODULE, FileChangeType.Deleted]);
    await client.expect(MODULE, [], KEY);
    await client.stop();
  });

  it("has its fixes, for the documents that are open", async () => {
    const client = await Client.start({ folders: [ROOT], virtual: new Map([[MAIN, "# as it was saved\n"]]) });
    await client.open(MAIN, KEY);
    await client.expect(MAIN, [MISSING]);
    const [diagnostic] = client.diagnostics(MAIN);
    assert(diagnostic);
    const [fix] = await client.actions(MAIN, diagnostic);
    assert(fix?.edit?.documentChanges);
    const [change] = fix.edit.documentChanges;
    assert(change && "textDocument" in change);
    assert.deepEqual(change.textDocument, { uri: MAIN, version: 1 });
    await client.stop();
  });

  it("is left unread where the client reads nothing for the server", async () => {
    const client = await Client.start({ folders: [ROOT] });
    await client.open(MAIN, KEY);
    await client.expect(MAIN, [MISSING]);
    await client.stop();
  });
});
