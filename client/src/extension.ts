import { type ExtensionContext, window } from "vscode";
import { registerCommands } from "./commands";
import { Server } from "./server";
import { StatusView } from "./status";

let server: Server | undefined;

/** Called by VS Code at the first Terraform or OpenTofu file, or in a workspace that holds one. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("WAF-SEC-030", { log: true });
  const status = new StatusView();
  server = new Server(context.extensionUri, log, status);
  context.subscriptions.push(log, status, ...registerCommands(server, log));
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
