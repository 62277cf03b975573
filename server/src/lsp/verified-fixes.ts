import type { Finding } from "../engine/control";
import { type Fix, fixesFor, verifyFix } from "../engine/fixes";
import type { Project } from "./project";
import type { Session } from "./session";

/** The fixes that hold what they promise, kept as long as nothing changes. */
export class VerifiedFixes {
  readonly #kept = new WeakMap<
    Project,
    { readonly generation: number; readonly fixes: Map<Finding, Promise<Fix[]>> }
  >();

  constructor(private readonly session: Session) {}

  /** The finding's fixes, best first, without those that fail their verification. */
  of(project: Project, finding: Finding): Promise<Fix[]> {
    let kept = this.#kept.get(project);
    if (kept?.generation !== project.generation) {
      kept = { generation: project.generation, fixes: new Map() };
      this.#kept.set(project, kept);
    }
    let fixes = kept.fixes.get(finding);
    if (!fixes) {
      fixes = this.#verify(project, finding);
      kept.fixes.set(finding, fixes);
    }
    return fixes;
  }

  async #verify(project: Project, finding: Finding): Promise<Fix[]> {
    const { guard, host } = this.session;
    const verified: Fix[] = [];
    for (const fix of fixesFor(finding, project.analysis)) {
      const verdict = await verifyFix(fix, finding, project.analysis, host.hcl);
      if (verdict.ok) verified.push(fix);
      else guard.failed(`fix ${fix.title.key} of ${finding.resource} left out`, verdict.reason);
    }
    return verified;
  }
}
