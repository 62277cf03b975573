/** Drives a built language server as an editor does, and times its answers. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgressCreateRequest,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { STATUS_NOTIFICATION, type WorkspaceStatus } from "../../shared/src";
import type { Edit } from "./yardstick";

const PROBE = pathToFileURL(join(__dirname, "probe.mjs")).href;

/** Nothing takes as long, in milliseconds. */
const PATIENCE = 120_000;

/** Longer than the server waits before it tidies up, in milliseconds. */
const REST = 2_000;

/** Memory in bytes. */
export interface Memory {
  /** What is held after a collection of garbage. */
  readonly held: number;
  /** What the system counts. */
  readonly resident: number;
}

/** A server's process with one workspace folder and the documents open in it. */
export class Server {
  /** When the first diagnostics with content came, in milliseconds since the process was started. */
  first: number | undefined;
  readonly #documents = new Map<string, TextDocument>();
  #told: (() => void)[] = [];
  #status: WorkspaceStatus | undefined;
  readonly #published = new Map<string, PublishDiagnosticsParams>();

  private constructor(
    private readonly process: ChildProcess,
    private readonly connection: ProtocolConnection,
    private readonly scratch: string,
    private readonly started: number,
  ) {}

  /** Starts a server and initializes it; it scans the folder from then on. @param script the built server */
  static async start(script: string, folder: string): Promise<Server> {
    const scratch = await mkdtemp(join(tmpdir(), "bench-"));
    const started = performance.now();
    const child = spawn(process.execPath, ["--expose-gc", "--import", PROBE, script, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, BENCH_MEMORY: join(scratch, "memory.json") },
    });
    child.on("exit", (code) => {
      // Nobody would answer what is waited for.
      if (!child.killed) throw new Error(`${script} ended with ${code}`);
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new Server(child, connection, scratch, started);
    server.#listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true, dataSupport: true },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "source.fixAll"] } },
            dataSupport: true,
            resolveSupport: { properties: ["edit"] },
          },
        },
      },
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  async stop(): Promise<void> {
    this.connection.dispose();
    const exited = new Promise((resolve) => this.process.on("exit", resolve));
    this.process.kill();
    await exited;
    await rm(this.scratch, { recursive: true });
  }

  /** Resolves when the whole workspace has been read. */
  async ready(): Promise<void> {
    await this.#until(() => this.#status?.state === "ready");
  }

  /** Resolves when any file's diagnostics came. */
  async anything(): Promise<void> {
    await this.#until(() => this.first !== undefined);
  }

  /** Opens a document. @returns milliseconds until its diagnostics came */
  async open(path: string, text: string): Promise<number> {
    const document = TextDocument.create(pathToFileURL(path).href, "terraform", 1, text);
    this.#documents.set(path, document);
    const { uri, version, languageId } = document;
    const start = performance.now();
    const published = this.#until(() => this.#published.get(uri)?.version === version);
    void this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, version, languageId, text },
    });
    await published;
    return performance.now() - start;
  }

  /** Closes it, without waiting. */
  async close(path: string): Promise<void> {
    const { uri } = this.#document(path);
    this.#documents.delete(path);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /**
   * Changes a document.
   * @param isThere of the diagnostics, whether all are there that must come; by default the first of the new version suffice
   * @returns milliseconds until the diagnostics of its new version came
   */
  async edit(
    path: string,
    { start, end, text }: Edit,
    isThere: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
  ): Promise<number> {
    const document = this.#document(path);
    const change = { range: { start: document.positionAt(start), end: document.positionAt(end) }, text };
    const { uri, version } = TextDocument.update(document, [change], document.version + 1);
    const begun = performance.now();
    const published = this.#until(() => {
      const last = this.#published.get(uri);
      return last?.version === version && isThere(last.diagnostics);
    });
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    await published;
    return performance.now() - begun;
  }

  diagnostics(path: string): readonly Diagnostic[] {
    return this.#published.get(this.#document(path).uri)?.diagnostics ?? [];
  }

  async actions(path: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    const answer = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: this.#document(path).uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
    return (answer ?? []) as CodeAction[];
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** What the server holds when it has come to rest: what it does when nobody types for a while is done. */
  async memory(): Promise<Memory> {
    await new Promise((resolve) => setTimeout(resolve, REST));
    const file = join(this.scratch, "memory.json");
    await rm(file, { force: true });
    this.process.kill("SIGUSR2");
    for (;;) {
      const text = await readFile(file, "utf8").catch(() => undefined);
      if (text !== undefined) return JSON.parse(text);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #document(path: string): TextDocument {
    const document = this.#documents.get(path);
    if (!document) throw new Error(`${path} is not open`);
    return document;
  }

  async #until(condition: () => boolean): Promise<void> {
    const timeout = setTimeout(() => {
      throw new Error(`waited in vain for ${condition}`);
    }, PATIENCE);
    while (!condition()) await new Promise<void>((resolve) => this.#told.push(resolve));
    clearTimeout(timeout);
  }

  #listen(): void {
    const { connection } = this;
    const tell = (): void => {
      for (const told of this.#told.splice(0)) told();
    };
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.#published.set(params.uri, params);
      if (params.diagnostics.length > 0) this.first ??= performance.now() - this.started;
      tell();
    });
    connection.onNotification(STATUS_NOTIFICATION, (status: WorkspaceStatus) => {
      this.#status = status;
      tell();
    });
    // No delay: what is measured is the work, not the waiting for the next keystroke.
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => ({ delay: 0 })));
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.listen();
  }
}
