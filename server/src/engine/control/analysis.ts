import { SEVERITIES, type Severity } from "../../../../shared/src";
import { type File, type Position, parse, parseJsonConfiguration, type TextEdit } from "../syntax";
import {
  type Changes,
  dirname,
  Evaluator,
  isInside,
  keys,
  type Location,
  type Module,
  type ResourceView,
  roleOf,
  type VariableFile,
  Workspace,
} from "../terraform";
import { checks } from "./checks";
import { createContext } from "./context";
import { type Judged, type Placed, place } from "./placement";
import { severityOf } from "./severity";
import type { Check, CheckContext, ControlSettings, Finding } from "./types";
import { type Said, type Unit, Units } from "./units";
import {
  hasWaivers,
  readWaiverFile,
  unusedWaivers,
  type WaiverFile,
  type WaiverProblem,
  waiverOf,
  waiverProblems,
} from "./waivers";

export interface AnalysisOptions {
  /** Absolute path with forward slashes; nothing outside it is read. */
  readonly root: string;
  readonly settings: ControlSettings;
  /** Text of a file below the root; for `file()`, `templatefile()` and Terraform's module manifests. */
  readonly readFile?: (path: string) => string | undefined;
  /** Variable files beyond those that Terraform loads by itself; later ones win. */
  readonly variableFiles?: readonly VariableFile[];
  /** Told of a check that threw; its other findings stand. */
  readonly onProblem?: (problem: Problem) => void;
}

/** A defect of the product, not of the user's text. */
export interface Problem {
  readonly check: string;
  readonly resource: string;
  readonly error: unknown;
}

/** What an update changed. */
export interface Update {
  /** Files whose findings, syntax errors or positions differ. */
  readonly changed: ReadonlySet<string>;
  /** Resources that were judged. */
  readonly judged: number;
  /** Resources still to be judged, when the update was told to stop early. */
  readonly pending: number;
}

/** Told of a resource that was judged: its findings before, and now. */
export type Judging = (before: readonly Finding[], now: readonly Finding[]) => void;

const CHECKS_BY_TYPE = new Map<string, Check[]>();
for (const check of checks) {
  for (const type of check.types) CHECKS_BY_TYPE.set(type, [...(CHECKS_BY_TYPE.get(type) ?? []), check]);
}

/**
 * The engine behind every door: takes files and their changes in, answers findings. An update judges again only what
 * depends on what changed.
 */
export class Analysis {
  readonly workspace: Workspace;
  readonly evaluator: Evaluator;
  readonly #onProblem: (problem: Problem) => void;
  readonly #units = new Units();
  /** Unit keys to judge again, in order. */
  readonly #queue = new Set<string>();
  #touched = new Set<string>();
  #context: CheckContext;
  /** Those of folders for which something else is stated. */
  #contexts: ReadonlyMap<string, CheckContext> = new Map();
  #waiverFile: WaiverFile | undefined;
  #waiverText: { readonly path: string; readonly text: string } | undefined;

  constructor(private readonly options: AnalysisOptions) {
    this.workspace = new Workspace(options);
    this.evaluator = new Evaluator(this.workspace);
    this.#context = createContext(this.evaluator, options.settings);
    this.#onProblem = options.onProblem ?? (() => {});
  }

  /** What holds where no folder has settings of its own. */
  get settings(): ControlSettings {
    return this.#context.settings;
  }

  /** What checks are given for the resources of a file. */
  contextOf(path: string): CheckContext {
    if (this.#contexts.size === 0) return this.#context;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const own = this.#contexts.get(folder);
      if (own || folder === dirname(folder)) return own ?? this.#context;
    }
  }

