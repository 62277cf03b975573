/** The language server in a web worker: speaks by messages, and has its files and its WebAssembly from the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { version } from "../../../../package.json";
import { WASM_REQUEST, WORKER_READY } from "../../../../shared/src";
import { createBrowserHost } from "../../platform/browser-host";
import { clientFiles } from "../client-files";
import { startServer } from "../server";

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const readWasm = (): Promise<Uint8Array<ArrayBuffer>> => connection.sendRequest(WASM_REQUEST);

startServer(connection, createBrowserHost(clientFiles(connection), readWasm), version);
self.postMessage(WORKER_READY);
