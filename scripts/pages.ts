/**
 * Writes what is made from the code: the documentation pages of the checks, English under `docs/checks/`, German under
 * `docs/checks/de/`, and the schema of the project file under `client/schema/`.
 */
import fs from "node:fs";
import path from "node:path";
import { checks } from "../server/src/engine/control";
import { checkIndex, checkPage } from "../server/src/engine/report";
import { checkId, type Language } from "../shared/src";
import { projectFileSchema } from "./schema";

/** Every file that is written, by its path below the repository. */
export function pages(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [language, dir] of [
    ["en", "docs/checks"],
    ["de", "docs/checks/de"],
  ] as [Language, string][]) {
    found.set(
      `${dir}/README.md`,
      checkIndex(checks, language, (check) => `${checkId(check.name)}.md`),
    );
    found.set(`client/schema/project-file.${language}.json`, projectFileSchema(language));
    for (const check of checks) found.set(`${dir}/${checkId(check.name)}.md`, checkPage(check, language));
  }
  return found;
}

if (process.argv[1] && path.basename(process.argv[1]) === "pages.ts") {
  for (const [file, text] of pages()) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
