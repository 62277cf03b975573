/**
 * A model of somebody who works: a series of random events, the same for the same seed, sent to a server; in the end the
 * diagnostics that this person sees must be those of a server that is started then, every request must have been answered,
 * and none with an internal error.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  ApplyWorkspaceEditRequest,
  CancellationTokenSource,
  type ClientCapabilities,
  CodeActionRequest,
  CodeLensRequest,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  FileChangeType,
  HoverRequest,
  InlayHintRequest,
  type ProtocolConnection,
  ShutdownRequest,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { FIX_WORKSPACE_REQUEST, SCAN_REQUEST } from "../../shared/src";
import { Client, createFolder, type Options, uriOf, VSCODE } from "./client";

/** Texts that make one another right and wrong across files, whole and broken. */
const CONFIGURATIONS = [
  'resource "aws_kms_key" "main" {\n  enable_key_rotation = var.rotate\n}\n',
  'resource "aws_kms_key" "main" {\r\n  /* ä 😀 */ policy = file("policy.json")\r\n}\r\n',
  'variable "rotate" {\n  default = false\n}\n',
  'variable "rotate" {\n  default = true\n}\n',
  'module "a" {\n  source = "./a"\n  rotate = false\n}\nmodule "b" {\n  source = "./a"\n  rotate = true\n}\n',
  'module "up" {\n  source = "../a"\n  rotate = false\n}\n',
  'resource "aws_db_instance" "db" {\n  storage_encrypted = true\n  kms_key_id = aws_kms_key.main.arn\n}\n',
  'resource "aws_db_instance" "db" {\n  storage_encrypted = tr',
  '# waf-sec-030:ignore[kms-key-rotation] scratch\nresource "aws_kms_key" "scratch" {\n}\n',
  "locals {\n  rotate = true\n}\n",
  "}}} {{{\n",
  "",
];

const POLICY = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}';

/** What may stand in which files, below each of the folders. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "main.tf": CONFIGURATIONS,
  "variables.tf": CONFIGURATIONS,
  "override.tf": CONFIGURATIONS,
  "a/main.tf": CONFIGURATIONS,
  "a/variables.tf": CONFIGURATIONS,
  "in/main.tf": CONFIGURATIONS,
  "in/deep/main.tf": CONFIGURATIONS,
  "b.tofu": CONFIGURATIONS,
  "b.tf": CONFIGURATIONS,
  "terraform.tfvars": ["rotate = true\n", "rotate = false\n", "rotate =", ""],
  "extra.tfvars": ["rotate = true\n", "rotate = false\n"],
  "policy.json": [POLICY, "{}", "{"],
  "risk_acceptance.yml": ["waivers:\n  - id: kms-key-rotation\n    reason: old\n", "waivers: []\n", "{"],
  ".waf-sec-030.yml": ["checks:\n  kms-key-rotation: hint\n", "exclude: [a/**]\n", "checks: 3\n"],
};

const SETTINGS: readonly Record<string, unknown>[] = [
  { delay: 0 },
  { delay: 1, checks: { "kms-key-alias": "off" } },
  { delay: 20, scope: "openFiles" },
  { delay: 0, run: "onSave" },
  { delay: 0, enable: false },
  { delay: 0, exclude: ["in/**"] },
  { delay: 0, tfvars: ["extra.tfvars"], environment: "production" },
];

const { publishDiagnostics: _, ...PULLING } = VSCODE.textDocument!;

/** Whoever sits before the server. */
const CLIENTS: Readonly<Record<string, ClientCapabilities>> = {
  "is sent everything": VSCODE,
  "asks for diagnostics": {
    ...VSCODE,
    workspace: { ...VSCODE.workspace, diagnostics: { refreshSupport: true } },
    textDocument: { ...VSCODE.textDocument, diagnostic: {} },
  },
  "only asks, and counts in UTF-8": {
    ...VSCODE,
    general: { positionEncodings: ["utf-8"] },
    workspace: { ...VSCODE.workspace, diagnostics: { refreshSupport: true } },
    textDocument: { ...PULLING, diagnostic: {} },
  },
  "watches nothing": { ...VSCODE, workspace: { ...VSCODE.workspace, didChangeWatchedFiles: {} } },
};

