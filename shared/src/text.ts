/** Bytes of a file as text. */

/** Every host of JavaScript has it; the language's own library does not name it. */
declare const TextDecoder: new (
  encoding: string,
) => {
  decode(bytes: Uint8Array): string;
};

/** Bytes. Source text that people write stays far below; what is larger would cost seconds and tell nothing. */
export const MAX_FILE_SIZE = 10 * 1024 * 1024;

/**
 * UTF-8 as Terraform demands it, and UTF-16 where a byte order mark says so, since editors show such files as text. The mark
 * is not part of the text; what is not valid becomes U+FFFD.
 */
export function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
