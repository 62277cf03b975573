import type { Connection, Diagnostic } from "vscode-languageserver";
import { STATUS_NOTIFICATION, type WorkspaceStatus } from "../../../shared/src";
import type { Host } from "../platform/host";
import type { Client } from "./client";
import { toDiagnostic, toWaiverDiagnostic } from "./diagnostic";
import type { Documents } from "./documents";
import type { Guard } from "./guard";
import { addCounts, isProblem, type Project } from "./project";
import type { Projects } from "./projects";

/** How long nothing happens before the server looks for modules that are called but not read, in milliseconds. */
const IDLE = 400;

/** What the client was last told of a file. */
interface Published {
  readonly uri: string;
  readonly content: string;
}

/** Brings the client's diagnostics and status up to date with the projects, at once or when nobody types for a while. */
export class Publisher {
  readonly #published = new Map<string, Published>();
  /** What each project will do when nothing happens in between. */
  readonly #timers = new Map<Project, ReturnType<typeof setTimeout>>();
  /** Documents that have a new version since their diagnostics were sent. */
  readonly #edited = new Set<string>();
  readonly #completing = new Map<Project, Promise<void>>();
  #status = "";

  constructor(
    private readonly host: Host,
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly guard: Guard,
    private readonly documents: Documents,
    private readonly projects: Projects,
  ) {}

  /** Notes that a document has a new version: its diagnostics are sent again even when they are the same. */
  noteEdited(path: string): void {
    this.#edited.add(path);
    for (const project of this.projects.concernedBy(path)) project.noteChanged([path]);
  }
  readonly #onIdle: ((project: Project) => void)[] = [];
  /** Those who wait for findings. */
  #waiting: (() => void)[] = [];
  /** Whether the client asks for the diagnostics of files that are not open, too. */
  #isAskedForAll = false;
  #lastNumber = NONE;
  /** Tells this server's numbers from those of the one before it. */
  readonly #era = Date.now().toString(36);
  readonly #refresh: Refresh;

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
  /** Calls back when a project's findings are up to date and nothing has happened for a while. */
  whenIdle(callback: (project: Project) => void): void {
    this.#onIdle.push(callback);
  }

      await completing;
    } finally {
      if (this.#completing.get(project) === completing) this.#completing.delete(project);
    }
  }

  /** Takes back what is shown for files that their project, now another one or none, does not know. */
  clearOrphans(): void {
    for (const path of [...this.#published.keys()]) {
      if (!this.projects.ownerOf(path)?.judges(path)) this.#send(path, []);
    }
    this.showStatus();
  }

  /** Drops a project that is gone. */
  forget(project: Project): void {
    clearTimeout(this.#timers.get(project));
    this.#timers.delete(project);
    this.clearOrphans();
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
    return { state: projects.some((project) => project.scanning) ? "scanning" : "ready", files, ...sum };
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

  #diagnostics({ analysis }: Project, path: string): Diagnostic[] {
    const findings = analysis.findings(path).filter(isProblem);
    const uriOf = (other: string): string => this.documents.uriOf(other);
    return [
      ...findings.map((finding) => toDiagnostic(finding, analysis, this.client, uriOf)),
      ...analysis.waiverProblems(path).map((problem) => toWaiverDiagnostic(problem, analysis, this.client)),
    ].filter((diagnostic) => diagnostic !== undefined);
  }

  #send(path: string, diagnostics: Diagnostic[]): void {
    const before = this.#published.get(path);
    const document = this.documents.get(path);
    const uri = this.documents.uriOf(path);
    const content = diagnostics.length > 0 ? JSON.stringify(diagnostics) : "";
    const edited = this.#edited.delete(path) && document !== undefined;
    if (!edited && content === (before?.content ?? "") && uri === (before?.uri ?? uri)) return;
    if (before && before.uri !== uri) {
      this.#sent(this.connection.sendDiagnostics({ uri: before.uri, diagnostics: [] }));
    }
    this.#sent(
      this.connection.sendDiagnostics({ uri, ...(document ? { version: document.version } : {}), diagnostics }),
    );
    if (content === "") this.#published.delete(path);
    else this.#published.set(path, { uri, content });
  }

  async #advanceToEnd(project: Project, before: Promise<void> | undefined): Promise<void> {
    await before;
    while (this.#advance(project) && this.projects.all().includes(project)) await this.host.pause();
  }

  /** Judges for a while and publishes what changed. @returns whether there is more to judge */
  #advance(project: Project): boolean {
    if (project.coverage === "none") return false;
    const pending = project.advance();
    this.#publish(project);
    this.showStatus();
    this.#wake();
    if (!pending) this.#later(project, IDLE, "idle", () => this.#idle(project));
    return pending;
  }

  async #idle(project: Project): Promise<void> {
    if (project.coverage !== "all") return;
    const forgotten = project.forgetUncalledModules((path) => this.documents.get(path) !== undefined);
    if (forgotten) this.clearOrphans();
    if ((await project.readCalledModules()) || forgotten) this.flush(project);
  }

  /** Does it after a while; what the project was going to do before is not done. */
  #later(project: Project, delay: number, name: string, action: () => void | Promise<void>): void {
    clearTimeout(this.#timers.get(project));
    this.#timers.set(project, setTimeout(this.guard.callback(name, action), delay));
  }

  #sent(sending: Promise<void>): void {
    sending.catch((error: unknown) => this.guard.failed("send", error));
  }
}
    for (const callback of this.#onIdle) callback(project);
    // What was typed may call modules that have not been read.
