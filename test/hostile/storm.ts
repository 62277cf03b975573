/** A storm of files, as a branch that is checked out makes it: many come, change and go at once, while somebody types. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FileChangeType } from "vscode-languageserver-protocol";
import { Client, createFolder } from "../lsp/client";

const KEY = 'resource "aws_kms_key" "main" {\n}\n';
const ROTATED = 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n';
const FINDING = ['kms-key-rotation: resource "aws_kms_key" "main"'];

/** How long the server may take for a storm, in milliseconds; 50,000 files took 20,000 when it was measured. */
const PATIENCE = 200_000;

/** Files of one folder. */
const PER_FOLDER = 50;

/** As many files come, are mended, and go; each time all that is shown must be right, and what is typed is answered. */
export async function storm(count: number): Promise<void> {
  const root = createFolder({ "main.tf": KEY });
  const typed = join(root, "main.tf");
  const client = await Client.start({ folders: [root] });
  await client.ready();
  await client.open(typed, KEY);
  await client.expect(typed, FINDING);
  const paths = Array.from({ length: count }, (_, index) =>
    join(root, `branch ü/${Math.floor(index / PER_FOLDER)}/f${index % PER_FOLDER}.tf`),
  );
  const text = (base: string, index: number): string => base.replace('"main"', `"k${index}"`);
  const tell = async (type: FileChangeType): Promise<void> => {
    await client.filesChanged(...paths.map((path) => [path, type] as const));
    // What is typed meanwhile.
    await client.edit(typed, 0, client.text(typed).length, ROTATED);
    await client.expect(typed, []);
    await client.edit(typed, 0, client.text(typed).length, KEY);
    await client.expect(typed, FINDING);
  };
  const all = async (shown: number): Promise<void> => {
    const deadline = Date.now() + PATIENCE;
    while (!paths.every((path) => client.diagnostics(path).length === shown)) {
      assert(Date.now() < deadline, `waited in vain for ${shown} findings in each file`);
      await setTimeout(100);
    }
  };

  for (const [index, path] of paths.entries()) {
    if (index % PER_FOLDER === 0) mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text(KEY, index));
  }
  await tell(FileChangeType.Created);
  await all(1);
  for (const [index, path] of paths.entries()) writeFileSync(path, text(ROTATED, index));
  await tell(FileChangeType.Changed);
  await all(0);
  for (const [index, path] of paths.entries()) writeFileSync(path, text(KEY, index));
  await tell(FileChangeType.Changed);
  await all(1);
  rmSync(join(root, "branch ü"), { recursive: true });
  await tell(FileChangeType.Deleted);
  await all(0);
  assert.equal(client.diagnostics(typed).length, 1);
  await client.stop();
}
