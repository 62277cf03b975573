/** The extension in Node: on a desktop and at the far end of a remote connection. The server is a process of its own. */
import { Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { createExtension } from "./activation";
import { CLIENT_ID, CLIENT_NAME } from "./server";

export const { activate, deactivate } = createExtension((extension, options) => {
  const module = Uri.joinPath(extension, "dist", "server.js").fsPath;
  const servers = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6030"] } },
  };
  return new LanguageClient(CLIENT_ID, CLIENT_NAME, servers, options);
});
