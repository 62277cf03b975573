import type { Message } from "../../../shared/src";

/** Arguments or an input that nothing can be made of. */
export class Unusable extends Error {
  /** @param reason for the user */
  constructor(readonly reason: Message) {
    super(reason.key);
  }
}
