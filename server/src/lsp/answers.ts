import type { Project } from "./project";
import type { Session } from "./session";

/** What the client was last told of a document, or of a part of it. */
interface Answer {
  readonly project: Project;
  readonly path: string;
  readonly version: number;
  readonly content: string;
  /** What it would be told now. */
  readonly again: () => string;
}

/**
 * Answers that stay on the screen after they were given: when one is no longer true, though its document has not changed, the
 * client is told to ask again. After an edit it asks of itself.
 */
export class Answers {
  readonly #answers = new Map<string, Answer>();

  /**
   * @param name of the feature, for the log
   * @param refresh tells the client to ask again; undefined when it does not listen
   */
  constructor(
    private readonly session: Session,
    name: string,
    refresh: (() => Promise<void>) | undefined,
  ) {
    if (!refresh) return;
    session.publisher.whenIdle((project) => {
      if (!this.#isOutdated(project)) return;
      session.guard.callback(name, refresh)();
    });
  }

  /**
   * Gives an answer, and remembers it until another is given under the same id.
   * @param compute called again now and then while the document is open as it is, so it should be cheap
   */
  give<T>(id: string, project: Project, path: string, compute: () => T): T {
    const value = compute();
    const version = this.session.documents.get(path)?.version;
    if (version === undefined) return value;
    const again = (): string => JSON.stringify(compute());
    this.#answers.set(id, { project, path, version, content: JSON.stringify(value), again });
    return value;
  }

  /** Forgets answers about texts that are no longer on the screen, and all of the project's when one of them has become wrong. */
  #isOutdated(project: Project): boolean {
    let outdated = false;
    for (const [id, answer] of this.#answers) {
      if (this.session.documents.get(answer.path)?.version !== answer.version) this.#answers.delete(id);
      else if (answer.project === project) outdated ||= answer.again() !== answer.content;
    }
    if (outdated) for (const [id, answer] of this.#answers) if (answer.project === project) this.#answers.delete(id);
    return outdated;
  }
}
