/** Writing files so that nothing is lost: each holds its old text or its new one at every moment, on a full disk too. */
import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { decode, type Message } from "../../../shared/src";

const BYTE_ORDER_MARK = "\uFEFF";

/** The texts of a file before and after, without a byte order mark. */
export interface Replacement {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface Outcome {
  /** The paths that were written. */
  readonly written: readonly string[];
  /** Why the others were left alone, and which of them is the reason. */
  readonly obstacle: { readonly path: string; readonly reason: Message } | undefined;
}

/**
 * Replaces the texts of files that belong together: none of them when one cannot be written or has changed meanwhile (all of
 * them are complete on the disk before the first takes its place). A file keeps its mode, its owner and its byte order mark;
 * where the path is a symbolic link, the file that it leads to is written and the link stays.
 */
export function replaceFiles(replacements: readonly Replacement[]): Outcome {
  const staged: Staged[] = [];
  const written: string[] = [];
  let path = "";
  try {
    for (const replacement of replacements) {
      path = replacement.path;
      staged.push(new Staged(replacement));
    }
    for (const each of staged) {
      path = each.replacement.path;
      each.expectUnchanged();
    }
    for (const each of staged) {
      path = each.replacement.path;
      each.commit();
      written.push(path);
    }
    return { written, obstacle: undefined };
  } catch (error) {
    return { written, obstacle: { path, reason: reasonOf(error) } };
  } finally {
    for (const each of staged) each.discard();
  }
}

/** Says what it is in the user's language. */
class Refused extends Error {
  constructor(readonly reason: Message) {
    super(reason.key);
  }
}

function reasonOf(error: unknown): Message {
  if (error instanceof Refused) return error.reason;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? { key: "cli.file-changed" } : { key: "cli.file-not-written", args: [message] };
}

/** A new text that lies complete beside the file whose place it is to take. */
class Staged {
  readonly #target: string;
  readonly #old: Buffer;
  readonly #temporary: string;

  constructor(readonly replacement: Replacement) {
    this.#target = realpathSync(replacement.path);
    this.#old = this.#read();
    accessSync(this.#target, constants.W_OK);
    // Terraform reads no file whose name begins with a dot.
    this.#temporary = join(dirname(this.#target), `.${basename(this.#target)}.${randomUUID()}`);
    const marked = this.#old.toString().startsWith(BYTE_ORDER_MARK);
    try {
      write(this.#temporary, marked ? BYTE_ORDER_MARK + replacement.after : replacement.after, statSync(this.#target));
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Throws when somebody has written to the file since. */
  expectUnchanged(): void {
    if (!this.#read().equals(this.#old)) throw new Refused({ key: "cli.file-changed" });
  }

  /** Puts the new text in its place, unless somebody has written there since. */
  commit(): void {
    this.expectUnchanged();
    renameSync(this.#temporary, this.#target);
  }

  /** Leaves nothing behind when there was no commit. */
  discard(): void {
    rmSync(this.#temporary, { force: true });
  }

  /** The file's bytes, which must be those of the text that the replacement was made from. */
  #read(): Buffer {
    const bytes = readFileSync(this.#target);
    const { before } = this.replacement;
    if (decode(bytes) !== before) throw new Refused({ key: "cli.file-changed" });
    const isFaithful = [before, BYTE_ORDER_MARK + before].some((text) => bytes.equals(Buffer.from(text)));
    if (!isFaithful) throw new Refused({ key: "cli.file-not-utf8" });
    return bytes;
  }
}

/** Writes a new file with mode and owner of another; it is on the disk when this returns. */
function write(path: string, text: string, like: Stats): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    const { uid, gid } = fstatSync(file);
    if (uid !== like.uid || gid !== like.gid) fchownSync(file, like.uid, like.gid);
    fchmodSync(file, like.mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
