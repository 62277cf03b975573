import {
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
} from "vscode-languageserver";
import { type Maturity, STATUS_NOTIFICATION, type WorkspaceStatus } from "../../../shared/src";
import type { Host } from "../platform/host";
import type { Client } from "./client";
import { addCounts, isProblem } from "./counts";
import { toDiagnostic, toSettingDiagnostic, toWaiverDiagnostic } from "./diagnostic";
import type { Documents } from "./documents";
import type { Guard } from "./guard";
import type { Project } from "./project";
import type { Projects } from "./projects";
import { Refresh } from "./refresh";
import type { PerformanceTrace } from "./trace";

/** How long nothing happens before the server looks for modules that are called but not read, in milliseconds. */
const IDLE = 400;

/** What there is to say of a file. */
interface Known {
  readonly uri: string;
  readonly content: string;
  /** What tells the content from every other that the file had. */
  readonly number: number;
  /** Whether the client has been told of itself, and not only knows what it asked for. */
  readonly published: boolean;
}

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/** The number of a file without diagnostics. */
const NONE = 0;

/** Brings the client's diagnostics and status up to date with the projects, at once or when nobody types for a while. */
export class Publisher {
  readonly #known = new Map<string, Known>();
  /** What each project will do when nothing happens in between. */
  readonly #timers = new Map<Project, ReturnType<typeof setTimeout>>();
  /** Documents that have a new version since their diagnostics were sent. */
  readonly #edited = new Set<string>();
  readonly #completing = new Map<Project, Promise<void>>();
  readonly #onIdle: ((project: Project) => void)[] = [];
  /** Those who wait for findings. */
  #waiting: (() => void)[] = [];
  /** Whether the client asks for the diagnostics of files that are not open, too. */
  #isAskedForAll = false;
  #lastNumber = NONE;
  /** Tells this server's numbers from those of the one before it. */
  readonly #era = Date.now().toString(36);
  readonly #refresh: Refresh;
  #status = "";

  constructor(
    private readonly host: Host,
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly guard: Guard,
    private readonly documents: Documents,
    private readonly projects: Projects,
    private readonly trace: PerformanceTrace,
  ) {
    this.#refresh = new Refresh(() => connection.languages.diagnostics.refresh());
  }

  /** Notes that a document has a new version: its diagnostics are sent again even when they are the same. */
  noteEdited(path: string): void {
    this.#edited.add(path);
    for (const project of this.projects.concernedBy(path)) project.noteChanged([path]);
  }

  /** Calls back when a project's findings are up to date and nothing has happened for a while. */
  whenIdle(callback: (project: Project) => void): void {
    this.#onIdle.push(callback);
  }

  /** Publishes after the delay that the settings ask for; every call begins the delay anew. */
  schedule(project: Project): void {
    const { delay } = project.settings;
    if (delay === 0) this.flush(project);
    else this.#later(project, delay, "check", () => this.flush(project));
  }

