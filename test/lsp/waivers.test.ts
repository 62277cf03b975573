import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticSeverity, DiagnosticTag, FileChangeType } from "vscode-languageserver-protocol/node";
import { Client, createFolder, SETTINGS, VSCODE } from "./client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const ROTATED = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n';
const MISSING = ['kms-key-rotation: resource "aws_kms_key" "main"'];
const ACCEPTED = "waivers:\n  - id: kms-key-rotation\n    reason: accepted\n";
const { Created, Changed, Deleted } = FileChangeType;
const { Hint, Warning } = DiagnosticSeverity;
/** As VS Code says it. */
const FADES = {
  ...VSCODE,
  textDocument: {
    ...VSCODE.textDocument,
    publishDiagnostics: {
      ...VSCODE.textDocument?.publishDiagnostics,
      tagSupport: { valueSet: [DiagnosticTag.Unnecessary] },
    },
  },
};

describe("what is wrong with a waiver", () => {
  for (const [name, comment, block, severity] of [
    ["missing-reason", "ignore[kms-key-rotation]", KEY, Warning],
    ["unknown-id", "ignore[kms-key-rotaton] why", KEY, Warning],
    ["invalid-date", "ignore[kms-key-rotation] why (expires soon)", KEY, Warning],
    ["expired", "ignore[kms-key-rotation] why (expires 2001-01-01)", KEY, Warning],
    ["unused", "ignore[kms-key-rotation] why", ROTATED, Hint],
  ] as const) {
    it(`stands at the comment: ${name}`, async () => {
      const text = `# waf-sec-030:${comment}\n${block}`;
      const main = join(createFolder({ "main.tf": text }), "main.tf");
      const client = await Client.start({ folders: [join(main, "..")], capabilities: FADES });
      await client.ready();
      await client.open(main, text);
      const found = () => client.diagnostics(main).filter(({ code }) => code === `waiver-${name}`);
      await client.until(() => found().length === 1, name);
      const [problem] = found();
      assert.equal(problem?.range.start.line, 0);
      assert.equal(problem?.severity, severity);
      assert.deepEqual(problem?.tags, name === "unused" ? [DiagnosticTag.Unnecessary] : undefined);
      await client.edit(main, 0, text.indexOf("\n") + 1, "");
      await client.expect(main, block === KEY ? MISSING : []);
      await client.stop();
    });
  }

  it("stands in the project's file, and goes with it", async () => {
    const folder = createFolder({ "main.tf": KEY, ".wafpass-skip.yml": "waivers: [" });
    const file = join(folder, ".wafpass-skip.yml");
    const client = await Client.start({ folders: [folder] });
    await client.until(() => client.diagnostics(file).length === 1, "a problem");
    assert.deepEqual(
      client.diagnostics(file).map(({ code, severity }) => [code, severity]),
      [["waiver-unreadable", Warning]],
    );
    writeFileSync(file, ACCEPTED.replace("accepted", "accepted\n    expires: 2001-01-01"));
    await client.filesChanged([file, Changed]);
    await client.until(() => client.diagnostics(file)[0]?.code === "waiver-expired", "the entry that has expired");
    await client.expect(join(folder, "main.tf"), MISSING, KEY);
    await client.configure({ ...SETTINGS, enable: false });
    await client.until(() => client.diagnostics(file).length === 0, "nothing");
    await client.configure(SETTINGS);
    await client.until(() => client.diagnostics(file).length === 1, "the problem again");
    rmSync(file);
    await client.filesChanged([file, Deleted]);
    await client.until(() => client.diagnostics(file).length === 0, "nothing for a file that is gone");
    await client.stop();
  });
});

describe("the project's waiver file", () => {
  it("counts for its own workspace folder alone, risk_acceptance.yml before .wafpass-skip.yml", async () => {
    const [waived, other] = [
      createFolder({ "main.tf": KEY, ".wafpass-skip.yml": ACCEPTED }),
      createFolder({ "main.tf": KEY }),
    ];
    const client = await Client.start({ folders: [waived, other] });
    await client.ready();
    await client.expect(join(other, "main.tf"), MISSING, KEY);
    await client.expect(join(waived, "main.tf"), [], KEY);
    const first = join(waived, "risk_acceptance.yml");
    writeFileSync(first, "waivers: []\n");
    await client.filesChanged([first, Created]);
    await client.expect(join(waived, "main.tf"), MISSING, KEY);
    rmSync(first);
    await client.filesChanged([first, Deleted]);
    await client.expect(join(waived, "main.tf"), [], KEY);
    await client.stop();
  });

  it("counts for a file that was opened without a folder", async () => {
    const folder = createFolder({ "main.tf": KEY, "risk_acceptance.yml": ACCEPTED });
    const main = join(folder, "main.tf");
    const client = await Client.start();
    await client.open(main, KEY);
    await client.until(() => client.status?.waived === 1, "the waiver");
    assert.deepEqual(client.diagnostics(main), []);
    await client.stop();
  });
});
