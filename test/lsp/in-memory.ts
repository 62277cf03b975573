import { PassThrough } from "node:stream";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";
import { startServer } from "../../server/src/lsp/server";
import { createNodeHost } from "../../server/src/platform/node-host";
import type { Transport } from "./client";

const host = createNodeHost();

/** A server in this process: many series are quicker than with a process each. It must not be told to exit, as that is meant. */
export function inMemory(): Transport {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(there), new StreamMessageWriter(back));
  startServer(server, host, "");
  return {
    reader: new StreamMessageReader(back),
    writer: new StreamMessageWriter(there),
    exited: Promise.resolve(0),
    kill: () => {},
  };
}
