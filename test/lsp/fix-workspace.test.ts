/** Fixing everything in a large workspace: it shows progress, leaves others their turn, and can be ended. */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  HoverRequest,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from "vscode-languageserver-protocol/node";
import { type ChangeResult, FIX_WORKSPACE_REQUEST } from "../../shared/src";
import { Client, createFolder, uriOf } from "./client";

const KEYS = 200;
const TEXT = Array.from({ length: KEYS }, (_, i) => `resource "aws_kms_key" "k${i}" {\n}\n`).join("\n");

describe("fixing a workspace", () => {
  let client: Client;
  let main: string;
  const tokens: (string | number)[] = [];
  const begun: WorkDoneProgressBegin[] = [];
  const reported: string[] = [];

  beforeEach(async () => {
    for (const list of [tokens, begun, reported]) list.length = 0;
    const folder = createFolder({ "main.tf": TEXT });
    main = join(folder, "main.tf");
    client = await Client.start({ folders: [folder] });
    client.connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      tokens.push(token);
      client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
        if (value.kind === "begin") begun.push(value);
        if (value.kind === "report" && value.message) reported.push(value.message);
      });
    });
    await client.ready();
    await client.open(main, TEXT);
  });

  afterEach(() => client.stop());

  /** Waits for the first word on the fixes found. */
  async function underWay(): Promise<void> {
    reported.length = 0;
    while (reported.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it("answers others meanwhile, and tells how far it is", async () => {
    let isOver = false;
    const fixing = client.connection.sendRequest<ChangeResult>(FIX_WORKSPACE_REQUEST).finally(() => {
      isOver = true;
    });
    await underWay();
    const position = { line: 0, character: 12 };
    await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf(main) }, position });
    assert(!isOver);
    assert.deepEqual(await fixing, { applied: true });
    assert.equal(begun.at(-1)?.cancellable, true);
    assert.match(reported.at(-1) ?? "", /^\d+ fixes$/);
    assert.equal(client.text(main).match(/enable_key_rotation = true/g)?.length, KEYS);
  });

  it("gives up when the user ends it, or types", async () => {
    const ended = client.connection.sendRequest<ChangeResult>(FIX_WORKSPACE_REQUEST);
    await underWay();
    await client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token: tokens.at(-1)! });
    assert.deepEqual(await ended, { applied: false });
    const outdated = client.connection.sendRequest<ChangeResult>(FIX_WORKSPACE_REQUEST);
    await underWay();
    await client.edit(main, 0, 0, "# typed\n");
    assert.match((await outdated).message ?? "", /has changed meanwhile/);
    assert.deepEqual(client.sent, []);
  });
});
