/** What a hostile workspace is, and how it comes to lie on a disk. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

interface Link {
  /** What the link leads to. */
  readonly link: string;
}

export type Content = string | Uint8Array | Link;

export interface Hostile {
  readonly name: string;
  /** What lies in it, by path; above it, too, where the path begins with `../`. */
  readonly files: () => Readonly<Record<string, Content>>;
  /** A folder outside to which a link leads: configuration is looked for in it, as Terraform does, and nothing else is read. */
  readonly follows?: string;
  /** What the command line must say of it, in English. */
  readonly says?: readonly RegExp[];
  /** Findings that are known in spite of it: how many have a status, by `check resource status`. */
  readonly finds?: Readonly<Record<string, number>>;
}

/** Stands in every hostile workspace: whatever the rest does, this violation must be found. */
export const WITNESS = { path: "witness/main.tf", text: 'resource "aws_kms_key" "witness" {\n}\n' } as const;

/** What stands outside of the workspace, and must never be seen. */
export const SECRET = "TOP-SECRET";

/** A bucket with a folder for the workspace in it, and what lies outside beside it. @returns the folder of the workspace */
export function lay(files: Readonly<Record<string, Content>>): string {
  const around = realpathSync(mkdtempSync(join(tmpdir(), "hostile-")));
  const root = join(around, "workspace");
  mkdirSync(join(root, ".git"), { recursive: true });
  const all: Readonly<Record<string, Content>> = { [WITNESS.path]: WITNESS.text, ...files };
  for (const [name, content] of Object.entries(all)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(path, content);
    else symlinkSync(content.link, path);
  }
  return root;
}

/** Removes a workspace with all that was laid around it. */
export function clear(root: string): void {
  rmSync(dirname(root), { recursive: true, force: true });
}
