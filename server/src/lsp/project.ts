import { type Maturity, PROJECT_FILES, PROJECT_SETTINGS, type Settings } from "../../../shared/src";
import { Analysis, dateOf, type FolderSettings, isProjectFile, type SettingProblem } from "../engine/control";
import type { File } from "../engine/syntax";
import { dirname, isInside, resolvePath } from "../engine/terraform";
import type { Awaitable, FileSystem, Host } from "../platform/host";
import { ProjectFiles } from "../platform/project-files";
import {
  findWaiverFile,
  isSelected,
  readAhead,
  readCalledModules,
  type Selection,
  sourcesIn,
  walk,
} from "../platform/sources";
import { AskedFiles } from "./asked-files";
import { type Counts, Tally } from "./counts";
import type { OffsetEdit } from "./documents";
import { Slice } from "./slice";

/** Where a project stands. */
export interface Place {
  readonly root: string;
  /** The folder outside which nothing is read: the root, or the repository that it lies in. */
  readonly boundary: string;
  /** "file": only the root itself is read, not what lies below it. */
  readonly kind: "folder" | "file";
}

/** The settings by which files are read. */
const READING = ["exclude", "tfvars"] as const;

/** What a file held when it was read. */
interface Reading {
  /** What was known of it before. */
  readonly before: File | undefined;
  readonly text: string | undefined;
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
  /** True while files are being read for a scan. */
  isReading = false;
  /** Resources left to judge, and those judged since the beginning, as often as it happened. */
  pending = 0;
  judged = 0;
  /** True from the beginning of a scan until all its findings are known. */
  scanning = true;
  /** As it was when nobody had typed for a while; undefined before the first time. */
  maturity: Maturity | undefined;
  readonly #changed = new Set<string>();
  readonly #asked: AskedFiles;
  /** Folders that were read only because modules in them are called. */
  readonly #calledFolders = new Set<string>();
  #waiverFile: { readonly path: string; readonly text: string } | undefined;
  readonly #tally = new Tally();
  readonly #boundary: string;
  readonly #projectFiles: ProjectFiles;
  /** What the analysis judges by. */
  #applied: FolderSettings;
  #selection: Selection;
  /** Which scan holds; an older one gives up. */
  #scan = 0;
  #today = dateOf(new Date());
  /** Counts up with every change of the analysis. */
  #generation = 0;

  /**
   * @param settings those of the editor, for what project files say nothing of
   * @param nested workspace folders below the root, which are projects of their own
   */
  constructor(
    place: Place,
    public settings: Settings,
    nested: readonly string[],
    private readonly tools: Tools,
  ) {
    this.root = place.root;
    this.kind = place.kind;
    this.#boundary = place.boundary;
    this.#asked = new AskedFiles(tools.host.files, place.boundary);
    this.#projectFiles = new ProjectFiles(tools.files, place.boundary, place.root, settings);
    this.#applied = this.#projectFiles.settings;
    this.#selection = this.#select(nested);
    this.analysis = this.#createAnalysis();
  }

  get generation(): number {
    return this.#generation;
  }

  /** The path of the file with the project's waivers. */
  get waiverFile(): string | undefined {
    return this.#waiverFile?.path;
  }

