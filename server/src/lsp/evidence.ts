import { type Evidence, evidenceInSteps } from "../engine/report";
import { basename, relativePath } from "../engine/terraform";
import type { Host } from "../platform/host";
import type { Project } from "./project";
import { inSlices } from "./slice";

interface Kept {
  readonly generation: number;
  readonly evidence: Promise<Evidence | undefined>;
}

/** The evidence of each project: made a little at a time, and kept as long as nothing changes. */
export class EvidenceReader {
  readonly #kept = new WeakMap<Project, Kept>();

  /** @param version of the product */
  constructor(
    private readonly host: Host,
    private readonly version: string,
  ) {}

  /** Undefined while the project is being read, and when it changes before all is gathered: then there will be another occasion. */
  of(project: Project): Promise<Evidence | undefined> {
    const { generation, scanning } = project;
    const kept = this.#kept.get(project);
    if (kept?.generation === generation) return kept.evidence;
    if (scanning) return Promise.resolve(undefined);
    const evidence = this.#gather(project);
    this.#kept.set(project, { generation, evidence });
    return evidence;
  }

  async #gather(project: Project): Promise<Evidence | undefined> {
    const { analysis, generation } = project;
    await project.advanceToEnd();
    if (project.generation !== generation) return undefined;
    const steps = evidenceInSteps(analysis, {
      version: this.version,
      workspace: basename(project.root),
      listed: () => true,
      name: (path) => relativePath(project.root, path),
      unreadable: [],
      waiverFile: project.waiverFile,
    });
    return inSlices(steps, this.host, () => project.generation === generation);
  }
}
