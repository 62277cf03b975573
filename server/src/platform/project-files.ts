import { PROJECT_FILES, type ProjectSettings, type Settings } from "../../../shared/src";
import { FolderSettings, type ProjectFile, readProjectFile } from "../engine/control";
import { basename, dirname, isInside, resolvePath } from "../engine/terraform";
import type { FileSystem } from "./host";

/** The project files of the folders that are read, and what they come to. The same for editor and command line. */
export class ProjectFiles {
  /** By folder; folders without any are noted as such. */
  readonly #byFolder = new Map<string, readonly ProjectFile[]>();
  #settings: FolderSettings | undefined;

  /**
   * @param boundary the folder above which none is looked for
   * @param root the folder that the base speaks for
   */
  constructor(
    private readonly files: FileSystem,
    private readonly boundary: string,
    private readonly root: string,
    private base: Settings,
    private readonly flags: ProjectSettings = {},
  ) {}

  /** What holds, by all that has been read. */
  get settings(): FolderSettings {
    const { base, root, flags } = this;
    this.#settings ??= new FolderSettings({ base, root, flags, files: [...this.#byFolder.values()].flat() });
    return this.#settings;
  }

  /** Exchanges what the editor is set to. */
  setBase(base: Settings): void {
    this.base = base;
    this.#settings = undefined;
  }

  /** Whether what is said in the folder may matter: it is read, or lies around what is. */
  concerns(folder: string): boolean {
    const isAround = isInside(this.boundary, folder) && isInside(folder, this.root);
    return isAround || isInside(this.root, folder) || this.#byFolder.has(folder);
  }

  /** The folders that were looked into. */
  folders(): readonly string[] {
    return [...this.#byFolder.keys()];
  }

  /** Reads the project files of a folder and of those around it, as far as that was not done. @returns their paths */
  async readAround(folder: string): Promise<readonly string[]> {
    const read: string[] = [];
    for (let each = folder; isInside(this.boundary, each) && !this.#byFolder.has(each); each = dirname(each)) {
      read.push(...(await this.read(each)));
      if (each === dirname(each)) break;
    }
    return read;
  }

  /** Reads again what was read. @returns the paths of the files that differ from what they were */
  async readAgain(): Promise<readonly string[]> {
    const changed: string[] = [];
    for (const folder of this.#byFolder.keys()) changed.push(...(await this.read(folder)));
    return changed;
  }

  /** Reads the project files of a folder, or again. @returns the paths of those that differ from what they were */
  async read(folder: string): Promise<readonly string[]> {
    const before = this.#byFolder.get(folder) ?? [];
    const found: ProjectFile[] = [];
    for (const name of PROJECT_FILES) {
      const path = resolvePath(folder, name);
      const text = await this.files.readText(path);
      if (text === undefined) continue;
      const known = before.find((file) => file.path === path);
      const first = found[0] && basename(found[0].path);
      found.push(known?.text === text && known.before === first ? known : readProjectFile(path, text, first));
    }
    this.#byFolder.set(folder, found);
    const changed = [...before, ...found].filter((file) => !before.includes(file) || !found.includes(file));
    if (changed.length > 0) this.#settings = undefined;
    return changed.map(({ path }) => path);
  }
}
