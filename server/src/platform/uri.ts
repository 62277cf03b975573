/**
 * URIs of the protocol and the engine's paths. A file URI becomes a path of the file system; any other (`vscode-vfs://…`,
 * `untitled:…`) is used as a path as it is, so that virtual files have their place too.
 */

/** The path of a URI: decoded, forward slashes, a Windows drive in lower case, no slash at the end. */
export function pathOf(uri: string): string {
  const match = /^file:\/\/([^/?#]*)([^?#]*)/i.exec(uri);
  if (!match) return trimSlash(uri);
  const [, authority = "", encoded = ""] = match;
  const path = decode(encoded);
  const host = authority === "" || authority.toLowerCase() === "localhost" ? "" : `//${decode(authority)}`;
  return trimSlash(host + path.replace(/^\/([A-Za-z]):/, (_, drive: string) => `${drive.toLowerCase()}:`));
}

/** The URI of a path, encoded as VS Code encodes it, so that both sides write the same file the same way. */
export function uriOf(path: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return path;
  const [, host = "", rest = ""] = /^(?:\/\/([^/]*))?(.*)$/s.exec(path) ?? [];
  return `file://${host}${rest.startsWith("/") ? "" : "/"}${rest.split("/").map(encode).join("/")}`;
}

/** The path of an argument or of the process as the engine writes it. */
export function normalizePath(path: string): string {
  const forward = /^([A-Za-z]:)?\\|^[A-Za-z]:/.test(path) ? path.replaceAll("\\", "/") : path;
  return trimSlash(forward.replace(/^([A-Za-z]):/, (_, drive: string) => `${drive.toLowerCase()}:`));
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray `%`: taken literally, as VS Code does.
    return text.replace(/(%[0-9A-Fa-f]{2})+/g, (bytes) => {
      try {
        return decodeURIComponent(bytes);
      } catch {
        return bytes;
      }
    });
  }
}

function encode(segment: string): string {
  // A lone surrogate cannot be encoded; file names of Windows may hold one.
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
