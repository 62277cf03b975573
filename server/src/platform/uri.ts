/**
 * URIs of the protocol and the engine's paths. A file URI becomes a path of the file system. Any other keeps its scheme and
 * authority as they are written, before a decoded path: `vscode-vfs://github/shop/main.tf` has its place beside its modules.
 */

/** A URI of another scheme that names a file, or a path made of one. */
const VIRTUAL = /^([A-Za-z][A-Za-z0-9+.-]+:(?:\/\/[^/?#]*)?)([^?#]*)$/;

/** Whether the path is one of a file that is not on a disk: it has a scheme. */
export function isVirtual(path: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(path);
}

/** The path of a URI: decoded, forward slashes, a Windows drive in lower case, no slash at the end. */
export function pathOf(uri: string): string {
  const match = /^file:\/\/([^/?#]*)([^?#]*)/i.exec(uri);
  if (!match) {
    const [, root, virtual = ""] = VIRTUAL.exec(uri) ?? [];
    // What a query or fragment tells apart is no file that could have others beside it.
    return trimSlash(root === undefined ? uri : root + decode(virtual));
  }
  const [, authority = "", encoded = ""] = match;
  const path = decode(encoded);
  const host = authority === "" || authority.toLowerCase() === "localhost" ? "" : `//${decode(authority)}`;
  return trimSlash(host + path.replace(/^\/([A-Za-z]):/, (_, drive: string) => `${drive.toLowerCase()}:`));
}

/** The URI of a path, encoded as VS Code encodes it, so that both sides write the same file the same way. */
export function uriOf(path: string): string {
  const [scheme] = /^[A-Za-z][A-Za-z0-9+.-]+:(?:\/\/[^/]*)?/.exec(path) ?? [];
  if (scheme !== undefined) return scheme + (encodePath(path.slice(scheme.length)) || "/");
  const [, host = "", rest = ""] = /^(?:\/\/([^/]*))?(.*)$/s.exec(path) ?? [];
  return `file://${host}${rest.startsWith("/") ? "" : "/"}${encodePath(rest)}`;
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

function encodePath(path: string): string {
  return path.split("/").map(encode).join("/");
}

function encode(segment: string): string {
  // A lone surrogate cannot be encoded; file names of Windows may hold one.
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
