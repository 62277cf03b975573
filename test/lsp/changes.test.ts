import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeAction, CodeActionKind } from "vscode-languageserver-protocol/node";
import {
  type ChangeResult,
  FIX_ALL_KIND,
  FIX_WORKSPACE_REQUEST,
  type FindingReference,
  WAIVE_REQUEST,
} from "../../shared/src";
import { Client, createFolder, type Options, SETTINGS, uriOf } from "./client";

const key = (name: string, more = ""): string => `resource "aws_kms_key" "${name}" {\n${more}}\n`;
const ROTATION = "  enable_key_rotation = true\n";
const DATABASE =
  'resource "aws_db_instance" "app" {\n  storage_encrypted = false\n  kms_key_id        = aws_kms_key.a.arn\n}\n';
const missing = (name: string): string => `kms-key-rotation: resource "aws_kms_key" "${name}"`;
/** What our own client says of itself. */
const OURS = { initializationOptions: { commands: ["wafSec030.waive", "vscode.open"] } };

let client: Client;
let folder: string;
let main: string;

/** Starts with `main.tf` open and read. */
async function start(files: Readonly<Record<string, string>>, options: Options = {}): Promise<void> {
  folder = createFolder(files);
  main = join(folder, "main.tf");
  client = await Client.start({ folders: [folder], initialize: OURS, ...options });
  await client.ready();
  await client.open(main, files["main.tf"] ?? "");
}

async function actions(...only: string[]): Promise<CodeAction[]> {
  await client.until(() => client.diagnostics(main).length > 0, "a finding");
  const [diagnostic, ...others] = client.diagnostics(main);
  return client.actions(main, diagnostic!, only.length > 0 ? only : undefined, others);
}

describe("the actions for a finding", () => {
  afterEach(() => client.stop());

  it("go from the fix down to the documentation, and only a fix is preferred", async () => {
    await start({ "main.tf": key("a") + key("b") });
    const offered = await actions();
    assert.deepEqual(
      offered.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ["Set enable_key_rotation = true", true],
        ["Waive kms-key-rotation with a reason …", undefined],
        ["Fix all of kms-key-rotation in this file", undefined],
        ["Open the documentation of kms-key-rotation", undefined],
      ],
    );
    for (const { kind, diagnostics } of offered) {
      assert.equal(kind, CodeActionKind.QuickFix);
      assert.deepEqual(diagnostics, [client.diagnostics(main)[0]]);
    }
    const [, , , page] = offered;
    assert.equal(page?.command?.command, "vscode.open");
    assert.match(String(page?.command?.arguments?.[0]), /^https:.*kms-key-rotation/);
  });

  it("call no command that the client does not have", async () => {
    await start({ "main.tf": key("a") + key("b") }, { initialize: {} });
    assert.deepEqual(
      (await actions()).map(({ title }) => title),
      ["Set enable_key_rotation = true", "Fix all of kms-key-rotation in this file"],
    );
  });

  it("mend all findings of the check in the file at once", async () => {
    await start({ "main.tf": key("a") + key("b") + DATABASE, "other.tf": key("c") });
    const action = (await actions()).find(({ title }) => title.startsWith("Fix all of"));
    assert(action && action.edit === undefined);
    const { edit } = await client.resolve(action);
    assert(edit);
    await client.apply(edit);
    await client.until(
      () => !client.diagnostics(main).some(({ code }) => String(code).includes("rotation")),
      "no more",
    );
    assert.equal(client.text(main), key("a", ROTATION) + key("b", ROTATION) + DATABASE);
  });

  it("are refused when the text has changed before their edit was asked for", async () => {
    await start({ "main.tf": key("a") + key("b") });
    const action = (await actions()).find(({ title }) => title.startsWith("Fix all of"));
    await client.edit(main, 0, 0, "\n");
    await assert.rejects(client.resolve(action!), { code: -32801 });
  });
});

describe(FIX_ALL_KIND, () => {
  afterEach(() => client.stop());

  it("mends the file, and is there only for those who ask", async () => {
    await start({ "main.tf": `${key("a")}${key("b")}${DATABASE}`, "other.tf": key("c") });
    assert.deepEqual(
      (await actions()).filter(({ kind }) => kind === FIX_ALL_KIND),
      [],
    );
    for (const only of ["source", "source.fixAll", FIX_ALL_KIND]) {
      const [action, ...others] = await actions(only);
      assert.equal(action?.kind, FIX_ALL_KIND);
      assert.deepEqual(others, []);
    }
    const [action] = await actions("source.fixAll");
    await client.apply(action!.edit!);
    assert.equal(client.text(main), key("a", ROTATION) + key("b", ROTATION) + DATABASE);
    await client.until(() => client.published.at(-1)?.version === client.version(main), "the new version");
    assert.deepEqual(await actions("source.fixAll"), []);
  });

  it("replaces resources where a setting says so", async () => {
    await start({ "main.tf": key("a", ROTATION) + DATABASE }, { settings: { ...SETTINGS, allowReplacement: true } });
    const [action] = await actions("source.fixAll");
    await client.apply(action!.edit!);
    await client.expect(main, []);
    assert.match(client.text(main), /storage_encrypted = true/);
  });

  it("offers nothing where nothing is right without asking", async () => {
    await start({ "main.tf": key("a", ROTATION) + DATABASE });
    assert.deepEqual(await actions("source.fixAll"), []);
  });
});

