import { TextDocument } from "vscode-languageserver-textdocument";
import type { Settings } from "../../../shared/src";
import type { File } from "../engine/syntax";
import { dirname, isInside } from "../engine/terraform";
import type { FileSystem, Host } from "../platform/host";
import { repositoryOf } from "../platform/sources";
import type { Documents } from "./documents";
import { Project, type Tools } from "./project";

/** Every project there is, and to which of them a file belongs. */
export class Projects {
  readonly #folders = new Map<string, Project>();
  /** By the folder of files that were opened outside every workspace folder. */
  readonly #loose = new Map<string, Project>();
  readonly #closed = new WeakMap<File, TextDocument>();
  readonly #tools: Tools;

  constructor(host: Host, documents: Documents, listeners: Pick<Tools, "onProblem" | "onRead">) {
    const files: FileSystem = {
      ...host.files,
      readText: (path) => {
        if (documents.isDeleted(path)) return undefined;
        return documents.textOf(path) ?? host.files.readText(path);
      },
    };
    this.#tools = { host, files, ...listeners };
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
      } else if (project.judges(path)) caller ??= project;
    }
    return innermost ?? caller ?? this.#loose.get(dirname(path));
  }

  /** The projects that the file's text concerns: its owner, and those that have read it or would. */
  concernedBy(path: string): Project[] {
    const owner = this.ownerOf(path);
    const concerns = (project: Project): boolean => project.selects(path) || project.judges(path);
    return this.all().filter((project) => project.holds(path) || (project === owner && concerns(project)));
  }

  /** A file that is not open, as it was read; undefined when no project has. */
  closedDocument(path: string): TextDocument | undefined {
    const file = this.all()
      .find((project) => project.holds(path))
      ?.analysis.file(path);
    if (!file) return undefined;
    const document = this.#closed.get(file) ?? TextDocument.create(path, "", 0, file.text);
    this.#closed.set(file, document);
    return document;
  }

  /**
   * Makes sure that files are on the disk as they were read, also when nobody has told of a change yet; what is not is read
   * again. An edit of a file that is not open carries no version, so its text must be the one that the edit is for.
   * @returns the projects that something has changed in
   */
  async catchUp(paths: Iterable<string>): Promise<ReadonlySet<Project>> {
    const changed = new Set<Project>();
    for (const path of paths) {
      const text = await this.#tools.files.readText(path);
      for (const project of this.concernedBy(path)) {
        if (project.analysis.file(path)?.text === text) continue;
        await project.reload(path);
        changed.add(project);
      }
    }
    return changed;
  }

  async addFolder(root: string, settings: Settings): Promise<Project> {
    return this.#add(root, "folder", settings, this.nestedIn(root));
  }

  async addLoose(root: string, settings: Settings): Promise<Project> {
    return this.#add(root, "file", settings, []);
  }

  remove(project: Project): void {
    project.cancel();
    this.#ofKind(project.kind).delete(project.root);
  }

  /** The workspace folders below a folder. */
  nestedIn(root: string): string[] {
    return [...this.#folders.keys()].filter((each) => each !== root && isInside(root, each));
  }

  async #add(root: string, kind: Project["kind"], settings: Settings, nested: readonly string[]): Promise<Project> {
    const boundary = await repositoryOf(this.#tools.files, root);
    const project = new Project({ root, boundary, kind }, settings, nested, this.#tools);
    this.#ofKind(kind).set(root, project);
    return project;
  }

  #ofKind(kind: Project["kind"]): Map<string, Project> {
    return kind === "folder" ? this.#folders : this.#loose;
  }
}
