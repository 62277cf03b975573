import type { CheckName } from "../../../shared/src";
import type { Finding } from "../engine/control";
import {
  type Fix,
  type FixAllOptions,
  type FixAllResult,
  fixAll,
  fixAllInTurns,
  fixesFor,
  verifyFix,
  waive,
} from "../engine/fixes";
import { findingId } from "./diagnostic";
import type { Project } from "./project";
import type { Session } from "./session";
import { Slice } from "./slice";

/** What stands for the reason while none is given. */
const SOME_REASON = "…";

/** What a finding can be mended with. */
export interface Mending {
  /** Best first. */
  readonly fixes: readonly Fix[];
  /** How it would be waived, with a reason that stands for the user's. */
  readonly waiver: Fix | undefined;
}

interface Kept {
  readonly generation: number;
  readonly mendings: Map<string, Promise<Mending>>;
}

/** The fixes that hold what they promise, kept as long as nothing changes. A fix that does not is logged and left out. */
export class VerifiedFixes {
  readonly #kept = new WeakMap<Project, Kept>();

  constructor(private readonly session: Session) {}

  /** All that is offered for the finding. */
  of(project: Project, finding: Finding): Promise<Mending> {
    let kept = this.#kept.get(project);
    if (kept?.generation !== project.generation) {
      kept = { generation: project.generation, mendings: new Map() };
      this.#kept.set(project, kept);
    }
    const place = project.analysis.rangeOf(finding.at)?.start;
    const key = [finding.at.path, place?.line, place?.character, findingId(finding)].join(" ");
    let mending = kept.mendings.get(key);
    if (!mending) {
      mending = this.#mend(project, finding);
      kept.mendings.set(key, mending);
    }
    return mending;
  }

  /** The waiver of the finding; undefined when it would not be one, or the text has changed meanwhile. */
  async waiver(project: Project, finding: Finding, reason: string): Promise<Fix | undefined> {
    const { generation, analysis } = project;
    const waiver = waive(finding, analysis, reason);
    const stands = waiver && (await this.#objection(project, finding, waiver)) === undefined;
    return stands && project.generation === generation ? waiver : undefined;
  }

  /**
   * Everything that is right without asking, all at once.
   * @param paths the files that may be changed
   * @param check the one whose findings are mended; every check by default
   * @returns undefined when the text has changed meanwhile
   */
  async all(project: Project, paths: ReadonlySet<string>, check?: CheckName): Promise<FixAllResult | undefined> {
    const { host } = this.session;
    await project.advanceToEnd();
    const checks = check && new Set([check]);
    return this.#unlessOutdated(project, () => fixAll(project.analysis, optionsFor(project, paths, checks), host.hcl));
  }

  /**
   * The same for a whole workspace, slice by slice: whoever types does not wait for it.
   * @param goesOn told how many fixes have been found so far; false gives up
   * @returns undefined when it was given up, or the text has changed meanwhile
   */
  async allInSlices(
    project: Project,
    paths: ReadonlySet<string>,
    goesOn: (found: number) => boolean,
  ): Promise<FixAllResult | undefined> {
    const { host } = this.session;
    await project.advanceToEnd();
    const { generation } = project;
    const slice = new Slice(host);
    const turn = async (found: number): Promise<boolean> => {
      if (!slice.isOver) return true;
      await slice.pause();
      return goesOn(found) && project.generation === generation;
    };
    return this.#unlessOutdated(project, () =>
      fixAllInTurns(project.analysis, optionsFor(project, paths), host.hcl, turn),
    );
  }

  async #unlessOutdated(
    project: Project,
    fix: () => Promise<FixAllResult | undefined>,
  ): Promise<FixAllResult | undefined> {
    const { generation } = project;
    const result = await fix();
    for (const { finding, reason } of result?.refused ?? []) {
      this.session.guard.failed(`a fix for ${finding.resource} is left out`, reason);
    }
    return project.generation === generation ? result : undefined;
  }

  async #mend(project: Project, finding: Finding): Promise<Mending> {
    const { analysis } = project;
    const waiver = waive(finding, analysis, SOME_REASON);
    const verified = await this.#verified(project, finding, [
      ...fixesFor(finding, analysis),
      ...(waiver ? [waiver] : []),
    ]);
    return { fixes: verified.filter((fix) => fix !== waiver), waiver: verified.find((fix) => fix === waiver) };
  }

  async #verified(project: Project, finding: Finding, fixes: readonly Fix[]): Promise<readonly Fix[]> {
    const { generation } = project;
    const verified: Fix[] = [];
    for (const fix of fixes) {
      const objection = await this.#objection(project, finding, fix);
      if (project.generation !== generation) return [];
      if (objection === undefined) verified.push(fix);
      else this.session.guard.failed(`${fix.title.key} for ${finding.resource} is not offered`, objection);
    }
    return verified;
  }

  /** What speaks against the fix. */
  async #objection(project: Project, finding: Finding, fix: Fix): Promise<string | undefined> {
    // The verification tries the fix in the analysis: what changed before must not be mistaken for its effect.
    project.refresh();
    const verdict = await verifyFix(fix, finding, project.analysis, this.session.host.hcl);
    return verdict.ok ? undefined : verdict.reason;
  }
}

function optionsFor(project: Project, paths: ReadonlySet<string>, checks?: ReadonlySet<CheckName>): FixAllOptions {
  return { paths, checks, allowsReplacement: (file) => project.allowsReplacement(file) };
}
