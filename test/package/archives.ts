/** What `npm run package` has made. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { version } from "../../package.json";

export const VSIX = "out/waf-sec-030.vsix";
export const TARBALL = `out/waf-sec-030-${version}.tgz`;

/** By path inside the archive. */
export type Files = ReadonlyMap<string, Uint8Array>;

export function readVsix(path = VSIX): Files {
  return new Map(Object.entries(unzipSync(readFileSync(path))));
}

/** The regular files of a compressed tape archive, in its oldest form (ustar), which is all that short paths need. */
export function readTarball(path = TARBALL): Files {
  const bytes = gunzipSync(readFileSync(path));
  const field = (start: number, length: number): string =>
    bytes
      .subarray(start, start + length)
      .toString("latin1")
      .replace(/\0.*$/s, "");
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    if (field(at + 156, 1) !== "0") throw new Error(`${field(at, 100)} is no regular file`);
    files.set(field(at, 100), bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

export function textIn(files: Files, path: string): string {
  return Buffer.from(files.get(path) ?? []).toString();
}

/** What lies in a package that was not made to be published: defects, one a line. */
export function strayIn(files: Files): string[] {
  return [...files].flatMap(([path, bytes]) => {
    const text = Buffer.from(bytes).toString("latin1");
    const found: string[] = [];
    if (/\.map$|\.ts$|\btest\b/.test(path) && !path.endsWith(".d.ts")) found.push(`${path} is not for users`);
    if (/^\/\/# sourceMappingURL/m.test(text)) found.push(`${path} names a source map`);
    for (const folder of [process.cwd(), process.env["HOME"]]) {
      if (folder && folder.length > 1 && text.includes(folder)) found.push(`${path} names ${folder}`);
    }
    return found;
  });
}
