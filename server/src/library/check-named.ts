import { type CheckName, checkNameOf } from "../../../shared/src";
import { Unusable } from "./unusable";

/** The check with the id, or the name; throws {@link Unusable} when there is none. */
export function checkNamed(id: string): CheckName {
  const name = checkNameOf(id);
  if (name === undefined) throw new Unusable({ key: "cli.unknown-check", args: [id] });
  return name;
}