/** What a request may be answered with besides a result: cancelled, outdated, or not to be done. */
const ALLOWED = [-32800, -32801, -32802, -32803];

/** What is logged as an error without being one: a fix that does not stand its verification. */
const REFUSED = /is not offered|is left out/;

/** Numbers below a bound, the same for the same seed (xorshift). */
function random(seed: number): (bound: number) => number {
  let state = seed * 2654435761 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/**
 * Runs the series of a seed. Rejects with what was wrong.
 * @param options how the servers are reached; processes of their own by default
 * @returns what happened, by kind of event
 */
export async function runSeries(
  seed: number,
  steps: number,
  options: Pick<Options, "connect"> = {},
): Promise<Readonly<Record<string, number>>> {
  const series = new Series(seed, options);
  try {
    await series.start();
    for (let step = 0; step < steps; step++) await series.act();
    await series.check();
    return series.events;
  } finally {
    series.end();
  }
}

class Series {
  readonly events: Record<string, number> = {};
  readonly #next: (bound: number) => number;
  readonly #root = createFolder({
    "one/main.tf": CONFIGURATIONS[0]!,
    "one/a/main.tf": CONFIGURATIONS[0]!,
    "two/b.tf": "",
  });
  readonly #possible = ["one", "two", "one/in"].map((name) => join(this.#root, name));
  readonly #paths = ["one", "two"].flatMap((folder) =>
    Object.keys(TEXTS).map((name) => join(this.#root, folder, name)),
  );
  readonly #folders = new Set([this.#possible[0]!]);
  readonly #capabilities: ClientCapabilities;
  /** By path, the text as the editor has it. */
  readonly #open = new Map<string, string>();
  /** Of those that are open, what the server has been told is gone. */
  readonly #gone = new Set<string>();
  readonly #killed = new WeakSet<Client>();
  readonly #running = new Set<Promise<void>>();
  /** By path, what the person sees of an open document that was asked for. */
  readonly #asked = new Map<string, Diagnostic[]>();
  #settings = SETTINGS[0]!;
  #isStopping = false;
  #client!: Client;

  constructor(
    seed: number,
    private readonly options: Pick<Options, "connect">,
  ) {
    this.#next = random(seed);
    const all = Object.values(CLIENTS);
    this.#capabilities = all[seed % all.length]!;
  }

  get #pulls(): boolean {
    return this.#capabilities.textDocument?.diagnostic !== undefined;
  }

  get #watches(): boolean {
    return this.#capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  async start(): Promise<void> {
    this.#isStopping = false;
    this.#client = await Client.start({
      ...this.options,
      folders: [...this.#folders],
      capabilities: this.#capabilities,
      settings: this.#settings,
    });
    const { connection } = this.#client;
    connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => this.#apply(edit));
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      for (const path of this.#open.keys()) this.#ask(path);
    });
    for (const [path, text] of this.#open) {
      if (!this.#gone.has(path) || existsSync(path)) await this.#client.open(path, text);
      else this.#open.delete(path);
      this.#ask(path);
    }
    this.#gone.clear();
  }

  end(): void {
    this.#client.kill();
  }

  async act(): Promise<void> {
    const path = this.#any(this.#paths);
    const text = this.#any(TEXTS[this.#nameOf(path)]!);
    const actions: (readonly [weight: number, name: string, act: () => Promise<void>])[] = [
      [5, "open", () => this.#openOne(path, text)],
      [12, "change", () => this.#change(this.#anyOpen() ?? path, text)],
      [3, "close", () => this.#close(this.#anyOpen() ?? path)],
      [3, "save", () => this.#save(this.#anyOpen() ?? path)],
      [5, "write", () => this.#write(path, text)],
      [3, "delete", () => this.#delete(path)],
      [2, "rename", () => this.#rename(path, this.#any(this.#paths))],
      [1, "rename a folder", () => this.#renameFolder()],
      [1, "delete a folder", () => this.#deleteFolder()],
      [2, "folder", () => this.#folder(this.#any(this.#possible))],
      [2, "settings", () => this.#configure()],
      [8, "request", () => this.#request(this.#anyOpen() ?? path)],
      [1, "restart", () => this.#restart()],
      [1, "kill", () => this.#kill()],
      [4, "pause", () => new Promise((resolve) => setTimeout(resolve, this.#next(20)))],
    ];
    let left = this.#next(actions.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, name, act] of actions) {
      left -= weight;
      if (left >= 0) continue;
      this.events[name] = (this.events[name] ?? 0) + 1;
      return act();
    }
  }

  /** Fails unless all is as a server sees it that is started now. */
  async check(): Promise<void> {
    await this.#quiet(this.#client);
    const { textDocument, general: _general, ...others } = this.#capabilities;
    const fresh = await Client.start({
      ...this.options,
      folders: [...this.#folders],
      // The same, but with what is compared.
      capabilities: { ...others, textDocument: { ...VSCODE.textDocument, ...textDocument, diagnostic: undefined! } },
      settings: this.#settings,
    });
    try {
      for (const [path, text] of this.#open) if (!this.#gone.has(path)) await fresh.open(path, text);
      await this.#quiet(fresh);
      for (const path of this.#paths) {
        const expected = fresh.diagnostics(path).map(essence);
        const isAsked = this.#pulls && this.#open.has(path);
        const seen = isAsked ? (this.#asked.get(path) ?? []) : this.#shown(path);
        if (this.#capabilities.general) assert.equal(seen.length, expected.length, path);
        else assert.deepEqual(seen.map(essence), expected, path);
        if (isAsked) assert.deepEqual(this.#client.diagnostics(path), [], `${path} is shown twice`);
      }
      await this.#stop(fresh);
    } finally {
      fresh.kill();
    }
    await this.#stop(this.#client);
  }

  #shown(path: string): readonly Diagnostic[] {
    return this.#client.diagnostics(path);
  }

  /** What the server answers to this, it answers after everything before; so does the client. */
  async #quiet(client: Client): Promise<void> {
    await client.connection.sendRequest(SCAN_REQUEST);
    for (let round = 0; round < 3; round++) {
      await Promise.all(this.#running);
      await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uriOf(this.#paths[0]!) },
        position: { line: 0, character: 0 },
      });
    }
    await Promise.all(this.#running);
  }

  async #stop(client: Client): Promise<void> {
    this.#isStopping = true;
    await client.connection.sendRequest(ShutdownRequest.type);
    // What was asked before is answered all the same.
    await Promise.all(this.#running);
    if (!this.options.connect) await client.connection.sendNotification(ExitNotification.type);
    assert.equal(await client.exited, 0);
    client.connection.dispose();
    assert.deepEqual(
      client.errors.filter((error) => !REFUSED.test(error)),
      [],
    );
  }

  // ── What a person does ─────────────────────────────────────────────────────────────────────────────────────────────

  async #openOne(path: string, text: string): Promise<void> {
    if (this.#open.has(path)) return;
    const shown = existsSync(path) ? readFileSync(path, "utf8") : text;
    this.#open.set(path, shown);
    await this.#client.open(path, shown);
    this.#ask(path);
  }

  async #change(path: string, text: string): Promise<void> {
    const before = this.#open.get(path);
    if (before === undefined) return;
    const [a, b] = [this.#next(before.length + 1), this.#next(before.length + 1)];
    const by = text.slice(0, this.#next(text.length + 1));
    await this.#changed(path, Math.min(a, b), Math.max(a, b), by);
  }

  async #changed(path: string, start: number, end: number, by: string): Promise<void> {
    const before = this.#open.get(path)!;
    const after = before.slice(0, start) + by + before.slice(end);
    this.#open.set(path, after);
    this.#gone.delete(path);
    // In UTF-8, this client sends whole texts; its ranges are tried elsewhere.
    if (this.#capabilities.general) await this.#client.change(path, [{ text: after }]);
    else await this.#client.edit(path, start, end, by);
    this.#open.set(path, this.#client.text(path));
    this.#ask(path);
  }

  async #close(path: string): Promise<void> {
    if (!this.#open.delete(path)) return;
    this.#gone.delete(path);
    this.#asked.delete(path);
    await this.#client.close(path);
  }

  async #save(path: string): Promise<void> {
    const text = this.#open.get(path);
    if (text === undefined) return;
    const existed = existsSync(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    this.#gone.delete(path);
    await this.#client.save(path);
    await this.#tell([path, existed ? FileChangeType.Changed : FileChangeType.Created]);
  }

  /** Somebody else writes the file. */
  async #write(path: string, text: string): Promise<void> {
    const existed = existsSync(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (this.#watches) this.#gone.delete(path);
    await this.#tell([path, existed ? FileChangeType.Changed : FileChangeType.Created]);
  }

  async #delete(path: string): Promise<void> {
    if (!existsSync(path)) return;
    rmSync(path);
    if (this.#watches && this.#open.has(path)) this.#gone.add(path);
    await this.#tell([path, FileChangeType.Deleted]);
  }

  async #rename(from: string, to: string): Promise<void> {
    if (!existsSync(from) || existsSync(to) || this.#open.has(to) || this.#nameOf(from) === this.#nameOf(to)) return;
    const wasOpen = this.#open.has(from);
    // An editor closes the one and opens the other.
    if (wasOpen) await this.#close(from);
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    await this.#tell([from, FileChangeType.Deleted], [to, FileChangeType.Created]);
    if (wasOpen) await this.#openOne(to, "");
  }

  async #renameFolder(): Promise<void> {
    const [from, to] = ["one/a", "two/a"].map((name) => join(this.#root, name));
    const [old, renamed] = existsSync(from!) ? [from!, to!] : [to!, from!];
    if (!existsSync(old) || existsSync(renamed)) return;
    for (const path of [...this.#open.keys()]) if (path.startsWith(old)) await this.#close(path);
    renameSync(old, renamed);
    await this.#tell([old, FileChangeType.Deleted], [renamed, FileChangeType.Created]);
  }

  async #deleteFolder(): Promise<void> {
    const folder = join(this.#root, this.#any(["one/in", "one/in/deep", "two/a"]));
    if (!existsSync(folder)) return;
    for (const path of [...this.#open.keys()]) if (path.startsWith(`${folder}/`)) await this.#close(path);
    rmSync(folder, { recursive: true });
    await this.#tell([folder, FileChangeType.Deleted]);
  }

  async #folder(path: string): Promise<void> {
    const folder = { uri: uriOf(path), name: path };
    const isThere = this.#folders.delete(path);
    if (!isThere) this.#folders.add(path);
    await this.#client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: isThere ? { added: [], removed: [folder] } : { added: [folder], removed: [] },
    });
  }

  async #configure(): Promise<void> {
    this.#settings = this.#any(SETTINGS);
    this.#client.settings = this.#settings;
    await this.#client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  async #restart(): Promise<void> {
    await this.#stop(this.#client);
    this.#asked.clear();
    await this.start();
  }

  /** The server crashes, with requests on their way; the client starts another one. */
  async #kill(): Promise<void> {
    this.#killed.add(this.#client);
    this.#client.kill("SIGKILL");
    await this.#client.exited;
    this.#asked.clear();
    await this.start();
  }

  async #tell(...changes: (readonly [string, FileChangeType])[]): Promise<void> {
    if (this.#watches) await this.#client.filesChanged(...changes);
  }

  // ── Requests ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async #request(path: string): Promise<void> {
    const textDocument = { uri: uriOf(path) };
    const position = { line: this.#next(4), character: this.#next(20) };
    const range = { start: { line: 0, character: 0 }, end: { line: this.#next(9), character: 0 } };
    const diagnostics = [...this.#shown(path)];
    const only = this.#any([undefined, ["source.fixAll"], ["quickfix"]]);
    const context = { diagnostics, ...(only ? { only } : {}) };
    const connection = (): ProtocolConnection => this.#client.connection;
    const source = new CancellationTokenSource();
    const { token } = source;
    const requests = [
      () => connection().sendRequest(CodeActionRequest.type, { textDocument, range, context }, token),
      () => connection().sendRequest(CodeActionRequest.type, { textDocument, range, context }, token),
      () => connection().sendRequest(HoverRequest.type, { textDocument, position }, token),
      () => connection().sendRequest(CodeLensRequest.type, { textDocument }, token),
      () => connection().sendRequest(InlayHintRequest.type, { textDocument, range }, token),
      () => connection().sendRequest(FIX_WORKSPACE_REQUEST, token),
      () => connection().sendRequest(SCAN_REQUEST, token),
    ];
    this.#expectAnswer(this.#any(requests)());
    const moment = this.#next(4);
    if (moment === 0) source.cancel();
    if (moment === 1) setTimeout(() => source.cancel(), this.#next(5));
  }

  /** Asks for the diagnostics of a document, as those do who are not sent them. */
  #ask(path: string): void {
    if (!this.#pulls || !this.#open.has(path) || this.#isStopping) return;
    const { connection } = this.#client;
    const asked = connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: uriOf(path) } });
    this.#expectAnswer(
      asked.then((report) => {
        assert(report.kind === "full");
        if (this.#open.has(path)) this.#asked.set(path, report.items);
      }),
    );
  }

  #expectAnswer(request: Promise<unknown>): void {
    const client = this.#client;
    const answered = request.then(
      () => {},
      (error: { code?: number }) => {
        assert(ALLOWED.includes(error.code ?? 0) || this.#killed.has(client), String(error));
      },
    );
    this.#running.add(answered);
    // What was wrong shows when it is waited for.
    void answered.then(
      () => this.#running.delete(answered),
      () => {},
    );
  }

  /** Applies an edit, as an editor does that refuses what is for another version. */
  async #apply(edit: WorkspaceEdit): Promise<{ applied: boolean }> {
    const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
    const isOutdated = ({ textDocument: { uri, version } }: TextDocumentEdit): boolean => {
      const path = fileURLToPath(uri);
      return this.#open.has(path) ? version !== this.#client.version(path) : version !== null;
    };
    if (this.#next(3) === 0 || this.#capabilities.general || changes.some(isOutdated)) return { applied: false };
    for (const { textDocument, edits } of changes) {
      const path = fileURLToPath(textDocument.uri);
      if (this.#open.has(path)) {
        await this.#client.apply({ documentChanges: [{ textDocument, edits }] });
        this.#open.set(path, this.#client.text(path));
        this.#gone.delete(path);
        this.#ask(path);
      } else if (existsSync(path)) {
        await this.#client.apply({ changes: { [textDocument.uri]: edits as TextEdit[] } });
      }
    }
    return { applied: true };
  }

  #nameOf(path: string): string {
    return path.slice(this.#root.length + "/one/".length);
  }

  #anyOpen(): string | undefined {
    return this.#open.size > 0 ? this.#any([...this.#open.keys()]) : undefined;
  }

  #any<T>(choices: readonly T[]): T {
    return choices[this.#next(choices.length)]!;
  }
}

/** What is compared: all that is shown. */
function essence({ range, severity, code, message, relatedInformation }: Diagnostic): object {
  return { range, severity, code, message, relatedInformation };
}
