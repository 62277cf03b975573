import { type Language, type MessageKey, render } from "../../../shared/src";
import type { Terminal } from "./terminal";

/** Milliseconds before anything is shown, and between two changes of what is. */
const PATIENCE = 500;
const INTERVAL = 100;

/** How many characters the bar has. */
const WIDTH = 24;

/** One line of a terminal that says how far the work has come. */
export class Progress {
  #next: number;
  #isShown = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly language: Language,
  ) {
    this.#next = terminal.host.now() + PATIENCE;
  }

  /** @param total how much there is to do; undefined while nobody knows */
  show(what: MessageKey, done: number, total?: number): void {
    const { host, showProgress } = this.terminal;
    const now = host.now();
    if (showProgress === undefined || now < this.#next) return;
    this.#next = now + INTERVAL;
    this.#isShown = true;
    const share = total === undefined ? undefined : done / Math.max(total, 1);
    const filled = Math.round((share ?? 0) * WIDTH);
    const bar =
      share === undefined ? "" : ` ${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${Math.floor(share * 100)} %`;
    const text = render({ key: what, args: [String(done)] }, this.language);
    // Back to the beginning of the line, and erase it.
    showProgress(`\r\u001b[2K${text}${bar}`);
  }

  /** Leaves the line as it was, before anything else is written. */
  clear(): void {
    if (this.#isShown) this.terminal.showProgress?.("\r\u001b[2K");
    this.#isShown = false;
  }
}
