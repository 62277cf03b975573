import assert from "node:assert/strict";
import { join } from "node:path";
import {
  REPORT_CHANGED_NOTIFICATION,
  REPORT_REQUEST,
  REPORT_TEXT_REQUEST,
  type Report,
  type ReportFormat,
} from "../../shared/src";
import { Client, createFolder, uriOf } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n';
const TOPIC = 'resource "aws_sns_topic" "bare" {\n}\n';
const MODULE = 'module "topics" {\n  source = "../modules/topics"\n}\n';

describe("the report", () => {
  let folder: string;
  let client: Client;
  let changes: number;

  async function start(locale?: string): Promise<void> {
    const root = createFolder({
      ".git/HEAD": "",
      "modules/topics/main.tf": TOPIC,
      "shop/main.tf": KEY,
      "shop/topics.tf": MODULE,
    });
    folder = join(root, "shop");
    client = await Client.start({ folders: [folder], ...(locale === undefined ? {} : { locale }) });
    changes = 0;
    client.connection.onNotification(REPORT_CHANGED_NOTIFICATION, () => {
      changes++;
    });
    await client.ready();
  }

  const ask = (uri = uriOf(folder)): Promise<Report | null> => client.connection.sendRequest(REPORT_REQUEST, { uri });
  const textOf = (format: ReportFormat): Promise<string | null> =>
    client.connection.sendRequest(REPORT_TEXT_REQUEST, { uri: uriOf(folder), format });

  /** Waits for the next occasion to ask for a report that is another. */
  async function changed(): Promise<void> {
    const before = changes;
    for (const end = Date.now() + 10_000; changes === before; ) {
      assert(Date.now() < end, "no change of the report");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  afterEach(() => client.stop());

  it("is on a folder and what it calls, with the URI of every file that it names", async () => {
    await start();
    const report = await ask();
    assert(report);
    assert.equal(report.language, "en");
    assert.match(report.html, /<a href="#" data-file="main\.tf" data-line="1">/);
    assert.deepEqual(report.files, {
      "main.tf": uriOf(join(folder, "main.tf")),
      "../modules/topics/main.tf": uriOf(join(folder, "../modules/topics/main.tf")),
    });
  });

  it("is the same for a file of the folder, and none for what no folder answers for", async () => {
    await start();
    assert.deepEqual(await ask(uriOf(join(folder, "main.tf"))), await ask());
    assert.equal(await ask("file:///elsewhere/main.tf"), null);
  });

  it("tells the maturity level, and when there is another report, while the text changes", async () => {
    await start();
    await client.until(() => client.status?.maturity !== undefined, "the maturity level");
    const { maturity, violations } = client.status ?? {};
    assert.deepEqual(maturity, { level: 1, reachable: 1 });
    const path = join(folder, "main.tf");
    await client.open(path, KEY);
    await changed();
    await client.edit(path, KEY.length, KEY.length, 'resource "aws_sqs_queue" "typed" {\n}\n');
    await changed();
    const report = await ask();
    assert.match(report?.html ?? "", /data-file="main\.tf" data-line="4"/);
    assert((client.status?.violations ?? 0) >= (violations ?? 0));
  });

  it("rises with what is mended", async () => {
    await start();
    const path = join(folder, "../modules/topics/main.tf");
    await client.open(path, TOPIC);
    await client.edit(path, TOPIC.length - 2, TOPIC.length - 2, '  kms_master_key_id = "alias/aws/sns"\n');
    await client.until(() => client.status?.maturity?.level === 2, "level 2");
  });

  it("is handed out in every format, in the client's language", async () => {
    await start("de-CH");
    assert.match((await textOf("html")) ?? "", /^<!DOCTYPE html>\n<html lang="de">/);
    assert.match((await textOf("markdown")) ?? "", /^# WAF-SEC-030: Nachweis/);
    const { control, workspace, findings } = JSON.parse((await textOf("json")) ?? "");
    assert.deepEqual([control, workspace], ["WAF-SEC-030", "shop"]);
    assert.equal(findings[0].where.file.includes("\\"), false);
  });
});
