/**
 * A client for the built server: starts it as any editor does, speaks to it with the protocol's own library, keeps the
 * documents it has open, and waits for what the server says.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  ApplyWorkspaceEditRequest,
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type MessageReader,
  MessageType,
  type MessageWriter,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  WorkDoneProgressCreateRequest,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  type FileParams,
  type FileText,
  LIST_REQUEST,
  type Listing,
  READ_REQUEST,
  STATUS_NOTIFICATION,
  type WorkspaceStatus,
} from "../../shared/src";

const DIST = join(__dirname, "../../dist");

/** How long to wait for what must come, in milliseconds. */
const PATIENCE = 10_000;

/** What VS Code can do, as far as the server asks. */
export const VSCODE: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "source.fixAll"] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
  },
  window: { workDoneProgress: true },
};

/** Findings at once, and not those that every key without an alias has. */
export const SETTINGS = { delay: 0, checks: { "kms-key-alias": "off" } };

export interface Options {
  /** Workspace folders; none: files are opened without one. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The settings below `wafSec030`, for all folders or by path of the folder. */
  readonly settings?: Record<string, unknown>;
  readonly settingsOf?: (uri: string) => Record<string, unknown> | null;
  readonly locale?: string;
  /** A bundle, in dist/ unless its path is absolute, and its arguments. */
  readonly command?: readonly [bundle: string, ...args: string[]];
  /** Files that are on no disk, by URI, which the client reads for the server. */
  readonly virtual?: ReadonlyMap<string, string>;
  /** Another way to a server than to start a process. */
  readonly connect?: () => Transport;
  /** More of the request `initialize`. */
  readonly initialize?: Record<string, unknown>;
}

/** A folder with the files, removed when the tests end. */
export function createFolder(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "waf sec ü-")));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const folders: string[] = [];
const servers = new Set<ChildProcess>();

