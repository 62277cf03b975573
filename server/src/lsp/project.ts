import type { Settings } from "../../../shared/src";
import { Analysis, controlSettings, dateOf, type Finding } from "../engine/control";
import { dirname, isInside, resolvePath } from "../engine/terraform";
import { exclusion } from "../platform/globs";
import type { FileSystem, Host } from "../platform/host";
import { findWaiverFile, isSelected, readCalledModules, type Selection, sourcesIn, walk } from "../platform/sources";
import type { OffsetEdit } from "./documents";
import { Slice } from "./slice";

/** How many findings there are of each kind that is shown. */
export type Counts = Record<"violations" | "recommendations" | "waived" | "unverified", number>;

export function addCounts(sum: Counts, counts: Counts, sign: 1 | -1): void {
  sum.violations += sign * counts.violations;
  sum.recommendations += sign * counts.recommendations;
  sum.waived += sign * counts.waived;
  sum.unverified += sign * counts.unverified;
}

function noCounts(): Counts {
  return { violations: 0, recommendations: 0, waived: 0, unverified: 0 };
}

/** A violation or recommendation that nobody has waived: what is listed as a problem. */
export function isProblem(finding: Finding): boolean {
  return finding.status === "fail" && finding.waiver === undefined;
}

/** Where a project stands. */
export interface Place {
  readonly root: string;
  /** The folder outside which nothing is read: the root, or the repository that it lies in. */
  readonly boundary: string;
  /** "file": only the root itself is read, not what lies below it. */
  readonly kind: "folder" | "file";
}

/** What a project works with. */
export interface Tools {
  readonly host: Host;
  /** The disk, seen through the documents that are open. */
  readonly files: FileSystem;
  /** Told of a check that failed to judge a resource. */
  readonly onProblem: (what: string, error: unknown) => void;
  /** Told of files, there or not, that matter although no workspace folder's own configuration is in them. */
  readonly onRead: (path: string, isInWorkspace: boolean) => void;
}

/**
 * One workspace folder, or the folder of a file that was opened without one, with its analysis and what has changed in it
 * since the last time its findings were published.
 */
export class Project {
  readonly root: string;
  readonly kind: Place["kind"];
  analysis: Analysis;
  /** Which files' findings are worth showing: those of which enough has been read. */
  coverage: "none" | "open" | "all" = "none";
  /** True from the beginning of a scan until all its findings are known. */
  scanning = true;
  readonly #changed = new Set<string>();
  /** Files, there or not, whose text the configuration asks for. */
  readonly #asked = new Set<string>();
  /** Folders that were read only because modules in them are called. */
  readonly #calledFolders = new Set<string>();
  #waiverFile: { readonly path: string; readonly text: string } | undefined;
  readonly #countsByPath = new Map<string, Counts>();
  #counts = noCounts();
  readonly #boundary: string;
  #selection: Selection;
  /** Which scan holds; an older one gives up. */
  #scan = 0;
  #today = dateOf(new Date());
  /** Counts up with every change of the analysis. */
  #generation = 0;

  /** @param nested workspace folders below the root, which are projects of their own */
  constructor(
    place: Place,
    public settings: Settings,
    nested: readonly string[],
    private readonly tools: Tools,
  ) {
    this.root = place.root;
    this.kind = place.kind;
    this.#boundary = place.boundary;
    this.#selection = { root: this.root, excluded: exclusion(settings.exclude), without: nested };
    this.analysis = this.#createAnalysis();
  }

  get generation(): number {
    return this.#generation;
  }

