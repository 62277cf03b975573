/** The real formatter, where the machine has it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether `terraform fmt` would leave each of the texts as it is; undefined where there is no `terraform`. */
export function areFormatted(texts: readonly string[]): readonly boolean[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "fmt-"));
  try {
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.tf`), text);
    const { error, stdout, status } = spawnSync("terraform", ["fmt", "-check", "-list=true", folder], {
      encoding: "utf8",
    });
    if (error) return undefined;
    if (status !== 0 && status !== 3) throw new Error(`terraform fmt ends with ${status}`);
    const changed = new Set(stdout.split("\n").map((line) => line.split(/[\\/]/).at(-1)));
    return texts.map((_, index) => !changed.has(`${index}.tf`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