  /** Another analysis of the same files, in which things can be tried while this one follows the user. Nothing is judged yet. */
  twin(): Analysis {
    const { workspace, settings } = this;
    const twin = new Analysis({ ...this.options, settings, variableFiles: workspace.variableFiles });
    twin.configure(settings, new Map([...this.#contexts].map(([folder, context]) => [folder, context.settings])));
    for (const path of this.paths()) twin.setFile(path, this.file(path)!);
    twin.setWaiverFile(this.#waiverText);
    return twin;
  }

  // ── Input ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Takes in the text of a file; text that is the same as before changes nothing. */
  setText(path: string, text: string): void {
    const role = roleOf(path);
    if (!role || this.file(path)?.text === text) return;
    this.setFile(path, role.json ? parseJsonConfiguration(text, role.kind) : parse(text));
  }

  /** Applies edits to a file, each in the coordinates of the text after the one before it. */
  edit(path: string, edits: readonly TextEdit[]): void {
    const file = this.file(path);
    if (!file || edits.length === 0) return;
    if (roleOf(path)?.json) this.setText(path, edits.reduce(replaced, file.text));
    else this.setFile(path, file.edit(edits));
  }

  /** Takes in a parsed file. */
  setFile(path: string, file: File): void {
    this.workspace.setFile(path, file);
    this.#touched.add(path);
  }

  /** Forgets a file. */
  remove(path: string): void {
    this.workspace.removeFile(path);
    this.#touched.add(path);
  }

  /** Notes that a file which is not Terraform configuration (a policy, a module manifest) has changed, come or gone. */
  touchFile(path: string): void {
    this.workspace.touchFile(path);
  }

  /**
   * Exchanges the settings; everything is judged again.
   * @param folders the settings of folders for which something else is stated, with all that is in them
   */
  configure(settings: ControlSettings, folders: ReadonlyMap<string, ControlSettings> = new Map()): void {
    this.#context = createContext(this.evaluator, settings);
    this.#contexts = new Map([...folders].map(([folder, own]) => [folder, createContext(this.evaluator, own)]));
    this.#judgeAllAgain();
  }

  /** Exchanges the variable files beyond those that Terraform loads by itself. */
  setVariableFiles(files: readonly VariableFile[]): void {
    this.workspace.setVariableFiles(files);
  }

  /** Takes in the project's waiver file (one of `WAIVER_FILES`), or that there is none; everything is judged again. */
  setWaiverFile(file: { readonly path: string; readonly text: string } | undefined): void {
    for (const old of this.#waiverFile?.problems ?? []) this.#touched.add(old.at.path);
    this.#waiverText = file;
    this.#waiverFile = file && readWaiverFile(file.path, file.text, this.settings.today);
    if (file) this.#touched.add(file.path);
    this.#judgeAllAgain();
  }

  #judgeAllAgain(): void {
    for (const { memo } of this.#units.all()) this.workspace.dependencies.drop(memo);
    for (const key of this.#units.keys()) this.#queue.add(key);
  }

  // ── Output ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Judges what the changes since the last update concern.
   *
   * @param stop asked after each resource; true leaves the rest to the next update
   * @param onJudged told of each resource
   */
  update(stop: () => boolean = () => false, onJudged: Judging = () => {}): Update {
    const { dependencies } = this.workspace;
    this.#enqueue(this.workspace.takeChanges());
    const changed = this.#touched;
    this.#touched = new Set();
    for (const path of [...changed]) {
      for (const concerned of this.#units.concernedBy(path)) changed.add(concerned);
    }
    let judged = 0;
    for (const key of this.#queue) {
      this.#queue.delete(key);
      const unit = this.#units.get(key);
      if (unit && dependencies.holds(unit.memo)) continue;
      if (unit) dependencies.drop(unit.memo);
      const now = this.#judge(key);
      for (const path of this.#units.replace(key, now)) changed.add(path);
      onJudged(unit?.findings ?? [], now?.findings ?? []);
      judged++;
      if (stop()) break;
    }
    if (this.#queue.size === 0) dependencies.sweep();
    return { changed, judged, pending: this.#queue.size };
  }

  /** Queues what changed itself, then what was judged from it, before what is left of a scan. */
  #enqueue({ keys: changed, roots }: Changes): void {
    // The slices of a scan come here often, and without changes: then the queue stays as it is.
    if (changed.size === 0) return;
    const waiting = [...this.#queue];
    this.#queue.clear();
    for (const key of changed) if (this.#isUnit(key)) this.#queue.add(key);
    for (const key of roots) this.#queue.add(key);
    for (const key of waiting) this.#queue.add(key);
  }

  /** Violations, recommendations and unverified findings that stand in the file, in the order of the text. */
  findings(path: string): readonly Finding[] {
    return this.#standingIn(path, ({ status }) => status === "fail" || status === "unverified");
  }

  /** Everything that was judged and stands in the file, passes and not-applicables included, in the order of the text. */
  judgedIn(path: string): readonly Finding[] {
    return this.#standingIn(path, () => true);
  }

  #standingIn(path: string, wanted: (finding: Finding) => boolean): readonly Finding[] {
    const found: { readonly start: number; readonly finding: Finding }[] = [];
    for (const unit of this.#units.standingIn(path)) {
      for (const finding of unit.findings) {
        if (finding.at.path !== path || !wanted(finding)) continue;
        const range = this.workspace.rangeOf(finding.at);
        if (range) found.push({ start: range.start, finding });
      }
    }
    return found.sort((a, b) => a.start - b.start).map(({ finding }) => finding);
  }

  /** Every finding of every file, passes and not-applicables included. */
  *allFindings(): Iterable<Finding> {
    for (const unit of this.#units.all()) yield* unit.findings;
  }

  /** What the checks said of every instance of every resource, before findings are made of it; for the evidence. */
  *judged(): Iterable<Judged> {
    for (const unit of this.#units.all()) yield* unit.judged;
  }

  /** The same for what was judged by reading the resource; no more than that is looked at. */
  *judgedByReading({ resource }: ResourceView): Iterable<Judged> {
    const { module, symbol } = resource.declaration;
    const units = this.workspace.dependencies.rootsOf(module.keyOf(symbol));
    for (const key of units) yield* this.#units.get(key)?.judged ?? [];
  }

  /** What is wrong with the waivers written in the file, those that cover nothing included; for the waiver file, too. */
  waiverProblems(path: string): readonly WaiverProblem[] {
    const items = this.file(path)?.items.filter(hasWaivers);
    if (!items) return this.#waiverFile?.problems.filter((problem) => problem.at.path === path) ?? [];
    // Most files have no waiver, and every edit asks.
    if (items.length === 0) return [];
    const waived = [...this.#units.standingIn(path)].flatMap((unit) =>
      unit.findings.flatMap((each) => each.waiver ?? []),
    );
    const { settings } = this.contextOf(path);
    return items.flatMap((item) => [
      ...waiverProblems(path, item, settings),
      ...unusedWaivers(path, item, waived, settings),
    ]);
  }

  /** The file as it is parsed now. */
  file(path: string): File | undefined {
    return this.workspace.source(path)?.file;
  }

  /** Every Terraform file that was taken in. */
  paths(): Iterable<string> {
    return this.workspace.files.keys();
  }

  /** Zero-based positions, in UTF-16 code units, of a location in the present text; undefined when it is gone. */
  rangeOf(location: Location): Range | undefined {
    const file = this.file(location.path);
    if (file) return file.startOf(location.item) < 0 ? undefined : file.rangeOf(location.item, location);
    // A waiver file is no Terraform: its one item is its text.
    const { text } = location.item;
    return { start: positionIn(text, location.start), end: positionIn(text, location.end) };
  }

  /** How many resources were judged. */
  resourceCount(): number {
    return [...this.#units.keys()].length;
  }

  /** Directories of local or installed modules that are called and inside the root, but of which no file was taken in. */
  missingModules(): readonly string[] {
    return this.evaluator.instances.missing().filter((dir) => isInside(this.workspace.root, dir));
  }

  // ── Judging ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether the key is that of a managed resource that some check judges. */
  #isUnit(key: string): boolean {
    const symbol = keys.symbolOf(key)?.symbol ?? "";
    return CHECKS_BY_TYPE.has(symbol.slice(0, Math.max(0, symbol.indexOf("."))));
  }

  #judge(key: string): Unit | undefined {
    const { dir, symbol } = keys.symbolOf(key) ?? { dir: "", symbol: "" };
    const module = this.workspace.modules.get(dir);
    if (!module?.declarations.has(symbol)) return undefined;
    const { value, memo } = this.workspace.dependencies.root(key, () => this.#judgeWays(module, symbol));
    return { ...value, memo };
  }

  /** What the checks say of a symbol in every use of its module; nothing where reading it fails. */
  #judgeWays(module: Module, symbol: string): Said {
    const { dependencies } = this.workspace;
    try {
      const judged: (readonly Judged[])[] = [];
      for (const way of this.evaluator.instances.of(module)) {
        const said = dependencies.track(() => this.#judgeViews(this.evaluator.views(way, symbol)));
        judged.push(said.value);
        // What does not look at the caller is the same for every caller.
        if (!said.instanceSensitive) break;
      }
      return { findings: place(judged).map((placed) => this.#rate(placed)), judged: judged.flat() };
    } catch (error) {
      this.#onProblem({ check: "", resource: symbol, error });
      return { findings: [], judged: [] };
    }
  }

  #judgeViews(views: readonly ResourceView[]): readonly Judged[] {
    return views.flatMap((view) =>
      (CHECKS_BY_TYPE.get(view.resource.declaration.type) ?? []).flatMap((check) => this.#judgeView(check, view)),
    );
  }

  /** What one check says of one resource; nothing when it is off or broken. */
  #judgeView(check: Check, view: ResourceView): readonly Judged[] {
    const context = this.contextOf(view.header.path);
    if (context.settings.checks[check.name] === "off") return [];
    try {
      return check.judge(view, context).map((judgement) => ({
        check: check.name,
        requirement: check.requirement,
        judgement,
        view,
      }));
    } catch (error) {
      this.#onProblem({ check: check.name, resource: view.address, error });
      return [];
    }
  }

  /** A finding that several uses of a module share weighs as much as in the weightiest of them. */
  #severityOf({ check, merged }: Placed): Severity {
    const severities = new Set<Severity>();
    for (const { judgement, view } of merged) {
      severities.add(severityOf(check, judgement, view, this.contextOf(view.header.path)));
    }
    return SEVERITIES.find((severity) => severities.has(severity)) ?? "hint";
  }

  #rate(placed: Placed): Finding {
    const { judgement, view } = placed;
    const { settings } = this.contextOf(view.header.path);
    return {
      check: placed.check,
      requirement: placed.requirement,
      property: judgement.property,
      attribute: judgement.attribute,
      status: judgement.status,
      severity: this.#severityOf(placed),
      recommendation: judgement.recommendation === true,
      resource: view.resource.declaration.symbol,
      module: dirname(view.header.path),
      instance: placed.instance,
      at: placed.at,
      message: judgement.message,
      related: placed.related,
      waiver: judgement.status === "fail" ? waiverOf(placed, this.#waiverFile?.waivers ?? [], settings) : undefined,
      judgement,
      subject: view,
    };
  }
}

/** Zero-based positions in UTF-16 code units. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

function positionIn(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function replaced(text: string, edit: TextEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}
