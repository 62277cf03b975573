import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type CodeAction,
  CodeActionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  HoverRequest,
  type Position,
  type Range,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { Client, createFolder, uriOf, VSCODE } from "./client";

const FOUND = 'resource "aws_kms_key" "mäin"';
const KEY = `# Schlüssel 🔑\r\n/* ä 🔑 */ ${FOUND} {\r\n  /* 😀 */ description = "für 😀" # ä\r\n}\r\n`;
const MODULE = 'variable "rotate" {\n}\n/* 🔑 */ resource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n';
const CALL =
  '/* ä */ module "a" { # 🔑\n  source = "./a"\n  /* 😀 */ rotate = false\n}\nmodule "b" {\n  source = "./a"\n  rotate = true\n}\n';

/** The two ways of counting that are not the engine's, each by Node's own means. */
const COUNTINGS = {
  "utf-8": {
    prefix: (line: string, count: number) => Buffer.from(line).subarray(0, count).toString(),
    length: (text: string) => Buffer.byteLength(text),
  },
  "utf-32": {
    prefix: (line: string, count: number) => [...line].slice(0, count).join(""),
    length: (text: string) => [...text].length,
  },
};

for (const [kind, { prefix, length }] of Object.entries(COUNTINGS)) {
  describe(`a client that counts in ${kind}`, () => {
    const capabilities = { ...VSCODE, general: { positionEncodings: [kind, "utf-16"] } };
    let client: Client;
    let folder: string;
    const at = (name: string): string => join(folder, name);

    beforeEach(async () => {
      folder = createFolder({ "main.tf": KEY, "call.tf": CALL, "a/main.tf": MODULE });
      client = await Client.start({ folders: [folder], capabilities });
      await client.ready();
    });

    afterEach(() => client.stop());

    function offsetAt(text: string, { line, character }: Position): number {
      const lines = text.split(/(?<=\n)/);
      const before = lines.slice(0, line).join("");
      return before.length + prefix(lines[line] ?? "", character).length;
    }

    function positionOf(text: string, part: string): Position {
      const before = text.slice(0, text.indexOf(part));
      const start = before.lastIndexOf("\n") + 1;
      return { line: before.split("\n").length - 1, character: length(before.slice(start)) };
    }

    const textIn = (text: string, { start, end }: Range): string =>
      text.slice(offsetAt(text, start), offsetAt(text, end));

    function applied(text: string, edits: readonly TextEdit[]): string {
      return [...edits]
        .sort((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start))
        .reduce((result, { range: { start, end }, newText }) => {
          return result.slice(0, offsetAt(text, start)) + newText + result.slice(offsetAt(text, end));
        }, text);
    }

    const underlined = (name: string, text: string): string[] =>
      client.diagnostics(at(name)).map(({ range }) => textIn(text, range));

    async function actionsFor(name: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
      const answer = await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uriOf(at(name)) },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      });
      return (answer ?? []) as CodeAction[];
    }

    /** Replaces a part of the document, as this client sends it. */
    async function replace(name: string, version: number, text: string, part: string, by: string): Promise<string> {
      const start = positionOf(text, part);
      const range = { start, end: { line: start.line, character: start.character + length(part) } };
      await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uriOf(at(name)), version },
        contentChanges: [{ range, text: by }],
      });
      return text.replace(part, by);
    }

    it("agrees with the server on it", () => {
      assert.equal(client.result.capabilities.positionEncoding, kind);
    });

    it("sees findings where they are, in files that it has not open too, and where they come from", () => {
      assert.deepEqual(underlined("main.tf", KEY), [FOUND]);
      assert.deepEqual(underlined("call.tf", CALL), ["rotate = false"]);
      const [found] = client.diagnostics(at("call.tf"));
      const related = found?.relatedInformation?.map(({ location: { uri, range } }) => {
        return textIn(uri === uriOf(at("call.tf")) ? CALL : MODULE, range);
      });
      assert.deepEqual(related, ['resource "aws_kms_key" "a"']);
    });

    it("is followed as it types, asks about places and mends what it sees", async () => {
      await client.open(at("main.tf"), KEY);
      // In one message, the second change of the text after the first.
      let text = await replace("main.tf", 2, KEY, "für 😀", "😀😀ü");
      text = await replace("main.tf", 3, text, '"mäin"', '"🔑"');
      text = await replace(
        "main.tf",
        4,
        text,
        '/* ä 🔑 */ resource "aws_kms_key" "🔑"',
        '/* 語 */ resource "aws_kms_key" "ö"',
      );
      const header = 'resource "aws_kms_key" "ö"';
      await client.until(() => underlined("main.tf", text)[0] === header, header);

      const hover = await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uriOf(at("main.tf")) },
        position: positionOf(text, '"ö"'),
      });
      assert(hover?.range);
      assert.equal(textIn(text, hover.range), header);

      const [diagnostic] = client.diagnostics(at("main.tf"));
      const [fix] = await actionsFor("main.tf", diagnostic!);
      assert.deepEqual(fix?.diagnostics, [diagnostic]);
      const [change] = fix.edit?.documentChanges ?? [];
      assert(change && "edits" in change);
      assert.equal(change.textDocument.version, 4);
      assert.equal(
        applied(text, change.edits as TextEdit[]),
        text.replace("# ä\r\n", "# ä\r\n  enable_key_rotation = true\r\n"),
      );
    });

    it("mends what stands behind such characters in the line", async () => {
      await client.open(at("call.tf"), CALL);
      const [diagnostic] = client.diagnostics(at("call.tf"));
      const [fix] = await actionsFor("call.tf", diagnostic!);
      const [change] = fix?.edit?.documentChanges ?? [];
      assert(change && "edits" in change);
      assert.equal(applied(CALL, change.edits as TextEdit[]), CALL.replace("rotate = false", "rotate = true"));
    });
  });
}
