import { join } from "node:path";
import { DidChangeWorkspaceFoldersNotification } from "vscode-languageserver-protocol/node";
import { Client, createFolder, SETTINGS, uriOf } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];

describe("workspace folders", () => {
  const folder = (path: string): { uri: string; name: string } => ({ uri: uriOf(path), name: path });

  async function change(client: Client, added: readonly string[], removed: readonly string[]): Promise<void> {
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: added.map(folder), removed: removed.map(folder) },
    });
  }

  it("come and go with their findings", async () => {
    const [shop, billing] = [createFolder({ "a.tf": KEY }), createFolder({ "b.tf": KEY })];
    const client = await Client.start({ folders: [shop] });
    await client.expect(join(shop, "a.tf"), MISSING, KEY);
    await change(client, [billing], []);
    await client.expect(join(billing, "b.tf"), MISSING, KEY);
    await change(client, [], [shop]);
    await client.expect(join(shop, "a.tf"), [], KEY);
    await client.expect(join(billing, "b.tf"), MISSING, KEY);
    await client.stop();
  });

  it("have settings of their own", async () => {
    const [shop, billing] = [createFolder({ "a.tf": KEY }), createFolder({ "b.tf": KEY })];
    const client = await Client.start({
      folders: [shop, billing],
      settingsOf: (uri) => (uri === uriOf(shop) ? { ...SETTINGS, enable: false } : SETTINGS),
    });
    await client.expect(join(billing, "b.tf"), MISSING, KEY);
    await client.ready();
    await client.expect(join(shop, "a.tf"), [], KEY);
    await client.stop();
  });

  it("own their files even inside one another, and give them back", async () => {
    const outer = createFolder({ "a.tf": KEY, "inner/b.tf": KEY });
    const inner = join(outer, "inner");
    const client = await Client.start({
      folders: [outer],
      settingsOf: (uri) => (uri === uriOf(inner) ? { ...SETTINGS, enable: false } : SETTINGS),
    });
    await client.expect(join(inner, "b.tf"), MISSING, KEY);
    await change(client, [inner], []);
    await client.expect(join(inner, "b.tf"), [], KEY);
    await client.expect(join(outer, "a.tf"), MISSING, KEY);
    await change(client, [], [inner]);
    await client.expect(join(inner, "b.tf"), MISSING, KEY);
    await client.stop();
  });

  it("take over documents that were opened before them, and leave them behind", async () => {
    const other = KEY.replace("main", "other");
    const shop = createFolder({ "a.tf": KEY, "b.tf": other });
    const [a, b] = [join(shop, "a.tf"), join(shop, "b.tf")];
    const client = await Client.start();
    await client.open(a, KEY);
    await client.expect(a, MISSING);
    await change(client, [shop], []);
    await client.expect(b, [MISSING[0]!.replace("main", "other")], other);
    await client.expect(a, MISSING);
    await change(client, [], [shop]);
    await client.expect(b, [], other);
    await client.expect(a, MISSING);
    await client.stop();
  });
});
