import { type Language, render } from "../../../shared/src";
import type { Analysis, Finding } from "../engine/control";
import { type Fix, fixesFor, verifyFix } from "../engine/fixes";
import type { ResultEdit, ResultFix } from "../engine/report";
import type { TextEdit } from "../engine/syntax";
import type { Hcl2Json } from "../platform/hcl2json";
import type { Analysed } from "./analyse";

/** The fixes of findings that hold what they promise. */
export class VerifiedFixes {
  /** Findings whose fixes were not looked for. */
  leftOut = 0;
  #verified = 0;
  #taken = 0;

  constructor(
    private readonly analysed: Analysed,
    private readonly language: Language,
    private readonly hcl: Hcl2Json,
    /** How many fixes are tried and verified, each of which takes some milliseconds. */
    private readonly limit = Number.POSITIVE_INFINITY,
    /** How long that may take in all, in milliseconds: where each takes long, there are fewer. */
    private readonly patience = Number.POSITIVE_INFINITY,
  ) {}

  async of(finding: Finding): Promise<ResultFix[]> {
    if (this.#verified >= this.limit || this.#taken >= this.patience) {
      this.leftOut++;
      return [];
    }
    const { analysis } = this.analysed;
    const fixes: ResultFix[] = [];
    const start = performance.now();
    for (const fix of fixesFor(finding, analysis)) {
      this.#verified++;
      if ((await verifyFix(fix, finding, analysis, this.hcl)).ok) fixes.push(this.#toResult(fix));
    }
    this.#taken += performance.now() - start;
    return fixes;
  }

  #toResult({ title, preferred, replaces, edits }: Fix): ResultFix {
    return { title: render(title, this.language), preferred, replaces, edits: resultEdits(edits, this.analysed) };
  }
}

/** Edits by path, as results write them. */
export function resultEdits(
  edits: ReadonlyMap<string, readonly TextEdit[]>,
  { analysis, name }: Analysed,
): readonly ResultEdit[] {
  return [...edits].flatMap(([path, own]) => own.map((edit) => resultEdit(edit, path, analysis, name)));
}

function resultEdit(
  { start, end, text }: TextEdit,
  path: string,
  analysis: Analysis,
  name: Analysed["name"],
): ResultEdit {
  const file = analysis.file(path)!;
  return { file: name(path), range: { start: file.positionAt(start), end: file.positionAt(end) }, newText: text };
}
