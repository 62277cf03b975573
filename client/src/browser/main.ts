/** The extension in a browser, as on vscode.dev. The server is a web worker. */
import { Uri, workspace } from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { WASM_REQUEST, WORKER_READY } from "../../../shared/src";
import { createExtension } from "../activation";
import { CLIENT_ID, CLIENT_NAME } from "../server";

export const { activate, deactivate } = createExtension((extension, options) => new WorkerClient(extension, options));

class WorkerClient extends LanguageClient {
  #worker: Worker | undefined;

  constructor(extension: Uri, options: LanguageClientOptions) {
    // A worker itself, made by the `Worker` of VS Code, would not be recognised as one.
    super(CLIENT_ID, CLIENT_NAME, () => this.#connect(extension), options);
    this.onRequest(WASM_REQUEST, () => workspace.fs.readFile(Uri.joinPath(extension, "dist", "main.wasm.gz")));
  }

  /** A worker does not end of itself. */
  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } finally {
      this.#worker?.terminate();
    }
  }

  async #connect(extension: Uri): Promise<MessageTransports> {
    this.#worker?.terminate();
    const worker = new Worker(Uri.joinPath(extension, "dist", "web", "server.js").toString(true));
    this.#worker = worker;
    await loaded(worker);
    return { reader: new WorkerReader(worker), writer: new BrowserMessageWriter(worker) };
  }
}

/** @throws when the worker's script cannot be had or fails */
function loaded(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data === WORKER_READY) resolve();
    };
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

/** An error that nobody has caught ends the server, as it ends a process. */
class WorkerReader extends BrowserMessageReader {
  constructor(worker: Worker) {
    super(worker);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fireClose();
    });
  }
}
