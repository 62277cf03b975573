import { type Message, render } from "../../../shared/src";

/** Arguments or an input that nothing can be made of. */
export class Unusable extends Error {
  override readonly name = "Unusable";

  /** @param reason for the user, in either language */
  constructor(readonly reason: Message) {
    super(render(reason, "en"));
  }
}
