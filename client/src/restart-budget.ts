const CRASHES = 5;
const PERIOD = 3 * 60 * 1000;

/** How often a crashed server is started again: until it has crashed five times within three minutes. */
export class RestartBudget {
  private crashes: number[] = [];

  /**
   * Records a crash.
   * @param now the time in milliseconds
   * @returns whether the server may be started again
   */
  crashed(now: number): boolean {
    this.crashes = [...this.crashes.filter((time) => now - time < PERIOD), now];
    return this.crashes.length < CRASHES;
  }
}
