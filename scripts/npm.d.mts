import type { ExecFileSyncOptions } from "node:child_process";

/** See npm.mjs. */
export function npm(args: readonly string[], options?: ExecFileSyncOptions): string | Buffer;
