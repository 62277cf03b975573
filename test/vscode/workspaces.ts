/** The folders in which the suites run: made anew for each run, so that a test may do with them what it likes. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FILES, SETTINGS } from "./files";

/** @returns the path of a folder for single-folder tests */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "workspace-"));
  await fill(folder);
  return folder;
}

/** @returns the path of a `.code-workspace` file with the folders `shop` and `billing` */
export async function createWorkspaceOfTwo(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "workspace-"));
  const folders = ["shop", "billing"];
  for (const folder of folders) {
    await fill(join(parent, folder));
  }
  const file = join(parent, "two.code-workspace");
  await writeFile(file, JSON.stringify({ folders: folders.map((path) => ({ path })), settings: SETTINGS }));
  return file;
}

async function fill(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
