import type { Settings } from "../../../shared/src";
import { dirname, isInside } from "../engine/terraform";
import type { FileSystem, Host } from "../platform/host";
import { repositoryOf } from "../platform/sources";
import type { Documents } from "./documents";
import { Project } from "./project";

/** Every project there is, and to which of them a file belongs. */
export class Projects {
  readonly #folders = new Map<string, Project>();
  /** By the folder of files that were opened outside every workspace folder. */
  readonly #loose = new Map<string, Project>();
  /** The disk, seen through the documents that are open. */
  readonly #files: FileSystem;

  constructor(
    private readonly host: Host,
    documents: Documents,
  ) {
    this.#files = {
      ...host.files,
      readText: (path) => {
        if (documents.isDeleted(path)) return undefined;
        return documents.textOf(path) ?? host.files.readText(path);
      },
    };
  }

  all(): Project[] {
    return [...this.#folders.values(), ...this.#loose.values()];
  }

  folder(root: string): Project | undefined {
    return this.#folders.get(root);
  }

  /**
   * The project that shows the findings of a file: the innermost workspace folder that it stands in; else one that has read
   * it because its modules are called; else the one of the file's own folder.
   */
  ownerOf(path: string): Project | undefined {
    let innermost: Project | undefined;
    let caller: Project | undefined;
    for (const project of this.#folders.values()) {
      if (isInside(project.root, path)) {
        if (innermost === undefined || project.root.length > innermost.root.length) innermost = project;
      } else if (project.holds(path)) caller ??= project;
    }
    return innermost ?? caller ?? this.#loose.get(dirname(path));
  }

  /** The projects that the file's text concerns: its owner, and those that have read it or would. */
  concernedBy(path: string): Project[] {
    const owner = this.ownerOf(path);
    return this.all().filter((project) => project.holds(path) || (project === owner && project.selects(path)));
  }

  async addFolder(root: string, settings: Settings): Promise<Project> {
    const boundary = await repositoryOf(this.#files, root);
    const project = new Project(root, boundary, "folder", settings, this.host, this.#files, this.nestedIn(root));
    this.#folders.set(root, project);
    return project;
  }

  async addLoose(root: string, settings: Settings): Promise<Project> {
    const boundary = await repositoryOf(this.#files, root);
    const project = new Project(root, boundary, "file", settings, this.host, this.#files, []);
    this.#loose.set(root, project);
    return project;
  }

  remove(project: Project): void {
    project.cancel();
    (project.kind === "folder" ? this.#folders : this.#loose).delete(project.root);
  }

  /** The workspace folders below a folder. */
  nestedIn(root: string): string[] {
    return [...this.#folders.keys()].filter((each) => each !== root && isInside(root, each));
  }
}
