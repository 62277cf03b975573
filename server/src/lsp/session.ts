import {
  type Connection,
  type InitializeParams,
  PositionEncodingKind,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { Host } from "../platform/host";
import { pathOf } from "../platform/uri";
import { atBorder } from "./border";
import { type Client, readClient } from "./client";
import { clientFiles } from "./client-files";
import { Documents, lineOf } from "./documents";
import { Guard } from "./guard";
import { Projects } from "./projects";
import { Publisher } from "./publisher";
import { Serial } from "./serial";
import { SettingsReader } from "./settings";
import { PerformanceTrace } from "./trace";
import { Watchers } from "./watchers";

/** What the features share for as long as one client is connected. */
export interface Session {
  readonly connection: Connection;
  readonly host: Host;
  readonly params: InitializeParams;
  /** Of the product. */
  readonly version: string;
  readonly client: Client;
  readonly guard: Guard;
  readonly documents: Documents;
  readonly projects: Projects;
  readonly settings: SettingsReader;
  readonly publisher: Publisher;
  readonly trace: PerformanceTrace;
  /** Projects come and go one after the other. */
  readonly structure: Serial;
  /** Changes on disk are read one after the other. */
  readonly reading: Serial;
}

/** One ability of the server: what it announces, and the messages it answers. */
export interface Feature {
  capabilities?(client: Client): ServerCapabilities;
  register(session: Session): void;
  /** After the client has said that it is ready for requests. */
  start?(session: Session): void | Promise<void>;
}

export function createSession(raw: Connection, machine: Host, params: InitializeParams, version: string): Session {
  const client = readClient(params);
  const host = client.servesFiles ? { ...machine, files: clientFiles(raw, machine.files) } : machine;
  const { encoding } = client;
  const documents = new Documents(encoding);
  const textOf = (uri: string, line: number): string | undefined => {
    const document = documents.get(pathOf(uri)) ?? projects.closedDocument(pathOf(uri));
    return document && lineOf(document, line);
  };
  const connection = encoding.kind === PositionEncodingKind.UTF16 ? raw : atBorder(raw, encoding, textOf);
  const guard = new Guard(connection.console);
  const watchers = new Watchers(connection, client, guard);
  const projects = new Projects(host, documents, {
    onProblem: (what, error) => guard.failed(what, error),
    onRead: (path, isInWorkspace) => watchers.want(path, isInWorkspace),
  });
  const settings = new SettingsReader(connection, client, params.initializationOptions);
  const trace = new PerformanceTrace(host, connection.console);
  const publisher = new Publisher(host, connection, client, guard, documents, projects, trace);
  const [structure, reading] = [new Serial(), new Serial()];
  return {
    connection,
    host,
    params,
    version,
    client,
    guard,
    documents,
    projects,
    settings,
    publisher,
    trace,
    structure,
    reading,
  };
}
