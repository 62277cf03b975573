/** hcl2json's WebAssembly, on disk. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** The WebAssembly module: beside the bundle, where the build puts it; else, run from source, in its package. */
export async function readWasm(): Promise<Uint8Array<ArrayBuffer>> {
  const bundled = join(__dirname, "main.wasm.gz");
  const path = existsSync(bundled) ? bundled : createRequire(__filename).resolve("@cdktf/hcl2json/main.wasm.gz");
  return new Uint8Array(await promisify(gunzip)(await readFile(path)));
}
