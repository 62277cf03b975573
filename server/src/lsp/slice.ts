import type { Steps } from "../engine/report";
import type { Host } from "../platform/host";

/** How long the server works on before it looks whether somebody types, in milliseconds. */
const LENGTH = 10;

/** A share of a long piece of work. */
export class Slice {
  #end: number;

  constructor(private readonly host: Host) {
    this.#end = host.now() + LENGTH;
  }

  get isOver(): boolean {
    return this.host.now() >= this.#end;
  }

  /** Lets everything that waits have its turn and begins the next slice. */
  async pause(): Promise<void> {
    await this.host.pause();
    this.#end = this.host.now() + LENGTH;
  }
}

/**
 * Goes through the steps a slice at a time.
 * @param holds whether what they read is still as it was when they began
 * @returns undefined when it is no longer
 */
export async function inSlices<T>(steps: Steps<T>, host: Host, holds: () => boolean): Promise<T | undefined> {
  const slice = new Slice(host);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (!slice.isOver) continue;
    await slice.pause();
    if (!holds()) return undefined;
  }
}
