import type { Finding } from "../engine/control";
import { type Fix, fixesFor, verifyFix } from "../engine/fixes";
import { findingId } from "./diagnostic";
import type { Project } from "./project";
import type { Session } from "./session";

interface Kept {
  readonly generation: number;
  readonly fixes: Map<string, Promise<Fix[]>>;
}

/** The fixes that hold what they promise, kept as long as nothing changes. */
export class VerifiedFixes {
  readonly #kept = new WeakMap<Project, Kept>();

  constructor(private readonly session: Session) {}

  /** The finding's fixes, best first, without those that fail their verification. */
  of(project: Project, finding: Finding): Promise<Fix[]> {
    let kept = this.#kept.get(project);
    if (kept?.generation !== project.generation) {
      kept = { generation: project.generation, fixes: new Map() };
      this.#kept.set(project, kept);
    }
    const place = project.analysis.rangeOf(finding.at)?.start;
    const key = [finding.at.path, place?.line, place?.character, findingId(finding)].join(" ");
    let fixes = kept.fixes.get(key);
    if (!fixes) {
      fixes = this.#verify(project, finding);
      kept.fixes.set(key, fixes);
    }
    return fixes;
  }

  async #verify(project: Project, finding: Finding): Promise<Fix[]> {
    const { guard, host } = this.session;
    const { generation, analysis } = project;
    const verified: Fix[] = [];
    for (const fix of fixesFor(finding, analysis)) {
      // The verification tries the fix in the analysis: what changed before must not be mistaken for its effect.
      project.refresh();
      const verdict = await verifyFix(fix, finding, analysis, host.hcl);
      if (project.generation !== generation) return [];
      if (verdict.ok) verified.push(fix);
      else guard.failed(`${fix.title.key} for ${finding.resource} is not offered`, verdict.reason);
    }
    return verified;
  }
}
