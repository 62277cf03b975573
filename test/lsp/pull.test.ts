import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type Diagnostic,
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  FileChangeType,
  type PreviousResultId,
  WorkDoneProgress,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver-protocol/node";
import { Client, createFolder, uriOf, VSCODE } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotate\n}\n';
const OFF = 'variable "rotate" {\n  default = false\n}\n';
const ON = 'variable "rotate" {\n  default = true\n}\n';

/** Neovim 0.11 and VS Code: both ways, and told when to ask again. */
const BOTH: ClientCapabilities = {
  ...VSCODE,
  workspace: { ...VSCODE.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...VSCODE.textDocument, diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true } },
};

describe("a client that asks for diagnostics", () => {
  let client: Client;
  let folder: string;
  let refreshes = 0;
  const at = (name: string): string => join(folder, name);

  async function start(files: Record<string, string>, capabilities = BOTH): Promise<void> {
    folder = createFolder(files);
    client = await Client.start({ folders: [folder], capabilities });
    refreshes = 0;
    client.connection.onRequest(DiagnosticRefreshRequest.type, () => {
      refreshes++;
    });
  }

  afterEach(() => client.stop());

  async function ask(name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uriOf(at(name)) },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async function askAll(previousResultIds: PreviousResultId[] = []): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    return items;
  }

  /** The names of the checks. */
  function checks(report: DocumentDiagnosticReport | WorkspaceDocumentDiagnosticReport | undefined): string[] {
    assert(report?.kind === "full", report?.kind);
    return report.items.map(({ code }: Diagnostic) => String(code).split(".").at(-1) ?? "");
  }

  const published = (name: string): Diagnostic[][] =>
    client.published.filter(({ uri }) => uri === uriOf(at(name))).map(({ diagnostics }) => diagnostics);

  it("is told that the server answers, and that files depend on each other", async () => {
    await start({});
    assert.deepEqual(client.result.capabilities.diagnosticProvider, {
      interFileDependencies: true,
      workspaceDiagnostics: true,
      workDoneProgress: true,
    });
  });

  it("has an answer as soon as there is one, and hears nothing of open documents besides", async () => {
    await start({ "main.tf": KEY, "variables.tf": OFF });
    await client.open(at("main.tf"), KEY);
    assert.deepEqual(checks(await ask("main.tf")), ["kms-key-rotation"]);
    await client.edit(at("main.tf"), 0, 0, "# a line\n");
    const report = await ask("main.tf");
    assert(report.kind === "full");
    assert.equal(report.items[0]?.range.start.line, 2);
    assert.deepEqual(published("main.tf").flat(), []);
  });

  it("need not hear again what it knows", async () => {
    await start({ "main.tf": KEY, "variables.tf": OFF });
    await client.open(at("main.tf"), KEY);
    const first = await ask("main.tf");
    assert.deepEqual(await ask("main.tf", first.resultId), { kind: "unchanged", resultId: first.resultId });
    await client.edit(at("main.tf"), 0, 0, "\n");
    const second = await ask("main.tf", first.resultId);
    assert.equal(second.kind, "full");
    assert.notEqual(second.resultId, first.resultId);
    await client.edit(at("main.tf"), 0, client.text(at("main.tf")).length, "");
    const none = await ask("main.tf", second.resultId);
    assert.deepEqual(checks(none), []);
    assert.equal((await ask("main.tf", none.resultId)).kind, "unchanged");
  });

  it("is told to ask again when another file changes what it knows, and only then", async () => {
    await start({ "main.tf": KEY, "variables.tf": OFF, "other.tf": "" });
    await client.open(at("main.tf"), KEY);
    await client.ready();
    const before = await ask("main.tf");
    refreshes = 0;
    writeFileSync(at("other.tf"), "locals {}\n");
    await client.filesChanged([at("other.tf"), FileChangeType.Changed]);
    await client.connection.sendRequest("wafSec030/scan");
    await ask("main.tf");
    assert.equal(refreshes, 0);
    writeFileSync(at("variables.tf"), ON);
    await client.filesChanged([at("variables.tf"), FileChangeType.Changed]);
    await until(() => refreshes === 1);
    assert.deepEqual(checks(await ask("main.tf", before.resultId)), []);
  });

  it("sees each file's findings once, whoever has it open", async () => {
    await start({ "main.tf": KEY, "variables.tf": OFF });
    await client.expect(at("main.tf"), ["kms-key-rotation: enable_key_rotation = var.rotate"], KEY);
    await client.open(at("main.tf"), KEY);
    await client.expect(at("main.tf"), []);
    assert.deepEqual(checks(await ask("main.tf")), ["kms-key-rotation"]);
    await client.close(at("main.tf"));
    await client.expect(at("main.tf"), ["kms-key-rotation: enable_key_rotation = var.rotate"], KEY);
    // From now on it asks for all.
    const all = await askAll();
    assert.deepEqual(
      all.map((each) => [each.uri, each.version, checks(each)]),
      [[uriOf(at("main.tf")), null, ["kms-key-rotation"]]],
    );
    await client.expect(at("main.tf"), [], KEY);
    const count = client.published.length;
    await client.open(at("variables.tf"), OFF);
    await client.edit(at("variables.tf"), 0, OFF.length, ON);
    const [report] = await askAll(all.map(({ uri, resultId }) => ({ uri, value: resultId! })));
    assert.deepEqual(checks(report), []);
    assert.deepEqual(client.published.slice(count), []);
  });

  it("gets a whole workspace in portions, with progress, and of what it knows only that it has not changed", async () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}/main.tf`, KEY + OFF]));
    await start(files);
    const portions: WorkspaceDocumentDiagnosticReport[][] = [];
    const kinds: string[] = [];
    client.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, "portions", (portion) => {
      portions.push((portion as WorkspaceDiagnosticReport).items);
    });
    client.connection.onProgress(WorkDoneProgress.type, "progress", ({ kind }) => {
      kinds.push(kind);
    });
    const answer = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: [],
      partialResultToken: "portions",
      workDoneToken: "progress",
    });
    assert.deepEqual(answer, { items: [] });
    assert.deepEqual(
      portions.map(({ length }) => length),
      [100, 100, 50],
    );
    assert.deepEqual(kinds, ["begin", "end"]);
    const all = portions.flat();
    assert(all.every((report) => checks(report).length === 1));
    const again = await askAll(all.map(({ uri, resultId }) => ({ uri, value: resultId! })));
    assert.equal(again.length, 250);
    assert(again.every(({ kind }) => kind === "unchanged"));
  });

  it("is answered when it cancels, before everything has been read too", async () => {
    await start({ "main.tf": KEY, "variables.tf": OFF });
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      { previousResultIds: [] },
      source.token,
    );
    source.cancel();
    await assert.rejects(asked, { code: -32800 });
    assert.deepEqual(checks(await ask("variables.tf")), []);
    assert.deepEqual(checks(await ask("no-such.tf")), []);
    assert.deepEqual(checks(await ask("README.md")), []);
  });

  it("and knows no other way is told nothing by itself", async () => {
    const { publishDiagnostics: _, ...textDocument } = BOTH.textDocument!;
    await start({ "main.tf": KEY, "variables.tf": OFF }, { ...VSCODE, textDocument });
    await client.open(at("main.tf"), KEY);
    assert.deepEqual(checks(await ask("main.tf")), ["kms-key-rotation"]);
    assert.equal(refreshes, 0);
    assert.deepEqual(published("main.tf").flat(), []);
  });

  it("but cannot be told to ask again is told of everything by itself", async () => {
    await start({ "main.tf": KEY, "variables.tf": OFF }, { ...BOTH, workspace: VSCODE.workspace! });
    assert.equal(client.result.capabilities.diagnosticProvider, undefined);
    await client.open(at("main.tf"), KEY);
    await client.expect(at("main.tf"), ["kms-key-rotation: enable_key_rotation = var.rotate"]);
  });

  async function until(condition: () => boolean): Promise<void> {
    const end = Date.now() + 5000;
    while (!condition() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    assert(condition());
  }
});