  /** Brings the project's findings up to date and publishes what changed; what takes long is done bit by bit. */
  flush(project: Project): void {
    if (this.#completing.has(project)) this.#advance(project);
    else this.guard.callback("check", () => this.complete(project))();
  }

  /** The same, to the end. */
  async complete(project: Project): Promise<void> {
    const completing = this.#advanceToEnd(project, this.#completing.get(project));
    this.#completing.set(project, completing);
    try {
      await completing;
    } finally {
      if (this.#completing.get(project) === completing) this.#completing.delete(project);
    }
  }

  /** Takes back what is shown for files that their project, now another one or none, does not know. */
  clearOrphans(): void {
    for (const path of [...this.#known.keys()]) {
      if (!this.projects.ownerOf(path)?.judges(path)) this.#send(path, []);
    }
    this.showStatus();
  }

  /** Drops a project that is gone. */
  forget(project: Project): void {
    clearTimeout(this.#timers.get(project));
    this.#timers.delete(project);
    this.clearOrphans();
    this.#wake();
  }

  /** Brings the project's findings up to date, as soon as enough has been read to have any. */
  async settled(project: Project): Promise<void> {
    const exists = (): boolean => this.projects.all().includes(project);
    while (exists() && project.coverage === "none") await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (exists()) await this.complete(project);
  }

  /**
   * What there is to say of a file, for a client that asks.
   * @param previous the `resultId` of what the client has
   */
  report(path: string, previous: string | undefined): Report {
    const { number, content } = this.#known.get(path) ?? { number: NONE, content: "" };
    const resultId = `${this.#era}-${number}`;
    this.#edited.delete(path);
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    const items = content === "" ? [] : (JSON.parse(content) as Diagnostic[]);
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** The files of which there is something to say, for a client that asks for all; it is told of none by itself any more. */
  reported(): string[] {
    this.#isAskedForAll = true;
    for (const [path, known] of this.#known) {
      if (known.published) this.#publishAt(known.uri, path, []);
      this.#known.set(path, { ...known, published: false });
    }
    return [...this.#known.keys()];
  }

  /** The state and the sums over all projects. */
  status(): WorkspaceStatus {
    const projects = this.projects.all();
    const sum = { violations: 0, recommendations: 0, waived: 0, unverified: 0 };
    let files = 0;
    for (const project of projects) {
      files += project.analysis.workspace.files.size;
      addCounts(sum, project.counts, 1);
    }
    const maturity = lowest(projects.flatMap((project) => project.maturity ?? []));
    return {
      state: projects.some((project) => project.scanning) ? "scanning" : "ready",
      files,
      ...sum,
      ...(maturity && { maturity }),
    };
  }

  /** Tells the client the status when it is not what it was last told. */
  showStatus(): void {
    const status = this.status();
    const content = JSON.stringify(status);
    if (content === this.#status) return;
    this.#status = content;
    this.#sent(this.connection.sendNotification(STATUS_NOTIFICATION, status));
  }

  #publish(project: Project): void {
    const isOpen = (path: string): boolean => this.documents.get(path) !== undefined;
    for (const path of project.takeChanged(project.coverage === "open" ? isOpen : () => true)) {
      if (this.projects.ownerOf(path) !== project) continue;
      const listed = isOpen(path) || (project.kind === "folder" && project.settings.scope === "workspace");
      this.#send(path, listed ? this.#diagnostics(project, path) : []);
    }
  }

  #diagnostics(project: Project, path: string): Diagnostic[] {
    const { analysis } = project;
    const findings = analysis.findings(path).filter(isProblem);
    const uriOf = (other: string): string => this.documents.uriOf(other);
    return [
      ...findings.map((finding) => toDiagnostic(finding, analysis, this.client, uriOf)),
      ...analysis.waiverProblems(path).map((problem) => toWaiverDiagnostic(problem, analysis, this.client)),
      ...project.settingProblems(path).map((problem) => toSettingDiagnostic(problem, analysis, this.client)),
    ].filter((diagnostic) => diagnostic !== undefined);
  }

  #send(path: string, diagnostics: Diagnostic[]): void {
    const before = this.#known.get(path);
    const content = diagnostics.length > 0 ? JSON.stringify(diagnostics) : "";
    const isSame = content === (before?.content ?? "");
    const isOpen = this.documents.get(path) !== undefined;
    const edited = this.#edited.delete(path) && isOpen;
    const published = !(this.client.pullsDiagnostics && (isOpen || this.#isAskedForAll));
    const uri = this.documents.uriOf(path);
    const number = isSame ? (before?.number ?? NONE) : ++this.#lastNumber;
    if (content === "") this.#known.delete(path);
    else this.#known.set(path, { uri, content, number, published });

    const shown = before?.published ? before : undefined;
    if (shown && (!published || shown.uri !== uri)) this.#publishAt(shown.uri, path, []);
    if (published) {
      const isShown = content === (shown?.content ?? "") && uri === (shown?.uri ?? uri);
      if (edited || !isShown) this.#publishAt(uri, path, diagnostics);
    } else if (!isSame && !edited && this.client.refreshesDiagnostics) {
      // After an edit the client asks of itself.
      this.#sent(this.#refresh.ask());
    }
  }

  #publishAt(uri: string, path: string, diagnostics: Diagnostic[]): void {
    const document = this.documents.get(path);
    this.#sent(
      this.connection.sendDiagnostics({ uri, ...(document ? { version: document.version } : {}), diagnostics }),
    );
  }

  async #advanceToEnd(project: Project, before: Promise<void> | undefined): Promise<void> {
    await before;
    while (this.#advance(project) && this.projects.all().includes(project)) await this.host.pause();
  }

  /** Judges for a while and publishes what changed. @returns whether there is more to judge */
  #advance(project: Project): boolean {
    if (project.coverage === "none") return false;
    const { trace } = this;
    const before = project.judged;
    const update = trace.time(() => project.advance());
    const publish = trace.time(() => {
      this.#publish(project);
      this.showStatus();
    });
    const { pending: left, judged } = project;
    trace.published({ update, publish, judged: judged - before, left });
    this.#wake();
    if (left === 0) this.#later(project, IDLE, "idle", () => this.#idle(project));
    return left > 0;
  }

  async #idle(project: Project): Promise<void> {
    if (project.coverage !== "all") return;
    for (const callback of this.#onIdle) callback(project);
    // What was typed may call modules that have not been read.
    const forgotten = project.forgetUncalledModules((path) => this.documents.get(path) !== undefined);
    if (forgotten) this.clearOrphans();
    if ((await project.readMore()) || forgotten) this.flush(project);
  }

  /** Does it after a while; what the project was going to do before is not done. */
  #later(project: Project, delay: number, name: string, action: () => void | Promise<void>): void {
    clearTimeout(this.#timers.get(project));
    this.#timers.set(project, setTimeout(this.guard.callback(name, action), delay));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  #sent(sending: Promise<void>): void {
    sending.catch((error: unknown) => this.guard.failed("send", error));
  }
}

/** A workspace of several folders stands where the worst of them does. */
function lowest(all: readonly Maturity[]): Maturity | undefined {
  return [...all].sort((a, b) => a.level - b.level || a.reachable - b.reachable)[0];
}
