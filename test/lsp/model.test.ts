import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { Client, createFolder } from "./client";

/** Texts that make one another right and wrong across files, whole and broken. */
const TEXTS = [
  'resource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotate\n}\n',
  'variable "rotate" {\n  default = false\n}\n',
  'variable "rotate" {\n  default = true\n}\n',
  'module "a" {\n  source = "./a"\n  rotate = false\n}\nmodule "b" {\n  source = "./a"\n  rotate = true\n}\n',
  'resource "aws_db_instance" "db" {\n  storage_encrypted = true\n  kms_key_id = aws_kms_key.main.arn\n}\n',
  'resource "aws_db_instance" "db" {\n  storage_encrypted = tr',
  "locals {\n  rotate = true\n}\n",
  "}}} {{{\n",
  "",
];
const NAMES = [
  "main.tf",
  "variables.tf",
  "override.tf",
  "a/main.tf",
  "a/variables.tf",
  "b.tofu",
  "b.tf",
  "terraform.tfvars",
];
const STEPS = 60;

/** Numbers below a bound, the same for the same seed (xorshift). */
function random(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

describe("after any sequence of events, the diagnostics are those of a fresh server", () => {
  for (const seed of [1, 22, 333, 4444, 55555]) {
    it(`seed ${seed}`, async () => {
      const next = random(seed);
      const folder = createFolder({ "main.tf": TEXTS[0]!, "a/main.tf": TEXTS[0]! });
      const client = await Client.start({ folders: [folder], settings: { delay: next(3) } });
      const open = new Set<string>();
      for (let step = 0; step < STEPS; step++) await act(client, folder, open, next);
      // What the server answers, it answers after everything before.
      await client.connection.sendRequest("wafSec030/scan");
      const fresh = await Client.start({ folders: [folder], settings: { delay: 0 } });
      for (const path of open) await fresh.open(path, client.text(path));
      await fresh.connection.sendRequest("wafSec030/scan");
      for (const path of NAMES.map((name) => join(folder, name))) {
        assert.deepEqual(client.diagnostics(path), fresh.diagnostics(path), path);
      }
      await client.stop();
      await fresh.stop();
    });
  }

  async function act(
    client: Client,
    folder: string,
    open: Set<string>,
    next: (bound: number) => number,
  ): Promise<void> {
    const path = join(folder, NAMES[next(NAMES.length)]!);
    const text = TEXTS[next(TEXTS.length)]!;
    switch (next(6)) {
      case 0:
        if (open.has(path)) return;
        open.add(path);
        await client.open(path, existsSync(path) ? readFileSync(path, "utf8") : text);
        return;
      case 1:
      case 2: {
        if (!open.has(path)) return;
        const [a, b] = [next(client.text(path).length + 1), next(client.text(path).length + 1)];
        await client.edit(path, Math.min(a, b), Math.max(a, b), text.slice(0, next(text.length + 1)));
        return;
      }
      case 3:
        if (!open.delete(path)) return;
        if (next(2) === 0) {
          mkdirSync(dirname(path), { recursive: true });
          const existed = existsSync(path);
          writeFileSync(path, client.text(path));
          await client.save(path);
          await client.filesChanged([path, existed ? FileChangeType.Changed : FileChangeType.Created]);
        }
        await client.close(path);
        return;
      case 4: {
        if (open.has(path)) return;
        mkdirSync(dirname(path), { recursive: true });
        const existed = existsSync(path);
        writeFileSync(path, text);
        await client.filesChanged([path, existed ? FileChangeType.Changed : FileChangeType.Created]);
        return;
      }
      default:
        if (open.has(path) || !existsSync(path)) return;
        rmSync(path);
        await client.filesChanged([path, FileChangeType.Deleted]);
    }
  }
});
