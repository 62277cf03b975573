import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
  type MarkupContent,
} from "vscode-languageserver-protocol/node";
import { SHOW_STORES_COMMAND, type StoresOfKey } from "../../shared/src";
import { Client, createFolder, type Options, SETTINGS, uriOf, VSCODE } from "./client";

const KEYS = `resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_key" "idle" {
}
`;

const STORES = `variable "key" {
  default = "alias/aws/rds"
}

locals {
  key = aws_kms_key.main.arn
}

resource "aws_db_instance" "app" {
  storage_encrypted = true
  kms_key_id        = local.key
}

resource "aws_db_instance" "aws" {
  storage_encrypted = true
  kms_key_id        = var.key
}

resource "aws_sns_topic" "direct" {
  kms_master_key_id = aws_kms_key.main.id
}
`;

const TOPIC = `resource "aws_sns_topic" "more" {
  kms_master_key_id = aws_kms_key.main.arn
}
`;

const ALL: Options = {
  capabilities: {
    ...VSCODE,
    workspace: { ...VSCODE.workspace, codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } },
  },
  settings: { ...SETTINGS, inlayHints: true },
  initialize: { initializationOptions: { commands: [SHOW_STORES_COMMAND] } },
};

describe("keys in the editor", () => {
  let client: Client;
  let folder: string;
  let refreshed: { lenses: number; hints: number };
  const keys = (): string => join(folder, "keys.tf");
  const stores = (): string => join(folder, "stores.tf");

  async function start(options: Options = {}): Promise<void> {
    folder = createFolder({ "keys.tf": KEYS, "stores.tf": STORES });
    client = await Client.start({ ...ALL, folders: [folder], ...options });
    const counts = { lenses: 0, hints: 0 };
    refreshed = counts;
    client.connection.onRequest(CodeLensRefreshRequest.type, () => {
      counts.lenses++;
    });
    client.connection.onRequest(InlayHintRefreshRequest.type, () => {
      counts.hints++;
    });
    await client.ready();
    await client.open(keys(), KEYS);
    await client.open(stores(), STORES);
  }

  async function lenses(): Promise<CodeLens[]> {
    const answer = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(keys()) } });
    return Promise.all((answer ?? []).map((lens) => client.connection.sendRequest(CodeLensResolveRequest.type, lens)));
  }

  async function hints(from = 0, to = 99): Promise<InlayHint[]> {
    const answer = await client.connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri: uriOf(stores()) },
      range: { start: { line: from, character: 0 }, end: { line: to, character: 0 } },
    });
    return answer ?? [];
  }

  function inWords({ position, label }: InlayHint): string {
    assert(typeof label !== "string");
    return `${position.line}:${position.character} ${label.map(({ value }) => value).join("")}`;
  }

  /** Waits for what the server does when nothing happens for a while. */
  async function until(condition: () => boolean): Promise<void> {
    for (let waited = 0; !condition() && waited < 5000; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert(condition());
  }

  afterEach(() => client.stop());

  describe("code lens", () => {
    it("tells above each key what it protects, and where that is", async () => {
      await start();
      const [main, idle] = await lenses();
      assert.deepEqual(main?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 29 } });
      assert.equal(main.command?.title, "protects 2 data stores: aws_db_instance.app, aws_sns_topic.direct");
      assert.equal(main.command.command, SHOW_STORES_COMMAND);
      const [argument] = main.command.arguments as [StoresOfKey];
      assert.equal(argument.uri, uriOf(keys()));
      assert.deepEqual(argument.position, main.range.start);
      assert.deepEqual(
        argument.stores.map(({ uri, range }) => [uri, range.start.line]),
        [
          [uriOf(stores()), 8],
          [uriOf(stores()), 18],
        ],
      );
      assert.deepEqual(idle?.command, { title: "protects no data store in this workspace", command: "" });
    });

    it("has nothing to click where the client cannot list places, and speaks German", async () => {
      await start({ initialize: {}, locale: "de" });
      const [main] = await lenses();
      const title = "schützt 2 Datenspeicher: aws_db_instance.app, aws_sns_topic.direct";
      assert.deepEqual(main?.command, { title, command: "" });
    });

    it("is not there when it is switched off, and there again when it is switched on", async () => {
      await start({ settings: { ...SETTINGS, codeLens: false } });
      assert.deepEqual(await lenses(), []);
      await client.configure({ ...SETTINGS, codeLens: true });
      await until(() => refreshed.lenses === 1);
      assert.equal((await lenses()).length, 2);
    });

    it("is asked for again when another file changes it, and only then", async () => {
      await start();
      await lenses();
      await client.edit(stores(), 0, 0, "# The stores of the shop.\n");
      await client.expect(stores(), ["rds-storage-encrypted: kms_key_id        = var.key"]);
      await new Promise((resolve) => setTimeout(resolve, 600));
      // The places have moved by a line.
      assert.equal(refreshed.lenses, 1);
      await lenses();
      await client.edit(stores(), 0, 2, "##");
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.equal(refreshed.lenses, 1);
      const end = client.text(stores()).length;
      await client.edit(stores(), end, end, TOPIC);
      await until(() => refreshed.lenses === 2);
      const [main] = await lenses();
      assert.match(main?.command?.title ?? "", /^protects 3 data stores: .*aws_sns_topic\.more/);
    });

    it("is never asked for again by a client that does not listen", async () => {
      await start({ capabilities: VSCODE });
      await lenses();
      await client.edit(stores(), STORES.length, STORES.length, TOPIC);
      await new Promise((resolve) => setTimeout(resolve, 700));
      assert.equal(refreshed.lenses, 0);
    });
  });

  describe("inlay hint", () => {
    it("tells what an indirect key comes down to, with its declaration and the way there", async () => {
      await start();
      const [local, variable, ...others] = await hints();
      assert(local && variable && others.length === 0);
      assert.equal(inWords(local), "10:31 → aws_kms_key.main, CMK, rotates");
      assert.equal(inWords(variable), "15:29 → alias/aws/rds, managed by AWS");
      assert(typeof local.label !== "string");
      assert.equal(local.label.find(({ location }) => location)?.location?.uri, uriOf(keys()));
      assert.match((variable.tooltip as MarkupContent).value, /\[var\.key takes its default\]\(file:.*stores\.tf#L2\)/);
    });

    it("is looked up for the part that is asked about", async () => {
      await start();
      assert.deepEqual((await hints(12, 17)).map(inWords), ["15:29 → alias/aws/rds, managed by AWS"]);
    });

    it("is off by default", async () => {
      await start({ settings: SETTINGS });
      assert.deepEqual(await hints(), []);
    });

    it("is asked for again when another file changes it, and speaks German", async () => {
      await start({ locale: "de" });
      await hints();
      const at = KEYS.indexOf("true");
      await client.edit(keys(), at, at + 4, "false");
      await until(() => refreshed.hints === 1);
      const [local] = await hints();
      assert.equal(local && inWords(local), "10:31 → aws_kms_key.main, CMK, rotiert nicht");
    });
  });
});
