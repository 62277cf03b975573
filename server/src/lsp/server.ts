import {
  type Connection,
  ErrorCodes,
  type InitializeResult,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { Host } from "../platform/host";
import { changes } from "./features/changes";
import { codeActions } from "./features/code-actions";
import { codeLens } from "./features/code-lens";
import { commands } from "./features/commands";
import { configuration } from "./features/configuration";
import { documents } from "./features/documents";
import { folders } from "./features/folders";
import { hover } from "./features/hover";
import { inlayHints } from "./features/inlay-hints";
import { pullDiagnostics } from "./features/pull-diagnostics";
import { report } from "./features/report";
import { scan } from "./features/scan";
import { watching } from "./features/watching";
import { createSession, type Feature } from "./session";

/** The order in which they start: the settings are followed before the folders are read. */
const FEATURES: readonly Feature[] = [
  configuration,
  documents,
  folders,
  watching,
  scan,
  pullDiagnostics,
  codeActions,
  changes,
  commands,
  hover,
  report,
  codeLens,
  inlayHints,
];

/** Serves one client over the connection until it says goodbye. */
export function startServer(connection: Connection, host: Host, version: string): void {
  let initialized = false;
  connection.onInitialize((params): InitializeResult => {
    if (initialized) throw new ResponseError(ErrorCodes.InvalidRequest, "the server is initialized already");
    initialized = true;
    const session = createSession(connection, host, params, version);
    for (const feature of FEATURES) feature.register(session);
    connection.onInitialized(
      session.guard.callback("start", () => {
        for (const { start } of FEATURES) session.guard.callback("start", () => start?.(session))();
      }),
    );
    const announced = FEATURES.map((feature): ServerCapabilities => feature.capabilities?.(session.client) ?? {});
    return {
      capabilities: announced.reduce(together, { positionEncoding: session.client.encoding.kind }),
      serverInfo: { name: "waf-sec-030", version },
    };
  });
  connection.listen();
}

/** What two features announce; both may have something to say of the workspace. */
function together(one: ServerCapabilities, other: ServerCapabilities): ServerCapabilities {
  return { ...one, ...other, workspace: { ...one.workspace, ...other.workspace } };
}
