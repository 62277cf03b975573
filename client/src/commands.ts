import { commands, type Disposable, type LogOutputChannel } from "vscode";
import type { Server } from "./server";

/** Registers every command that package.json contributes. */
export function registerCommands(server: Server, log: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand("wafSec030.restart", () => server.restart()),
    commands.registerCommand("wafSec030.scan", () => server.scan()),
    commands.registerCommand("wafSec030.showLog", () => log.show()),
  ];
}