describe("the request to waive", () => {
  afterEach(() => client.stop());

  async function reference(): Promise<FindingReference> {
    const waive = (await actions()).find(({ command }) => command?.command === "wafSec030.waive");
    return waive?.command?.arguments?.[0];
  }

  const waive = (finding: FindingReference, reason: string): Promise<ChangeResult> =>
    client.connection.sendRequest(WAIVE_REQUEST, { finding, reason });

  it("writes the reason above the block, and the finding is gone", async () => {
    await start({ "main.tf": key("a") });
    const result = await waive(await reference(), "rotated\n by hand (expires 2999-12-31)");
    assert.deepEqual(result, { applied: true });
    await client.expect(main, []);
    assert.equal(
      client.text(main),
      `# waf-sec-030:ignore[kms-key-rotation] rotated by hand (expires 2999-12-31)\n${key("a")}`,
    );
    assert.equal(client.status?.waived, 1);
  });

  it("is offered once for two findings that one waiver covers", async () => {
    await start({ "main.tf": 'resource "aws_db_instance" "app" {\n}\n' });
    await client.until(() => client.diagnostics(main).length === 2, "two findings");
    const offered = (await actions()).filter(({ command }) => command?.command === "wafSec030.waive");
    assert.deepEqual(
      offered.map(({ diagnostics }) => diagnostics?.length),
      [2],
    );
  });

  for (const [name, reason] of [
    ["no reason", "  "],
    ["a date that is none", "why (expires soon)"],
    ["a day gone by", "why (expires 2001-01-01)"],
  ] as const) {
    it(`is refused with ${name}`, async () => {
      await start({ "main.tf": key("a") });
      const { applied, message } = await waive(await reference(), reason);
      assert.equal(applied, false);
      assert.match(message ?? "", /cannot be waived/);
      assert.deepEqual(client.sent, []);
    });
  }

  it("is refused for a finding that is no longer there, in German too", async () => {
    await start({ "main.tf": key("a") }, { locale: "de" });
    const finding = await reference();
    await client.edit(main, 0, 0, "\n");
    const { applied, message } = await waive(finding, "why");
    assert.equal(applied, false);
    assert.match(message ?? "", /inzwischen geändert/);
  });

  it("is refused in JSON, where no comment can stand", async () => {
    folder = createFolder({ "main.tf.json": '{"resource":{"aws_kms_key":{"a":{}}}}' });
    main = join(folder, "main.tf.json");
    client = await Client.start({ folders: [folder], initialize: OURS });
    await client.ready();
    await client.open(main, readFileSync(main, "utf8"));
    assert.deepEqual(
      (await actions()).filter(({ command }) => command?.command === "wafSec030.waive"),
      [],
    );
  });
});

describe("the request to fix the workspace", () => {
  afterEach(() => client.stop());

  const fixWorkspace = (): Promise<ChangeResult> => client.connection.sendRequest(FIX_WORKSPACE_REQUEST);

  it("mends every folder, open and unopened files, in one edit that wants confirmation", async () => {
    const [first, second] = [
      createFolder({ "main.tf": key("a"), "sub/c.tf": key("c") }),
      createFolder({ "b.tf": key("b") }),
    ];
    main = join(first, "main.tf");
    client = await Client.start({ folders: [first, second], initialize: OURS });
    await client.ready();
    await client.open(main, `\n${key("a")}`);
    await client.expect(main, [missing("a")]);
    assert.deepEqual(await fixWorkspace(), { applied: true });
    assert.equal(client.text(main), `\n${key("a", ROTATION)}`);
    assert.equal(readFileSync(join(first, "sub/c.tf"), "utf8"), key("c", ROTATION));
    assert.equal(readFileSync(join(second, "b.tf"), "utf8"), key("b", ROTATION));
    const [edit, ...others] = client.sent;
    assert.deepEqual(others, []);
    const annotations = Object.entries(edit?.changeAnnotations ?? {});
    assert.deepEqual(
      annotations.map(([, { label, needsConfirmation }]) => [label, needsConfirmation]),
      [["WAF-SEC-030: Right without asking", true]],
    );
    // What asks changes nothing, so that everything else begins ticked.
    const parts = edit?.documentChanges?.flatMap((change) => ("edits" in change ? change.edits : []));
    const asking = parts?.filter((part) => "annotationId" in part && part.annotationId === annotations[0]?.[0]);
    assert.deepEqual(
      asking?.map((part) => "newText" in part && [part.newText, part.range.start, part.range.end]),
      [["", { line: 0, character: 0 }, { line: 0, character: 0 }]],
    );
    const again = await fixWorkspace();
    assert.deepEqual([again.applied, /nothing/.test(again.message ?? "")], [false, true]);
  });

  it("leaves it to the user", async () => {
    await start({ "main.tf": key("a") });
    client.accepts = false;
    assert.deepEqual(await fixWorkspace(), { applied: false });
    await client.expect(main, [missing("a")]);
  });

  it("changes no file outside the workspace folders, and none below .terraform", async () => {
    const repository = createFolder({
      ".git/HEAD": "",
      "env/main.tf": 'module "k" {\n  source = "../shared"\n}\n',
      "shared/main.tf": key("a"),
    });
    client = await Client.start({ folders: [join(repository, "env")], initialize: OURS });
    await client.ready();
    await client.expect(join(repository, "shared/main.tf"), [missing("a")], key("a"));
    assert.equal((await fixWorkspace()).applied, false);
    assert.deepEqual(client.sent, []);
  });

  it("is of what the disk says now", async () => {
    await start({ "main.tf": key("a"), "b.tf": key("b") });
    const b = join(folder, "b.tf");
    writeFileSync(b, key("b", ROTATION));
    await client.filesChanged([b, 2]);
    await client.expect(b, [], key("b"));
    await fixWorkspace();
    assert.deepEqual(
      client.sent[0]?.documentChanges?.map((change) => "textDocument" in change && change.textDocument.uri),
      [uriOf(main)],
    );
  });
});
