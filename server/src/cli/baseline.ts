/** Findings that are known already, as an earlier run wrote them. */
import type { Status } from "../../../shared/src";
import { FINGERPRINT } from "../engine/report";
import { Unusable } from "../library/unusable";

type State = Status | "waived";

/** A finding of the baseline. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly status: State;
  readonly checkId: string;
  readonly file: string;
  readonly resource: string;
}

/**
 * What the results of `check --format json` or `--format sarif` hold, to tell what is new from what is known. A finding is
 * known when the baseline says the same of it: one that was waived or not verifiable then and is a violation now is new.
 */
export class Baseline {
  readonly #known: ReadonlyMap<string, KnownFinding>;
  readonly #hidden = new Set<string>();
  readonly #still = new Set<string>();

  /** @param fromRoot whether files are named from the root of the repository, else from the working directory */
  private constructor(
    known: readonly KnownFinding[],
    readonly fromRoot: boolean,
  ) {
    this.#known = new Map(known.map((finding) => [finding.fingerprint, finding]));
  }

  /** @param name of the file, for the reason of {@link Unusable}, which is thrown when the text is no such result */
  static read(text: string, name: string): Baseline {
    const json = parsed(text);
    const ours = list(json, "findings")?.map(fromJson);
    const sarif = list(json, "runs")?.flatMap((run) => (list(run, "results") ?? []).map(fromSarif));
    const found = ours ?? sarif;
    const known = found?.filter((finding) => finding !== undefined);
    if (found === undefined || known?.length !== found.length) {
      throw new Unusable({ key: "cli.no-baseline", args: [name] });
    }
    return new Baseline(known ?? [], ours === undefined);
  }

  /** Whether the finding is known; takes note of what is still there. */
  hides(fingerprint: string, status: State): boolean {
    if (status === "pass" || status === "not-applicable") return false;
    this.#still.add(fingerprint);
    if (this.#known.get(fingerprint)?.status !== status) return false;
    if (status === "fail") this.#hidden.add(fingerprint);
    return true;
  }

  /** How many violations and recommendations were hidden. */
  get hidden(): number {
    return this.#hidden.size;
  }

  /** The violations and recommendations that are no longer there. */
  gone(): readonly KnownFinding[] {
    return [...this.#known.values()].filter(
      ({ fingerprint, status }) => status === "fail" && !this.#still.has(fingerprint),
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromJson(finding: unknown): KnownFinding | undefined {
  return known(...["fingerprint", "status", "checkId", "file", "resource"].map((key) => at(finding, key)));
}

/** What our writer of SARIF makes of a finding, backwards. */
function fromSarif(result: unknown): KnownFinding | undefined {
  const suppressed = at(result, "suppressions", 0) !== undefined;
  const kind = at(result, "kind");
  const status = suppressed ? "waived" : kind === "review" ? "unverified" : kind;
  const location = at(result, "locations", 0);
  const uri = at(location, "physicalLocation", "artifactLocation", "uri");
  return known(
    at(result, "partialFingerprints", FINGERPRINT),
    status === "notApplicable" ? "not-applicable" : status,
    at(result, "ruleId"),
    typeof uri === "string" ? decodeURIComponent(uri) : uri,
    at(location, "logicalLocations", 0, "fullyQualifiedName"),
  );
}

function known(...[fingerprint, status, checkId, file, resource]: unknown[]): KnownFinding | undefined {
  const isText = [fingerprint, checkId, file, resource].every((part) => typeof part === "string");
  if (!isText || !isState(status)) return undefined;
  return {
    fingerprint: String(fingerprint),
    status,
    checkId: String(checkId),
    file: String(file),
    resource: String(resource),
  };
}

function isState(status: unknown): status is State {
  return ["pass", "fail", "unverified", "not-applicable", "waived"].includes(String(status));
}

/** The value at a path in a JSON value; undefined where there is none. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function list(value: unknown, key: string): readonly unknown[] | undefined {
  const found = at(value, key);
  return Array.isArray(found) ? found : undefined;
}
