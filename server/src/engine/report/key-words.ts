/** How a key is described in a few words. */
import type { ResourceView } from "../terraform";

/** What the configuration says of the key's rotation, as the ending of a message's key; "key" where it says nothing. */
export function rotationOf(key: ResourceView): "key" | "key-rotates" | "key-static" {
  if (key.resource.declaration.type !== "aws_kms_key") return "key";
  const value = key.attribute("enable_key_rotation")?.value;
  if (value === undefined) return "key-static";
  if (value.kind !== "known") return "key";
  return String(value.value) === "true" ? "key-rotates" : "key-static";
}