// What a test that fails leaves behind.
after(() => {
  for (const server of servers) server.kill();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The URI of a path; one of another scheme is its own. */
export function uriOf(path: string): string {
  if (/^\w\w+:/.test(path)) return path;
  // As VS Code writes them.
  return pathToFileURL(path).href.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A server, and the way to it. */
export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  readonly exited: Promise<number | null>;
  kill(signal?: NodeJS.Signals): void;
}

/** Starts the built server in a process of its own. */
function start([script, ...args]: NonNullable<Options["command"]>): Transport {
  const server = spawn(process.execPath, [resolve(DIST, script), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  servers.add(server);
  const exited = new Promise<number | null>((resolve) => server.on("exit", resolve));
  server.on("exit", () => servers.delete(server));
  const { stdin, stdout } = server;
  const [reader, writer] = [new StreamMessageReader(stdout), new StreamMessageWriter(stdin)];
  return { reader, writer, exited, kill: (signal) => server.kill(signal) };
}

export class Client {
  /** Everything published, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly registrations: Registration[] = [];
  /** What the server wrote to the log as an error. */
  readonly errors: string[] = [];
  settings: Record<string, unknown>;
  status: WorkspaceStatus | undefined;
  /** Edits that the server sent, and whether the user has them applied. */
  readonly sent: WorkspaceEdit[] = [];
  accepts = true;
  result!: InitializeResult;
  readonly connection: ProtocolConnection;
  readonly #transport: Transport;
  readonly #documents = new Map<string, TextDocument>();
  readonly #current = new Map<string, PublishDiagnosticsParams>();
  #waiting: (() => void)[] = [];

  private constructor(private readonly options: Options) {
    this.settings = options.settings ?? SETTINGS;
    this.#transport = options.connect?.() ?? start(options.command ?? ["server.js", "--stdio"]);
    const { reader, writer } = this.#transport;
    this.connection = createProtocolConnection(reader, writer);
    this.#listen();
  }

  static async start(options: Options = {}): Promise<Client> {
    const client = new Client(options);
    client.result = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? VSCODE,
      workspaceFolders: (options.folders ?? []).map((path) => ({ uri: uriOf(path), name: path })),
      ...(options.locale === undefined ? {} : { locale: options.locale }),
      ...(options.virtual ? { initializationOptions: { files: true } } : {}),
      ...options.initialize,
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** Says goodbye as the protocol wants it. Fails when the server has logged an error. */
  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    assert.equal(await this.exited, 0);
    this.connection.dispose();
    assert.deepEqual(this.errors, []);
  }

  kill(signal?: NodeJS.Signals): void {
    this.connection.dispose();
    this.#transport.kill(signal);
  }

  /** The exit code; null when it was killed. */
  get exited(): Promise<number | null> {
    return this.#transport.exited;
  }

  // ── Documents ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async open(path: string, text: string, languageId = "terraform"): Promise<void> {
    const document = TextDocument.create(uriOf(path), languageId, 1, text);
    this.#documents.set(path, document);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId, version: 1, text },
    });
  }

  text(path: string): string {
    return this.#document(path).getText();
  }

  version(path: string): number {
    return this.#document(path).version;
  }

  /** Replaces what stands between two offsets; one change of the protocol. */
  async edit(path: string, start: number, end: number, text: string): Promise<void> {
    const document = this.#document(path);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    await this.change(path, [{ range, text }]);
  }

  async change(path: string, contentChanges: ({ range: Range; text: string } | { text: string })[]): Promise<void> {
    const document = this.#document(path);
    TextDocument.update(document, contentChanges, document.version + 1);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges,
    });
  }

  /** Types at the end of the document, character by character. */
  async type(path: string, text: string): Promise<void> {
    for (const character of text) {
      const end = this.text(path).length;
      await this.edit(path, end, end, character);
    }
  }

  async save(path: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri: uriOf(path) },
    });
  }

  async close(path: string): Promise<void> {
    this.#documents.delete(path);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: uriOf(path) },
    });
  }

  async filesChanged(...changes: (readonly [path: string, type: FileChangeType])[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })),
    });
  }

  async configure(settings: Record<string, unknown>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  // ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What was last published for the file. */
  diagnostics(path: string): readonly Diagnostic[] {
    return this.#current.get(uriOf(path))?.diagnostics ?? [];
  }

  /** Resolves when the condition holds, asked whenever the server has said something. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (!condition()) {
      const left = deadline - Date.now();
      assert(left > 0, `waited in vain for ${what}; the log says: ${this.errors.join("\n")}`);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, left);
        this.#waiting.push(resolve);
      });
      clearTimeout(timer);
    }
  }

  /** Waits until the diagnostics of the file are these, by the name of the check and the text underlined. */
  async expect(path: string, expected: readonly string[], text = this.#document(path).getText()): Promise<void> {
    const document = TextDocument.create(path, "terraform", 0, text);
    const shown = (): string[] =>
      this.diagnostics(path).map(({ code, range }) => `${String(code).split(".").at(-1)}: ${document.getText(range)}`);
    try {
      await this.until(() => isEqual(shown(), expected), `${path}: ${expected.join("; ")}`);
    } catch {
      assert.deepEqual(shown(), expected);
    }
  }

  /** Waits until the whole workspace has been read. */
  async ready(): Promise<void> {
    await this.until(() => this.status?.state === "ready", "the status ready");
  }

  /** The actions for a diagnostic, and others at its place, as VS Code asks for them when the cursor stands in it. */
  async actions(
    path: string,
    diagnostic: Diagnostic,
    only?: string[],
    others: readonly Diagnostic[] = [],
  ): Promise<CodeAction[]> {
    const answer = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf(path) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic, ...others], ...(only ? { only } : {}) },
    });
    return (answer ?? []) as CodeAction[];
  }

  /** The action with its edit, as VS Code asks for it when it is chosen. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** Applies an edit as the editor would, and tells the server. */
  async apply(edit: WorkspaceEdit): Promise<void> {
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) await this.#applyAll(fileURLToPath(uri), edits);
    for (const change of edit.documentChanges ?? []) {
      assert("textDocument" in change, "only text is edited here");
      const path = fileURLToPath(change.textDocument.uri);
      assert.equal(change.textDocument.version, this.#documents.get(path)?.version ?? null);
      await this.#applyAll(
        path,
        change.edits.map((each) => {
          assert("newText" in each);
          return each;
        }),
      );
    }
  }

  async #applyAll(path: string, textEdits: readonly TextEdit[]): Promise<void> {
    const open = this.#documents.get(path);
    const document = open ?? TextDocument.create(uriOf(path), "terraform", 0, readFileSync(path, "utf8"));
    const edits = textEdits.map(({ range, newText }) => ({ range, text: newText }));
    // All edits speak of the same text: from the last to the first, none moves another.
    edits.sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start));
    if (open) await this.change(path, edits);
    else {
      writeFileSync(path, TextDocument.update(document, edits, 1).getText());
      await this.filesChanged([path, FileChangeType.Changed]);
    }
  }

  #document(path: string): TextDocument {
    const document = this.#documents.get(path);
    assert(document, `${path} is open`);
    return document;
  }

  #listen(): void {
    const { connection } = this;
    const told = (): void => {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve();
    };
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.#current.set(params.uri, params);
      told();
    });
    connection.onNotification(STATUS_NOTIFICATION, (status: WorkspaceStatus) => {
      this.status = status;
      told();
    });
    connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type === MessageType.Error) this.errors.push(message);
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) => {
        const { settingsOf } = this.options;
        return settingsOf ? settingsOf(scopeUri ?? "") : this.settings;
      }),
    );
    connection.onRequest(ApplyWorkspaceEditRequest.type, async ({ edit }) => {
      this.sent.push(edit);
      told();
      if (this.accepts) await this.apply(edit);
      return { applied: this.accepts };
    });
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registrations.push(...registrations);
      told();
    });
    const virtual = this.options.virtual ?? new Map();
    connection.onRequest(READ_REQUEST, ({ uri }: FileParams): FileText => virtual.get(uri) ?? null);
    connection.onRequest(LIST_REQUEST, ({ uri }: FileParams): Listing => listing(virtual.keys(), `${uri}/`));
    connection.listen();
  }
}

/** What stands in a folder; of the files in it, the folders in it are known. */
function listing(uris: Iterable<string>, start: string): Listing {
  const found = new Map<string, "file" | "directory">();
  for (const uri of uris) {
    if (!uri.startsWith(start)) continue;
    const [name = "", ...below] = decodeURIComponent(uri.slice(start.length)).split("/");
    found.set(name, below.length > 0 ? "directory" : "file");
  }
  return found.size > 0 ? [...found].map(([name, kind]) => ({ name, kind })) : null;
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
