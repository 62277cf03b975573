/** Which settings hold in which folder: those of the door, and what project files say on the way there. */
import type { CheckLevel, CheckName, ProjectSettings, Settings } from "../../../../../shared/src";
import { dirname, isInside, relativePath, resolvePath, type VariableFile } from "../../terraform";
import type { Environment } from "../environment";
import { type Exclusion, exclusion } from "../globs";
import { checksByName, controlSettings } from "../settings";
import type { ControlSettings } from "../types";
import type { ProjectFile, SettingProblem } from "./read";

export interface Stated {
  /** What the editor is set to, or the defaults: the weakest. */
  readonly base: Settings;
  /** The folder for which the base speaks, and that its paths are relative to. */
  readonly root: string;
  readonly files?: Iterable<ProjectFile>;
  /** What a command is told; goes before everything. Paths and globs are not among it. */
  readonly flags?: ProjectSettings;
}

/** What one place says. */
interface Layer {
  /** Where it holds, and what its globs and paths are relative to. */
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly excludes: Exclusion;
  readonly isProduction: Exclusion;
  readonly isDevelopment: Exclusion;
}

/**
 * The settings of every folder. The nearest place that says something of a setting decides: flags, then the project files from
 * the folder upwards, then the base. Of `checks` that is so check by check, of `environments` file by file; `exclude` and
 * `tfvars` add up, and of variable files the nearest wins.
 */
export class FolderSettings {
  /** The farther first, and last the flags. */
  readonly #layers: readonly Layer[];
  readonly #files: readonly ProjectFile[];
  readonly #flags: Layer;
  readonly #base: Settings;
  /** Variable files that Terraform does not load by itself; later ones win. */
  readonly variableFiles: readonly VariableFile[];

  constructor({ base, root, files = [], flags = {} }: Stated) {
    this.#base = base;
    this.#files = [...files].sort((a, b) => a.folder.length - b.folder.length);
    this.#flags = layer(root, flags);
    this.#layers = [layer(root, base), ...this.#files.map(({ folder, settings }) => layer(folder, settings))];
    this.variableFiles = this.#layers.flatMap(({ folder, settings }) =>
      (settings.tfvars ?? []).map((path) => ({ path: resolvePath(folder, path), folder })),
    );
  }

  /** What decides the judgement of a folder's files. @param today `YYYY-MM-DD` */
  control(folder: string, today: string): ControlSettings {
    const environmentAt = (path: string): Environment | undefined => this.#environmentAt(path);
    return { ...controlSettings(this.#of(folder), today), environmentAt };
  }

  /** The same for every folder with a project file. */
  controls(today: string): ReadonlyMap<string, ControlSettings> {
    return new Map(this.#files.map(({ folder }) => [folder, this.control(folder, today)]));
  }

  /** Whether what is fixed in a file without asking may make Terraform replace the resource. */
  allowsReplacement(path: string): boolean {
    return this.#of(dirname(path)).allowReplacement;
  }

  /** Whether a file or folder is not read; a folder whose own project file says so is, for that file. */
  excludes(path: string): boolean {
    return this.#layers.some(
      ({ folder, excludes }) => folder !== path && isInside(folder, path) && excludes(relativePath(folder, path)),
    );
  }

  /** Whether the same is said of these settings. */
  saysTheSame(other: FolderSettings, names: readonly (keyof Settings)[]): boolean {
    return this.#saying(names) === other.#saying(names);
  }

  /** What does not count in a project file. */
  problemsIn(path: string): readonly SettingProblem[] {
    return this.#files.find((file) => file.path === path)?.problems ?? [];
  }

  /** The project files, the farther from their modules first. */
  get files(): readonly ProjectFile[] {
    return this.#files;
  }

  #saying(names: readonly (keyof Settings)[]): string {
    const said = this.#layers.map(({ folder, settings }) => ({ folder, said: names.map((name) => settings[name]) }));
    return JSON.stringify(said.filter(({ said }) => said.some((value) => value !== undefined)));
  }

  #of(folder: string): Settings {
    const stated = [...this.#around(folder), this.#flags].map(({ settings }) => settings);
    const checks: Partial<Record<CheckName, CheckLevel>> = {};
    for (const settings of stated) Object.assign(checks, checksByName(settings.checks ?? {}));
    return Object.assign({}, this.#base, ...stated, { checks });
  }

  #environmentAt(path: string): Environment | undefined {
    for (const { folder, settings, isProduction, isDevelopment } of this.#around(path).reverse()) {
      const relative = relativePath(folder, path);
      if (isProduction(relative)) return "production";
      if (isDevelopment(relative)) return "development";
      if (settings.environment !== undefined) return settings.environment === "auto" ? undefined : settings.environment;
    }
    return undefined;
  }

  /** The layers that hold for a file or folder, the farther first; the base reaches everything that is read with it. */
  #around(path: string): Layer[] {
    return this.#layers.filter(({ folder }, index) => index === 0 || isInside(folder, path));
  }
}

function layer(folder: string, settings: ProjectSettings): Layer {
  const { exclude = [], environments = {} } = settings;
  return {
    folder,
    settings,
    excludes: exclusion(exclude),
    isProduction: exclusion(environments.production ?? []),
    isDevelopment: exclusion(environments.development ?? []),
  };
}
