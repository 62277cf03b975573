/** What the user sees of speed: the open files first, how far a long scan is, and what an edit costs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  LogMessageNotification,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressReport,
} from "vscode-languageserver-protocol/node";
import { type FileParams, LIST_REQUEST, READ_REQUEST } from "../../shared/src";
import { Client, createFolder, SETTINGS } from "./client";

const STORE = `resource "aws_sqs_queue" "q" {\n  name              = "q"\n  kms_master_key_id = "alias/aws/sqs"\n}\n`;

describe("a long scan", () => {
  const FILES = 1500;
  const CALLED = `output "key" {\n  value = "alias/aws/sqs"\n}\n`;
  const CALL = `module "keys" {\n  source = "../m1499"\n}\n\nresource "aws_sqs_queue" "q" {\n  kms_master_key_id = module.keys.key\n}\n`;

  /** A client whose files take a while to read. */
  async function start(): Promise<{
    client: Client;
    begun: WorkDoneProgressBegin[];
    reports: WorkDoneProgressReport[];
  }> {
    const client = await Client.start({
      initialize: {
        workspaceFolders: [{ uri: "slow:/w", name: "w" }],
        initializationOptions: { files: true },
      },
    });
    const begun: WorkDoneProgressBegin[] = [];
    const reports: WorkDoneProgressReport[] = [];
    client.connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
        if (value.kind === "begin") begun.push(value);
        if (value.kind === "report") reports.push(value);
        if (value.kind === "report" && reports.length === 1) {
          void client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
        }
      });
    });
    const later = <T>(answer: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(answer), 30));
    const folders = Array.from({ length: FILES }, (_, index) => `m${index}`);
    client.connection.onRequest(LIST_REQUEST, ({ uri }: FileParams) => {
      if (uri.endsWith("/w")) return folders.map((name) => ({ name, kind: "directory" }));
      return /\/m\d+$/.test(uri) ? later([{ name: "main.tf", kind: "file" }]) : null;
    });
    client.connection.onRequest(READ_REQUEST, ({ uri }: FileParams) =>
      uri.endsWith("main.tf") ? later(uri.includes("m1499") ? CALLED : CALL) : null,
    );
    return { client, begun, reports };
  }

  it("shows an open file first, judged with the modules that it calls; says how far it is, and can be ended", async function () {
    this.timeout(20_000);
    const { client, begun, reports } = await start();
    await client.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: "slow:/w/m700/main.tf", languageId: "terraform", version: 1, text: CALL },
    });
    const isShown = (): boolean =>
      client.published.some(({ uri, diagnostics }) => uri.includes("m700/") && diagnostics.length > 0);
    await client.until(isShown, "the findings of the open file");
    assert.equal(client.status?.state, "scanning");
    await client.ready();
    assert.equal(begun[0]?.title, "Checking the workspace");
    assert.equal(begun[0]?.cancellable, true);
    assert.match(reports[0]?.message ?? "", /^\d+ files read$/);
    assert((client.status?.files ?? 0) < FILES, "the reading was ended");
    await client.stop();
  });
});

describe("the trace of performance", () => {
  it("tells what each edit costs, as soon as it is asked for", async () => {
    const folder = createFolder({ "main.tf": STORE });
    const path = join(folder, "main.tf");
    const client = await Client.start({ folders: [folder] });
    const log: string[] = [];
    client.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      log.push(message);
    });
    await client.open(path, STORE);
    await client.ready();
    const type = async (): Promise<void> => {
      const count = client.published.length;
      await client.edit(path, STORE.indexOf('"q"\n') + 1, STORE.indexOf('"q"\n') + 1, "x");
      await client.until(() => client.published.length > count, "diagnostics");
    };
    await type();
    assert(!log.some((line) => line.startsWith("edits:")), log.join("\n"));
    await client.configure({ ...SETTINGS, trace: { performance: "on" } });
    await client.until(() => true, "the settings");
    const deadline = Date.now() + 5000;
    while (!log.some((line) => line.startsWith("edits:")) && Date.now() < deadline) await type();
    const line = log.find((each) => each.startsWith("edits:")) ?? "";
    assert.match(line, /^edits: 1, \d+\.\d\d ms; resources judged: 1, \d+\.\d\d ms; published: \d+\.\d\d ms$/);
    await client.stop();
  });
});
