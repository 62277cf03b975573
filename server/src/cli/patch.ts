import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { Paint } from "../engine/report";

/** How many lines name the files. */
const HEADER = 2;

/**
 * The change of a text as a unified diff, which `git apply` and `patch -p1` understand.
 * @param name the path of the file, relative to the working directory
 */
export function patch(name: string, before: string, after: string, paint: Paint): string {
  const text = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
  return text
    .split("\n")
    .map((line, index) => (index < HEADER ? paint("bold", line) : coloured(line, paint)))
    .join("\n");
}

function coloured(line: string, paint: Paint): string {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("@@") ? paint("blue", line) : line;
}