  /** Whether the project reads the file when it is there. */
  selects(path: string): boolean {
    const isOwn = isSelected(path, this.#selection) || this.#variableFiles().includes(path);
    return this.settings.enable && (isOwn || this.#calledFolders.has(dirname(path)));
  }

  holds(path: string): boolean {
    return this.analysis.file(path) !== undefined;
  }

  /** Whether findings, or what is said of waivers and settings, may stand in the file. */
  judges(path: string): boolean {
    const isSettings = this.#projectFiles.settings.files.some((file) => file.path === path);
    return this.holds(path) || this.#waiverFile?.path === path || isSettings;
  }

  /** What does not count in a project file. */
  settingProblems(path: string): readonly SettingProblem[] {
    return this.settings.enable ? this.#projectFiles.settings.problemsIn(path) : [];
  }

  /** Whether what is fixed in a file without asking may make Terraform replace the resource. */
  allowsReplacement(path: string): boolean {
    return this.#applied.allowsReplacement(path);
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
    this.#update(() => slice.isOver);
    return this.pending > 0;
  }

  /** The same to the end, with pauses. @param goesOn false gives up */
  async advanceToEnd(goesOn: () => boolean = () => true): Promise<void> {
    while (this.advance()) {
      await this.tools.host.pause();
      if (!goesOn()) return;
    }
  }

  /** The paths whose findings changed since they were last taken, as far as they are wanted. */
  takeChanged(wanted: (path: string) => boolean): string[] {
    const taken = [...this.#changed].filter(wanted);
    for (const path of taken) this.#changed.delete(path);
    return taken;
  }

  /** Sums over all files. */
  get counts(): Readonly<Counts> {
    return this.#tally.sum;
  }

  /** Takes new settings. @returns whether everything must be read again */
  configure(settings: Settings, nested: readonly string[]): boolean {
    const before = this.settings;
    const old = this.#selection;
    this.settings = settings;
    this.#projectFiles.setBase(settings);
    this.#selection = this.#select(nested);
    const reread =
      before.enable !== settings.enable ||
      !this.#applied.saysTheSame(this.#projectFiles.settings, READING) ||
      JSON.stringify(old.without) !== JSON.stringify(nested);
    if (reread) {
      this.#noteAll();
      this.#waiverFile = undefined;
      this.#calledFolders.clear();
      this.#tally.clear();
      this.analysis = this.#createAnalysis();
      this.coverage = "none";
    } else {
      this.#configureAnalysis();
      if (before.scope !== settings.scope) this.#noteAll();
    }
    this.#generation++;
    return reread;
  }

  /**
   * Reads everything from disk, or again, a little at a time.
   * @param open paths of the documents that are open; they and their modules come first
   * @param onPause called now and then, when the modules of the open documents are there
   * @returns false when it was given up: another scan took over, or the user had enough
   */
  async scan(open: Iterable<string>, onPause: () => void): Promise<boolean> {
    const scan = ++this.#scan;
    this.scanning = true;
    this.isReading = true;
    const stale = new Set(this.analysis.paths());
    this.#touch(await this.#asked.changed(this.#boundary));
    const opened = [...open];
    await this.#readProjectFiles(opened);
    const slice = new Slice(this.tools.host);
    await this.#readAround(opened, slice);
    const found = readAhead(this.#folders(opened), (path) => this.#read(path));
    for await (const { path, read } of found) {
      stale.delete(path);
      this.#take(path, read);
      if (!slice.isOver) continue;
      onPause();
      await slice.pause();
      if (scan !== this.#scan) return false;
    }
    this.#apply();
    for (const path of stale) this.remove(path);
    for (const path of this.#variableFiles()) if (!this.holds(path)) await this.reload(path);
    await this.#readWaiverFile();
    while (await this.readMore());
    if (scan !== this.#scan) return false;
    this.isReading = false;
    this.coverage = "all";
    return true;
  }

  /** Reads what the open documents are judged by, before all else: their modules, and the local modules that these call. */
  async #readAround(open: readonly string[], slice: Slice): Promise<void> {
    const folders = new Set(open.filter((path) => this.selects(path)).map(dirname));
    // A set grows while it is walked: what is called is read as well.
    for (const folder of folders) {
      for (const path of await sourcesIn(this.tools.files, folder)) {
        if (this.selects(path) && !this.holds(path)) await this.reload(path);
        if (slice.isOver) await slice.pause();
      }
      const { modules } = this.analysis.workspace;
      for (const call of modules.get(folder)?.byType.get("module") ?? []) {
        const target = this.analysis.workspace.target(call);
        if (target.kind === "local") folders.add(target.dir);
      }
    }
  }

  /** Has the findings of open files shown, although not everything has been read. */
  showOpenFiles(): void {
    if (this.coverage === "none") this.coverage = "open";
  }

  /** Gives up a scan that is under way. */
  cancel(): void {
    this.#scan++;
    this.isReading = false;
  }

  /** Takes the text that the file has now, or that it has gone. */
  async reload(path: string): Promise<void> {
    this.#take(path, await this.#read(path));
  }

  #read(path: string): Awaitable<Reading> {
    const before = this.analysis.file(path);
    const text = before || this.selects(path) ? this.tools.files.readText(path) : undefined;
    return text instanceof Promise ? text.then((text) => ({ before, text })) : { before, text };
  }

  #take(path: string, { before, text }: Reading): void {
    // What was typed or read while this was on its way is newer.
    if (this.analysis.file(path) !== before) return;
    if (text !== undefined) this.setText(path, text);
    else if (this.holds(path)) this.remove(path);
  }

  /**
   * Takes a change in of something that is not configuration: a file that the configuration reads, or a folder.
   * @returns whether it may matter
   */
  async reloadOther(path: string, type: "created" | "changed" | "deleted"): Promise<boolean> {
    let matters = dirname(path) === this.root && (await this.#readWaiverFile());
    const asked = await this.#asked.changed(path);
    this.#touch(asked);
    matters ||= asked.length > 0;
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
    return this.#apply() || matters;
  }

  /**
   * Takes a change in of a project file, or of a folder that may hold some.
   * @returns what it asks for: to publish what is judged now, or to read everything again
   */
  async reloadSettings(path: string): Promise<"nothing" | "publish" | "scan"> {
    const known = this.#projectFiles;
    const folders = isProjectFile(path) ? [dirname(path)] : known.folders().filter((folder) => isInside(path, folder));
    const changed: string[] = [];
    for (const folder of folders) if (known.concerns(folder)) changed.push(...(await known.read(folder)));
    if (changed.length === 0 || !this.settings.enable) return "nothing";
    this.noteChanged(changed);
    const before = this.#applied;
    this.#apply();
    return before.saysTheSame(this.#applied, READING) ? "publish" : "scan";
  }

  /**
   * Reads what the configuration names but has not been read yet: modules that are called, wherever they stand within the
   * boundary, and files that could not be had at once.
   * @returns whether there was any
   */
  async readMore(): Promise<boolean> {
    if (!this.settings.enable) return false;
    const arrived = await this.#asked.arrive();
    this.#touch(arrived);
    const read = await readCalledModules(this.analysis, this.tools.files);
    if (read.length > 0) this.#generation++;
    for (const path of read) {
      this.#calledFolders.add(dirname(path));
      this.#noteRead(path);
      this.noteChanged(await this.#projectFiles.readAround(dirname(path)));
    }
    if (read.length > 0) this.#apply();
    return arrived.length + read.length > 0;
  }

  /**
   * Forgets the modules that were read because they were called, and are so no longer.
   * @param isOpen whether the user has a file open, which keeps its module
   * @returns whether there were any
   */
  forgetUncalledModules(isOpen: (path: string) => boolean): boolean {
    if (this.#calledFolders.size === 0) return false;
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

  #update(stop: () => boolean): void {
    const today = dateOf(new Date());
    if (today !== this.#today) {
      this.#today = today;
      this.#configureAnalysis();
      this.analysis.setWaiverFile(this.#waiverFile);
      this.#generation++;
    }
    const { changed, judged, pending } = this.analysis.update(stop);
    this.judged += judged;
    this.pending = pending;
    for (const path of changed) {
      this.#changed.add(path);
      this.#tally.take(path, this.analysis.findings(path));
    }
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

  /** Reads project files, or again: those around the root and around the documents that are open. */
  async #readProjectFiles(open: readonly string[]): Promise<void> {
    if (!this.settings.enable) return;
    this.noteChanged(await this.#projectFiles.readAgain());
    for (const folder of [this.root, ...open.filter((path) => isInside(this.root, path)).map(dirname)]) {
      this.noteChanged(await this.#projectFiles.readAround(folder));
    }
    for (const folder of this.#projectFiles.folders()) {
      if (!isInside(this.root, folder)) this.tools.onRead(resolvePath(folder, PROJECT_FILES[0]), false);
    }
    this.#apply();
  }

  /** Has everything judged by what project files say now. @returns whether they say anything else than before */
  #apply(): boolean {
    const { settings } = this.#projectFiles;
    const isSame = settings.saysTheSame(this.#applied, PROJECT_SETTINGS);
    if (!isSame) this.#configureAnalysis();
    return !isSame;
  }

  #configureAnalysis(): void {
    const { settings } = this.#projectFiles;
    this.#applied = settings;
    this.#generation++;
    this.analysis.setVariableFiles(settings.variableFiles);
    this.analysis.configure(settings.control(this.#boundary, this.#today), settings.controls(this.#today));
  }

  #select(nested: readonly string[]): Selection {
    return {
      root: this.root,
      without: nested,
      excluded: (relative) => this.#projectFiles.settings.excludes(resolvePath(this.root, relative)),
      onProjectFile: async (folder) => this.noteChanged(await this.#projectFiles.read(folder)),
    };
  }

  #createAnalysis(): Analysis {
    const { tools } = this;
    const settings = this.#projectFiles.settings;
    this.#applied = settings;
    const analysis = new Analysis({
      root: this.#boundary,
      settings: settings.control(this.#boundary, this.#today),
      readFile: (path) => {
        this.#noteRead(path);
        return this.#asked.read(path);
      },
      variableFiles: settings.variableFiles,
      onProblem: ({ check, resource, error }) => tools.onProblem(`${check} of ${resource}`, error),
    });
    analysis.configure(analysis.settings, settings.controls(this.#today));
    return analysis;
  }

  /** Has everything published again that may stand anywhere. */
  #noteAll(): void {
    this.noteChanged(this.analysis.paths());
    this.noteChanged(this.#projectFiles.settings.files.map(({ path }) => path));
    if (this.#waiverFile) this.noteChanged([this.#waiverFile.path]);
  }

  /** Has everything judged again that has asked for the files. */
  #touch(paths: readonly string[]): void {
    if (paths.length > 0) this.#generation++;
    for (const path of paths) this.analysis.touchFile(path);
  }

  #variableFiles(): string[] {
    return this.#projectFiles.settings.variableFiles.map(({ path }) => path);
  }
}
