import { WAIVER_FILES } from "../../../shared/src";
import { isProjectFile } from "../engine/control";
import { basename } from "../engine/terraform";
import { followAside } from "./file-changes";
import type { Session } from "./session";

/** Documents beside the configuration that decide how it is judged: project files and waiver files, while they are open. */
export class Asides {
  /** By path, what will be taken in when nobody types for a while. */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly session: Session) {}

  /** Takes in what the document says: at once, or as the settings have it for what is typed. Other documents are let be. */
  follow(path: string, moment: "now" | "onType"): void {
    if (!isProjectFile(path) && !WAIVER_FILES.some((name) => name === basename(path))) return;
    const { guard, projects } = this.session;
    const { run, delay } = projects.ownerOf(path)?.settings ?? { run: "onType", delay: 0 };
    if (moment === "onType" && run === "onSave") return;
    clearTimeout(this.#timers.get(path));
    const take = guard.callback("settings", () => {
      this.#timers.delete(path);
      followAside(this.session, path);
    });
    this.#timers.set(path, setTimeout(take, moment === "now" ? 0 : delay));
  }
}
