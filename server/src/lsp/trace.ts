import type { RemoteConsole } from "vscode-languageserver";
import type { Host } from "../platform/host";

/** What it took to bring findings up to date. */
interface Publication {
  readonly update: number;
  readonly publish: number;
  /** Resources that were judged, and that are left to judge. */
  readonly judged: number;
  readonly left: number;
}

/** Tells in the log what each edit costs, when the user wants to know: the setting `trace.performance`. */
export class PerformanceTrace {
  isOn = false;
  /** Edits that have been taken in since findings were last brought up to date, and what that took. */
  #edits = 0;
  #taken = 0;

  constructor(
    private readonly host: Host,
    private readonly console: RemoteConsole,
  ) {}

  /** Milliseconds that the action takes. */
  time(action: () => void): number {
    const begin = this.host.now();
    action();
    return this.host.now() - begin;
  }

  /** Notes that edits of a document were taken in, in so many milliseconds. */
  edited(milliseconds: number): void {
    this.#edits++;
    this.#taken += milliseconds;
  }

  /** Tells what came of the edits since the last time; of a scan's slices, nothing. */
  published({ update, publish, judged, left }: Publication): void {
    if (this.isOn && this.#edits > 0) {
      const parts = [
        `edits: ${this.#edits}, ${shown(this.#taken)}`,
        `resources judged: ${judged}, ${shown(update)}`,
        ...(left > 0 ? [`left: ${left}`] : []),
        `published: ${shown(publish)}`,
      ];
      this.console.info(parts.join("; "));
    }
    // What is left is judged in the slices that follow, which are told of too.
    if (left === 0) this.#edits = 0;
    this.#taken = 0;
  }
}

function shown(milliseconds: number): string {
  return `${milliseconds.toFixed(2)} ms`;
}
