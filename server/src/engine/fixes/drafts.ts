import type { Analysis } from "../control";
import { dirname } from "../terraform";
import type { NewBlock } from "./code";
import { Draft } from "./draft";
import type { Fix } from "./types";

/** The edits of one fix in the making, over several files. */
export class Drafts {
  private readonly drafts = new Map<string, Draft>();
  private readonly appended = new Set<string>();
  private possible = true;

  constructor(private readonly analysis: Analysis) {}

  /** The draft of a file; undefined, and the fix impossible, where the file is not ours to edit. */
  of(path: string): Draft | undefined {
    let draft = this.drafts.get(path);
    if (draft) return draft;
    const file = this.analysis.file(path);
    if (!file || !isEditable(path)) {
      this.possible = false;
      return undefined;
    }
    draft = new Draft(file);
    this.drafts.set(path, draft);
    return draft;
  }

  /** A new top-level block at the end of the file, unless the fix has added it to the module already. */
  appendOnce(path: string, block: NewBlock): void {
    const id = [dirname(path), block.type, ...(block.labels ?? [])].join(" ");
    if (this.appended.has(id)) return;
    this.appended.add(id);
    this.of(path)?.append([block]);
  }

  /** Gives the fix up. */
  refuse(): void {
    this.possible = false;
  }

  /** The fix; undefined when one of its edits could not be made or nothing would change. */
  finish(head: Omit<Fix, "edits" | "intents">): Fix | undefined {
    if (!this.possible) return undefined;
    const edits = new Map<string, Fix["edits"] extends ReadonlyMap<string, infer E> ? E : never>();
    const intents = new Map<string, Fix["intents"] extends ReadonlyMap<string, infer I> ? I : never>();
    for (const [path, draft] of this.drafts) {
      const fix = draft.finish();
      if (!fix) return undefined;
      if (fix.edits.length === 0) continue;
      edits.set(path, fix.edits);
      intents.set(path, fix.intents);
    }
    return edits.size > 0 ? { ...head, edits, intents } : undefined;
  }
}

/** Whether the file is written in HCL and by the user: JSON and modules that Terraform has downloaded are left alone. */
export function isEditable(path: string): boolean {
  return !path.endsWith(".json") && !path.includes("/.terraform/");
}
