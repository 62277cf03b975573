/** The extension in a browser, as on vscode.dev. The server is a web worker. */
import { Uri, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/browser";
import { WASM_REQUEST } from "../../../shared/src";
import { createExtension } from "../activation";
import { CLIENT_ID, CLIENT_NAME } from "../server";

export const { activate, deactivate } = createExtension((extension, options) => new WorkerClient(extension, options));

class WorkerClient extends LanguageClient {
  #worker: Worker | undefined;

  constructor(extension: Uri, options: LanguageClientOptions) {
    const start = async (): Promise<Worker> => {
      // One that took too long to start may be there still.
      this.#worker?.terminate();
      this.#worker = new Worker(Uri.joinPath(extension, "dist", "web", "server.js").toString(true));
      return this.#worker;
    };
    super(CLIENT_ID, CLIENT_NAME, start, options);
    this.onRequest(WASM_REQUEST, () => workspace.fs.readFile(Uri.joinPath(extension, "dist", "main.wasm.gz")));
  }

  /** A worker does not end of itself. */
  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } finally {
      this.#worker?.terminate();
      this.#worker = undefined;
    }
  }
}
