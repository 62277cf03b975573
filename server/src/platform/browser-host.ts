/** What a web worker can do by itself; its files are those that it is given. */
import { createHcl2Json } from "./hcl2json";
import type { FileSystem, Host } from "./host";

/** @param readCompressedWasm the bytes of main.wasm.gz, which come from outside: a worker cannot read the extension's files */
export function createBrowserHost(files: FileSystem, readCompressedWasm: () => Promise<Uint8Array<ArrayBuffer>>): Host {
  return {
    files,
    hcl: createHcl2Json(async () => gunzip(await readCompressedWasm())),
    pause,
    now: () => performance.now(),
  };
}

const { port1, port2 } = new MessageChannel();

/** A timer would wait for 4 ms when it is set again and again; a message comes after those that are waiting already. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    port1.addEventListener("message", () => resolve(), { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
