/** An extension that serves the scheme `memory` from memory, with the files of the tests' workspace below `/shop`. */
import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from "vscode";
import { FILES } from "../../files";

export function activate(context: ExtensionContext): void {
  const files = new Memory();
  for (const [name, text] of Object.entries(FILES)) {
    files.writeFile(Uri.from({ scheme: "memory", path: `/shop/${name}` }), new TextEncoder().encode(text));
  }
  context.subscriptions.push(workspace.registerFileSystemProvider("memory", files, { isCaseSensitive: true }));
}

/** Folders are made with the files in them. */
class Memory implements FileSystemProvider {
  readonly #changes = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;
  readonly #files = new Map<string, Uint8Array>();
  readonly #folders = new Set(["/"]);
  #time = 0;

  watch(): Disposable {
    return { dispose: () => {} };
  }

  stat(uri: Uri): FileStat {
    const bytes = this.#files.get(uri.path);
    if (!bytes && !this.#folders.has(uri.path)) throw FileSystemError.FileNotFound(uri);
    const type = bytes ? FileType.File : FileType.Directory;
    return { type, ctime: 0, mtime: this.#time, size: bytes?.length ?? 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    if (!this.#folders.has(uri.path)) throw FileSystemError.FileNotFound(uri);
    return [
      ...this.#namesIn(uri, this.#folders).map((name): [string, FileType] => [name, FileType.Directory]),
      ...this.#namesIn(uri, this.#files.keys()).map((name): [string, FileType] => [name, FileType.File]),
    ];
  }

  readFile(uri: Uri): Uint8Array {
    const bytes = this.#files.get(uri.path);
    if (!bytes) throw FileSystemError.FileNotFound(uri);
    return bytes;
  }

  createDirectory(uri: Uri): void {
    this.#folders.add(uri.path);
    this.#tell(FileChangeType.Created, uri);
  }

  writeFile(uri: Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    for (let end = uri.path.lastIndexOf("/"); end > 0; end = uri.path.lastIndexOf("/", end - 1)) {
      this.#folders.add(uri.path.slice(0, end));
    }
    this.#time++;
    this.#files.set(uri.path, bytes);
    this.#tell(type, uri);
  }

  delete(uri: Uri): void {
    const isInside = (path: string) => path === uri.path || path.startsWith(`${uri.path}/`);
    for (const path of [...this.#files.keys()].filter(isInside)) this.#files.delete(path);
    for (const path of [...this.#folders].filter(isInside)) this.#folders.delete(path);
    this.#tell(FileChangeType.Deleted, uri);
  }

  /** Of files only. */
  rename(from: Uri, to: Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  #namesIn(folder: Uri, paths: Iterable<string>): string[] {
    const start = folder.path === "/" ? "/" : `${folder.path}/`;
    return [...paths]
      .filter((path) => path.startsWith(start) && path !== "/" && !path.includes("/", start.length))
      .map((path) => path.slice(start.length));
  }

  #tell(type: FileChangeType, uri: Uri): void {
    this.#changes.fire([{ type, uri }]);
  }
}