  /** Whether the project reads the file when it is there. */
  selects(path: string): boolean {
    const isOwn = isSelected(path, this.#selection) || this.#variableFiles().includes(path);
    return this.settings.enable && (isOwn || this.#calledFolders.has(dirname(path)));
  }

  holds(path: string): boolean {
    return this.analysis.file(path) !== undefined;
  }

  /** Whether findings, or what is said of waivers, may stand in the file. */
  judges(path: string): boolean {
    return this.holds(path) || this.#waiverFile?.path === path;
  }

  setText(path: string, text: string): void {
    this.#generation++;
    this.analysis.setText(path, text);
  }

  edit(path: string, edit: OffsetEdit): void {
    this.#generation++;
    this.analysis.edit(path, [edit]);
  }

  remove(path: string): void {
    this.#generation++;
    this.analysis.remove(path);
    this.#changed.add(path);
  }

  /** Has the file's findings published again even if they are the same. */
  noteChanged(paths: Iterable<string>): void {
    for (const path of paths) this.#changed.add(path);
  }

  /** Brings the findings up to date with all changes so far. */
  refresh(): void {
    this.#update(() => false);
  }

  /** The same for one slice of time. @returns whether there is more to do */
  advance(): boolean {
    const slice = new Slice(this.tools.host);
    return this.#update(() => slice.isOver) > 0;
  }

  /** The paths whose findings changed since they were last taken, as far as they are wanted. */
  takeChanged(wanted: (path: string) => boolean): string[] {
    const taken = [...this.#changed].filter(wanted);
    for (const path of taken) this.#changed.delete(path);
    return taken;
  }

  /** Sums over all files. */
  get counts(): Readonly<Counts> {
    return this.#counts;
  }

  /** Takes new settings. @returns whether everything must be read again */
  configure(settings: Settings, nested: readonly string[]): boolean {
    const before = this.settings;
    const old = this.#selection;
    this.settings = settings;
    this.#selection = { root: this.root, excluded: exclusion(settings.exclude), without: nested };
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
    const reread =
      before.enable !== settings.enable ||
      !same(before.exclude, settings.exclude) ||
      !same(before.tfvars, settings.tfvars) ||
      !same(old.without, nested);
    if (reread) {
      this.noteChanged(this.analysis.paths());
      if (this.#waiverFile) this.noteChanged([this.#waiverFile.path]);
      this.#waiverFile = undefined;
      this.#calledFolders.clear();
      this.#countsByPath.clear();
      this.#counts = noCounts();
      this.analysis = this.#createAnalysis();
      this.coverage = "none";
    } else {
      this.analysis.configure(controlSettings(settings, this.#today));
      if (before.scope !== settings.scope) this.noteChanged(this.analysis.paths());
    }
    this.#generation++;
    return reread;
  }

  /**
   * Reads everything from disk, or again, a little at a time.
   * @param open paths of the documents that are open; they and their modules come first
   * @param onPause called now and then, when the modules of the open documents are there
   * @returns false when another scan took over
   */
  async scan(open: Iterable<string>, onPause: () => void): Promise<boolean> {
    const scan = ++this.#scan;
    this.scanning = true;
    const stale = new Set(this.analysis.paths());
    const slice = new Slice(this.tools.host);
    for await (const folder of this.#folders([...open])) {
      for (const path of folder) {
        stale.delete(path);
        await this.reload(path);
        if (!slice.isOver) continue;
        onPause();
        await slice.pause();
        if (scan !== this.#scan) return false;
      }
    }
    for (const path of stale) this.remove(path);
    await this.#readWaiverFile();
    await this.readCalledModules();
    if (scan !== this.#scan) return false;
    this.coverage = "all";
    return true;
  }

  /** Has the findings of open files shown, although not everything has been read. */
  showOpenFiles(): void {
    if (this.coverage === "none") this.coverage = "open";
  }

  /** Gives up a scan that is under way. */
  cancel(): void {
    this.#scan++;
  }

  /** Takes the text that the file has now, or that it has gone. */
  async reload(path: string): Promise<void> {
    const text = this.selects(path) || this.holds(path) ? await this.tools.files.readText(path) : undefined;
    if (text !== undefined) this.setText(path, text);
    else if (this.holds(path)) this.remove(path);
  }

  /**
   * Takes a change in of something that is not configuration: a file that the configuration reads, or a folder.
   * @returns whether it may matter
   */
  async reloadOther(path: string, type: "created" | "changed" | "deleted"): Promise<boolean> {
    let matters = dirname(path) === this.root && (await this.#readWaiverFile());
    for (const asked of this.#asked) {
      if (!isInside(path, asked)) continue;
      this.#generation++;
      this.analysis.touchFile(asked);
      matters = true;
    }
    if (type === "changed") return matters;
    if (type === "deleted") {
      const folders = [...this.analysis.workspace.modules.keys()];
      if (!folders.some((folder) => isInside(path, folder))) return matters;
      for (const known of [...this.analysis.paths()]) {
        if (isInside(path, known)) await this.reload(known);
      }
      return true;
    }
    if (this.kind === "file" || !isSelected(`${path}/main.tf`, this.#selection)) return matters;
    for await (const paths of walk(this.tools.files, this.#selection, path)) {
      for (const found of paths) await this.reload(found);
      matters = true;
    }
    return matters;
  }

  /** Reads modules that are called but not read yet, wherever they stand within the boundary. @returns whether there were any */
  async readCalledModules(): Promise<boolean> {
    if (!this.settings.enable) return false;
    const read = await readCalledModules(this.analysis, this.tools.files);
    if (read.length > 0) this.#generation++;
    for (const path of read) {
      this.#calledFolders.add(dirname(path));
      this.#noteRead(path);
    }
    return read.length > 0;
  }

  /**
   * Forgets the modules that were read because they were called, and are so no longer.
   * @param isOpen whether the user has a file open, which keeps its module
   * @returns whether there were any
   */
  forgetUncalledModules(isOpen: (path: string) => boolean): boolean {
    const { evaluator, workspace } = this.analysis;
    const isUncalled = (folder: string): boolean => {
      const module = workspace.modules.get(folder);
      return module !== undefined && evaluator.instances.of(module).some(({ parent }) => parent === undefined);
    };
    const folders = [...this.#calledFolders].filter(isUncalled);
    const files = [...this.analysis.paths()].filter((path) => folders.includes(dirname(path)));
    const open = new Set(files.filter(isOpen).map(dirname));
    for (const folder of folders) if (!open.has(folder)) this.#calledFolders.delete(folder);
    const unwanted = files.filter((path) => !open.has(dirname(path)));
    for (const path of unwanted) this.remove(path);
    return unwanted.length > 0;
  }

  /** @returns how many resources are left to judge */
  #update(stop: () => boolean): number {
    const today = dateOf(new Date());
    if (today !== this.#today) {
      this.#today = today;
      this.analysis.configure(controlSettings(this.settings, today));
      this.analysis.setWaiverFile(this.#waiverFile);
    }
    const { changed, pending } = this.analysis.update(stop);
    for (const path of changed) {
      this.#changed.add(path);
      this.#count(path);
    }
    return pending;
  }

  /** @returns whether it differs from what it was */
  async #readWaiverFile(): Promise<boolean> {
    const { enable } = this.settings;
    const found = enable ? await findWaiverFile(this.tools.files, [this.root]) : undefined;
    const known = this.#waiverFile;
    if (found?.path === known?.path && found?.text === known?.text) return false;
    this.#generation++;
    this.#waiverFile = found;
    this.analysis.setWaiverFile(found);
    return true;
  }

  #noteRead(path: string): void {
    this.tools.onRead(path, this.kind === "folder" && isInside(this.root, path));
  }

  async *#folders(open: readonly string[]): AsyncIterable<readonly string[]> {
    if (!this.settings.enable) return;
    yield [...open, ...this.#variableFiles()].filter((path) => this.selects(path));
    if (this.kind === "folder") {
      yield* walk(this.tools.files, this.#selection);
      return;
    }
    const siblings = (await sourcesIn(this.tools.files, this.root)).filter((path) => this.selects(path));
    for (const path of siblings) this.#noteRead(path);
    yield siblings;
  }

  #createAnalysis(): Analysis {
    const { settings, tools } = this;
    const root = this.#boundary;
    return new Analysis({
      root,
      settings: controlSettings(settings, this.#today),
      readFile: (path) => {
        this.#asked.add(path);
        this.#noteRead(path);
        return tools.host.files.readTextInside(root, path);
      },
      variableFiles: this.#variableFiles(),
      onProblem: ({ check, resource, error }) => tools.onProblem(`${check} of ${resource}`, error),
    });
  }

  #variableFiles(): string[] {
    return this.settings.tfvars.map((path) => resolvePath(this.root, path));
  }

  #count(path: string): void {
    const before = this.#countsByPath.get(path);
    if (before) addCounts(this.#counts, before, -1);
    const counts = noCounts();
    for (const finding of this.analysis.findings(path)) counts[kindOf(finding)]++;
    addCounts(this.#counts, counts, 1);
    this.#countsByPath.set(path, counts);
  }
}

function kindOf(finding: Finding): keyof Counts {
  if (finding.waiver !== undefined) return "waived";
  if (finding.status === "unverified") return "unverified";
  return finding.recommendation ? "recommendations" : "violations";
}
