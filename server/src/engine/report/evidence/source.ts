/** What every part of the evidence is read from. */
import type { Status } from "../../../../../shared/src";
import { type Analysis, type CheckContext, createContext, type Finding, type Judgement } from "../../control";
import { dirname, type Location, type ResourceView } from "../../terraform";
import type { ReportOptions, Where } from "../remarks";
import type { KeyVerdictEvidence, Sign } from "./types";

export interface EvidenceOptions extends ReportOptions {
  /** What the report is about, for its heading. */
  readonly workspace: string;
}

/** An analysis with the door's way of naming and choosing files. */
export class Source {
  readonly context: CheckContext;
  #found: ReadonlyMap<Judgement, Finding> | undefined;
  readonly #modules = new Map<string, string>();

  constructor(
    readonly analysis: Analysis,
    readonly options: EvidenceOptions,
  ) {
    this.context = createContext(analysis.evaluator, analysis.settings);
  }

  /** By judgement; collected when first asked for, since what is about a few resources needs none. */
  get #findings(): ReadonlyMap<Judgement, Finding> {
    this.#found ??= new Map([...this.analysis.allFindings()].map((finding) => [finding.judgement, finding]));
    return this.#found;
  }

  /** The findings that the report is about. */
  findings(): readonly Finding[] {
    return [...this.#findings.values()].filter(({ at }) => this.options.listed(at.path));
  }

  /** Every resource of the types that the report is about, once for each use of its module. */
  resources(types: Iterable<string>): readonly ResourceView[] {
    return [...types].flatMap((type) =>
      this.context.evaluator.resourcesInWorkspace(type).filter(({ header }) => this.options.listed(header.path)),
    );
  }

  where(at: Location): Where | undefined {
    const range = this.analysis.rangeOf(at);
    return range && { file: this.options.name(at.path), range };
  }

  /** The folder of the resource's module, as the report writes it. */
  moduleOf(view: ResourceView): string {
    const dir = dirname(view.header.path);
    const module = this.#modules.get(dir) ?? this.options.name(dir);
    this.#modules.set(dir, module);
    return module;
  }

  /** The same for all uses of the resource's module: folder and address. */
  idOf(view: ResourceView, address = view.address): string {
    const module = this.moduleOf(view);
    return module === "." ? address : `${module}/${address}`;
  }

  sign(view: ResourceView): Sign | undefined {
    const where = this.where(view.header);
    return where && { resource: view.address, module: this.moduleOf(view), where };
  }

  /** Whether there are violations among the judgements, and waivers cover them all. */
  isWaived(judgements: readonly Judgement[]): boolean {
    const failed = judgements
      .filter(({ status }) => status === "fail")
      .flatMap((each) => this.#findings.get(each) ?? []);
    return failed.length > 0 && failed.every(({ waiver }) => waiver !== undefined);
  }

  /** What the judgements, of the instances of one resource on one property, come down to. */
  verdictOf(judgements: readonly Judgement[]): KeyVerdictEvidence {
    const status = worst(judgements.map((each) => each.status));
    const deciding = judgements.find((each) => each.status === status);
    if (status === undefined || !deciding) return { status: "unchecked" };
    return { status: this.isWaived(judgements) ? "waived" : status, message: deciding.message };
  }
}

/** The worst of the statuses, undefined when there are none. */
export function worst(statuses: readonly Status[]): Status | undefined {
  return (["fail", "unverified", "pass", "not-applicable"] as const).find((each) => statuses.includes(each));
}

/** The list under the name, begun where there is none yet. */
export function listIn<K, V>(lists: Map<K, V[]>, name: K): V[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
