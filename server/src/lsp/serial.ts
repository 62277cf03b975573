/** Runs tasks one after the other, in the order in which they came. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the task does; a task that failed does not hold up the next. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const running = this.#last.then(task, task);
    this.#last = running;
    return running;
  }

  /** Resolves when all tasks that were given so far are done. */
  async settled(): Promise<void> {
    await this.run(async () => {});
  }
}
