/** Has the client ask again for what it shows: one request at a time, and one more when something changed meanwhile. */
export class Refresh {
  #isUnderWay = false;
  #isWanted = false;

  /** @param request tells the client; resolves when it has heard */
  constructor(private readonly request: () => Promise<void>) {}

  /** Rejects as the request does. */
  async ask(): Promise<void> {
    this.#isWanted = true;
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        await this.request();
      }
    } finally {
      this.#isUnderWay = false;
    }
  }
}
