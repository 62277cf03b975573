import { type ExtensionContext, window } from "vscode";
import { registerCommands } from "./commands";
import { ReportPanels } from "./report/panels";
import { type Connect, Server } from "./server";
import { StatusView } from "./status";

/** What VS Code calls, wherever the extension runs. */
export interface Extension {
  /** At the first Terraform or OpenTofu file, or in a workspace that holds one. */
  activate(context: ExtensionContext): Promise<void>;
  deactivate(): Promise<void>;
}

/** @param connect how the language server is reached from there */
export function createExtension(connect: Connect): Extension {
  let server: Server | undefined;
  return {
    async activate(context) {
      const log = window.createOutputChannel("WAF-SEC-030", { log: true });
      const status = new StatusView();
      server = new Server(context.extensionUri, connect, log, status);
      const panels = new ReportPanels(context.extensionUri, server);
      context.subscriptions.push(log, status, panels, ...registerCommands(server, panels, log));
      await server.start();
    },
    async deactivate() {
      await server?.stop();
    },
  };
}
