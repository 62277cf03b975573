/** What git ignores, read from the `.gitignore` files themselves: git need not be there, and nothing is executed. */
import ignore, { type Ignore } from "ignore";
import { isCostly } from "../engine/control";
import { dirname, isInside, pathBelow, resolvePath, roleOf } from "../engine/terraform";
import type { FileSystem } from "./host";

/** The rules of the folders that have been entered, from a folder down. https://git-scm.com/docs/gitignore */
export class GitIgnore {
  readonly #rules = new Map<string, Ignore | undefined>();

  private constructor(
    private readonly files: FileSystem,
    private readonly top: string,
    /** Files, and the folders they lie in, that are not ignored whatever the rules say. */
    private readonly kept: ReadonlySet<string>,
  ) {}

  /**
   * The rules that hold in a folder: its own, and those of the folders above it up to the repository's. A folder that is named
   * although git ignores it is wanted, so that none from above hold in it.
   * @param repository the folder of the repository, which is the folder itself or lies above it
   * @param tracked files that git tracks although a rule names them, as far as that is known
   */
  static async in(
    files: FileSystem,
    repository: string,
    folder: string,
    tracked: readonly string[] = [],
  ): Promise<GitIgnore> {
    const kept = new Set(tracked.flatMap((path) => pathFrom(folder, path)));
    const rules = new GitIgnore(files, repository, kept);
    const exclude = await files.readText(resolvePath(repository, ".git/info/exclude"));
    for (const each of pathFrom(repository, folder)) {
      if (rules.ignores(each, "directory")) return new GitIgnore(files, folder, kept);
      await rules.enter(each, each === repository ? exclude : undefined);
    }
    return rules;
  }

  /** Reads the rules of a folder, before anything in it is asked about. @param before rules that those of the folder outdo */
  async enter(folder: string, before = ""): Promise<void> {
    if (this.#rules.has(folder)) return;
    const own = await this.files.readText(resolvePath(folder, ".gitignore"));
    const said = `${before}\n${own ?? ""}`.split("\n");
    // A rule that would take long to match hides nothing.
    const rules = own === undefined && before === "" ? undefined : said.filter((rule) => !isCostly(rule));
    this.#rules.set(folder, rules === undefined ? undefined : ignore({ ignorecase: false }).add(rules));
  }

  /**
   * Whether git ignores something in a folder that was entered. Terraform does not ask git: what it reads along with a module
   * (variable files, override files) decides what is deployed, and is not ignored, although templates for `.gitignore` name it.
   */
  ignores(path: string, kind: "file" | "directory"): boolean {
    const role = kind === "file" ? roleOf(path) : undefined;
    if (role?.kind === "variables" || role?.override || this.kept.has(path)) return false;
    for (let folder = dirname(path); isInside(this.top, folder); folder = dirname(folder)) {
      const relative = pathBelow(folder, path);
      const said = this.#rules.get(folder)?.test(kind === "directory" ? `${relative}/` : relative);
      if (said?.ignored) return true;
      if (said?.unignored || folder === dirname(folder)) return false;
    }
    return false;
  }
}

/** A folder and everything on the way down to something in it. */
function pathFrom(top: string, path: string): readonly string[] {
  const folders = [path];
  while (folders[0] !== top && folders[0] !== dirname(folders[0]!)) folders.unshift(dirname(folders[0]!));
  return folders;
}
