import { type Language, render } from "../../../shared/src";
import { Unusable } from "./unusable";

/** Nothing can be made of what was named: it does not exist, or there is no Terraform. The message is for the user. */
export class UnusableInputError extends Error {
  override readonly name = "UnusableInputError";
}

/** Does the work; what it can make nothing of is said in the language. */
export async function inWords<T>(language: Language, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Unusable ? new UnusableInputError(render(error.reason, language)) : error;
  }
}
