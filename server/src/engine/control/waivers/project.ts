/** Waivers of a whole project: the YAML files that WAF++'s own checker reads (ruling 11). */
import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { CHECK_PREFIX, CONTROL_ID, type Message, WAIVER_FILES } from "../../../../../shared/src";
import type { Item } from "../../syntax";
import type { Location } from "../../terraform";
import type { Waiver } from "../types";
import { readYaml } from "../yaml";
import { isDate, type Scope, scopeOf } from "./names";
import type { WaiverProblem } from "./problems";

export interface ProjectWaiver {
  readonly scope: Scope;
  readonly waiver: Waiver;
}

/** What a waiver file says. */
export interface WaiverFile {
  readonly waivers: readonly ProjectWaiver[];
  /** Entries that do not count, and why. The item of their locations is the whole file. */
  readonly problems: readonly WaiverProblem[];
}

/**
 * Reads a waiver file: `waivers: [{id, reason, expires?}]`, or `skips:` as older files have it. Entries about other controls
 * are left out.
 * @param today `YYYY-MM-DD`
 */
export function readWaiverFile(path: string, text: string, today: string): WaiverFile {
  const reader = new Reader(path, text, today);
  reader.read();
  return reader;
}

class Reader implements WaiverFile {
  readonly waivers: ProjectWaiver[] = [];
  readonly problems: WaiverProblem[] = [];
  readonly #item: Item;

  constructor(
    readonly path: string,
    readonly text: string,
    readonly today: string,
  ) {
    this.#item = { text, node: undefined, errors: [], examined: text.length, comments: [] };
  }

  read(): void {
    const { document, errors } = readYaml(this.text);
    const [error] = errors;
    const entries = document && entriesOf(document.contents);
    if (error || !entries) {
      const { message, start, end } = error ?? {
        message: "waivers: [{id, reason, expires}]",
        start: 0,
        end: this.text.length,
      };
      this.#report("unreadable", { key: "waiver-unreadable", args: [message] }, this.#locate(start, end));
      return;
    }
    for (const entry of entries) {
      if (isMap(entry)) this.#entry(entry);
    }
  }

  #entry(entry: YAMLMap): void {
    const id = textOf(entry, "id");
    if (id === "" || isOfOtherControl(id)) return;
    const scope = scopeOf(id);
    const reason = textOf(entry, "reason");
    const expires = textOf(entry, "expires");
    const at = this.#locate(entry.range?.[0] ?? 0, entry.range?.[1] ?? this.text.length);
    if (scope === undefined) this.#report("unknown-id", { key: "waiver-unknown-id", args: [id] }, at);
    else if (reason === "") this.#report("missing-reason", { key: "waiver-missing-reason" }, at);
    else if (expires !== "" && !isDate(expires)) {
      this.#report("invalid-date", { key: "waiver-invalid-date", args: [expires] }, at);
    } else if (expires !== "" && expires < this.today) {
      this.#report("expired", { key: "waiver-wafpass-expired", args: [expires] }, at);
    } else {
      const source = this.path.endsWith(WAIVER_FILES[0]) ? "risk-acceptance" : "wafpass-skip";
      const waiver: Waiver = { source, reason, expires: expires === "" ? undefined : expires, at };
      this.waivers.push({ scope: scope === "all" ? "all" : new Set([scope]), waiver });
    }
  }

  #report(kind: WaiverProblem["kind"], message: Message, at: Location): void {
    this.problems.push({ kind, message, at });
  }

  /** The place without the line breaks that YAML counts to a node. */
  #locate(start: number, end: number): Location {
    const length = this.text.slice(start, end).trimEnd().length;
    return { path: this.path, item: this.#item, start, end: start + length };
  }
}

/** The list of entries, empty when there is none; undefined when the file is built otherwise. */
function entriesOf(root: unknown): readonly unknown[] | undefined {
  if (root === null) return [];
  if (!isMap(root)) return undefined;
  const entries = root.get("waivers", true) ?? root.get("skips", true);
  if (isSeq(entries)) return entries.items;
  return entries === undefined || (isScalar(entries) && entries.value === null) ? [] : undefined;
}

/** The text of a value of the entry; empty when there is none. */
function textOf(entry: YAMLMap, name: string): string {
  return String(entry.get(name) ?? "").trim();
}

function isOfOtherControl(id: string): boolean {
  const name = id.toUpperCase();
  const own = name === CONTROL_ID || name.startsWith(CHECK_PREFIX.toUpperCase());
  return !own && /^WAF-[A-Z]+-\d+(?:\.|$)/.test(name);
}
