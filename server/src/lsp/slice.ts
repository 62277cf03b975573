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
