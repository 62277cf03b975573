/** The language server's process, for Node: speaks by `--node-ipc` or `--stdio`, as its arguments say. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { version } from "../../../package.json";
import { createNodeHost } from "../platform/node-host";
import { startServer } from "./server";

startServer(createConnection(ProposedFeatures.all), createNodeHost(), version);
