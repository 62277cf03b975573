/** The real formatter, where the machine has it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether `terraform fmt` would leave each of the texts as it is; undefined where there is no `terraform`. */
export function areFormatted(texts: readonly string[]): readonly boolean[] | undefined {
  return formatAll(texts)?.map((text, index) => text === texts[index]);
}

/** What `terraform fmt` makes of each of the texts, which must be valid; undefined where there is no `terraform`. */
export function formatAll(texts: readonly string[]): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "fmt-"));
  try {
    const paths = texts.map((_, index) => join(folder, `${index}.tf`));
    for (const [index, path] of paths.entries()) writeFileSync(path, texts[index]!);
    const { error, status, stderr } = spawnSync("terraform", ["fmt", "-list=false", folder], { encoding: "utf8" });
    if (error) return undefined;
    if (status !== 0) throw new Error(stderr);
    return paths.map((path) => readFileSync(path, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
